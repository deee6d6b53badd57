// A store without a disk: what a portal under test keeps. Nothing fails in it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server-stub/store/event_store.h"

namespace gongyi::server::test {

class MemoryStore final : public EventStore {
public:
    Expected<void, StoreFault> commit(const Batch& batch) override;
    Expected<void, StoreFault> tidy() override { return {}; }
    Expected<std::optional<Answer>, StoreFault> find_answer(const Fingerprint& key) override;
    Expected<std::vector<std::string>, StoreFault> read_entries(std::uint64_t from, std::size_t bytes_max) override;
    Expected<std::vector<portal::TextLine>, StoreFault> read_texts() override;
    Expected<std::optional<std::string>, StoreFault> read_document(const Hash& hash) override;
    Expected<std::vector<TreeNode>, StoreFault> read_nodes(record::NodeAddress from, std::size_t count_max) override;
    Expected<std::vector<std::string>, StoreFault> read_journal(std::int64_t from, std::size_t count_max) override;
    Expected<PrivateRows, StoreFault> read_private() override { return rows_; }
    Expected<std::optional<std::string>, StoreFault> read_setting(std::string_view name) override;

    [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }
    [[nodiscard]] std::size_t commit_count() const { return commit_count_; }

private:
    void commit_private(const Batch& batch);

    std::vector<std::string> entries_;
    std::map<std::pair<std::uint8_t, std::uint64_t>, Hash> nodes_;
    std::map<Hash, portal::TextLine> texts_;
    std::map<Hash, std::string> documents_;
    std::map<Fingerprint, Answer> answers_;
    std::map<std::string, std::string, std::less<>> settings_;
    PrivateRows rows_;
    std::vector<std::string> journal_;
    std::size_t commit_count_ = 0;
};

}  // namespace gongyi::server::test
