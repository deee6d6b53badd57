// The private journal of the live portal: what the next line follows on, and whether the lines that are there are those
// that the public record fixed.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server-stub/store/event_store.h"
#include "shared/portal/command.h"
#include "shared/portal/state.h"

namespace gongyi::server {

// What a comparison with the heads of the record has found.
struct JournalCheck {
    JournalHead head;   // Of all lines.
    std::string fault;  // Which published head does not fit; empty when all do.
    std::optional<UnixMs> unpublished_since;
};
// `published` in their order. Cost: O(lines).
[[nodiscard]] Expected<JournalCheck, StoreFault> check_journal(EventStore& store,
                                                               std::span<const portal::PublishedJournal> published);
// The same over lines that are there as text, each ended by a line feed.
[[nodiscard]] JournalCheck check_journal_lines(std::string_view lines,
                                               std::span<const portal::PublishedJournal> published);

// One thread stages and keeps, the writer's; any may read.
class Journal {
public:
    // Takes over what check_journal() found when the server started.
    void load(const JournalCheck& found);
    // Turns the lines of `deeds` into what the batch stores, at `now`. They count once keep() follows.
    void stage(std::span<const JournalLine> deeds, UnixMs now, Batch& batch) const;
    void keep(const Batch& batch);
    // A head of so many lines was published.
    void note_published(std::int64_t lines);

    [[nodiscard]] portal::JournalFacts facts() const;
    // "" while the lines fit the record.
    [[nodiscard]] std::string fault() const;

private:
    mutable std::mutex mutex_;
    JournalHead head_;
    std::optional<UnixMs> unpublished_since_;
    std::string fault_;
};

}  // namespace gongyi::server
