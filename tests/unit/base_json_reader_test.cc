#include "shared/base/json_reader.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <functional>
#include <string>

namespace gongyi {

namespace {

enum class Form : std::uint8_t { none, approval, knapsack };
constexpr std::array form_names{JsonName<Form>{"approval", Form::approval}, JsonName<Form>{"knapsack", Form::knapsack}};

constexpr std::size_t choices_max = 3;
constexpr std::size_t note_code_points_max = 4;
constexpr std::size_t body_bytes_max = 200;

using RoundId = Id<struct RoundTag>;

struct Cast {
    RoundId round;
    Form form = Form::none;
    std::vector<std::uint8_t> choices;
    std::string note;
    bool is_paper = false;
};

Expected<Cast, ParseError> parse_cast(std::string_view text) {
    JsonReader reader{text, body_bytes_max};
    const JsonValue body = reader.root();
    Cast cast;
    cast.round = body.field("round").id<RoundId>();
    cast.form = body.field("form").one_of(form_names);
    for (const JsonValue choice : body.field("choices").items(1, choices_max)) {
        cast.choices.push_back(choice.integer<std::uint8_t>(0, 255));
    }
    if (const auto note = body.optional_field("note")) {
        cast.note = note->text({.code_points_min = 0, .code_points_max = note_code_points_max});
    }
    const JsonValue channel = body.field("channel");
    cast.is_paper = channel.field("paper").boolean();
    return reader.finish(std::move(cast));
}

// What `read` makes of the JSON text `text`: its fault, or nothing.
std::optional<ParseError> fault_of(std::string_view text, const std::function<void(const JsonValue&)>& read) {
    JsonReader reader{text, body_bytes_max};
    read(reader.root());
    auto finished = reader.finish(0);
    if (finished) return std::nullopt;
    return finished.error();
}

}  // namespace

TEST_CASE("a codec reads what is there, in any order of the fields", "[base][json]") {
    const auto text = GENERATE(
        as<std::string>{}, R"({"channel":{"paper":true},"choices":[0,255],"form":"knapsack","note":"好的","round":7})",
        R"( {"round" : 7, "note":"\u597d的", "form":"knapsack", "choices":[ 0 , 255 ], "channel":{"paper":true}} )");
    const auto cast = parse_cast(text);
    REQUIRE(cast.has_value());
    CHECK(cast->round == RoundId{7});
    CHECK(cast->form == Form::knapsack);
    CHECK(cast->choices == std::vector<std::uint8_t>{0, 255});
    CHECK(cast->note == "好的");
    CHECK(cast->is_paper);
}

TEST_CASE("a codec names the first fault and its place", "[base][json]") {
    struct Row {
        std::string name;
        std::string text;
        std::string pointer;
        std::string want;
    };
    const std::string channel = R"("channel":{"paper":false})";
    const auto row = GENERATE_COPY(values<Row>({
        {"no JSON", "{", "", "well-formed JSON in UTF-8 (byte 2)"},
        {"no object", "[]", "", "an object"},
        {"missing field", R"({"form":"approval","choices":[1],)" + channel + "}", "/round",
         "a value: the field is required"},
        {"missing field within", R"({"round":1,"form":"approval","choices":[1],"channel":{}})", "/channel/paper",
         "a value: the field is required"},
        {"unknown field", R"({"round":1,"form":"approval","choices":[1],"by":2,)" + channel + "}", "/by",
         "no such field"},
        {"unknown field within", R"({"round":1,"form":"approval","choices":[1],"channel":{"a/b":1,"paper":true}})",
         "/channel/a~1b", "no such field"},
        {"field twice", R"({"round":1,"round":1,"form":"approval","choices":[1],)" + channel + "}", "/round",
         "each name only once"},
        {"name not in the table", R"({"round":1,"form":"points","choices":[1],)" + channel + "}", "/form",
         "one of approval, knapsack"},
        {"item out of range", R"({"round":1,"form":"approval","choices":[1,256],)" + channel + "}", "/choices/1",
         "a whole number from 0 to 255"},
        {"too few items", R"({"round":1,"form":"approval","choices":[],)" + channel + "}", "/choices",
         "a list of 1 to 3 items"},
        {"too many items", R"({"round":1,"form":"approval","choices":[1,2,3,4],)" + channel + "}", "/choices",
         "a list of 1 to 3 items"},
        {"null where a text may be left out",
         R"({"round":1,"form":"approval","choices":[1],"note":null,)" + channel + "}", "/note", "text"},
        {"the earlier of two faults", R"({"round":0,"form":"points","choices":[1],)" + channel + "}", "/round",
         "a whole number from 1 to 9007199254740991"},
        {"too long a body", "{" + std::string(body_bytes_max, ' ') + "}", "", "at most 200 bytes"},
    }));
    CAPTURE(row.name, row.text);
    const auto cast = parse_cast(row.text);
    REQUIRE_FALSE(cast.has_value());
    CHECK(cast.error().pointer == row.pointer);
    CHECK(cast.error().want == row.want);
}

TEST_CASE("a whole number is written as one and lies in its range", "[base][json]") {
    const auto read = [](const JsonValue& value) { static_cast<void>(value.integer(-5, 5)); };
    for (const char* text : {"-5", "0", "5"}) {
        CAPTURE(text);
        CHECK_FALSE(fault_of(text, read));
    }
    for (const char* text : {"-6", "6", "-0", "1.0", "1e0", "5.5", "\"5\"", "null", "99999999999999999999999"}) {
        CAPTURE(text);
        CHECK(fault_of(text, read) == ParseError{"", "a whole number from -5 to 5"});
    }
    JsonReader reader{"9007199254740991", body_bytes_max};
    CHECK(reader.root().integer<std::uint64_t>(0, json_integer_max) == 9'007'199'254'740'991U);
}

TEST_CASE("text is presentable and within its limits, counted in code points", "[base][json]") {
    const JsonTextLimits line{.code_points_min = 2, .code_points_max = 3};
    const auto read = [&](const JsonValue& value) { static_cast<void>(value.text(line)); };
    for (const char* text : {R"("共议")", R"("\u5171议𠮷")"}) {
        CAPTURE(text);
        CHECK_FALSE(fault_of(text, read));
    }
    for (const char* text : {R"("")", R"("共")", R"("共议共议")"}) {
        CAPTURE(text);
        CHECK(fault_of(text, read) == ParseError{"", "text of 2 to 3 characters"});
    }
    for (const char* text : {R"("   ")", R"("a\nb")", R"("a\u0000")", R"("a\u202eb")"}) {
        CAPTURE(text);
        const auto fault = fault_of(text, read);
        REQUIRE(fault);
        CHECK(fault->want == "one line of text that can be read: not blank, no control or hidden characters");
    }
    const auto read_paragraphs = [](const JsonValue& value) {
        static_cast<void>(value.text({.code_points_min = 0, .code_points_max = 9, .allow_line_breaks = true}));
    };
    CHECK_FALSE(fault_of(R"("a\nb")", read_paragraphs));
    CHECK_FALSE(fault_of(R"("")", read_paragraphs));
    CHECK(fault_of(R"(" \n ")", read_paragraphs));
}

TEST_CASE("a token has a limit in bytes", "[base][json]") {
    const auto read = [](const JsonValue& value) { static_cast<void>(value.string(3)); };
    CHECK_FALSE(fault_of(R"("a\tb")", read));
    CHECK_FALSE(fault_of(R"("议")", read));
    CHECK(fault_of(R"("abcd")", read) == ParseError{"", "a string of at most 3 bytes"});
    CHECK(fault_of("1", read) == ParseError{"", "a string"});
}

TEST_CASE("hashes, amounts, instants and days have their forms", "[base][json]") {
    const std::string hex = std::string(63, '0') + "f";
    const std::string text = R"({"amount":500,"at":253402300799999,"day":"2024-02-29","hash":")" + hex + "\"}";
    JsonReader reader{text, body_bytes_max};
    const JsonValue root = reader.root();
    CHECK(root.field("amount").money(Money{500}) == Money{500});
    CHECK(root.field("at").unix_ms() == UnixMs{253'402'300'799'999});
    CHECK(root.field("day").date() == Date{2024, 2, 29});
    CHECK(to_hex(root.field("hash").hash()) == hex);
    CHECK(reader.finish(0).has_value());

    CHECK(fault_of("501", [](const JsonValue& value) { static_cast<void>(value.money(Money{500})); }));
    CHECK(fault_of("-1", [](const JsonValue& value) { static_cast<void>(value.money()); }));
    CHECK(fault_of("253402300800000", [](const JsonValue& value) { static_cast<void>(value.unix_ms()); }));
    CHECK(fault_of(R"("2023-02-29")", [](const JsonValue& value) { static_cast<void>(value.date()); }));
    CHECK(fault_of('"' + hex + "0\"", [](const JsonValue& value) { static_cast<void>(value.hash()); }));
}

TEST_CASE("a codec may add a fault of its own, and it does not replace an earlier one", "[base][json]") {
    JsonReader reader{R"({"a":[1,2],"b":false})", body_bytes_max};
    const JsonValue root = reader.root();
    for (const JsonValue item : root.field("a").items(0, 2)) {
        if (item.integer(0, 9) == 2) item.fault("an odd number");
    }
    root.field("b").fault("something else");
    const auto finished = reader.finish(1);
    REQUIRE_FALSE(finished.has_value());
    CHECK(finished.error() == ParseError{"/a/1", "an odd number"});
}

TEST_CASE("a type without fields is an empty object", "[base][json]") {
    const auto read = [](const JsonValue& value) { value.expect_object(); };
    CHECK_FALSE(fault_of("{}", read));
    CHECK(fault_of("[]", read) == ParseError{"", "an object"});
    CHECK(fault_of(R"({"a":1})", read) == ParseError{"/a", "no such field"});
}

TEST_CASE("a null is told from a missing field", "[base][json]") {
    JsonReader reader{R"({"a":null})", body_bytes_max};
    CHECK(reader.root().field("a").is_null());
    CHECK_FALSE(reader.root().optional_field("b").has_value());
    CHECK(reader.finish(0).has_value());
}

TEST_CASE("names of a table are found both ways", "[base][json]") {
    CHECK(json_name_of(form_names, Form::knapsack) == "knapsack");
}

TEST_CASE("a reader that goes on names every fault, one a value", "[base][json]") {
    const std::string text = R"({"a":"x","b":-1,"d":[1,"2",3],"e":{},"more":1})";
    JsonReader reader{text, 1000, JsonFaults::all};
    const JsonValue root = reader.root();
    CHECK(root.field("a").integer(5, 9) == 5);  // Within the range, whatever stands there.
    CHECK(root.field("b").integer(0, 9) == 0);
    static_cast<void>(root.field("c").text({1, 5}));
    std::int64_t sum = 0;
    for (const JsonValue item : root.field("d").items(1, 5)) sum += item.integer(0, 9);
    CHECK(sum == 4);
    root.field("e").fault("better");
    root.field("e").fault("something else");
    const auto read = reader.finish_all(0);
    REQUIRE_FALSE(read.has_value());
    const std::vector<ParseError> want{{"/a", "a whole number from 5 to 9"},
                                       {"/b", "a whole number from 0 to 9"},
                                       {"/c", "a value: the field is required"},
                                       {"/d/1", "a whole number from 0 to 9"},
                                       {"/e", "better"},
                                       {"/more", "no such field"}};
    CHECK(read.error() == want);
}

TEST_CASE("a reader that goes on stops naming at the limit", "[base][json]") {
    const auto faults_in = [](std::size_t count) {
        std::string text = "[";
        for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "0" : ",0";
        text += "]";
        JsonReader reader{text, 10'000, JsonFaults::all};
        for (const JsonValue item : reader.root().items(0, count)) static_cast<void>(item.text({1, 1}));
        return reader.finish_all(0).error().size();
    };
    CHECK(faults_in(json_faults_max) == json_faults_max);
    CHECK(faults_in(json_faults_max + 1) == json_faults_max);
}

}  // namespace gongyi
