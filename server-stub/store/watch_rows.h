// The rows by which those who may do much are watched: the journal, desk numbers, what waits for a second person, and
// what became of papers.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server-stub/store/rows.h"
#include "server-stub/store/sqlite.h"

namespace gongyi::server {

// Throws sqlite::Error. One thread at a time, but for read_journal().
class WatchRows {
public:
    WatchRows(sqlite::Connection& writer, sqlite::Connection& reader);

    // Within the transaction of the batch.
    void write(const Batch& batch);
    void read(PrivateRows& rows);
    // From line `from` on. On the reader's connection: its user sees to it that one thread is there at a time.
    [[nodiscard]] std::vector<std::string> read_journal(std::int64_t from, std::size_t count_max);

    // The marks of voters whose papers were taken back, and which may be in open-rounds.slots yet; and that they are
    // not any more.
    [[nodiscard]] std::vector<std::pair<RoundId, ResidentId>> unsettled_returns();
    void settle_returns();

private:
    void write_journal(const Batch& batch);

    sqlite::Connection& writer_;
    sqlite::Statement line_count_;
    sqlite::Statement add_line_;
    sqlite::Statement add_desk_;
    sqlite::Statement add_pending_;
    sqlite::Statement forget_pending_;
    sqlite::Statement add_return_;
    sqlite::Statement add_urn_;
    sqlite::Statement lines_from_;
};

}  // namespace gongyi::server
