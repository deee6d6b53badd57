#include "shared/record/tree.h"

#include <bit>
#include <optional>
#include <utility>

#include "shared/base/check.h"
#include "shared/record/entry.h"

namespace gongyi::record {

namespace {

NodeAddress address_of(unsigned level, std::uint64_t index) {
    return {static_cast<std::uint8_t>(level), index};
}

}  // namespace

Hash MemoryNodes::read(NodeAddress address) const {
    GONGYI_CHECK(address.level < levels_.size() && address.index < levels_[address.level].size());
    return levels_[address.level][static_cast<std::size_t>(address.index)];
}

void MemoryNodes::write(NodeAddress address, const Hash& node) {
    if (levels_.size() <= address.level) levels_.resize(std::size_t{address.level} + 1);
    std::vector<Hash>& level = levels_[address.level];
    GONGYI_CHECK(address.index <= level.size());
    if (address.index == level.size()) {
        level.push_back(node);
    } else {
        level[static_cast<std::size_t>(address.index)] = node;
    }
}

Tree::Tree(NodeStore& nodes, std::uint64_t size) : nodes_{&nodes} {
    std::vector<Hash> peaks;
    for (unsigned level = 64; level-- > 0;) {
        const std::uint64_t index = size >> level;
        if ((index & 1U) != 0) peaks.push_back(nodes.read(address_of(level, index - 1)));
    }
    head_ = TreeHead{size, std::move(peaks)};
}

void Tree::append(const Hash& leaf) {
    head_.append(leaf, [this](std::uint8_t level, std::uint64_t index, const Hash& node) {
        nodes_->write({level, index}, node);
    });
}

// The root over the leaves behind the last multiple of 2^level_count, up to `size`: the perfect subtrees there joined
// from the right. Requires that there are some.
Hash Tree::right_edge(unsigned level_count, std::uint64_t size) const {
    std::optional<Hash> joined;
    for (unsigned level = 0; level < level_count; ++level) {
        const std::uint64_t index = size >> level;
        if ((index & 1U) == 0) continue;
        const Hash peak = nodes_->read(address_of(level, index - 1));
        joined = joined ? node_hash(peak, *joined) : peak;
    }
    GONGYI_CHECK(joined.has_value());
    return *joined;
}

// The subtree at `address` of the record as it was at `size`: stored if it was whole then, else joined from its parts.
Hash Tree::subtree(NodeAddress address, std::uint64_t size) const {
    const bool is_whole = address.index < (size >> address.level);
    return is_whole ? nodes_->read(address) : right_edge(address.level, size);
}

Expected<Hash, ProofFault> Tree::root_at(std::uint64_t size) const {
    if (size > this->size()) return unexpected(ProofFault::size_beyond_record);
    if (size == 0) return TreeHead{}.root();
    return right_edge(64, size);
}

void Tree::add_siblings(std::vector<Hash>& path, Climb climb, unsigned level, std::uint64_t size) const {
    for (; !climb.is_at_root(); climb.step(), ++level) {
        if (climb.side() != Side::alone) path.push_back(subtree(address_of(level, climb.sibling()), size));
    }
}

Expected<std::vector<Hash>, ProofFault> Tree::inclusion_path(std::uint64_t index, std::uint64_t size) const {
    if (index >= size) return unexpected(ProofFault::index_beyond_size);
    if (size > this->size()) return unexpected(ProofFault::size_beyond_record);
    std::vector<Hash> path;
    add_siblings(path, Climb{index, size - 1}, 0, size);
    return path;
}

Expected<std::vector<Hash>, ProofFault> Tree::consistency_path(std::uint64_t old_size, std::uint64_t new_size) const {
    if (old_size == 0) return unexpected(ProofFault::old_size_zero);
    if (old_size > new_size) return unexpected(ProofFault::old_beyond_new);
    if (new_size > this->size()) return unexpected(ProofFault::size_beyond_record);
    std::vector<Hash> path;
    if (old_size == new_size) return path;
    const unsigned level = shared_level(old_size);
    const Climb climb = consistency_climb(old_size, new_size);
    if (!std::has_single_bit(old_size)) path.push_back(nodes_->read(address_of(level, climb.index())));
    add_siblings(path, climb, level, new_size);
    return path;
}

}  // namespace gongyi::record
