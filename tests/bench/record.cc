// The public record: appending with stored nodes, recomputing the root, proofs and checkpoints.
#include <string>
#include <vector>

#include "shared/base/check.h"
#include "shared/record/checkpoint.h"
#include "shared/record/entry.h"
#include "shared/record/proof.h"
#include "shared/record/tree.h"
#include "tests/bench/clock.h"
#include "tests/bench/subjects.h"

namespace gongyi::bench {

namespace {

constexpr std::uint64_t entry_count = 100'000;
constexpr std::uint64_t proof_count = 10'000;
constexpr std::uint64_t checkpoint_count = 1'000;

// As long as the entry of a ballot in the record.
std::string some_entry(std::uint64_t number) {
    std::string entry =
        "{\"at\":1790000000000,\"by\":\"resident\",\"data\":{\"number\":" + std::to_string(number) + "}}";
    entry.resize(200, ' ');
    return entry;
}

void checkpoints(const Hash& root) {
    using namespace gongyi::record;
    const SigningKey key = SigningKey::from_seed("gongyi/bench", Secret<32>{}).value();
    const std::vector keys{key.verifying_key()};
    const Checkpoint checkpoint{"gongyi/bench", entry_count, root};
    std::string note;
    measure("record: sign checkpoints", checkpoint_count, "checkpoints", [&] {
        for (std::uint64_t i = 0; i < checkpoint_count; ++i) note = sign_checkpoint(checkpoint, key).value();
    });
    measure("record: open signed checkpoints", checkpoint_count, "checkpoints", [&] {
        for (std::uint64_t i = 0; i < checkpoint_count; ++i) {
            GONGYI_CHECK(open_checkpoint(note, "gongyi/bench", keys).has_value());
        }
    });
}

}  // namespace

void record() {
    using namespace gongyi::record;
    std::vector<std::string> entries;
    for (std::uint64_t i = 0; i < entry_count; ++i) entries.push_back(some_entry(i));

    measure("record: append, nodes stored in memory", entry_count, "entries", [&] {
        MemoryNodes nodes;
        Tree tree{nodes};
        for (const std::string& entry : entries) tree.append(leaf_hash(entry));
        GONGYI_CHECK(tree.size() == entry_count);
    });
    Hash root{};
    measure("record: verify, leaf hashes and root", entry_count, "entries", [&] {
        TreeHead head;
        for (const std::string& entry : entries) head.append(leaf_hash(entry));
        root = head.root();
    });

    MemoryNodes nodes;
    Tree tree{nodes};
    for (const std::string& entry : entries) tree.append(leaf_hash(entry));
    std::vector<std::vector<Hash>> paths(proof_count);
    measure("record: make proofs of inclusion", proof_count, "proofs", [&] {
        for (std::uint64_t i = 0; i < proof_count; ++i) {
            paths[static_cast<std::size_t>(i)] = tree.inclusion_path(i * 10, entry_count).value();
        }
    });
    measure("record: check proofs of inclusion", proof_count, "proofs", [&] {
        for (std::uint64_t i = 0; i < proof_count; ++i) {
            const Hash leaf = leaf_hash(entries[static_cast<std::size_t>(i) * 10]);
            const auto& path = paths[static_cast<std::size_t>(i)];
            GONGYI_CHECK(verify_inclusion(i * 10, entry_count, leaf, path, root) == ProofFault::none);
        }
    });
    measure("record: make and check proofs of consistency", proof_count, "proofs", [&] {
        for (std::uint64_t i = 0; i < proof_count; ++i) {
            const std::uint64_t old_size = i * 10 + 1;
            const auto path = tree.consistency_path(old_size, entry_count).value();
            const Hash old_root = tree.root_at(old_size).value();
            GONGYI_CHECK(verify_consistency(old_size, entry_count, old_root, root, path) == ProofFault::none);
        }
    });
    checkpoints(root);
}

}  // namespace gongyi::bench
