// The record's tree with its nodes kept, so that any proof costs a few reads (RFC 9162 section 2.1).
#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/hash.h"
#include "shared/record/merkle.h"
#include "shared/record/proof.h"

namespace gongyi::record {

// A perfect subtree: the 2^level leaves from index * 2^level on. Level 0 are the leaves themselves.
struct NodeAddress {
    std::uint8_t level = 0;  // 0 to 63
    std::uint64_t index = 0;
    friend bool operator==(const NodeAddress&, const NodeAddress&) = default;
};

// Where a Tree keeps its nodes: a table (level, index) → hash. A node never changes once the record has grown past it.
// An implementation may throw when its storage fails; Tree lets that pass, and is of no further use after a write that
// threw.
class NodeStore {
public:
    NodeStore() = default;
    NodeStore(const NodeStore&) = delete;
    NodeStore& operator=(const NodeStore&) = delete;
    virtual ~NodeStore() = default;

    // The node at `address`. Tree reads only what it has written.
    [[nodiscard]] virtual Hash read(NodeAddress address) const = 0;
    // Keeps a node, in place of one that may be there already (after appends that were undone).
    virtual void write(NodeAddress address, const Hash& node) = 0;
};

// Nodes in memory: 64 bytes an entry.
class MemoryNodes final : public NodeStore {
public:
    [[nodiscard]] Hash read(NodeAddress address) const override;
    void write(NodeAddress address, const Hash& node) override;

private:
    std::vector<std::vector<Hash>> levels_;
};

// A record's tree. The nodes are the store's, which must outlive the tree; here is only the right edge.
// A tree may be copied: the copy sees the same store. To undo appends (a transaction that failed), go back to a tree
// from before them.
class Tree {
public:
    // The empty tree.
    explicit Tree(NodeStore& nodes) : nodes_{&nodes} {}
    // The tree over the first `size` leaves that were once appended to `nodes`. Cost: O(log size) reads.
    Tree(NodeStore& nodes, std::uint64_t size);

    // Adds a leaf. Cost: amortised one hash and two writes; at most 64 of each.
    void append(const Hash& leaf);

    [[nodiscard]] std::uint64_t size() const { return head_.size(); }
    // The root over all leaves. Cost: O(log size) hashes, no read.
    [[nodiscard]] Hash root() const { return head_.root(); }

    // The root when the record had `size` entries. Faults: size_beyond_record. Cost: O(log size) reads and hashes.
    [[nodiscard]] Expected<Hash, ProofFault> root_at(std::uint64_t size) const;

    // The path that verify_inclusion takes, for the record as it was at `size`. Faults: index_beyond_size,
    // size_beyond_record. Cost: O(log size) reads and hashes.
    [[nodiscard]] Expected<std::vector<Hash>, ProofFault> inclusion_path(std::uint64_t index, std::uint64_t size) const;

    // The path that verify_consistency takes. Faults: old_size_zero, old_beyond_new, size_beyond_record.
    // Cost: O(log new_size) reads and hashes.
    [[nodiscard]] Expected<std::vector<Hash>, ProofFault> consistency_path(std::uint64_t old_size,
                                                                           std::uint64_t new_size) const;

private:
    [[nodiscard]] Hash subtree(NodeAddress address, std::uint64_t size) const;
    [[nodiscard]] Hash right_edge(unsigned level_count, std::uint64_t size) const;
    void add_siblings(std::vector<Hash>& path, Climb climb, unsigned level, std::uint64_t size) const;

    NodeStore* nodes_;
    TreeHead head_;
};

}  // namespace gongyi::record
