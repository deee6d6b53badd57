// The proofs and notes in tests/vectors/record, read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/hash.h"

namespace gongyi::test {

struct InclusionVector {
    std::uint64_t index = 0;
    std::uint64_t size = 0;
    Hash leaf{};
    std::vector<Hash> path;
    Hash root{};
    std::string fault;  // fault_name() of what is wrong with it.
};

struct ConsistencyVector {
    std::uint64_t old_size = 0;
    std::uint64_t new_size = 0;
    Hash old_root{};
    Hash new_root{};
    std::vector<Hash> path;
    std::string fault;
};

struct NoteVector {
    std::vector<std::string> keys;  // Text forms of the keys that the reader trusts.
    std::string note;
    std::string fault;                 // "none", or fault_name() of what is wrong with it.
    std::string text;                  // What was signed,
    std::vector<std::string> signers;  // and by which of the keys.
};

// The files of one kind: "inclusion", "consistency" or "note". Each is named by what is wrong in it.
[[nodiscard]] std::vector<std::string> vector_files(const std::string& kind);
[[nodiscard]] std::vector<InclusionVector> read_inclusion_vectors(const std::string& file);
[[nodiscard]] std::vector<ConsistencyVector> read_consistency_vectors(const std::string& file);

[[nodiscard]] std::vector<NoteVector> read_note_vectors(const std::string& file);

}  // namespace gongyi::test
