#include "shared/record/merkle.h"

#include "shared/base/check.h"
#include "shared/record/entry.h"

namespace gongyi::record {

void TreeHead::append(const Hash& leaf) {
    peaks_.push_back(leaf);
    // Every trailing 1 bit of the old size is a perfect subtree as large as what has just been formed: join them.
    for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1U) {
        const Hash right = peaks_.back();
        peaks_.pop_back();
        GONGYI_CHECK(!peaks_.empty());
        peaks_.back() = node_hash(peaks_.back(), right);
    }
    ++size_;
}

Hash TreeHead::root() const {
    if (peaks_.empty()) return sha256(std::string_view{});
    Hash root = peaks_.back();
    for (auto left = peaks_.rbegin() + 1; left != peaks_.rend(); ++left) root = node_hash(*left, root);
    return root;
}

}  // namespace gongyi::record
