#include "shared/record/merkle.h"

#include <bit>
#include <utility>

namespace gongyi::record {

TreeHead::TreeHead(std::uint64_t size, std::vector<Hash> peaks) : size_{size}, peaks_{std::move(peaks)} {
    GONGYI_CHECK(peaks_.size() == static_cast<std::size_t>(std::popcount(size_)));
}

Hash TreeHead::root() const {
    if (peaks_.empty()) return sha256(std::string_view{});
    Hash root = peaks_.back();
    for (auto left = peaks_.rbegin() + 1; left != peaks_.rend(); ++left) root = node_hash(*left, root);
    return root;
}

}  // namespace gongyi::record
