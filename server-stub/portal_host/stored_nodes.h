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

// Whether the store holds exactly `nodes`, those of a record of `size` entries that was just replayed. Cost: reads all
// nodes, about 2 µs an entry.
[[nodiscard]] Expected<bool, StoreFault> are_stored(EventStore& store, const record::MemoryNodes& nodes,
                                                    std::uint64_t size);

// Stores `nodes` in place of those that are there. Only once it is clear why they differ (record_check.h).
[[nodiscard]] Expected<void, StoreFault> restore_nodes(EventStore& store, const record::MemoryNodes& nodes,
                                                       std::uint64_t size);

}  // namespace gongyi::server
