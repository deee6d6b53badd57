#include "shared/record/proof.h"

#include <array>
#include <bit>

#include "shared/base/check.h"
#include "shared/record/entry.h"

namespace gongyi::record {

namespace {

std::size_t siblings_on_the_way(Climb climb) {
    std::size_t count = 0;
    for (; !climb.is_at_root(); climb.step()) {
        if (climb.side() != Side::alone) ++count;
    }
    return count;
}

}  // namespace

unsigned shared_level(std::uint64_t old_size) {
    return static_cast<unsigned>(std::countr_zero(old_size));
}

Climb consistency_climb(std::uint64_t old_size, std::uint64_t new_size) {
    const unsigned level = shared_level(old_size);
    return {(old_size - 1) >> level, (new_size - 1) >> level};
}

std::string_view fault_name(ProofFault fault) {
    static constexpr std::array<std::string_view, 8> names{
        "none",         "index_beyond_size", "old_size_zero", "old_beyond_new", "size_beyond_record",
        "wrong_length", "old_root_mismatch", "root_mismatch"};
    return names.at(static_cast<std::size_t>(fault));
}

std::size_t inclusion_path_length(std::uint64_t index, std::uint64_t size) {
    GONGYI_CHECK(index < size);
    return siblings_on_the_way({index, size - 1});
}

std::size_t consistency_path_length(std::uint64_t old_size, std::uint64_t new_size) {
    GONGYI_CHECK(0 < old_size && old_size <= new_size);
    if (old_size == new_size) return 0;
    // The subtree where the path begins need not be told where it is the whole of the older record.
    const std::size_t first = std::has_single_bit(old_size) ? 0 : 1;
    return first + siblings_on_the_way(consistency_climb(old_size, new_size));
}

Expected<Hash, ProofFault> root_of_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                             std::span<const Hash> path) {
    if (index >= size) return unexpected(ProofFault::index_beyond_size);
    if (path.size() != inclusion_path_length(index, size)) return unexpected(ProofFault::wrong_length);
    Hash hash = leaf;
    auto next = path.begin();
    for (Climb climb{index, size - 1}; !climb.is_at_root(); climb.step()) {
        const Side side = climb.side();
        if (side == Side::alone) continue;
        hash = side == Side::left ? node_hash(*next, hash) : node_hash(hash, *next);
        ++next;
    }
    return hash;
}

ProofFault verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> path,
                            const Hash& root) {
    const auto reached = root_of_inclusion(index, size, leaf, path);
    if (!reached) return reached.error();
    return *reached == root ? ProofFault::none : ProofFault::root_mismatch;
}

ProofFault verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root,
                              const Hash& new_root, std::span<const Hash> path) {
    if (old_size == 0) return ProofFault::old_size_zero;
    if (old_size > new_size) return ProofFault::old_beyond_new;
    if (path.size() != consistency_path_length(old_size, new_size)) return ProofFault::wrong_length;
    if (old_size == new_size) return old_root == new_root ? ProofFault::none : ProofFault::root_mismatch;

    auto next = path.begin();
    Hash in_old = std::has_single_bit(old_size) ? old_root : *next++;
    Hash in_new = in_old;
    for (Climb climb = consistency_climb(old_size, new_size); !climb.is_at_root(); climb.step()) {
        const Side side = climb.side();
        if (side == Side::alone) continue;
        if (side == Side::left) {
            in_old = node_hash(*next, in_old);
            in_new = node_hash(*next, in_new);
        } else {
            in_new = node_hash(in_new, *next);  // What came after the end of the older record.
        }
        ++next;
    }
    if (in_old != old_root) return ProofFault::old_root_mismatch;
    return in_new == new_root ? ProofFault::none : ProofFault::root_mismatch;
}

}  // namespace gongyi::record
