#include "tests/support/record_vectors.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/json_reader.h"
#include "shared/base/number.h"
#include "tests/support/files.h"

namespace gongyi::test {

namespace {

constexpr std::size_t file_bytes_max = 1'000'000;
constexpr std::size_t cases_max = 10'000;

std::uint64_t read_number(const JsonValue& value) {
    const auto number = whole_number(value.string(20));
    if (!number) value.fault("a whole number in a string");
    return number.value_or(0);
}

Hash read_hash(const JsonValue& value) {
    const auto hash = hash_from_base64(value.string(44));
    if (!hash) value.fault("32 bytes in base64");
    return hash.value_or(Hash{});
}

std::vector<Hash> read_path(const JsonValue& value) {
    std::vector<Hash> path;
    for (const JsonValue hash : value.items(0, 1000)) path.push_back(read_hash(hash));
    return path;
}

std::vector<std::string> read_strings(const JsonValue& value) {
    std::vector<std::string> strings;
    for (const JsonValue string : value.items(0, 100)) strings.push_back(string.string(1000));
    return strings;
}

// Reads every case of a file with `read_case`; a file that cannot be read fails the test.
template <class Case, class ReadCase>
std::vector<Case> read_cases(const std::string& file, ReadCase&& read_case) {
    const std::string text = read_file(file);
    JsonReader reader{text, file_bytes_max};
    std::vector<Case> cases;
    for (const JsonValue value : reader.root().field("cases").items(1, cases_max)) cases.push_back(read_case(value));
    const auto result = reader.finish(std::move(cases));
    INFO(file << (result ? "" : result.error().pointer + " must be " + result.error().want));
    REQUIRE(result.has_value());
    return *result;
}

}  // namespace

std::vector<std::string> vector_files(const std::string& kind) {
    const std::string folder = "tests/vectors/record/" + kind;
    std::vector<std::string> files;
    for (const std::string& name : list_files(folder, ".json")) files.push_back(folder + "/" + name);
    return files;
}

std::vector<InclusionVector> read_inclusion_vectors(const std::string& file) {
    return read_cases<InclusionVector>(file, [](const JsonValue& value) {
        InclusionVector vector;
        vector.index = read_number(value.field("index"));
        vector.size = read_number(value.field("size"));
        vector.leaf = read_hash(value.field("leaf"));
        vector.path = read_path(value.field("path"));
        vector.root = read_hash(value.field("root"));
        vector.fault = value.field("fault").string(30);
        return vector;
    });
}

std::vector<ConsistencyVector> read_consistency_vectors(const std::string& file) {
    return read_cases<ConsistencyVector>(file, [](const JsonValue& value) {
        ConsistencyVector vector;
        vector.old_size = read_number(value.field("old"));
        vector.new_size = read_number(value.field("new"));
        vector.old_root = read_hash(value.field("old_root"));
        vector.new_root = read_hash(value.field("new_root"));
        vector.path = read_path(value.field("path"));
        vector.fault = value.field("fault").string(30);
        return vector;
    });
}

std::vector<NoteVector> read_note_vectors(const std::string& file) {
    return read_cases<NoteVector>(file, [](const JsonValue& value) {
        NoteVector vector;
        vector.keys = read_strings(value.field("keys"));
        vector.note = value.field("note").string(file_bytes_max);
        vector.fault = value.field("fault").string(30);
        vector.text = value.field("text").string(file_bytes_max);
        vector.signers = read_strings(value.field("signers"));
        return vector;
    });
}

}  // namespace gongyi::test
