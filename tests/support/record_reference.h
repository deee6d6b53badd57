// The tree of RFC 9162 by its recursive definitions: slow, obvious, written without a look at shared/record.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "shared/base/hash.h"

namespace gongyi::test {

// Section 2.1.1: MTH(leaves), on leaf hashes.
[[nodiscard]] Hash root_by_definition(std::span<const Hash> leaves);
// Section 2.1.3.1: PATH(index, leaves).
[[nodiscard]] std::vector<Hash> path_by_definition(std::size_t index, std::span<const Hash> leaves);
// Section 2.1.4.1: PROOF(old_size, leaves).
[[nodiscard]] std::vector<Hash> consistency_by_definition(std::size_t old_size, std::span<const Hash> leaves);

// Leaf hashes of `count` different entries.
[[nodiscard]] std::vector<Hash> some_leaves(std::size_t count);

// The eight entries of Certificate Transparency's reference tests (google/certificate-transparency, merkle_tree_test).
[[nodiscard]] std::vector<std::string> reference_entries();

}  // namespace gongyi::test
