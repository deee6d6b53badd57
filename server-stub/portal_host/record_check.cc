#include "server-stub/portal_host/record_check.h"

#include <algorithm>

#include "server-stub/portal_host/stored_nodes.h"
#include "shared/base/hash.h"
#include "shared/portal/entry_json.h"
#include "shared/record/entry.h"

namespace gongyi::server {
namespace {

constexpr std::size_t entry_bytes_at_once = 1U << 20U;
constexpr std::size_t nodes_at_once = 8'192;
// Enough of a hash to tell two apart by eye.
constexpr std::size_t shown_hash_digits = 16;

std::string short_hash(const Hash& hash) {
    return to_hex(hash).substr(0, shown_hash_digits) + "…";
}

std::string in_words(const std::string& bytes, std::uint64_t index, const Hash& stored, const Hash& computed) {
    const auto entry = portal::parse_entry(bytes);
    const std::string type = entry ? " (" + std::string{portal::event_name(entry->event)} + ")" : "";
    return "entry " + std::to_string(index) + type + " was changed: its stored hash is " + short_hash(stored) +
           ", what stands there now has " + short_hash(computed);
}

// The stored leaf hashes, one after the other.
class Leaves {
public:
    explicit Leaves(EventStore& store) : store_{store} {}
    // Nothing at the end, or where one is missing.
    Expected<std::optional<Hash>, StoreFault> next() {
        if (at_ == piece_.size()) {
            auto read = store_.read_nodes({0, index_}, nodes_at_once);
            if (!read) return unexpected(read.error());
            piece_ = *std::move(read);
            at_ = 0;
        }
        const bool is_there = at_ < piece_.size() && piece_[at_].address == record::NodeAddress{0, index_};
        if (!is_there) return std::optional<Hash>{};
        ++index_;
        return std::optional{piece_[at_++].hash};
    }

private:
    EventStore& store_;
    std::vector<TreeNode> piece_;
    std::size_t at_ = 0;
    std::uint64_t index_ = 0;
};

bool is_restored(const portal::State& state, const record::Checkpoint& known) {
    return std::any_of(state.restorations.begin(), state.restorations.end(), [&](const portal::Restoration& one) {
        return one.told.former_size == known.size && one.told.former_root == known.root;
    });
}

std::optional<RecordBreak> check_one(const portal::State& state, const record::Tree& tree, const KnownCheckpoint& known,
                                     const std::vector<record::VerifyingKey>& keys) {
    const auto stated = record::stated_checkpoint(known.note);
    if (!stated) {
        return RecordBreak{known.where +
                               " is damaged: it is no signed checkpoint. Put back a copy of it, or move it "
                               "away if you know how it came to be so",
                           {}};
    }
    if (is_restored(state, *stated)) return std::nullopt;
    const std::string signed_size = std::to_string(stated->size);
    if (stated->size > tree.size()) {
        return RecordBreak{"the record was rolled back from " + signed_size + " to " + std::to_string(tree.size()) +
                               " entries: " + known.where + " says how many were signed",
                           *stated};
    }
    if (tree.root_at(stated->size) != stated->root) {
        return RecordBreak{"the record was changed: its first " + signed_size +
                               " entries are not those that were signed (" + known.where + ")",
                           *stated};
    }
    if (const auto opened = record::open_checkpoint(known.note, portal::record_origin(state), keys); !opened) {
        return RecordBreak{
            known.where + " is not signed by a key of this record: " + std::string{record::fault_name(opened.error())},
            *stated};
    }
    return std::nullopt;
}

// What is wrong with the stored hashes of a record that continues everything known, of which the longest has `covered`
// entries: entries below that are proved by it.
RecordFinding judge_hashes(const portal::State& state, const EntryComparison& compared, std::uint64_t covered) {
    const std::string entry_count = std::to_string(compared.entry_count);
    const auto broken = [&](std::string what) {
        return RecordFinding{
            RecordBreak{
                std::move(what),
                {.origin = portal::record_origin(state), .size = compared.leaf_count, .root = compared.stored.root()}},
            {}};
    };
    const auto mended = [](std::string what) { return RecordFinding{{}, std::move(what), /*needs_hashes=*/true}; };
    if (compared.leaf_count == 0) {
        if (state.record_keys.empty()) return mended({});  // It was just made, and nobody has signed it.
        return mended(
            "the database has none of the record's hashes, as older versions of gongyi left it: they are stored now. "
            "From now on they show which entry was changed");
    }
    if (compared.other && *compared.other >= covered) return broken(compared.other_what);
    if (compared.leaf_count > compared.entry_count) {
        return broken("the record was rolled back from " + std::to_string(compared.leaf_count) + " to " + entry_count +
                      " entries: the hashes of those that are gone are still stored");
    }
    if (compared.leaf_count < compared.entry_count && compared.entry_count > covered) {
        return broken("of " + entry_count + " entries only the first " + std::to_string(compared.leaf_count) +
                      " have their stored hash, and nothing that was signed proves the others");
    }
    if (compared.other) {
        return mended("the stored hash of entry " + std::to_string(*compared.other) +
                      " was damaged; the entry is the one that was signed. The hashes are stored anew");
    }
    return mended(
        "some of the stored hashes above the entries' own were damaged or missing; the entries are untouched. The "
        "hashes "
        "are stored anew");
}

}  // namespace

std::optional<RecordBreak> check_extends(const portal::State& state, const record::Tree& tree,
                                         const RecordExpectation& expected) {
    std::vector<record::VerifyingKey> keys = expected.keys;
    for (const portal::RecordKey& announced : state.record_keys) {
        if (std::find(keys.begin(), keys.end(), announced.key) == keys.end()) keys.push_back(announced.key);
    }
    for (const KnownCheckpoint& known : expected.known) {
        if (auto broken = check_one(state, tree, known, keys)) return broken;
    }
    return std::nullopt;
}

Expected<EntryComparison, StoreFault> compare_entries(EventStore& store) {
    EntryComparison compared;
    Leaves leaves{store};
    bool has_leaf = true;
    const auto take = [&]() -> Expected<std::optional<Hash>, StoreFault> {
        if (!has_leaf) return std::optional<Hash>{};
        auto leaf = leaves.next();
        has_leaf = leaf && leaf->has_value();
        if (has_leaf) {
            ++compared.leaf_count;
            compared.stored.append(**leaf);
        }
        return leaf;
    };
    for (;;) {
        const auto entries = store.read_entries(compared.entry_count, entry_bytes_at_once);
        if (!entries) return unexpected(entries.error());
        if (entries->empty()) break;
        for (const std::string& bytes : *entries) {
            const auto stored = take();
            if (!stored) return unexpected(stored.error());
            const Hash computed = record::leaf_hash(bytes);
            if (!compared.other && *stored && **stored != computed) {
                compared.other = compared.entry_count;
                compared.other_what = in_words(bytes, compared.entry_count, **stored, computed);
            }
            ++compared.entry_count;
        }
    }
    while (has_leaf) {  // Of entries that are gone.
        if (const auto leaf = take(); !leaf) return unexpected(leaf.error());
    }
    return compared;
}

Expected<RecordFinding, StoreFault> check_record(EventStore& store, const portal::Replay& replay,
                                                 record::MemoryNodes& nodes, const RecordExpectation& expected) {
    const std::uint64_t size = replay.tree().size();
    const record::Tree tree{nodes, size};
    auto broken = check_extends(replay.state(), tree, expected);
    if (!broken) {
        const auto are_equal = are_stored(store, nodes, size);
        if (!are_equal) return unexpected(are_equal.error());
        if (*are_equal) return RecordFinding{};
    }
    const auto compared = compare_entries(store);
    if (!compared) return unexpected(compared.error());
    if (broken) {
        if (compared->other) broken->what += ": " + compared->other_what;
        return RecordFinding{std::move(broken), {}, false};
    }
    std::uint64_t covered = 0;
    for (const KnownCheckpoint& known : expected.known) {
        const auto stated = record::stated_checkpoint(known.note);
        if (stated && !is_restored(replay.state(), *stated)) covered = std::max(covered, stated->size);
    }
    return judge_hashes(replay.state(), *compared, covered);
}

Expected<void, StoreFault> check_running(EventStore& store, const record::Checkpoint& published) {
    if (auto checked = store.check(); !checked) return checked;
    record::TreeHead tree;
    while (tree.size() < published.size) {
        const auto entries = store.read_entries(tree.size(), entry_bytes_at_once);
        if (!entries) return unexpected(entries.error());
        if (entries->empty()) {
            return unexpected(StoreFault{"of " + std::to_string(published.size) + " entries only " +
                                         std::to_string(tree.size()) + " are left in the database"});
        }
        for (const std::string& bytes : *entries) {
            if (tree.size() < published.size) tree.append(record::leaf_hash(bytes));
        }
    }
    if (tree.root() == published.root) return {};
    const auto compared = compare_entries(store);
    if (!compared) return unexpected(compared.error());
    return unexpected(
        StoreFault{compared->other ? compared->other_what : "the entries are not those that were published"});
}

}  // namespace gongyi::server
