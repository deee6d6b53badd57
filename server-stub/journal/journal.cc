#include "server-stub/journal/journal.h"

#include "server-stub/journal/journal_line.h"

namespace gongyi::server {

namespace {

constexpr std::size_t lines_at_once = 10'000;

// Follows the chain line by line, past each head that the record has.
class Follower {
public:
    explicit Follower(std::span<const portal::PublishedJournal> published) : published_{published} {}

    void take(std::string_view line) {
        found_.head = next_head(found_.head, line);
        const std::int64_t covered = published_.empty() ? 0 : published_.back().head.lines;
        if (found_.head.lines > covered && !found_.unpublished_since) {
            const auto read = parse_journal_line(line);
            found_.unpublished_since = read ? read->at : UnixMs{};
        }
        if (next_ == published_.size() || published_[next_].head.lines != found_.head.lines) return;
        if (published_[next_].head.hash != found_.head.hash) tell(published_[next_]);
        ++next_;
    }
    [[nodiscard]] JournalCheck finish() {
        if (next_ < published_.size()) tell(published_[next_]);
        return std::move(found_);
    }

private:
    void tell(const portal::PublishedJournal& published) {
        if (!found_.fault.empty()) return;
        found_.fault = "the journal is not the one whose first " + std::to_string(published.head.lines) +
                       " lines entry " + std::to_string(published.entry) + " of the record fixed";
    }

    std::span<const portal::PublishedJournal> published_;
    std::size_t next_ = 0;
    JournalCheck found_;
};

}  // namespace

Expected<JournalCheck, StoreFault> check_journal(EventStore& store,
                                                 std::span<const portal::PublishedJournal> published) {
    Follower follower{published};
    for (std::int64_t from = 0;;) {
        const auto lines = store.read_journal(from, lines_at_once);
        if (!lines) return unexpected(lines.error());
        if (lines->empty()) return follower.finish();
        for (const std::string& line : *lines) follower.take(line);
        from += std::ssize(*lines);
    }
}

JournalCheck check_journal_lines(std::string_view lines, std::span<const portal::PublishedJournal> published) {
    Follower follower{published};
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        follower.take(lines.substr(0, end));
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
    return follower.finish();
}

void Journal::load(const JournalCheck& found) {
    const std::lock_guard lock{mutex_};
    head_ = found.head;
    fault_ = found.fault;
    unpublished_since_ = found.unpublished_since;
}

void Journal::stage(std::span<const JournalLine> deeds, UnixMs now, Batch& batch) const {
    const std::lock_guard lock{mutex_};
    batch.first_journal_line = head_.lines;
    for (JournalLine line : deeds) {
        line.at = now;
        batch.journal.push_back(write_journal_line(line));
    }
}

void Journal::keep(const Batch& batch) {
    const std::lock_guard lock{mutex_};
    for (const std::string& line : batch.journal) {
        head_ = next_head(head_, line);
        if (unpublished_since_) continue;
        const auto read = parse_journal_line(line);
        unpublished_since_ = read ? read->at : UnixMs{};
    }
}

void Journal::note_published(std::int64_t lines) {
    const std::lock_guard lock{mutex_};
    if (lines >= head_.lines) unpublished_since_.reset();
}

portal::JournalFacts Journal::facts() const {
    const std::lock_guard lock{mutex_};
    return {head_, unpublished_since_};
}

std::string Journal::fault() const {
    const std::lock_guard lock{mutex_};
    return fault_;
}

}  // namespace gongyi::server
