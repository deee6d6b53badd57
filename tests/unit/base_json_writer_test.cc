#include "shared/base/json_writer.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

#include "shared/base/json_canonical.h"
#include "shared/base/json_text.h"

namespace gongyi {

using namespace std::string_view_literals;

TEST_CASE("the writer writes what RFC 8785 would make of it", "[base][json]") {
    JsonWriter json;
    json.begin_object();
    json.key("empty").begin_array().end_array();
    json.key("list").begin_array().integer(0).boolean(true).boolean(false).null().string("共议").end_array();
    json.key("nested").begin_object().key("").begin_object().end_object().end_object();
    json.key("text").string("\" \\ / \b\t\n\f\r \x01 \x1f \x7f \0"sv);
    json.end_object();
    const std::string text = json.take();
    CHECK(text == R"({"empty":[],"list":[0,true,false,null,"共议"],"nested":{"":{}},)"
                  R"("text":"\" \\ / \b\t\n\f\r \u0001 \u001f )"
                  "\x7f"
                  R"( \u0000"})");
    CHECK(canonicalize(text).value() == text);
}

TEST_CASE("a writer can write a second text", "[base][json]") {
    JsonWriter json;
    json.integer(1);
    CHECK(json.take() == "1");
    json.begin_array().string("").end_array();
    CHECK(json.take() == R"([""])");
}

TEST_CASE("integers reach to the last that a double tells apart", "[base][json]") {
    JsonWriter json;
    json.begin_array().integer(json_integer_max).integer(-json_integer_max).end_array();
    const std::string text = json.take();
    CHECK(text == "[9007199254740991,-9007199254740991]");
    CHECK(canonicalize(text).value() == text);
}

TEST_CASE("names stand in the order of UTF-16 code units", "[base][json]") {
    // U+10000 is d800 dc00 in UTF-16, which is less than e000.
    const std::string_view ascending[] = {"",  "\r", "1",          "</",         "a",      "aa",     "b",
                                          "ö", "€",  "\U00010000", "\U0001f602", "\ue000", "\ufb33", "\uffff"};
    for (const auto& a : ascending) {
        for (const auto& b : ascending) {
            CAPTURE(a, b);
            CHECK(json_name_less(a, b) == (&a < &b));
        }
    }
}

TEST_CASE("a step of a JSON pointer is escaped", "[base][json]") {
    std::string pointer = "/1";
    prepend_pointer_step(pointer, "a/b~c");
    CHECK(pointer == "/a~1b~0c/1");
}

}  // namespace gongyi
