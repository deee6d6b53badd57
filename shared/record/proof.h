// Proofs about the public record (RFC 9162 sections 2.1.3 and 2.1.4): that an entry is in it, and that a longer record
// continues a shorter one.
//
// Sizes and indices are counts of entries from 0 to 2^64 - 1: uint64_t, never size_t, which has 32 bits in wasm32.
// Nothing here throws, allocates more than its result or goes deeper than 64 steps, whatever the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/hash.h"

namespace gongyi::record {

// What is wrong with a proof, or with the request for one. In order of precedence: the first that applies is told.
enum class ProofFault : std::uint8_t {
    none,
    index_beyond_size,   // There is no such entry in a record of this size.
    old_size_zero,       // Every record continues the empty one: there is nothing to prove, so nothing is accepted.
    old_beyond_new,      // The older record is the longer one.
    size_beyond_record,  // The record has not grown to this size (asked for only).
    wrong_length,        // The path has not exactly as many hashes as the sizes imply.
    old_root_mismatch,   // The path does not lead to the root of the older record.
    root_mismatch,       // The path does not lead to the root.
};

// A stable name of the fault, for programs: "index_beyond_size". "none" for none.
[[nodiscard]] std::string_view fault_name(ProofFault fault);

// No path is longer: 64 levels, and one hash more in a proof of consistency.
inline constexpr std::size_t path_length_max = 65;

// How many hashes the path of a proof has. Requires index < size, and 0 < old_size <= new_size.
[[nodiscard]] std::size_t inclusion_path_length(std::uint64_t index, std::uint64_t size);
[[nodiscard]] std::size_t consistency_path_length(std::uint64_t old_size, std::uint64_t new_size);

// Checks that the entry hashed as `leaf` is entry `index` (from 0) of the record of `size` entries with root `root`.
//   path  the hashes of the siblings from the leaf to the root, exactly inclusion_path_length of them.
// Cost: one hash an element of `path`.
[[nodiscard]] ProofFault verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                          std::span<const Hash> path, const Hash& root);
// The root that such a proof leads to, for callers that compare it themselves.
[[nodiscard]] Expected<Hash, ProofFault> root_of_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                                           std::span<const Hash> path);

// Checks that the record of `new_size` entries with root `new_root` begins with the `old_size` entries under
// `old_root`: that nothing was changed, removed or put in between.
//   path  as in RFC 9162 section 2.1.4.1; none if the sizes are equal (then the roots must be).
// Requires 0 < old_size <= new_size, else a fault. Cost: at most two hashes an element of `path`.
[[nodiscard]] ProofFault verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root,
                                            const Hash& new_root, std::span<const Hash> path);

// ---- The way up, which checking and making a proof share ----

// One step from a node of the tree towards the root.
enum class Side : std::uint8_t { left, right, alone };  // Where the sibling is; at the right edge there may be none.

// Climbs from node `index` of a level whose last node is `last`. Levels are counted from 0, the leaves.
class Climb {
public:
    Climb(std::uint64_t index, std::uint64_t last) : index_{index}, last_{last} {}
    [[nodiscard]] bool is_at_root() const { return last_ == 0; }
    [[nodiscard]] Side side() const {
        if ((index_ & 1U) != 0) return Side::left;
        return index_ < last_ ? Side::right : Side::alone;
    }
    // The sibling's index on this level. Requires that there is one.
    [[nodiscard]] std::uint64_t sibling() const { return index_ ^ 1U; }
    [[nodiscard]] std::uint64_t index() const { return index_; }
    void step() {
        index_ >>= 1U;
        last_ >>= 1U;
    }

private:
    std::uint64_t index_;
    std::uint64_t last_;
};

// A proof of consistency begins at the largest perfect subtree that ends where the older record ends: it is whole in
// both. This is its level, and the climb from there. Both require 0 < old_size <= new_size.
[[nodiscard]] unsigned shared_level(std::uint64_t old_size);
[[nodiscard]] Climb consistency_climb(std::uint64_t old_size, std::uint64_t new_size);

}  // namespace gongyi::record
