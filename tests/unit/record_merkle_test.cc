#include "shared/record/merkle.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/record/entry.h"

namespace gongyi::record {

namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values) text += static_cast<char>(value);
    return text;
}

// The recursive definition of RFC 9162 section 2.1.1, slow and obvious.
Hash root_by_definition(const std::vector<Hash>& leaves, std::size_t begin, std::size_t end) {
    if (begin == end) return sha256(std::string_view{});
    if (end - begin == 1) return leaves[begin];
    std::size_t split = 1;
    while (split * 2 < end - begin) split *= 2;
    return node_hash(root_by_definition(leaves, begin, begin + split), root_by_definition(leaves, begin + split, end));
}

}  // namespace

// The eight entries and roots of Certificate Transparency's reference tests (google/certificate-transparency,
// merkle_tree_test): the published numbers for RFC 6962 hashing.
TEST_CASE("the tree gives the known roots of RFC 6962's examples", "[record][merkle]") {
    const std::vector<std::string> entries{
        "",
        bytes({0x00}),
        bytes({0x10}),
        bytes({0x20, 0x21}),
        bytes({0x30, 0x31}),
        bytes({0x40, 0x41, 0x42, 0x43}),
        bytes({0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57}),
        bytes({0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}),
    };
    const std::vector<std::string> roots{
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    TreeHead tree;
    CHECK(to_hex(tree.root()) == roots[0]);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        tree.append(leaf_hash(entries[i]));
        CHECK(tree.size() == i + 1);
        CHECK(to_hex(tree.root()) == roots[i + 1]);
    }
}

TEST_CASE("growing leaf by leaf gives the same root as the definition", "[record][merkle]") {
    TreeHead tree;
    std::vector<Hash> leaves;
    for (int i = 0; i < 130; ++i) {
        leaves.push_back(leaf_hash(std::to_string(i)));
        tree.append(leaves.back());
        REQUIRE(tree.root() == root_by_definition(leaves, 0, leaves.size()));
    }
}

}  // namespace gongyi::record
