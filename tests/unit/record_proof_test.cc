#include "shared/record/proof.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <span>
#include <string>
#include <vector>

#include "shared/record/entry.h"
#include "tests/support/record_reference.h"
#include "tests/support/record_vectors.h"

namespace gongyi::record {

TEST_CASE("every proof of every size up to 64 holds, and its length is known", "[record][proof]") {
    const auto size = GENERATE(range(std::size_t{1}, std::size_t{65}));
    CAPTURE(size);
    const std::vector<Hash> leaves = test::some_leaves(size);
    const Hash root = test::root_by_definition(leaves);
    for (std::size_t index = 0; index < size; ++index) {
        const auto path = test::path_by_definition(index, leaves);
        REQUIRE(inclusion_path_length(index, size) == path.size());
        REQUIRE(verify_inclusion(index, size, leaves[index], path, root) == ProofFault::none);
        REQUIRE(root_of_inclusion(index, size, leaves[index], path) == root);
    }
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
        const Hash old_root = test::root_by_definition(std::span{leaves}.first(old_size));
        const auto path = test::consistency_by_definition(old_size, leaves);
        REQUIRE(consistency_path_length(old_size, size) == path.size());
        REQUIRE(verify_consistency(old_size, size, old_root, root, path) == ProofFault::none);
    }
}

// The paths that Certificate Transparency's reference tests name for their tree of eight (RFC 6962's own tree).
TEST_CASE("the known proofs of the reference tree hold", "[record][proof]") {
    const std::vector<std::string> entries = test::reference_entries();
    const auto hash = [](const char* hex) { return hash_from_hex(hex).value(); };
    const Hash root8 = hash("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    const Hash root7 = hash("ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
    const Hash root6 = hash("76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
    const std::vector path_of_5{hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                                hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                                hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
    CHECK(verify_inclusion(5, 8, leaf_hash(entries[5]), path_of_5, root8) == ProofFault::none);
    const std::vector from_6_to_8{hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                                  hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                                  hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
    CHECK(verify_consistency(6, 8, root6, root8, from_6_to_8) == ProofFault::none);
    const std::vector from_6_to_7{hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                                  hash("b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"),
                                  hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
    CHECK(verify_consistency(6, 7, root6, root7, from_6_to_7) == ProofFault::none);
}

// Every file says what is wrong with its proofs; a second implementation wrote them.
TEST_CASE("each kind of damage to a proof of inclusion is refused for what it is", "[record][proof][vectors]") {
    for (const std::string& file : test::vector_files("inclusion")) {
        for (const test::InclusionVector& vector : test::read_inclusion_vectors(file)) {
            CAPTURE(file, vector.index, vector.size, vector.path.size());
            const ProofFault fault = verify_inclusion(vector.index, vector.size, vector.leaf, vector.path, vector.root);
            CHECK(fault_name(fault) == vector.fault);
        }
    }
}

TEST_CASE("each kind of damage to a proof of consistency is refused for what it is", "[record][proof][vectors]") {
    for (const std::string& file : test::vector_files("consistency")) {
        for (const test::ConsistencyVector& vector : test::read_consistency_vectors(file)) {
            CAPTURE(file, vector.old_size, vector.new_size, vector.path.size());
            const ProofFault fault =
                verify_consistency(vector.old_size, vector.new_size, vector.old_root, vector.new_root, vector.path);
            CHECK(fault_name(fault) == vector.fault);
        }
    }
}

TEST_CASE("no path is longer than path_length_max", "[record][proof]") {
    constexpr std::uint64_t huge = ~std::uint64_t{0};
    CHECK(inclusion_path_length(0, huge) == 64);
    CHECK(consistency_path_length(huge - 2, huge) == path_length_max);
    CHECK(consistency_path_length(huge, huge) == 0);
}

}  // namespace gongyi::record
