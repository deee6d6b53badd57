#include "server-stub/store/migrate.h"

#include "server-stub/store/migrations.h"
#include "server-stub/store/open_rounds_setup.h"

namespace gongyi::server {
namespace {

// The first version that keeps open rounds in a file of their own.
constexpr std::size_t open_rounds_version = 7;

// Before this version ballots lay in a table of voters, which the step to it would drop.
constexpr std::int64_t secret_ballot_version = 3;

}  // namespace

void configure_writer(sqlite::Connection& connection) {
    connection.execute("PRAGMA journal_mode = WAL");
    connection.execute("PRAGMA synchronous = FULL");
    connection.execute("PRAGMA foreign_keys = ON");
    // What is deleted (ballots, after the close) is overwritten, not only left out.
    connection.execute("PRAGMA secure_delete = ON");
    // Fewer, larger checkpoints: they cost a second fsync while voters wait.
    connection.execute("PRAGMA wal_autocheckpoint = 4000");
}

void migrate(sqlite::Connection& connection, const std::string& data, const SlotOptions& slots) {
    const auto version = connection.single_number("PRAGMA user_version");
    if (version > schema_version) throw sqlite::Error("the database was written by a newer version of gongyi");
    if (version == schema_version) return;
    const bool has_plain_ballots = version > 0 && version < secret_ballot_version;
    if (has_plain_ballots && count_open_rounds(connection) > 0) {
        throw sqlite::Error(
            "a round is open that began before there was the secret ballot: let the version of gongyi that opened it "
            "close it first; nothing was changed");
    }
    sqlite::Transaction transaction{connection};
    for (auto step = static_cast<std::size_t>(version); step < migrations.size(); ++step) {
        if (step + 1 == open_rounds_version) move_open_rounds(connection, data, slots);
        connection.execute(migrations.at(step));
    }
    connection.execute(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
    transaction.commit();
    if (version < static_cast<std::int64_t>(open_rounds_version)) name_open_rounds_draft(data);
    // The log holds, in its order, what was moved.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace gongyi::server
