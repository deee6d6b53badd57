// What may come in, and what stands in records all the same.
#include "shared/base/incoming.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/base/json_reader.h"

namespace gongyi {

namespace {

// Whether the one field of `json` reads well by `rules`.
template <class Read>
bool reads(const std::string& json, InputRules rules, Read&& read) {
    JsonReader reader{json, 1'000, JsonFaults::first, rules};
    return reader.finish(read(reader.root().field("x"))).has_value();
}

bool reads_text(const std::string& text, InputRules rules) {
    return reads(R"({"x":")" + text + R"("})", rules, [](const JsonValue& value) {
        return value.text({1, 5, /*allow_line_breaks=*/false});
    });
}

bool reads_day(const std::string& day, InputRules rules) {
    return reads(R"({"x":")" + day + R"("})", rules, [](const JsonValue& value) { return value.date(); });
}

bool reads_time(std::int64_t ms, InputRules rules) {
    return reads(R"({"x":)" + std::to_string(ms) + "}", rules, [](const JsonValue& value) { return value.unix_ms(); });
}

}  // namespace

TEST_CASE("texts that come in are held to more than those of a record", "[base][incoming]") {
    for (const InputRules rules : {InputRules::recorded, InputRules::incoming}) {
        CHECK(reads_text("坡道", rules));
        CHECK(reads_text("12345", rules));
        CHECK_FALSE(reads_text("123456", rules));
        CHECK_FALSE(reads_text("", rules));
        CHECK_FALSE(reads_text("a\u202e", rules));
    }
    for (const char* old : {"a\u200f", "a\u2028b", "a\U000e0041", "a\u0301\u0301\u0301\u0301\u0301"}) {
        CHECK(check_text(old, {1, 10}, InputRules::recorded) == TextFault::none);
        CHECK(check_text(old, {1, 10}, InputRules::incoming) == TextFault::unreadable);
    }
    CHECK(reads_text("a\u200f", InputRules::recorded));
    CHECK_FALSE(reads_text("a\u200f", InputRules::incoming));
    CHECK(check_text("", {0, 10}, InputRules::incoming) == TextFault::none);
    CHECK(check_text("", {1, 10}, InputRules::incoming) == TextFault::wrong_length);
    CHECK(check_text("\xff", {0, 10}, InputRules::recorded) == TextFault::unreadable);
}

TEST_CASE("days and instants that come in lie within their span, both ends included", "[base][incoming]") {
    CHECK(reads_day("1900-01-01", InputRules::incoming));
    CHECK_FALSE(reads_day("1899-12-31", InputRules::incoming));
    CHECK(reads_day("2100-12-31", InputRules::incoming));
    CHECK_FALSE(reads_day("2101-01-01", InputRules::incoming));
    CHECK(reads_day("0001-01-01", InputRules::recorded));
    CHECK(reads_day("9999-12-31", InputRules::recorded));
    CHECK(reads_time(incoming_time_min.ms, InputRules::incoming));
    CHECK_FALSE(reads_time(incoming_time_min.ms - 1, InputRules::incoming));
    CHECK(reads_time(incoming_time_max.ms, InputRules::incoming));
    CHECK_FALSE(reads_time(incoming_time_max.ms + 1, InputRules::incoming));
    CHECK(reads_time(0, InputRules::recorded));
    CHECK(reads_time(recorded_time_max.ms, InputRules::recorded));
    CHECK_FALSE(reads_time(recorded_time_max.ms + 1, InputRules::recorded));
    CHECK(start_of_day({2000, 1, 1}, Zone{0}) == incoming_time_min);
    CHECK(start_of_day({2100, 1, 1}, Zone{0}) == incoming_time_max);
}

}  // namespace gongyi
