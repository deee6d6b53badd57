// The record's tree as the store keeps it.
#pragma once

#include <stdexcept>

#include "server-stub/store/event_store.h"
#include "shared/record/tree.h"

namespace gongyi::server {

// Reads nodes from the store; they are written with their entries, by the host. Throws StoreFailure when the store
// fails or has no such node.
class StoredNodes final : public record::NodeStore {
public:
    struct StoreFailure : std::runtime_error {
        using std::runtime_error::runtime_error;
    };

    explicit StoredNodes(EventStore& store) : store_{store} {}
    [[nodiscard]] Hash read(record::NodeAddress address) const override;
    void write(record::NodeAddress address, const Hash& node) override;

private:
    EventStore& store_;
};

// Makes what the store holds equal to `nodes`, those of a record of `size` entries that was just replayed: nothing to
// do as a rule; stored anew when there are too few or other ones (older versions of the program kept none). Cost: reads
// all nodes, about 2 µs an entry.
[[nodiscard]] Expected<void, StoreFault> restore_nodes(EventStore& store, const record::MemoryNodes& nodes,
                                                       std::uint64_t size);

}  // namespace gongyi::server
