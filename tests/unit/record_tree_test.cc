#include "shared/record/tree.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <map>
#include <span>
#include <stdexcept>
#include <utility>

#include "tests/support/record_reference.h"

namespace gongyi::record {

namespace {

constexpr std::size_t size_max = 64;

// A store as a database would be one: a table, which counts what is asked of it and can be made to fail.
class TableNodes final : public NodeStore {
public:
    [[nodiscard]] Hash read(NodeAddress address) const override {
        ++reads;
        return table_.at({address.level, address.index});
    }
    void write(NodeAddress address, const Hash& node) override {
        if (writes_left == 0) throw std::runtime_error{"disk full"};
        --writes_left;
        table_[{address.level, address.index}] = node;
    }
    mutable std::size_t reads = 0;
    std::size_t writes_left = 1'000'000;

private:
    std::map<std::pair<int, std::uint64_t>, Hash> table_;
};

}  // namespace

TEST_CASE("roots and paths of every past size are those of the definition", "[record][tree]") {
    const std::vector<Hash> leaves = test::some_leaves(size_max);
    MemoryNodes nodes;
    Tree tree{nodes};
    for (const Hash& leaf : leaves) tree.append(leaf);
    REQUIRE(tree.size() == size_max);

    for (std::size_t size = 0; size <= size_max; ++size) {
        CAPTURE(size);
        const auto of_size = std::span{leaves}.first(size);
        REQUIRE(tree.root_at(size) == test::root_by_definition(of_size));
        for (std::size_t index = 0; index < size; ++index) {
            REQUIRE(tree.inclusion_path(index, size) == test::path_by_definition(index, of_size));
        }
        for (std::size_t old_size = 1; old_size <= size; ++old_size) {
            REQUIRE(tree.consistency_path(old_size, size) == test::consistency_by_definition(old_size, of_size));
        }
    }
}

TEST_CASE("a request beyond the record is refused", "[record][tree]") {
    MemoryNodes nodes;
    Tree tree{nodes};
    const auto fault_of = [](const auto& answer) { return answer ? ProofFault::none : answer.error(); };
    CHECK(tree.root_at(0) == sha256(std::string_view{}));
    CHECK(fault_of(tree.root_at(1)) == ProofFault::size_beyond_record);
    CHECK(fault_of(tree.inclusion_path(0, 0)) == ProofFault::index_beyond_size);
    CHECK(fault_of(tree.inclusion_path(0, 1)) == ProofFault::size_beyond_record);
    for (const Hash& leaf : test::some_leaves(5)) tree.append(leaf);
    CHECK(fault_of(tree.root_at(6)) == ProofFault::size_beyond_record);
    CHECK(fault_of(tree.inclusion_path(4, 5)) == ProofFault::none);
    CHECK(fault_of(tree.inclusion_path(5, 5)) == ProofFault::index_beyond_size);
    CHECK(fault_of(tree.inclusion_path(4, 6)) == ProofFault::size_beyond_record);
    CHECK(fault_of(tree.inclusion_path(4, ~std::uint64_t{0})) == ProofFault::size_beyond_record);
    CHECK(fault_of(tree.consistency_path(0, 5)) == ProofFault::old_size_zero);
    CHECK(fault_of(tree.consistency_path(5, 4)) == ProofFault::old_beyond_new);
    CHECK(fault_of(tree.consistency_path(5, 5)) == ProofFault::none);
    CHECK(fault_of(tree.consistency_path(5, 6)) == ProofFault::size_beyond_record);
}

TEST_CASE("a tree goes on from its stored nodes at any size", "[record][tree]") {
    const std::vector<Hash> leaves = test::some_leaves(size_max);
    TableNodes nodes;
    Tree grown{nodes};
    for (std::size_t size = 0; size < size_max; ++size) {
        CAPTURE(size);
        Tree resumed{nodes, size};
        REQUIRE(resumed.size() == size);
        REQUIRE(resumed.root() == grown.root());
        resumed.append(leaves[size]);
        grown.append(leaves[size]);  // Writes the same nodes once more.
        REQUIRE(resumed.root() == grown.root());
    }
}

TEST_CASE("appends that a store refused are undone by going back to the last size kept", "[record][tree]") {
    const std::vector<Hash> leaves = test::some_leaves(20);
    TableNodes nodes;
    Tree kept{nodes};
    for (std::size_t i = 0; i < 7; ++i) kept.append(leaves[i]);

    // Other entries follow; the eighth completes four nodes, of which the store takes `taken`.
    const std::size_t taken = GENERATE(0U, 1U, 2U, 3U);
    CAPTURE(taken);
    nodes.writes_left = taken;
    Tree tried = kept;
    CHECK_THROWS_AS(tried.append(leaves[19]), std::runtime_error);

    nodes.writes_left = 1'000'000;
    CHECK(kept.size() == 7);
    for (std::size_t i = 7; i < 19; ++i) kept.append(leaves[i]);
    CHECK(kept.root() == test::root_by_definition(std::span{leaves}.first(19)));
    CHECK(kept.inclusion_path(7, 19) == test::path_by_definition(7, std::span{leaves}.first(19)));
}

TEST_CASE("a path costs a few reads, however long the record", "[record][tree]") {
    constexpr std::uint64_t size = 100'000;  // 17 bits
    TableNodes nodes;
    Tree tree{nodes};
    for (std::uint64_t i = 0; i < size; ++i) tree.append(Hash{static_cast<std::uint8_t>(i), 7});
    nodes.reads = 0;
    const auto reads_of = [&nodes](const auto& answer) {
        REQUIRE(answer.has_value());
        return std::exchange(nodes.reads, 0);
    };
    for (const std::uint64_t at : {std::uint64_t{1}, size / 3, size / 2, size - 2, size - 1}) {
        CAPTURE(at);
        CHECK(reads_of(tree.root_at(at)) <= 17);
        CHECK(reads_of(tree.inclusion_path(at, size)) <= 2 * 17);
        CHECK(reads_of(tree.consistency_path(at, size)) <= 2 * 17);
    }
}

}  // namespace gongyi::record
