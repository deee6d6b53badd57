// Where the record and the private rows are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/store/rows.h"
#include "shared/base/expected.h"

namespace gongyi::server {

struct StoreFault {
    std::string what;  // In English, for a log. Names no person and no secret.
};

class EventStore {
public:
    EventStore() = default;
    EventStore(const EventStore&) = delete;
    EventStore& operator=(const EventStore&) = delete;
    virtual ~EventStore() = default;

    // Stores all of `batch` in one transaction and returns when it is durable. After a fault nothing of it is stored.
    // One caller at a time.
    [[nodiscard]] virtual Expected<void, StoreFault> commit(const Batch& batch) = 0;

    // Removes from the disk what was deleted, and the traces of the order in which things were written. To be called
    // when ballots or texts were deleted; slow (an fsync or two). One caller at a time, the one that commits.
    [[nodiscard]] virtual Expected<void, StoreFault> tidy() = 0;

    // The answer kept under `key`. One caller at a time, the one that commits.
    [[nodiscard]] virtual Expected<std::optional<Answer>, StoreFault> find_answer(const Fingerprint& key) = 0;

    // Entries from position `from` on: at least one if there is one, then as many as fit into `bytes_max`.
    // Any thread, at any time: sees what is committed.
    [[nodiscard]] virtual Expected<std::vector<std::string>, StoreFault> read_entries(std::uint64_t from,
                                                                                      std::size_t bytes_max) = 0;

    // The free texts that are kept, by commitment. The fault is also of a text that does not fit its commitment.
    [[nodiscard]] virtual Expected<std::vector<portal::TextLine>, StoreFault> read_texts() = 0;

    // The bytes of the document with that SHA-256, if they are kept. Any thread, at any time.
    [[nodiscard]] virtual Expected<std::optional<std::string>, StoreFault> read_document(const Hash& hash) = 0;

    // The nodes of the record's tree from `from` on, at most `count_max`, by level and index.
    // Any thread, at any time: sees what is committed.
    [[nodiscard]] virtual Expected<std::vector<TreeNode>, StoreFault> read_nodes(record::NodeAddress from,
                                                                                 std::size_t count_max) = 0;

    // Lines of the journal from number `from` on, at most `count_max`. Any thread, at any time: sees what is committed.
    [[nodiscard]] virtual Expected<std::vector<std::string>, StoreFault> read_journal(std::int64_t from,
                                                                                      std::size_t count_max) = 0;

    // Reads the whole database through and checks that it is sound in itself; the fault names what is damaged. Any
    // thread, beside everything else; slow (about a second a GB). A store that has nothing to check finds nothing.
    [[nodiscard]] virtual Expected<void, StoreFault> check() { return {}; }

    [[nodiscard]] virtual Expected<PrivateRows, StoreFault> read_private() = 0;
    [[nodiscard]] virtual Expected<std::optional<std::string>, StoreFault> read_setting(std::string_view name) = 0;
};

}  // namespace gongyi::server
