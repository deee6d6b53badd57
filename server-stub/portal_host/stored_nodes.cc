#include "server-stub/portal_host/stored_nodes.h"

#include "shared/base/check.h"

namespace gongyi::server {

namespace {

constexpr std::size_t nodes_at_once = 8'192;

// The nodes of a record of `size` entries, by level and index.
std::vector<TreeNode> list_nodes(const record::MemoryNodes& nodes, std::uint64_t size) {
    std::vector<TreeNode> list;
    for (std::uint8_t level = 0; level < 64 && (size >> level) > 0; ++level) {
        for (std::uint64_t index = 0; index < (size >> level); ++index) {
            list.push_back({{level, index}, nodes.read({level, index})});
        }
    }
    return list;
}

Expected<bool, StoreFault> hold_exactly(EventStore& store, const std::vector<TreeNode>& wanted) {
    auto next = wanted.begin();
    record::NodeAddress from;
    for (;;) {
        const auto stored = store.read_nodes(from, nodes_at_once);
        if (!stored) return unexpected(stored.error());
        for (const TreeNode& node : *stored) {
            if (next == wanted.end() || next->address != node.address || next->hash != node.hash) return false;
            ++next;
        }
        if (stored->size() < nodes_at_once) return next == wanted.end();
        from = stored->back().address;
        ++from.index;
    }
}

}  // namespace

Hash StoredNodes::read(record::NodeAddress address) const {
    const auto found = store_.read_nodes(address, 1);
    if (!found) throw StoreFailure{found.error().what};
    if (found->empty() || found->front().address != address) throw StoreFailure{"a node of the tree is missing"};
    return found->front().hash;
}

void StoredNodes::write(record::NodeAddress, const Hash&) {
    GONGYI_CHECK(false && "nodes are written with their entries");
}

Expected<bool, StoreFault> are_stored(EventStore& store, const record::MemoryNodes& nodes, std::uint64_t size) {
    return hold_exactly(store, list_nodes(nodes, size));
}

Expected<void, StoreFault> restore_nodes(EventStore& store, const record::MemoryNodes& nodes, std::uint64_t size) {
    Batch batch;
    batch.forgets_nodes = true;
    batch.nodes = list_nodes(nodes, size);
    return store.commit(batch);
}

}  // namespace gongyi::server
