// The Merkle tree over the record's entries (RFC 9162 section 2.1), grown one leaf at a time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "shared/base/check.h"
#include "shared/base/hash.h"
#include "shared/record/entry.h"

namespace gongyi::record {

// The right edge of the tree ("compact range"): all that is needed to append and to tell the root.
// Memory: at most 64 hashes.
class TreeHead {
public:
    TreeHead() = default;
    // Goes on where another stood: with `size` leaves under `peaks`, one for each 1 bit of `size`.
    TreeHead(std::uint64_t size, std::vector<Hash> peaks);
    // Adds a leaf. Cost: amortised one node hash.
    void append(const Hash& leaf) {
        append(leaf, [](std::uint8_t, std::uint64_t, const Hash&) {});
    }
    // The same; calls on_node(level, index, hash) for the leaf and each perfect subtree that it completes, upwards.
    // Node `index` of `level` spans 2^level leaves from index * 2^level on.
    template <class OnNode>
    void append(const Hash& leaf, OnNode&& on_node);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // The root over all leaves so far; for no leaf SHA-256 of the empty text (RFC 9162 2.1.1). Cost: O(log size)
    // hashes.
    [[nodiscard]] Hash root() const;
    // The roots of the perfect subtrees, largest first.
    [[nodiscard]] const std::vector<Hash>& peaks() const { return peaks_; }

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;  // One for each 1 bit of size_.
};

template <class OnNode>
void TreeHead::append(const Hash& leaf, OnNode&& on_node) {
    peaks_.push_back(leaf);
    std::uint8_t level = 0;
    std::uint64_t index = size_;
    on_node(level, index, leaf);
    // Every trailing 1 bit of the old size is a perfect subtree as large as what has just been formed: join them.
    for (; (index & 1U) != 0; index >>= 1U) {
        const Hash right = peaks_.back();
        peaks_.pop_back();
        GONGYI_CHECK(!peaks_.empty());
        peaks_.back() = node_hash(peaks_.back(), right);
        on_node(++level, index >> 1U, peaks_.back());
    }
    ++size_;
}

}  // namespace gongyi::record
