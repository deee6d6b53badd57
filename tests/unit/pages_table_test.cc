// The table of pages: each address is one page, whoever asks the table.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/pages/page_list.h"
#include "shared/pages/page_table.h"

namespace gongyi::tests {

namespace {

// A path that fits: 0 for every placeholder, which names nothing.
std::string path_of(std::string_view pattern) {
    std::string path;
    bool is_placeholder = false;
    for (const char c : pattern) {
        if (c == '{') path += '0';
        is_placeholder = c == '{' || (is_placeholder && c != '}');
        if (!is_placeholder && c != '}') path += c;
    }
    return path;
}

}  // namespace

TEST_CASE("a path finds the row whose segments it has, and no other", "[pages][table]") {
    pages::PathValues values;
    CHECK(pages::fits("/", "/", values));
    CHECK_FALSE(pages::fits("/", "/rounds", values));
    CHECK(pages::fits("/rounds/{round}/projects/{project}", "/rounds/3/projects/x", values));
    CHECK(values[0] == "3");
    CHECK(values[1] == "x");
    for (const char* other : {"", "/", "/rounds", "/rounds/", "/rounds//", "/rounds/3/", "/rounds/3/x", "rounds/3"}) {
        CAPTURE(other);
        CHECK_FALSE(pages::fits("/rounds/{round}", other, values));
    }
}

TEST_CASE("every row of the table is found by its own address", "[pages][table]") {
    for (const pages::ListedPage& page : pages::all_pages) {
        CAPTURE(page.pattern);
        pages::PathValues values;
        const std::string path = path_of(page.pattern);
        for (const pages::ListedPage& first : pages::all_pages) {
            if (!pages::fits(first.pattern, path, values)) continue;
            CHECK(first.pattern == page.pattern);
            break;
        }
    }
}

}  // namespace gongyi::tests
