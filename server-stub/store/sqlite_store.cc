#include "server-stub/store/sqlite_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

#include "server-stub/accounts/spelling.h"
#include "server-stub/store/account_names.h"
#include "server-stub/store/folder_lock.h"
#include "server-stub/store/migrate.h"
#include "server-stub/store/open_rounds.h"
#include "server-stub/store/open_rounds_setup.h"
#include "server-stub/store/private_file.h"
#include "server-stub/store/row_text.h"
#include "server-stub/store/sqlite.h"
#include "server-stub/store/watch_rows.h"

namespace gongyi::server {
namespace {

constexpr const char* file_name = "gongyi.sqlite";

struct FingerprintHash {
    std::size_t operator()(const Fingerprint& print) const noexcept {
        std::size_t value = 0;  // A fingerprint is itself a keyed hash: any part of it will do.
        std::memcpy(&value, print.data(), sizeof value);
        return value;
    }
};

template <class Value>
Value required(std::optional<Value> value, const char* what) {
    if (!value) throw sqlite::Error(std::string{"the database holds an unknown "} + what);
    return std::move(*value);
}

class SqliteStore final : public EventStore {
public:
    SqliteStore(FolderLock lock, const std::string& data, const std::string& path, const SlotOptions& slots)
        : lock_{std::move(lock)},
          path_{path},
          writer_{opened_writer(data, path, slots)},
          reader_{path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX},
          open_rounds_{open_open_rounds(writer_, data, slots)},
          slots_path_{data + '/' + open_rounds_file},
          slots_damaged_{open_rounds_.damaged_count()} {
        load_answers();
        load_closed_rounds();
        require(forget_closed_rounds());
        require(forget_returned_papers());
    }

    Expected<void, StoreFault> commit(const Batch& batch) override;
    Expected<void, StoreFault> tidy() override;
    Expected<std::optional<Answer>, StoreFault> find_answer(const Fingerprint& key) override;
    Expected<std::vector<std::string>, StoreFault> read_entries(std::uint64_t from, std::size_t bytes_max) override;
    Expected<std::vector<portal::TextLine>, StoreFault> read_texts() override;
    Expected<std::optional<KeptDocument>, StoreFault> read_document(const Hash& hash) override;
    Expected<std::vector<TreeNode>, StoreFault> read_nodes(record::NodeAddress from, std::size_t count_max) override;
    Expected<std::vector<std::string>, StoreFault> read_journal(std::int64_t from, std::size_t count_max) override;
    Expected<void, StoreFault> check() override;
    Expected<PrivateRows, StoreFault> read_private() override;
    Expected<std::optional<std::string>, StoreFault> read_setting(std::string_view name) override;

private:
    static sqlite::Connection opened_writer(const std::string& data, const std::string& path,
                                            const SlotOptions& slots) {
        sqlite::Connection connection{path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX};
        configure_writer(connection);
        migrate(connection, data, slots);
        index_account_names(connection);
        return connection;
    }

    void load_answers();
    void load_closed_rounds();
    [[nodiscard]] SealedBatch sealed_of(const Batch& batch) const;
    [[nodiscard]] Expected<void, StoreFault> forget_closed_rounds();
    // Who gave their paper back is on the roll no longer. What fails is tried again before anybody enters it.
    [[nodiscard]] Expected<void, StoreFault> forget_returned_papers();
    void commit_with(sqlite::Transaction& transaction, const SealedBatch& sealed, bool has_rows);
    void write(const Batch& batch);
    void write_public(const Batch& batch);
    void write_texts(const Batch& batch);
    void write_nodes(const Batch& batch);
    void write_people(const Batch& batch);
    void write_roll(const Batch& batch);
    void write_sessions(const Batch& batch);
    void write_answers(const Batch& batch);
    void read_people(PrivateRows& rows);
    void read_homes(PrivateRows& rows);
    void read_ballots(PrivateRows& rows);

    FolderLock lock_;
    std::string path_;
    sqlite::Connection writer_;
    sqlite::Connection reader_;
    std::mutex reader_mutex_;
    OpenRounds open_rounds_;
    WatchRows watch_{writer_, reader_};
    bool has_returns_ = true;  // That are perhaps not settled.
    std::string slots_path_;
    std::size_t slots_damaged_;  // When it was opened, which said so.
    std::set<RoundId> closed_rounds_;
    std::unordered_map<Fingerprint, std::int64_t, FingerprintHash> answer_rows_;
    std::vector<std::pair<Fingerprint, std::int64_t>> new_answer_rows_;  // Of the batch being written.
    sqlite::Statement add_entry_{writer_, "INSERT INTO entry (position, bytes) VALUES (?, ?)"};
    sqlite::Statement add_text_{
        writer_, "INSERT OR IGNORE INTO free_text (commitment, position, salt, words) VALUES (?, ?, ?, ?)"};
    sqlite::Statement forget_text_{writer_, "DELETE FROM free_text WHERE commitment = ?"};
    sqlite::Statement add_document_{writer_, "INSERT OR IGNORE INTO document (hash, bytes, ending) VALUES (?, ?, ?)"};
    sqlite::Statement forget_document_{writer_, "DELETE FROM document WHERE hash = ?"};
    sqlite::Statement add_node_{writer_, "INSERT OR REPLACE INTO node (level, position, hash) VALUES (?, ?, ?)"};
    sqlite::Statement forget_nodes_{writer_, "DELETE FROM node"};
    sqlite::Statement add_person_{
        writer_,
        "INSERT INTO person (id, role, born, resident_since, class, household, name, standing) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET role = excluded.role, "
        "born = excluded.born, resident_since = excluded.resident_since, class = excluded.class, "
        "household = excluded.household, name = excluded.name, standing = excluded.standing"};
    sqlite::Statement add_home_{writer_,
                                "INSERT INTO home (name, building, area, household) VALUES (?, ?, ?, ?) "
                                "ON CONFLICT (name) DO UPDATE SET building = excluded.building, "
                                "area = excluded.area, household = excluded.household"};
    sqlite::Statement forget_owners_{writer_, "DELETE FROM home_owner WHERE home = ?"};
    sqlite::Statement add_owner_{writer_, "INSERT INTO home_owner (home, owner) VALUES (?, ?)"};
    sqlite::Statement add_account_{
        writer_,
        "INSERT INTO account (person, claim_code_hash, name, passphrase_hash, name_key, name_look) "
        "VALUES (?, ?, nullif(?, ''), ?, nullif(?, ''), nullif(?, '')) "
        "ON CONFLICT (person) DO UPDATE SET claim_code_hash = excluded.claim_code_hash, name = excluded.name, "
        "passphrase_hash = excluded.passphrase_hash, name_look = excluded.name_look, "
        "name_key = CASE WHEN account.name IS excluded.name THEN account.name_key ELSE excluded.name_key END"};
    sqlite::Statement add_session_{writer_,
                                   "INSERT OR REPLACE INTO session (token_hash, person, expires_at, begun_at, "
                                   "confirmed_at, seen_at, is_shared) VALUES (?, ?, ?, ?, ?, ?, ?)"};
    sqlite::Statement add_factor_{
        writer_, "INSERT OR REPLACE INTO second_factor (person, secret, used_step, recovery) VALUES (?, ?, ?, ?)"};
    sqlite::Statement end_factor_{writer_, "DELETE FROM second_factor WHERE person = ?"};
    sqlite::Statement end_session_{writer_, "DELETE FROM session WHERE token_hash = ?"};
    sqlite::Statement add_mark_{writer_, "INSERT INTO roll (round, voter, blinded) VALUES (?, ?, ?)"};
    sqlite::Statement add_paper_mark_{
        writer_,
        "INSERT INTO roll (round, voter, blinded, handed_by, confirmed_by, handed_on, place) "
        "VALUES (?, ?, NULL, nullif(?, 0), nullif(?, 0), nullif(?, ''), nullif(?, -1))"};
    sqlite::Statement add_closed_round_{writer_, "INSERT OR IGNORE INTO closed_round (round) VALUES (?)"};
    sqlite::Statement add_answer_{writer_,
                                  "INSERT INTO answer (key, request, status, body, at) VALUES (?, ?, ?, ?, ?)"};
    sqlite::Statement one_answer_{writer_, "SELECT key, request, status, body, at FROM answer WHERE id = ?"};
    sqlite::Statement old_answers_{writer_, "SELECT key FROM answer WHERE at < ?"};
    sqlite::Statement forget_answers_{writer_, "DELETE FROM answer WHERE at < ?"};
    sqlite::Statement forget_sessions_{writer_, "DELETE FROM session WHERE expires_at <= ?"};
    sqlite::Statement set_{writer_, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"};
    sqlite::Statement entries_from_{reader_, "SELECT bytes FROM entry WHERE position >= ? ORDER BY position"};
    sqlite::Statement document_{reader_, "SELECT bytes, ending FROM document WHERE hash = ?"};
    sqlite::Statement nodes_from_{reader_,
                                  "SELECT level, position, hash FROM node WHERE (level, position) >= (?, ?) "
                                  "ORDER BY level, position LIMIT ?"};
    sqlite::Statement entry_count_{writer_, "SELECT coalesce(max(position) + 1, 0) FROM entry"};  // From 0 on.
};

void SqliteStore::load_answers() {
    sqlite::Statement all{writer_, "SELECT id, key FROM answer"};
    while (all.step()) {
        Fingerprint key{};
        all.read_blob(1, key);
        answer_rows_.insert_or_assign(key, all.number_at(0));
    }
}

void SqliteStore::load_closed_rounds() {
    sqlite::Statement all{writer_, "SELECT round FROM closed_round"};
    while (all.step()) closed_rounds_.insert(RoundId{static_cast<std::uint64_t>(all.number_at(0))});
}

Expected<void, StoreFault> SqliteStore::commit(const Batch& batch) {
    try {
        write(batch);
    } catch (const sqlite::Error& error) {
        new_answer_rows_.clear();
        return unexpected(StoreFault{error.what()});
    }
    for (const auto& [key, row] : new_answer_rows_) answer_rows_.insert_or_assign(key, row);
    new_answer_rows_.clear();
    closed_rounds_.insert(batch.opened.begin(), batch.opened.end());
    // What fails here is tried again, and told, by tidy().
    if (!batch.opened.empty()) static_cast<void>(forget_closed_rounds());
    if (!batch.returns.empty()) {
        has_returns_ = true;
        static_cast<void>(forget_returned_papers());
    }
    return {};
}

void SqliteStore::write(const Batch& batch) {
    const SealedBatch sealed = sealed_of(batch);
    if (!sealed.roll.empty()) require(forget_returned_papers());
    std::vector<Fingerprint> forgotten;
    sqlite::Transaction transaction{writer_};
    const auto changes_before = writer_.change_count();
    if (batch.forget_answers_before) {
        old_answers_.number(batch.forget_answers_before->ms);
        while (old_answers_.step()) old_answers_.read_blob(0, forgotten.emplace_back());
        forget_answers_.number(batch.forget_answers_before->ms).run();
    }
    if (!batch.entries.empty()) write_public(batch);
    write_texts(batch);
    write_nodes(batch);
    write_people(batch);
    write_roll(batch);
    write_sessions(batch);
    write_answers(batch);
    watch_.write(batch);
    for (const auto& [name, value] : batch.settings) set_.text(name).text(value).run();
    commit_with(transaction, sealed, writer_.change_count() != changes_before);
    for (const Fingerprint& key : forgotten) answer_rows_.erase(key);
}

void SqliteStore::write_public(const Batch& batch) {
    if (!entry_count_.step()) throw sqlite::Error("could not count the entries");
    const auto count = static_cast<std::uint64_t>(entry_count_.number_at(0));
    entry_count_.reset();
    if (count != batch.first_position) throw sqlite::Error("somebody else has appended to the record");
    std::uint64_t position = batch.first_position;
    for (const std::string& bytes : batch.entries) add_entry_.number(position++).text(bytes).run();
}

void SqliteStore::write_texts(const Batch& batch) {
    for (const portal::TextLine& line : batch.texts) {
        const Hash commitment = line.text.commitment();
        add_text_.blob(commitment).number(line.entry).blob(line.text.salt).text(line.text.text).run();
    }
    for (const DocumentBytes& document : batch.documents) {
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(document.bytes->data());
        add_document_.blob(document.hash).blob(bytes, document.bytes->size()).text(document.ending).run();
    }
    for (const Hash& commitment : batch.forgotten_texts) {
        forget_text_.blob(commitment).run();
        forget_document_.blob(commitment).run();
    }
}

void SqliteStore::write_nodes(const Batch& batch) {
    if (batch.forgets_nodes) forget_nodes_.run();
    for (const TreeNode& node : batch.nodes) {
        add_node_.number(std::int64_t{node.address.level}).number(node.address.index).blob(node.hash).run();
    }
}

void SqliteStore::write_people(const Batch& batch) {
    for (const Person& person : batch.people) {
        const std::string born = to_iso(person.facts.born);
        const std::string since = to_iso(person.facts.resident_since);
        add_person_.number(person.id.raw()).text(role_name(person.role)).text(born).text(since);
        add_person_.text(class_word(person.facts.resident_class)).text(person.household).text(person.name);
        add_person_.text(standing_word(person.standing)).run();
    }
    for (const Home& home : batch.homes) {
        add_home_.text(home.name).number(home.building.raw()).number(home.area).text(home.household).run();
        forget_owners_.text(home.name).run();
        for (const ResidentId owner : home.owners) add_owner_.text(home.name).number(owner.raw()).run();
    }
    for (const Account& account : batch.accounts) {
        add_account_.number(account.person.raw()).blob(account.claim_code_hash).text(account.name);
        const std::string key = name_key(account.name);
        const std::string look = name_look(account.name);
        add_account_.text(account.passphrase_hash).text(key).text(look).run();
    }
}

// What of `batch` belongs to rounds that stay open.
SealedBatch SqliteStore::sealed_of(const Batch& batch) const {
    const auto stays_open = [&](RoundId round) {
        if (closed_rounds_.contains(round))
            throw sqlite::Error("the round is closed: it takes no marks and no ballots");
        return std::find(batch.opened.begin(), batch.opened.end(), round) == batch.opened.end();
    };
    SealedBatch sealed;
    for (const portal::RollEntry& entry : batch.roll) {
        if (stays_open(entry.round)) sealed.roll.push_back(entry);
    }
    for (const portal::SealedCast& cast : batch.casts) {
        if (stays_open(cast.round)) sealed.casts.push_back(cast);
    }
    return sealed;
}

// A mark or a ballot that came with a credential stands for itself: when the power goes some of several may be there,
// as if the process had ended just before it answered. But what went into the database is there with all of `sealed`
// or not at all, and so are the papers of an urn and the marks of those who were handed them: then the database says
// whether the batch came to be.
void SqliteStore::commit_with(sqlite::Transaction& transaction, const SealedBatch& sealed, bool has_rows) {
    const bool has_papers =
        std::any_of(sealed.roll.begin(), sealed.roll.end(), [](const auto& entry) { return !entry.mark.blinded; }) ||
        std::any_of(sealed.casts.begin(), sealed.casts.end(), [](const auto& one) { return one.cast.is_paper(); });
    if (sealed.is_empty() || (!has_rows && !has_papers)) {
        transaction.commit();
        if (!sealed.is_empty()) require(open_rounds_.add(sealed, SlotTag{}));
        return;
    }
    const SlotTag batch = random_slot_tag();
    write_slot_batch(writer_, batch);
    require(open_rounds_.add(sealed, batch));
    const auto log = [](const Expected<void, StoreFault>& ended) {
        if (!ended) std::fprintf(stderr, "gongyi: no more ballots are taken: %s\n", ended.error().what.c_str());
    };
    try {
        transaction.commit();
    } catch (const sqlite::Error&) {
        log(open_rounds_.undo());
        throw;
    }
    log(open_rounds_.settle());
}

// The roll of rounds that are closed: by people, so that the places of its rows tell nothing else.
void SqliteStore::write_roll(const Batch& batch) {
    for (const RoundId round : batch.opened) {
        auto roll = open_rounds_.roll_of(round);
        require(roll);
        for (const portal::RollEntry& entry : batch.roll) {
            if (entry.round == round) roll->push_back(entry);
        }
        std::sort(roll->begin(), roll->end(), [](const auto& a, const auto& b) { return a.voter < b.voter; });
        for (const portal::RollEntry& entry : *roll) {
            sqlite::Statement& add = entry.mark.blinded ? add_mark_ : add_paper_mark_;
            add.number(entry.round.raw()).number(entry.voter.raw());
            if (entry.mark.blinded) {
                add.blob(*entry.mark.blinded).run();
                continue;
            }
            const portal::Handing handing = entry.mark.handing.value_or(portal::Handing{});
            const std::string on = entry.mark.handing ? to_iso(handing.on) : std::string{};
            add.number(handing.by.raw()).number(handing.second.raw()).text(on);
            add.number(entry.mark.handing ? handing.place : -1).run();
        }
        add_closed_round_.number(round.raw()).run();
    }
}

Expected<void, StoreFault> SqliteStore::forget_closed_rounds() {
    for (const RoundId round : open_rounds_.rounds()) {
        if (!closed_rounds_.contains(round)) continue;
        if (auto forgotten = open_rounds_.forget(round); !forgotten) return forgotten;
    }
    return {};
}

Expected<void, StoreFault> SqliteStore::forget_returned_papers() {
    if (!has_returns_) return {};
    try {
        const auto voters = watch_.unsettled_returns();
        if (auto erased = open_rounds_.erase_marks(voters); !erased) return erased;
        if (!voters.empty()) watch_.settle_returns();
        has_returns_ = false;
        return {};
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

Expected<void, StoreFault> SqliteStore::tidy() {
    if (auto forgotten = forget_closed_rounds(); !forgotten) return forgotten;
    if (auto forgotten = forget_returned_papers(); !forgotten) return forgotten;
    try {
        // The log holds pages in the order in which they were written.
        sqlite::Statement checkpoint{writer_, "PRAGMA wal_checkpoint(TRUNCATE)"};
        if (checkpoint.step() && checkpoint.number_at(0) != 0)
            throw sqlite::Error("could not empty the log: it is read");
        checkpoint.reset();
        return {};
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

void SqliteStore::write_sessions(const Batch& batch) {
    for (const Session& session : batch.sessions) {
        add_session_.blob(session.token_hash).number(session.person.raw()).number(session.expires_at.ms);
        add_session_.number(session.begun_at.ms).number(session.confirmed_at.ms).number(session.seen_at.ms);
        add_session_.number(std::int64_t{session.is_shared}).run();
    }
    for (const SecondFactor& factor : batch.factors) {
        std::vector<std::uint8_t> recovery;
        recovery.reserve(sizeof(Hash));  // Without any, too, it is bytes and not nothing.
        for (const Hash& hash : factor.recovery_hashes) recovery.insert(recovery.end(), hash.begin(), hash.end());
        add_factor_.number(factor.person.raw()).blob(factor.secret.data(), factor.secret.size());
        add_factor_.number(factor.used_step).blob(recovery.data(), recovery.size()).run();
    }
    for (const ResidentId person : batch.ended_factors) end_factor_.number(person.raw()).run();
    for (const Hash& token_hash : batch.ended_sessions) end_session_.blob(token_hash).run();
    if (batch.forget_sessions_expired_before) forget_sessions_.number(batch.forget_sessions_expired_before->ms).run();
}

void SqliteStore::write_answers(const Batch& batch) {
    for (const Answer& answer : batch.answers) {
        add_answer_.blob(answer.key).blob(answer.request).number(std::int64_t{answer.status});
        add_answer_.text(answer.body).number(answer.at.ms).run();
        new_answer_rows_.emplace_back(answer.key, writer_.last_row_id());
    }
}

Expected<std::optional<Answer>, StoreFault> SqliteStore::find_answer(const Fingerprint& key) {
    const auto found = answer_rows_.find(key);
    if (found == answer_rows_.end()) return std::optional<Answer>{};
    try {
        one_answer_.number(found->second);
        if (!one_answer_.step()) return std::optional<Answer>{};
        Answer answer;
        one_answer_.read_blob(0, answer.key);
        one_answer_.read_blob(1, answer.request);
        answer.status = static_cast<int>(one_answer_.number_at(2));
        answer.body = one_answer_.text_at(3);
        answer.at = UnixMs{one_answer_.number_at(4)};
        one_answer_.reset();
        return std::optional{std::move(answer)};
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

Expected<std::vector<std::string>, StoreFault> SqliteStore::read_entries(std::uint64_t from, std::size_t bytes_max) {
    const std::lock_guard lock{reader_mutex_};
    try {
        std::vector<std::string> entries;
        std::size_t bytes = 0;
        entries_from_.number(from);
        while (entries_from_.step()) {
            const std::string_view entry = entries_from_.text_at(0);
            if (!entries.empty() && bytes + entry.size() > bytes_max) break;
            bytes += entry.size();
            entries.emplace_back(entry);
        }
        entries_from_.reset();
        return entries;
    } catch (const sqlite::Error& error) {
        entries_from_.reset();
        return unexpected(StoreFault{error.what()});
    }
}

Expected<std::optional<KeptDocument>, StoreFault> SqliteStore::read_document(const Hash& hash) {
    const std::lock_guard lock{reader_mutex_};
    try {
        document_.blob(hash);
        std::optional<KeptDocument> kept;
        if (document_.step())
            kept = KeptDocument{std::string{document_.bytes_at(0)}, std::string{document_.text_at(1)}};
        document_.reset();
        return kept;
    } catch (const sqlite::Error& error) {
        document_.reset();
        return unexpected(StoreFault{error.what()});
    }
}

Expected<std::vector<std::string>, StoreFault> SqliteStore::read_journal(std::int64_t from, std::size_t count_max) {
    const std::lock_guard lock{reader_mutex_};
    try {
        return watch_.read_journal(from, count_max);
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

Expected<std::vector<portal::TextLine>, StoreFault> SqliteStore::read_texts() {
    try {
        std::vector<portal::TextLine> texts;
        sqlite::Statement all{writer_, "SELECT commitment, position, salt, words FROM free_text ORDER BY commitment"};
        while (all.step()) {
            portal::TextLine line;
            Hash commitment{};
            all.read_blob(0, commitment);
            line.entry = static_cast<std::uint64_t>(all.number_at(1));
            all.read_blob(2, line.text.salt);
            line.text.text = all.text_at(3);
            if (line.text.commitment() != commitment) {
                return unexpected(StoreFault{"a text of entry " + std::to_string(line.entry) +
                                             " does not fit its commitment: it was changed"});
            }
            texts.push_back(std::move(line));
        }
        return texts;
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

Expected<std::vector<TreeNode>, StoreFault> SqliteStore::read_nodes(record::NodeAddress from, std::size_t count_max) {
    const std::lock_guard lock{reader_mutex_};
    try {
        std::vector<TreeNode> nodes;
        nodes_from_.number(std::int64_t{from.level}).number(from.index).number(std::uint64_t{count_max});
        while (nodes_from_.step()) {
            TreeNode& node = nodes.emplace_back();
            node.address.level = static_cast<std::uint8_t>(nodes_from_.number_at(0));
            node.address.index = static_cast<std::uint64_t>(nodes_from_.number_at(1));
            nodes_from_.read_blob(2, node.hash);
        }
        return nodes;
    } catch (const sqlite::Error& error) {
        nodes_from_.reset();
        return unexpected(StoreFault{error.what()});
    }
}

Expected<void, StoreFault> SqliteStore::check() {
    try {
        // A connection of its own: it reads for seconds, and others are not to wait for it.
        sqlite::Connection connection{path_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX};
        sqlite::Statement check{connection, "PRAGMA quick_check(5)"};  // Five faults are enough to see what it is.
        std::string faults;
        while (check.step()) {
            if (check.text_at(0) == "ok") continue;
            faults += faults.empty() ? "" : "; ";
            faults += check.text_at(0);
            std::replace(faults.begin(), faults.end(), '\n', ' ');
        }
        if (!faults.empty()) return unexpected(StoreFault{path_ + " is damaged: " + faults});
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{path_ + " cannot be checked: " + error.what()});
    }
    // SQLite knows nothing of the ballots of rounds that are open.
    const auto damaged = count_damaged_slots(slots_path_);
    if (!damaged) return unexpected(damaged.error());
    if (*damaged <= slots_damaged_) return {};
    return unexpected(StoreFault{slots_path_ + " is damaged: " + std::to_string(*damaged - slots_damaged_) +
                                 " slots that were whole are not"});
}

Expected<PrivateRows, StoreFault> SqliteStore::read_private() {
    try {
        PrivateRows rows;
        read_people(rows);
        read_homes(rows);
        read_ballots(rows);
        watch_.read(rows);
        return rows;
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

void SqliteStore::read_people(PrivateRows& rows) {
    sqlite::Statement people{writer_,
                             "SELECT id, role, born, resident_since, class, household, name, standing FROM person"};
    while (people.step()) {
        Person person;
        person.id = ResidentId{static_cast<std::uint64_t>(people.number_at(0))};
        person.role = required(role_from_word(people.text_at(1)), "role");
        person.facts.born = required(date_from_iso(people.text_at(2)), "date of birth");
        person.facts.resident_since = required(date_from_iso(people.text_at(3)), "date of moving in");
        person.facts.resident_class = required(class_from_word(people.text_at(4)), "class of resident");
        person.household = people.text_at(5);
        person.name = people.text_at(6);
        person.standing = required(standing_from_word(people.text_at(7)), "standing");
        rows.people.push_back(std::move(person));
    }
    sqlite::Statement accounts{writer_,
                               "SELECT person, claim_code_hash, coalesce(name, ''), passphrase_hash FROM account"};
    while (accounts.step()) {
        Account account;
        account.person = ResidentId{static_cast<std::uint64_t>(accounts.number_at(0))};
        accounts.read_blob(1, account.claim_code_hash);
        account.name = accounts.text_at(2);
        account.passphrase_hash = accounts.text_at(3);
        rows.accounts.push_back(std::move(account));
    }
    sqlite::Statement sessions{writer_,
                               "SELECT token_hash, person, expires_at, begun_at, confirmed_at, seen_at, is_shared "
                               "FROM session"};
    while (sessions.step()) {
        Session session;
        sessions.read_blob(0, session.token_hash);
        session.person = ResidentId{static_cast<std::uint64_t>(sessions.number_at(1))};
        session.expires_at = UnixMs{sessions.number_at(2)};
        session.begun_at = UnixMs{sessions.number_at(3)};
        session.confirmed_at = UnixMs{sessions.number_at(4)};
        session.seen_at = UnixMs{sessions.number_at(5)};
        session.is_shared = sessions.number_at(6) != 0;
        rows.sessions.push_back(session);
    }
    sqlite::Statement factors{writer_, "SELECT person, secret, used_step, recovery FROM second_factor"};
    while (factors.step()) {
        SecondFactor factor;
        factor.person = ResidentId{static_cast<std::uint64_t>(factors.number_at(0))};
        factors.read_blob(1, factor.secret);
        factor.used_step = factors.number_at(2);
        const std::string_view recovery = factors.bytes_at(3);
        if (recovery.size() % sizeof(Hash) != 0) throw sqlite::Error("the database has a damaged recovery code");
        for (std::size_t at = 0; at < recovery.size(); at += sizeof(Hash)) {
            std::memcpy(factor.recovery_hashes.emplace_back().data(), recovery.data() + at, sizeof(Hash));
        }
        rows.factors.push_back(std::move(factor));
    }
}

void SqliteStore::read_homes(PrivateRows& rows) {
    sqlite::Statement homes{writer_, "SELECT name, building, area, household FROM home ORDER BY name"};
    while (homes.step()) {
        Home home;
        home.name = homes.text_at(0);
        home.building = NodeId{static_cast<std::uint64_t>(homes.number_at(1))};
        home.area = homes.number_at(2);
        home.household = homes.text_at(3);
        rows.homes.push_back(std::move(home));
    }
    // In the order of the homes, so one walk finds them all.
    sqlite::Statement owners{writer_, "SELECT home, owner FROM home_owner ORDER BY home, owner"};
    std::size_t at = 0;
    while (owners.step()) {
        while (at < rows.homes.size() && rows.homes[at].name != owners.text_at(0)) ++at;
        if (at == rows.homes.size()) throw sqlite::Error("the database has an owner of no home");
        rows.homes[at].owners.push_back(ResidentId{static_cast<std::uint64_t>(owners.number_at(1))});
    }
}

void SqliteStore::read_ballots(PrivateRows& rows) {
    sqlite::Statement roll{writer_,
                           "SELECT round, voter, blinded IS NULL, coalesce(blinded, zeroblob(32)), "
                           "coalesce(handed_by, 0), coalesce(confirmed_by, 0), coalesce(handed_on, ''), "
                           "coalesce(place, 0) FROM roll"};
    while (roll.step()) {
        portal::RollEntry entry;
        entry.round = RoundId{static_cast<std::uint64_t>(roll.number_at(0))};
        entry.voter = ResidentId{static_cast<std::uint64_t>(roll.number_at(1))};
        if (roll.number_at(2) == 0) roll.read_blob(3, entry.mark.blinded.emplace());
        if (roll.number_at(4) != 0) {
            entry.mark.handing =
                portal::Handing{ResidentId{static_cast<std::uint64_t>(roll.number_at(4))},
                                ResidentId{static_cast<std::uint64_t>(roll.number_at(5))},
                                required(date_from_iso(roll.text_at(6)), "day of handing out"), roll.number_at(7)};
        }
        rows.roll.push_back(entry);
    }
    require(open_rounds_.read(rows));
}

Expected<std::optional<std::string>, StoreFault> SqliteStore::read_setting(std::string_view name) {
    try {
        sqlite::Statement one{writer_, "SELECT value FROM setting WHERE name = ?"};
        one.text(name);
        if (!one.step()) return std::optional<std::string>{};
        return std::optional{std::string{one.text_at(0)}};
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{error.what()});
    }
}

}  // namespace

bool has_sqlite_store(const std::string& data) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::path{data} / file_name, ignored);
}

Expected<std::unique_ptr<EventStore>, StoreFault> open_sqlite_store(const std::string& data, MissingFile missing,
                                                                    const SlotOptions& slots) {
    const std::string path = (std::filesystem::path{data} / file_name).string();
    if (missing == MissingFile::refuse && !has_sqlite_store(data)) {
        return unexpected(StoreFault{"there is no " + path});
    }
    if (auto made = make_private_folder(data); !made) return unexpected(made.error());
    for (const char* ending : {"", "-wal", "-shm"}) {
        if (auto checked = check_private_file(path + ending); !checked) return unexpected(checked.error());
    }
    auto lock = FolderLock::take(data);
    if (!lock) return unexpected(lock.error());
    try {
        // An empty file is an empty database; SQLite gives its log the permissions of the file itself.
        const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (descriptor < 0) return unexpected(StoreFault{"cannot create " + path + ": " + std::strerror(errno)});
        ::close(descriptor);
        return std::make_unique<SqliteStore>(std::move(*lock), data, path, slots);
    } catch (const sqlite::Error& error) {
        return unexpected(StoreFault{path + ": " + error.what()});
    }
}

}  // namespace gongyi::server
