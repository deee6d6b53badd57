#include "tests/fuzz/memory_store.h"

#include <algorithm>

#include "shared/base/check.h"

namespace gongyi::server::test {

namespace {

// Puts `row` in the place of the one that `is_same` finds, or behind the others.
template <class Row, class IsSame>
void put(std::vector<Row>& rows, const Row& row, IsSame&& is_same) {
    const auto there = std::find_if(rows.begin(), rows.end(), is_same);
    if (there == rows.end()) {
        rows.push_back(row);
    } else {
        *there = row;
    }
}

}  // namespace

Expected<void, StoreFault> MemoryStore::commit(const Batch& batch) {
    GONGYI_CHECK(batch.entries.empty() || batch.first_position == entries_.size());
    ++commit_count_;
    entries_.insert(entries_.end(), batch.entries.begin(), batch.entries.end());
    if (batch.forgets_nodes) nodes_.clear();
    for (const TreeNode& node : batch.nodes) nodes_[{node.address.level, node.address.index}] = node.hash;
    for (const portal::TextLine& line : batch.texts) texts_.emplace(line.text.commitment(), line);
    for (const DocumentBytes& document : batch.documents) documents_.emplace(document.hash, *document.bytes);
    for (const Hash& hash : batch.forgotten_texts) {
        texts_.erase(hash);
        documents_.erase(hash);
    }
    for (const Answer& answer : batch.answers) answers_[answer.key] = answer;
    for (const auto& [name, value] : batch.settings) settings_[name] = value;
    commit_private(batch);
    return {};
}

void MemoryStore::commit_private(const Batch& batch) {
    rows_.people.insert(rows_.people.end(), batch.people.begin(), batch.people.end());
    for (const Home& home : batch.homes) {
        put(rows_.homes, home, [&](const Home& one) { return one.name == home.name; });
    }
    for (const Account& account : batch.accounts) {
        put(rows_.accounts, account, [&](const Account& one) { return one.person == account.person; });
    }
    rows_.roll.insert(rows_.roll.end(), batch.roll.begin(), batch.roll.end());
    rows_.casts.insert(rows_.casts.end(), batch.casts.begin(), batch.casts.end());
    for (const RoundId round : batch.opened) {
        std::erase_if(rows_.casts, [&](const portal::SealedCast& one) { return one.round == round; });
    }
    for (const portal::PaperReturn& taken : batch.returns) {
        std::erase_if(rows_.roll, [&](const portal::RollEntry& one) {
            return one.round == taken.round && one.voter == taken.voter;
        });
        rows_.returns.push_back(taken);
    }
    rows_.urns.insert(rows_.urns.end(), batch.urns.begin(), batch.urns.end());
    rows_.desks.insert(rows_.desks.end(), batch.desks.begin(), batch.desks.end());
    rows_.pending.insert(rows_.pending.end(), batch.pending.begin(), batch.pending.end());
    for (const std::int64_t id : batch.settled_pending) {
        std::erase_if(rows_.pending, [&](const PendingAct& one) { return one.id == id; });
    }
    journal_.insert(journal_.end(), batch.journal.begin(), batch.journal.end());
    rows_.sessions.insert(rows_.sessions.end(), batch.sessions.begin(), batch.sessions.end());
    for (const Hash& hash : batch.ended_sessions) {
        std::erase_if(rows_.sessions, [&](const Session& one) { return one.token_hash == hash; });
    }
}

Expected<std::vector<std::string>, StoreFault> MemoryStore::read_journal(std::int64_t from, std::size_t count_max) {
    std::vector<std::string> lines;
    for (std::size_t i = static_cast<std::size_t>(from); i < journal_.size() && lines.size() < count_max; ++i) {
        lines.push_back(journal_[i]);
    }
    return lines;
}

Expected<std::optional<Answer>, StoreFault> MemoryStore::find_answer(const Fingerprint& key) {
    const auto found = answers_.find(key);
    return found == answers_.end() ? std::nullopt : std::optional{found->second};
}

Expected<std::vector<std::string>, StoreFault> MemoryStore::read_entries(std::uint64_t from, std::size_t bytes_max) {
    std::vector<std::string> read;
    std::size_t bytes = 0;
    for (std::size_t i = static_cast<std::size_t>(from); i < entries_.size(); ++i) {
        bytes += entries_[i].size();
        if (!read.empty() && bytes > bytes_max) break;
        read.push_back(entries_[i]);
    }
    return read;
}

Expected<std::vector<portal::TextLine>, StoreFault> MemoryStore::read_texts() {
    std::vector<portal::TextLine> lines;
    for (const auto& [hash, line] : texts_) lines.push_back(line);
    return lines;
}

Expected<std::optional<std::string>, StoreFault> MemoryStore::read_document(const Hash& hash) {
    const auto found = documents_.find(hash);
    return found == documents_.end() ? std::nullopt : std::optional{found->second};
}

Expected<std::vector<TreeNode>, StoreFault> MemoryStore::read_nodes(record::NodeAddress from, std::size_t count_max) {
    std::vector<TreeNode> read;
    for (auto at = nodes_.lower_bound({from.level, from.index}); at != nodes_.end() && read.size() < count_max; ++at) {
        read.push_back({{at->first.first, at->first.second}, at->second});
    }
    return read;
}

Expected<std::optional<std::string>, StoreFault> MemoryStore::read_setting(std::string_view name) {
    const auto found = settings_.find(name);
    return found == settings_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace gongyi::server::test
