#include "server-stub/store/watch_rows.h"

#include "server-stub/store/row_text.h"
#include "shared/base/time.h"

namespace gongyi::server {

namespace {

ResidentId person_at(const sqlite::Statement& row, int column) {
    return ResidentId{static_cast<std::uint64_t>(row.number_at(column))};
}

Date day_at(const sqlite::Statement& row, int column) {
    const auto day = date_from_iso(row.text_at(column));
    if (!day) throw sqlite::Error("the database holds an unknown day");
    return *day;
}

}  // namespace

WatchRows::WatchRows(sqlite::Connection& writer, sqlite::Connection& reader)
    : writer_{writer},
      line_count_{writer, "SELECT coalesce(max(position) + 1, 0) FROM journal"},
      add_line_{writer, "INSERT INTO journal (position, bytes) VALUES (?, ?)"},
      add_desk_{writer, "INSERT INTO desk (person, number) VALUES (?, ?)"},
      add_pending_{writer, "INSERT INTO pending (id, kind, body, asked_by, at) VALUES (?, ?, ?, ?, ?)"},
      forget_pending_{writer, "DELETE FROM pending WHERE id = ?"},
      add_return_{writer,
                  "INSERT INTO paper_return (round, voter, handed_by, confirmed_by, handed_on, place, returned_by, "
                  "return_confirmed_by, returned_on, serial) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
      add_urn_{writer,
               "INSERT INTO urn_entry (round, entered_by, confirmed_by, papers) VALUES (?, ?, ?, ?) "
               "ON CONFLICT (round, entered_by, confirmed_by) DO UPDATE SET papers = papers + excluded.papers"},
      lines_from_{reader, "SELECT bytes FROM journal WHERE position >= ? ORDER BY position LIMIT ?"} {}

void WatchRows::write(const Batch& batch) {
    write_journal(batch);
    for (const DeskNumber& desk : batch.desks) add_desk_.number(desk.person.raw()).number(desk.number).run();
    for (const PendingAct& act : batch.pending) {
        add_pending_.number(act.id).text(act.kind).text(act.body).number(act.asked_by.raw()).number(act.at.ms).run();
    }
    for (const std::int64_t id : batch.settled_pending) forget_pending_.number(id).run();
    for (const portal::PaperReturn& one : batch.returns) {
        const std::string handed_on = to_iso(one.handing.on);
        const std::string on = to_iso(one.on);
        add_return_.number(one.round.raw()).number(one.voter.raw()).number(one.handing.by.raw());
        add_return_.number(one.handing.second.raw()).text(handed_on).number(one.handing.place);
        add_return_.number(one.by.raw()).number(one.second.raw()).text(on).text(one.serial).run();
    }
    for (const portal::UrnEntry& one : batch.urns) {
        add_urn_.number(one.round.raw()).number(one.by.raw()).number(one.second.raw()).number(one.count).run();
    }
}

void WatchRows::write_journal(const Batch& batch) {
    if (batch.journal.empty()) return;
    if (!line_count_.step()) throw sqlite::Error("could not count the journal");
    const std::int64_t count = line_count_.number_at(0);
    line_count_.reset();
    if (count != batch.first_journal_line) throw sqlite::Error("somebody else has written into the journal");
    std::int64_t position = batch.first_journal_line;
    for (const std::string& line : batch.journal) add_line_.number(position++).text(line).run();
}

std::vector<std::string> WatchRows::read_journal(std::int64_t from, std::size_t count_max) {
    std::vector<std::string> lines;
    lines_from_.number(from).number(std::uint64_t{count_max});
    while (lines_from_.step()) lines.emplace_back(lines_from_.text_at(0));
    return lines;
}

void WatchRows::read(PrivateRows& rows) {
    sqlite::Statement desks{writer_, "SELECT person, number FROM desk ORDER BY number"};
    while (desks.step()) rows.desks.push_back({person_at(desks, 0), desks.number_at(1)});
    sqlite::Statement pending{writer_, "SELECT id, kind, body, asked_by, at FROM pending ORDER BY id"};
    while (pending.step()) {
        rows.pending.push_back({pending.number_at(0), std::string{pending.text_at(1)}, std::string{pending.text_at(2)},
                                person_at(pending, 3), UnixMs{pending.number_at(4)}});
    }
    sqlite::Statement returns{writer_,
                              "SELECT round, handed_by, confirmed_by, handed_on, place, returned_by, "
                              "return_confirmed_by, returned_on, serial FROM paper_return ORDER BY id"};
    while (returns.step()) {
        portal::PaperReturn one;
        one.round = RoundId{static_cast<std::uint64_t>(returns.number_at(0))};
        one.handing = {person_at(returns, 1), person_at(returns, 2), day_at(returns, 3), returns.number_at(4)};
        one.by = person_at(returns, 5);
        one.second = person_at(returns, 6);
        one.on = day_at(returns, 7);
        one.serial = returns.text_at(8);
        rows.returns.push_back(std::move(one));
    }
    sqlite::Statement urns{writer_, "SELECT round, entered_by, confirmed_by, papers FROM urn_entry"};
    while (urns.step()) {
        rows.urns.push_back({RoundId{static_cast<std::uint64_t>(urns.number_at(0))}, person_at(urns, 1),
                             person_at(urns, 2), urns.number_at(3)});
    }
}

std::vector<std::pair<RoundId, ResidentId>> WatchRows::unsettled_returns() {
    std::vector<std::pair<RoundId, ResidentId>> voters;
    sqlite::Statement all{writer_, "SELECT round, voter FROM paper_return WHERE voter <> 0"};
    while (all.step()) {
        voters.emplace_back(RoundId{static_cast<std::uint64_t>(all.number_at(0))}, person_at(all, 1));
    }
    return voters;
}

void WatchRows::settle_returns() {
    writer_.execute("UPDATE paper_return SET voter = 0 WHERE voter <> 0");
}

}  // namespace gongyi::server
