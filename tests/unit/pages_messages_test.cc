#include "shared/community/refuse.h"
#include "shared/pages/messages.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>
#include <string>

#include "shared/pages/scene.h"

namespace gongyi::pages {

namespace {

// The names of a template's placeholders.
std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        REQUIRE(close != std::string_view::npos);
        const std::string_view inside = text.substr(open + 1, close - open - 1);
        if (inside.find(':') != std::string_view::npos) REQUIRE(inside.find('|') != std::string_view::npos);
        names.insert(std::string(inside.substr(0, inside.find_first_of("!:"))));
    }
    return names;
}

bool has_cjk(std::string_view text) {
    // U+3000 to U+9FFF begin with the bytes E3 to E9.
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0xe3 && byte <= 0xe9) return true;
    }
    return false;
}

std::vector<Say> all_messages() {
    std::vector<Say> all;
    for (std::uint16_t i = 0; i < static_cast<std::uint16_t>(Say::count); ++i) all.push_back(static_cast<Say>(i));
    return all;
}

constexpr UnixMs noon{1'795'233'600'000};  // 2026-11-21 12:00 in China.

}  // namespace

TEST_CASE("every message stands in every language, with the same placeholders", "[pages][messages]") {
    for (const Say message : all_messages()) {
        CAPTURE(message_name(message));
        const auto wanted = placeholders(message_template(message, Locale::zh_hans));
        for (const Locale locale : all_locales) {
            CAPTURE(locale_tag(locale).view());
            const std::string_view text = message_template(message, locale);
            CHECK_FALSE(text.empty());
            CHECK(placeholders(text) == wanted);
            if (locale == Locale::en) CHECK_FALSE(has_cjk(text));
        }
    }
}

// A simplified character in the traditional column, or the other way round, is the easiest slip in such a table.
TEST_CASE("neither Chinese column holds the other's characters", "[pages][messages]") {
    const std::string simplified =
        "个们这来时为说没见开关张记录计实现发请输认证设备读写项费预结从页码给经还过后题议权务员区样点数据总";
    const std::string traditional =
        "個們這來時為說沒見開關張記錄計實現發請輸認證設備讀寫項費預結從頁碼給經還過後題議權務員區樣點數據總";
    for (std::size_t at = 0; at < simplified.size(); at += 3) {
        const std::string left = simplified.substr(at, 3);
        const std::string right = traditional.substr(at, 3);
        if (left == right) continue;
        for (const Say message : all_messages()) {
            CAPTURE(message_name(message), left, right);
            CHECK(message_template(message, Locale::zh_hant).find(left) == std::string_view::npos);
            CHECK(message_template(message, Locale::zh_hans).find(right) == std::string_view::npos);
        }
    }
}

TEST_CASE("every refusal has a sentence that fills from its own figures", "[pages][messages]") {
    // The figures that the comments of RefusalCode promise.
    const std::vector<RefusalFigure> figures{
        {"needed_years", 18},
        {"years", 17},
        {"needed_months", 12},
        {"months", 5},
        {"project", 12},
        {"closes_at_ms", noon.ms},
        {"from_ms", noon.ms},
        {"needed", 2},
        {"chosen", 6},
        {"allowed", 5},
        {"budget_fen", 200'000'000},
        {"cost_fen", 222'000'050},
        {"over_fen", 22'000'050},
        {"cap_fen", 50'000'000},
        {"projects", 1},
        {"round", 2},
        {"version", 3},
        {"latest", 4},
        {"papers", 5},
        {"sheets", 4},
        {"roll", 4},
        {"waiting", 2},
        {"days", 3},
        {"due", 16},
        {"present", 10},
        {"begins_at_ms", noon.ms},
        {"seats", 7},
        {"objections", 4},
        {"seconded", 1},
        {"earliest_day", 20'600},
        {"opens_at_ms", noon.ms},
    };
    std::set<std::string> seen;
    for (const RefusalCode code : refusal_codes()) {
        CAPTURE(refusal_name(code));
        for (const Locale locale : all_locales) {
            const std::string text = refusal_sentence(Refusal{code, "", figures}, locale, Zone{}, noon, "CNY");
            CAPTURE(text);
            CHECK_FALSE(text.empty());
            CHECK(text.find('{') == std::string::npos);
            CHECK(text.find('_') == std::string::npos);
            CHECK(seen.insert(text).second);  // No two refusals say the same.
        }
    }
}

// Goal: no sentence asks for a number that its refusal is not given. Method: each with the figures that the maker of
// refusals takes (refuse.h), no more; a message aborts when it lacks one.
TEST_CASE("every refusal's sentence is content with its own figures", "[pages][messages]") {
    for (const RefusalCode code : refusal_codes()) {
        CAPTURE(refusal_name(code));
        const FigureNames names = figures_of(code);
        std::vector<RefusalFigure> own;
        for (std::size_t i = 0; i < names.count; ++i) own.push_back({names.names[i], 3});
        for (const Locale locale : all_locales) {
            CHECK_FALSE(refusal_sentence(Refusal{code, "", own}, locale, Zone{}, noon, "CNY").empty());
        }
    }
}

TEST_CASE("a refusal's figures are written by the ending of their name", "[pages][messages]") {
    const Refusal refusal{RefusalCode::budget_exceeded,
                          "/choices",
                          {{"budget_fen", 200'000'000}, {"cost_fen", 222'000'050}, {"over_fen", 22'000'050}}};
    CHECK(refusal_sentence(refusal, Locale::zh_hans, Zone{}, noon, "CNY") ==
          "选中的项目合计 ¥2,220,000.50，比预算 ¥2,000,000 多出 ¥220,000.50。请先取消一项，或换一项。");
    CHECK(refusal_sentence(refusal, Locale::en, Zone{}, noon, "EUR").find("EUR\u00a02,220,000.50") !=
          std::string::npos);
    const Refusal ended{RefusalCode::voting_ended, "", {{"closes_at_ms", noon.ms - 12 * hour_ms}}};
    CHECK(refusal_sentence(ended, Locale::zh_hans, Zone{}, noon, "CNY") ==
          "投票已经在 11月20日 24:00 截止了。可以去看结果。");
}

TEST_CASE("placeholders take values, bold, and the word for one or several", "[pages][messages]") {
    const Wording en{Locale::en, Zone{}, noon};
    CHECK(en(Say::days, {Arg::count("count", 1)}) == "1 day");
    CHECK(en(Say::days, {Arg::count("count", 1'204)}) == "1,204 days");
    std::string html;
    en.write(html, Say::front_left, {Arg::text("left", "<3> days")});
    CHECK(html == "<b class=\"figure\">&lt;3&gt; days</b> left");
    CHECK(en(Say::front_left, {Arg::text("left", "3 days")}) == "3 days left");
}

TEST_CASE("times name the year when it is another one, and midnight as the end of a day", "[pages][messages]") {
    const Wording hans{Locale::zh_hans, Zone{}, noon};
    const Wording en{Locale::en, Zone{}, noon};
    CHECK(hans.time(noon) == "11月21日 12:00");
    CHECK(en.time(noon) == "21\u00a0Nov, 12:00");
    CHECK(hans.time(UnixMs{noon.ms + 12 * hour_ms}) == "11月22日 00:00");
    CHECK(hans.deadline(UnixMs{noon.ms + 12 * hour_ms}) == "11月21日 24:00");
    CHECK(hans.deadline(UnixMs{noon.ms + 12 * hour_ms + minute_ms}) == "11月22日 00:01");
    CHECK(hans.time(UnixMs{noon.ms + 41 * day_ms}) == "2027年1月1日 12:00");
    CHECK(en.time(UnixMs{noon.ms + 41 * day_ms}) == "1\u00a0Jan\u00a02027, 12:00");
    // Midnight of New Year's Day is still the old year's last day.
    CHECK(hans.deadline(UnixMs{noon.ms + 40 * day_ms + 12 * hour_ms}) == "12月31日 24:00");
}

TEST_CASE("what remains is told in the largest unit of which there are two", "[pages][messages]") {
    struct Row {
        std::int64_t left_ms;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({{3 * day_ms + 5, "3 天"},
                                           {2 * day_ms, "2 天"},
                                           {2 * day_ms - 1, "47 小时"},
                                           {2 * hour_ms, "2 小时"},
                                           {2 * hour_ms - 1, "119 分钟"},
                                           {30'000, "1 分钟"},
                                           {-5, "1 分钟"}}));
    const Wording hans{Locale::zh_hans, Zone{}, noon};
    CHECK(hans.remaining(UnixMs{noon.ms + row.left_ms}) == row.text);
}

}  // namespace gongyi::pages
