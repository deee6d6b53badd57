#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/text.h"
#include "wasm/workbench/model/wrap.h"

using namespace gongyi;
using gongyi::workbench::wrap;

namespace {

// Every character one wide.
float width_of(std::string_view part) {
    return static_cast<float>(count_code_points(part).value());
}

std::vector<std::string> lines(std::string_view text, float width) {
    std::vector<std::string> copied;
    for (const std::string_view line : wrap(text, width, width_of)) copied.emplace_back(line);
    return copied;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("text is broken between Han characters", "[workbench]") {
    CHECK(lines("轮椅能进单元门", 4) == Lines{"轮椅能进", "单元门"});
    CHECK(lines("轮椅能进", 4) == Lines{"轮椅能进"});
    CHECK(lines("", 4) == Lines{""});
}

TEST_CASE("closing punctuation never starts a line, opening punctuation never ends one", "[workbench]") {
    CHECK(lines("轮椅能进。单元", 4) == Lines{"轮椅能", "进。单元"});
    CHECK(lines("轮椅能(进门", 4) == Lines{"轮椅能", "(进门"});
    CHECK(lines("坡道，楼梯", 2) == Lines{"坡", "道，", "楼梯"});
}

TEST_CASE("Latin words and numbers stay whole unless one alone is too wide", "[workbench]") {
    CHECK(lines("new lamps here", 8) == Lines{"new", "lamps", "here"});
    CHECK(lines("共 1,240,000 元", 10) == Lines{"共", "1,240,000", "元"});
    CHECK(lines("abcdefgh", 3) == Lines{"abc", "def", "gh"});
}

TEST_CASE("line breaks are kept, spaces at a break are not", "[workbench]") {
    CHECK(lines("一\n二", 9) == Lines{"一", "二"});
    CHECK(lines("一\n\n二", 9) == Lines{"一", "", "二"});
    CHECK(lines("aaa   bbb", 3) == Lines{"aaa", "bbb"});
}

TEST_CASE("no line is wider than asked, and nothing but spaces is lost", "[workbench]") {
    const std::string text = "轮椅和婴儿车能直接进单元门,约 310 户受益。Phase 2 (3、5、8 栋)先做:¥420,000!";
    for (int width = 4; width < 40; ++width) {
        CAPTURE(width);
        std::string joined;
        for (const std::string& line : lines(text, static_cast<float>(width))) {
            CHECK(width_of(line) <= static_cast<float>(width));
            joined += line;
        }
        std::string without_spaces = text;
        std::erase(without_spaces, ' ');
        std::erase(joined, ' ');
        CHECK(joined == without_spaces);
    }
}
