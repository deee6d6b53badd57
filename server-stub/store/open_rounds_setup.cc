#include "server-stub/store/open_rounds_setup.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "shared/base/hash.h"
#include "shared/base/json_reader.h"
#include "shared/microproject/json.h"
#include "shared/record/entry.h"

namespace gongyi::server {
namespace {

// Which file belongs to the database; the last batch that went into both.
constexpr const char* identity_setting = "open_rounds";
constexpr const char* batch_setting = "slot_batch";

constexpr const char* open_round_count_sql = R"sql(
SELECT count(*) FROM entry o WHERE o.bytes ->> '$.type' = 'VotingOpened' AND NOT EXISTS (
    SELECT 1 FROM entry c WHERE c.bytes ->> '$.type' = 'VotingClosed'
    AND c.bytes ->> '$.data.round' = o.bytes ->> '$.data.round')
)sql";

std::optional<OpenedCast> read_cast(std::string_view bytes) {
    JsonReader reader{bytes, record::entry_bytes_max};
    auto read = reader.finish(read_opened_cast(reader.root()));
    if (!read) return std::nullopt;
    return std::move(*read);
}

std::string path_of_slots(const std::string& data) {
    return (std::filesystem::path{data} / open_rounds_file).string();
}

// What the file is made as, before it gets its name.
std::string draft_of_slots(const std::string& data) {
    return path_of_slots(data) + ".new";
}

bool is_there(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

std::string hex_of(const SlotTag& tag) {
    return to_hex(std::string_view{reinterpret_cast<const char*>(tag.data()), tag.size()});
}

std::optional<SlotTag> read_tag(sqlite::Connection& connection, const char* setting) {
    sqlite::Statement one{connection, "SELECT value FROM setting WHERE name = ?"};
    one.text(setting);
    if (!one.step()) return std::nullopt;
    SlotTag tag{};
    if (!read_hex(one.text_at(0), tag)) throw sqlite::Error(std::string{"the setting "} + setting + " is damaged");
    return tag;
}

void write_tag(sqlite::Connection& connection, const char* setting, const SlotTag& tag) {
    const std::string value = hex_of(tag);
    sqlite::Statement{connection, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"}
        .text(setting)
        .text(value)
        .run();
}

}  // namespace

std::int64_t count_open_rounds(sqlite::Connection& connection) {
    return connection.single_number(open_round_count_sql);
}

void write_slot_batch(sqlite::Connection& connection, const SlotTag& batch) {
    write_tag(connection, batch_setting, batch);
}

void move_open_rounds(sqlite::Connection& connection, const std::string& data, const SlotOptions& options) {
    if (is_there(path_of_slots(data))) {
        throw sqlite::Error("beside it is an " + std::string{open_rounds_file} +
                            ", which is of a newer database: put both back from one backup, or move it away");
    }
    require(shred_file(draft_of_slots(data)));  // What a start that broke off may have left.
    std::vector<std::string> records;
    std::set<std::int64_t> closed;
    sqlite::Statement rounds{connection,
                             "SELECT DISTINCT bytes ->> '$.data.round' FROM entry "
                             "WHERE bytes ->> '$.type' = 'VotingClosed'"};
    while (rounds.step()) closed.insert(rounds.number_at(0));
    sqlite::Statement roll{connection,
                           "SELECT round, voter, blinded IS NULL, coalesce(blinded, zeroblob(32)) FROM roll"};
    while (roll.step()) {
        if (closed.contains(roll.number_at(0))) continue;
        portal::RollEntry entry;
        entry.round = RoundId{static_cast<std::uint64_t>(roll.number_at(0))};
        entry.voter = ResidentId{static_cast<std::uint64_t>(roll.number_at(1))};
        if (roll.number_at(2) == 0) roll.read_blob(3, entry.mark.blinded.emplace());
        records.push_back(write_sealed_record(entry));
    }
    sqlite::Statement casts{connection, "SELECT round, commitment, bytes FROM sealed"};
    while (casts.step()) {
        if (closed.contains(casts.number_at(0))) continue;
        portal::SealedCast sealed;
        sealed.round = RoundId{static_cast<std::uint64_t>(casts.number_at(0))};
        casts.read_blob(1, sealed.commitment);
        auto cast = read_cast(casts.text_at(2));
        if (!cast) throw sqlite::Error("the database holds an unknown ballot");
        sealed.cast = std::move(*cast);
        records.push_back(write_sealed_record(sealed));
    }
    const SlotTag identity = random_slot_tag();
    require(SlotFile::create(draft_of_slots(data), identity, records, options));
    require(sync_folder_of(path_of_slots(data)));
    write_tag(connection, identity_setting, identity);
}

void name_open_rounds_draft(const std::string& data) {
    if (std::rename(draft_of_slots(data).c_str(), path_of_slots(data).c_str()) != 0)
        throw sqlite::Error("cannot name " + path_of_slots(data) + ": " + std::strerror(errno));
    require(sync_folder_of(path_of_slots(data)));
}

OpenRounds open_open_rounds(sqlite::Connection& connection, const std::string& data, const SlotOptions& options) {
    const auto identity = read_tag(connection, identity_setting);
    if (!identity) throw sqlite::Error(std::string{"the setting "} + identity_setting + " is missing");
    if (!is_there(path_of_slots(data))) {
        const bool holds_ballots = count_open_rounds(connection) > 0;
        if (holds_ballots && !is_there(draft_of_slots(data))) {
            throw sqlite::Error(std::string{open_rounds_file} +
                                " is missing from beside it, and holds the roll and the ballots of a round that is "
                                "open: put the copy from your backup there");
        }
        if (!holds_ballots) {
            require(shred_file(draft_of_slots(data)));
            require(SlotFile::create(draft_of_slots(data), *identity, {}, options));
        }
        name_open_rounds_draft(data);  // With ballots it is what the tables were moved into, and whole.
    }
    auto opened = OpenRounds::open(data, *identity, read_tag(connection, batch_setting), options);
    require(opened);
    return std::move(*opened);
}

}  // namespace gongyi::server
