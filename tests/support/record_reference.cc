#include "tests/support/record_reference.h"

#include "shared/base/check.h"
#include "shared/record/entry.h"

namespace gongyi::test {

namespace {

// The largest power of two smaller than `count`.
std::size_t split_of(std::size_t count) {
    std::size_t split = 1;
    while (split * 2 < count) split *= 2;
    return split;
}

// SUBPROOF(old_size, leaves, is_whole).
std::vector<Hash> subproof(std::size_t old_size, std::span<const Hash> leaves, bool is_whole) {
    if (old_size == leaves.size()) return is_whole ? std::vector<Hash>{} : std::vector{root_by_definition(leaves)};
    const std::size_t split = split_of(leaves.size());
    const auto left = leaves.first(split);
    const auto right = leaves.subspan(split);
    const bool ends_left = old_size <= split;
    auto path = ends_left ? subproof(old_size, left, is_whole) : subproof(old_size - split, right, false);
    path.push_back(root_by_definition(ends_left ? right : left));
    return path;
}

}  // namespace

Hash root_by_definition(std::span<const Hash> leaves) {
    if (leaves.empty()) return sha256(std::string_view{});
    if (leaves.size() == 1) return leaves[0];
    const std::size_t split = split_of(leaves.size());
    return record::node_hash(root_by_definition(leaves.first(split)), root_by_definition(leaves.subspan(split)));
}

std::vector<Hash> path_by_definition(std::size_t index, std::span<const Hash> leaves) {
    if (leaves.size() == 1) return {};
    const std::size_t split = split_of(leaves.size());
    const auto left = leaves.first(split);
    const auto right = leaves.subspan(split);
    auto path = index < split ? path_by_definition(index, left) : path_by_definition(index - split, right);
    path.push_back(root_by_definition(index < split ? right : left));
    return path;
}

std::vector<Hash> consistency_by_definition(std::size_t old_size, std::span<const Hash> leaves) {
    return subproof(old_size, leaves, true);
}

std::vector<Hash> some_leaves(std::size_t count) {
    std::vector<Hash> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(record::leaf_hash("entry " + std::to_string(i)));
    return leaves;
}

std::vector<std::string> reference_entries() {
    std::vector<std::string> entries;
    for (const std::string_view hex :
         {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
        std::string entry(hex.size() / 2, '\0');
        GONGYI_CHECK(read_hex(hex, {reinterpret_cast<std::uint8_t*>(entry.data()), entry.size()}));
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace gongyi::test
