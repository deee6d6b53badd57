// Proofs from the network: any sizes and any path are judged as the algorithms of RFC 9162 judge them, and a proof of a
// real tree does not survive a change.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/check.h"
#include "shared/record/entry.h"
#include "shared/record/proof.h"
#include "shared/record/tree.h"

namespace {

using namespace gongyi;
using namespace gongyi::record;

// Takes values from the front of the input; zeros when it is used up.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : data_{data}, left_{size} {}
    std::uint64_t number(unsigned bytes) {
        std::uint64_t value = 0;
        for (unsigned i = 0; i < bytes; ++i) value = value << 8U | byte();
        return value;
    }
    // Sizes near powers of two are where mistakes are.
    std::uint64_t size() {
        const std::uint64_t kind = number(1);
        if (kind % 4 == 0) return number(8);
        if (kind % 4 == 1) return number(2);
        return (std::uint64_t{1} << number(1) % 64) + number(1) - 4;
    }
    std::vector<Hash> path() {
        std::vector<Hash> path(number(1) % 80);
        for (Hash& hash : path) hash[0] = static_cast<std::uint8_t>(number(1));
        return path;
    }

private:
    std::uint8_t byte() {
        if (left_ == 0) return 0;
        --left_;
        return *data_++;
    }
    const std::uint8_t* data_;
    std::size_t left_;
};

// RFC 9162 section 2.1.3.2, steps 2 to 5: the root that is reached, nothing for a path of the wrong length.
std::optional<Hash> reached_by_rfc(std::uint64_t index, std::uint64_t size, Hash r, const std::vector<Hash>& path) {
    std::uint64_t fn = index;
    std::uint64_t sn = size - 1;
    for (const Hash& p : path) {
        if (sn == 0) return std::nullopt;
        if ((fn & 1U) != 0 || fn == sn) {
            r = node_hash(p, r);
            while ((fn & 1U) == 0 && fn != 0) fn >>= 1U, sn >>= 1U;
        } else {
            r = node_hash(r, p);
        }
        fn >>= 1U, sn >>= 1U;
    }
    if (sn != 0) return std::nullopt;
    return r;
}

// Section 2.1.4.2, steps 2 to 6, for 0 < old_size < new_size: the old and the new root that are reached.
std::optional<std::pair<Hash, Hash>> both_reached_by_rfc(std::uint64_t old_size, std::uint64_t new_size,
                                                         const Hash& old_root, std::vector<Hash> path) {
    if (path.empty()) return std::nullopt;
    if ((old_size & (old_size - 1)) == 0) path.insert(path.begin(), old_root);
    std::uint64_t fn = old_size - 1;
    std::uint64_t sn = new_size - 1;
    while ((fn & 1U) != 0) fn >>= 1U, sn >>= 1U;
    Hash fr = path.front();
    Hash sr = path.front();
    for (auto c = path.begin() + 1; c != path.end(); ++c) {
        if (sn == 0) return std::nullopt;
        if ((fn & 1U) != 0 || fn == sn) {
            fr = node_hash(*c, fr);
            sr = node_hash(*c, sr);
            while ((fn & 1U) == 0 && fn != 0) fn >>= 1U, sn >>= 1U;
        } else {
            sr = node_hash(sr, *c);
        }
        fn >>= 1U, sn >>= 1U;
    }
    if (sn != 0) return std::nullopt;
    return std::pair{fr, sr};
}

void judge_inclusion(Input input) {
    const std::uint64_t index = input.size();
    const std::uint64_t size = input.size();
    const Hash leaf{1};
    const std::vector<Hash> path = input.path();
    if (index >= size) {
        GONGYI_CHECK(verify_inclusion(index, size, leaf, path, leaf) == ProofFault::index_beyond_size);
        return;
    }
    const auto root = reached_by_rfc(index, size, leaf, path);
    const ProofFault fault = verify_inclusion(index, size, leaf, path, root.value_or(leaf));
    GONGYI_CHECK(fault == (root ? ProofFault::none : ProofFault::wrong_length));
}

void judge_consistency(Input input) {
    const std::uint64_t old_size = input.size();
    const std::uint64_t new_size = input.size();
    const Hash old_root{1};
    const std::vector<Hash> path = input.path();
    const ProofFault fault = verify_consistency(old_size, new_size, old_root, old_root, path);
    if (old_size == 0 || old_size >= new_size) {
        GONGYI_CHECK((fault == ProofFault::none) == (old_size != 0 && old_size == new_size && path.empty()));
        return;
    }
    const auto roots = both_reached_by_rfc(old_size, new_size, old_root, path);
    GONGYI_CHECK((fault == ProofFault::wrong_length) == !roots);
    if (!roots) return;
    // With the roots that the path leads to it holds, if the older one does not have to be told beforehand.
    const bool is_told = (old_size & (old_size - 1)) == 0;
    const ProofFault honest = verify_consistency(old_size, new_size, roots->first, roots->second, path);
    GONGYI_CHECK(is_told || honest == ProofFault::none);
}

struct Grown {
    static constexpr std::uint64_t size = 1500;
    MemoryNodes nodes;
    Tree tree{nodes};
    std::vector<Hash> leaves;
    Grown() {
        for (std::uint64_t i = 0; i < size; ++i) {
            leaves.push_back(leaf_hash(std::to_string(i)));
            tree.append(leaves.back());
        }
    }
};

const Grown& grown() {
    static const Grown grown;
    return grown;
}

void flip(Hash& hash, std::uint64_t bit) {
    std::uint8_t& byte = hash[static_cast<std::size_t>(bit / 8 % hash.size())];
    byte = static_cast<std::uint8_t>(byte ^ (1U << (bit % 8)));
}

// Changes one of `hashes` or their number or order, as the input says; true if they are others afterwards.
bool change(std::vector<Hash>& hashes, Input& input) {
    const std::vector<Hash> before = hashes;
    const std::uint64_t kind = input.number(1) % 4;
    const auto at = static_cast<std::ptrdiff_t>(input.number(1) % (hashes.size() + 1));
    if (kind == 0) {
        hashes.insert(hashes.begin() + at, Hash{static_cast<std::uint8_t>(input.number(1))});
    } else if (at == static_cast<std::ptrdiff_t>(hashes.size())) {
        return false;
    } else if (kind == 1) {
        hashes.erase(hashes.begin() + at);
    } else if (kind == 2) {
        std::iter_swap(hashes.begin(), hashes.begin() + at);
    } else {
        flip(hashes[static_cast<std::size_t>(at)], input.number(1));
    }
    return hashes != before;
}

void change_inclusion(Input input) {
    const std::uint64_t size = 1 + input.number(2) % Grown::size;
    const std::uint64_t index = input.number(2) % size;
    const Tree& tree = grown().tree;
    Hash leaf = grown().leaves[static_cast<std::size_t>(index)];
    Hash root = tree.root_at(size).value();
    std::vector<Hash> path = tree.inclusion_path(index, size).value();
    GONGYI_CHECK(verify_inclusion(index, size, leaf, path, root) == ProofFault::none);
    const std::uint64_t what = input.number(1) % 3;
    if (what == 0) flip(leaf, input.number(1));
    if (what == 1) flip(root, input.number(1));
    if (what == 2 && !change(path, input)) return;
    GONGYI_CHECK(verify_inclusion(index, size, leaf, path, root) != ProofFault::none);
}

void change_consistency(Input input) {
    const std::uint64_t new_size = 1 + input.number(2) % Grown::size;
    const std::uint64_t old_size = 1 + input.number(2) % new_size;
    const Tree& tree = grown().tree;
    Hash old_root = tree.root_at(old_size).value();
    Hash new_root = tree.root_at(new_size).value();
    std::vector<Hash> path = tree.consistency_path(old_size, new_size).value();
    GONGYI_CHECK(verify_consistency(old_size, new_size, old_root, new_root, path) == ProofFault::none);
    const std::uint64_t what = input.number(1) % 3;
    if (what == 0) flip(old_root, input.number(1));
    if (what == 1) flip(new_root, input.number(1));
    if (what == 2 && !change(path, input)) return;
    GONGYI_CHECK(verify_consistency(old_size, new_size, old_root, new_root, path) != ProofFault::none);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Input input{data + 1, size - 1};
    switch (data[0] % 4) {
        case 0:
            judge_inclusion(input);
            break;
        case 1:
            judge_consistency(input);
            break;
        case 2:
            change_inclusion(input);
            break;
        default:
            change_consistency(input);
    }
    return 0;
}
