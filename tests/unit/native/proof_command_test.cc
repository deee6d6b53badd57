#include "server-stub/cli/proof_command.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <sstream>
#include <vector>

#include "tests/support/record_vectors.h"

namespace gongyi::server {

namespace {

struct Run {
    int status = 0;
    std::string out;
    std::string err;
};

Run run(const std::vector<std::string>& args) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = proof_command(args, out, err);
    return {status, out.str(), err.str()};
}

std::string joined(const std::vector<Hash>& path) {
    std::string text;
    for (const Hash& hash : path) text += (text.empty() ? "" : ",") + to_base64(hash);
    return text;
}

std::string expected_line(const std::string& fault) {
    return fault == "none" ? "valid\n" : "not valid: " + fault + ": ";
}

// Entry 0 of 2, and the record of 1 entry before it: the same hashes serve both commands.
const std::string leaf = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=";
const std::string sibling = "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=";
const std::string root = "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=";

std::vector<std::string> valid_inclusion() {
    return {"verify", "--index", "0", "--size", "2", "--leaf", leaf, "--root", root, "--path", sibling};
}
std::vector<std::string> valid_consistency() {
    return {"verify-consistency", "--old", "1",      "--new", "2", "--old-root", leaf,
            "--new-root",         root,    "--path", sibling};
}
std::vector<std::string> with(std::vector<std::string> args, std::size_t at, const std::string& value) {
    args.at(at) = value;
    return args;
}

}  // namespace

TEST_CASE("gongyi proof verify judges every vector", "[cli][proof][vectors]") {
    for (const std::string& file : test::vector_files("inclusion")) {
        for (const test::InclusionVector& vector : test::read_inclusion_vectors(file)) {
            const Run got =
                run({"verify", "--index", std::to_string(vector.index), "--size", std::to_string(vector.size), "--leaf",
                     to_base64(vector.leaf), "--root", to_base64(vector.root), "--path=" + joined(vector.path)});
            CAPTURE(file, vector.index, vector.size, got.out, got.err);
            CHECK(got.status == (vector.fault == "none" ? 0 : 1));
            CHECK(got.out.rfind(expected_line(vector.fault), 0) == 0);
            CHECK(got.err.empty());
        }
    }
}

TEST_CASE("gongyi proof verify-consistency judges every vector", "[cli][proof][vectors]") {
    for (const std::string& file : test::vector_files("consistency")) {
        for (const test::ConsistencyVector& vector : test::read_consistency_vectors(file)) {
            const Run got = run({"verify-consistency", "--new", std::to_string(vector.new_size), "--old",
                                 std::to_string(vector.old_size), "--new-root", to_base64(vector.new_root),
                                 "--old-root", to_base64(vector.old_root), "--path", joined(vector.path)});
            CAPTURE(file, vector.old_size, vector.new_size, got.out, got.err);
            CHECK(got.status == (vector.fault == "none" ? 0 : 1));
            CHECK(got.out.rfind(expected_line(vector.fault), 0) == 0);
            CHECK(got.err.empty());
        }
    }
}

TEST_CASE("a hash that is not 32 bytes is no proof", "[cli][proof]") {
    REQUIRE(run(valid_inclusion()).status == 0);
    REQUIRE(run(valid_consistency()).status == 0);
    const std::string wrong = GENERATE(as<std::string>{}, "", "V3JvbmdMZWFm", "AAAA");
    CAPTURE(wrong);
    const std::string line = "not valid: wrong_hash_length: a hash is 32 bytes\n";
    CHECK(run(with(valid_inclusion(), 6, wrong)).out == line);
    CHECK(run(with(valid_inclusion(), 8, wrong)).out == line);
    CHECK(run(with(valid_inclusion(), 10, sibling + "," + wrong)).out == line);
    CHECK(run(with(valid_inclusion(), 10, wrong + "," + sibling)).out == line);
    CHECK(run(with(valid_consistency(), 6, wrong)).status == 1);
    CHECK(run(with(valid_consistency(), 8, wrong)).status == 1);
    CHECK(run(with(valid_consistency(), 10, sibling + "," + wrong)).out == line);
}

TEST_CASE("a record is consistent with itself, without a path", "[cli][proof]") {
    const auto same = [](const std::string& size, const std::string& a, const std::string& b) {
        return run(
            {"verify-consistency", "--old", size, "--new", size, "--old-root", a, "--new-root", b, "--path", ""});
    };
    CHECK(same("5", root, root).status == 0);
    CHECK(same("5", root, leaf).status == 1);
    CHECK(same("1", "AAAA", "AAAA").status == 0);
    CHECK(same("0", "AAAA", "AAAA").status == 1);
}

TEST_CASE("arguments that are no proof get the usage and status 2", "[cli][proof]") {
    struct Row {
        const char* name;
        std::vector<std::string> args;
        const char* want;  // In the first line.
    };
    std::vector<std::string> missing = valid_inclusion();
    missing.resize(9);
    std::vector<std::string> cut = valid_inclusion();
    cut.pop_back();
    std::vector<std::string> twice = valid_inclusion();
    twice.insert(twice.end(), {"--size", "2"});
    const Row row = GENERATE_COPY(
        Row{"nothing", {}, "verify or verify-consistency?"}, Row{"unknown command", {"prove"}, "unknown command prove"},
        Row{"missing option", missing, "--path is missing"}, Row{"no value", cut, "--path needs a value"},
        Row{"option twice", twice, "--size is given twice"},
        Row{"other option", with(valid_inclusion(), 1, "--at"), "unknown option --at"},
        Row{"option of the other command", with(valid_inclusion(), 1, "--old"), "unknown option --old"},
        Row{"no option", with(valid_inclusion(), 1, "0"), "unknown option 0"},
        Row{"sign", with(valid_inclusion(), 2, "+0"), "--index must be a whole number"},
        Row{"minus", with(valid_inclusion(), 4, "-2"), "--size must be a whole number"},
        Row{"leading zero", with(valid_inclusion(), 4, "02"), "--size must be a whole number"},
        Row{"beyond 64 bits", with(valid_inclusion(), 4, "18446744073709551616"), "--size must be a whole number"},
        Row{"empty number", with(valid_consistency(), 2, ""), "--old must be a whole number"},
        Row{"hexadecimal number", with(valid_consistency(), 4, "0x2"), "--new must be a whole number"},
        Row{"leaf not base64", with(valid_inclusion(), 6, "*"), "--leaf must be in base64"},
        Row{"root without padding", with(valid_inclusion(), 8, "AA"), "--root must be in base64"},
        Row{"path not base64", with(valid_inclusion(), 10, sibling + ", " + sibling), "--path must be in base64"});
    CAPTURE(row.name);
    const Run got = run(row.args);
    CHECK(got.status == 2);
    CHECK(got.out.empty());
    CHECK(got.err.rfind(std::string{"gongyi proof: "} + row.want, 0) == 0);
    CHECK(got.err.find("usage: gongyi proof verify ") != std::string::npos);
}

TEST_CASE("gongyi proof explains itself", "[cli][proof]") {
    const auto args = GENERATE(std::vector<std::string>{"--help"}, std::vector<std::string>{"verify", "--help"});
    const Run got = run(args);
    CHECK(got.status == 0);
    CHECK(got.out.rfind("usage: ", 0) == 0);
}

}  // namespace gongyi::server
