// The Merkle tree over the record's entries (RFC 9162 section 2.1), grown one leaf at a time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "shared/base/hash.h"

namespace gongyi::record {

// The right edge of the tree ("compact range"): all that is needed to append and to tell the root.
// Memory: at most 64 hashes.
class TreeHead {
public:
    // Adds a leaf. Cost: amortised one node hash.
    void append(const Hash& leaf);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // The root over all leaves so far; for no leaf SHA-256 of the empty text (RFC 9162 2.1.1). Cost: O(log size)
    // hashes.
    [[nodiscard]] Hash root() const;

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;  // Roots of the perfect subtrees, largest first: one for each 1 bit of size_.
};

}  // namespace gongyi::record
