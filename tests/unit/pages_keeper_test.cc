// What pages say of a clock that is not believed and of a record that was let go on although it was broken.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "shared/pages/render.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

pages::Page rendered(const portal::State& state, const pages::Viewer& viewer, std::string path,
                     std::optional<pages::ClockFacts> clock, pages::Locale locale) {
    pages::Request request;
    request.path = std::move(path);
    request.now = sample_now;
    request.locale = locale;
    request.clock = clock;
    return pages::render(state, viewer, sample_live(state), request);
}

bool has(const pages::Page& page, std::string_view part) {
    return page.html.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("staff are told of a clock that is not believed, and what their yes would close", "[pages][keeper]") {
    const portal::State state = sample_state();
    const pages::Locale locale = GENERATE(pages::Locale::zh_hans, pages::Locale::zh_hant, pages::Locale::en);
    const bool is_held = GENERATE(false, true);
    const Round* open = nullptr;
    for (const Round& round : state.rounds) {
        if (round.stage == Stage::voting) open = &round;
    }
    REQUIRE(open != nullptr);
    const pages::ClockFacts at_close{sample_now, open->closes_at, is_held};
    const pages::ClockFacts before{sample_now, UnixMs{open->closes_at.ms - 1}, is_held};
    for (const pages::ClockFacts& clock : {at_close, before}) {
        const pages::Page page = rendered(state, staff(), "/staff/clock", clock, locale);
        CHECK(page.status == 200);
        CHECK(html_faults(page.html).empty());
        CHECK(has(page, R"(action="/staff/clock")"));
        CHECK(has(page, R"(name="shown" value=")" + std::to_string(clock.shown.ms) + '"'));
    }
    // The title stands in the list of what would close, from its end on.
    CHECK(has(rendered(state, staff(), "/staff/clock", at_close, locale), open->title));
    CHECK_FALSE(has(rendered(state, staff(), "/staff/clock", before, locale), open->title));
    CHECK(has(rendered(state, staff(), "/staff", at_close, locale), R"(href="/staff/clock")"));
    CHECK_FALSE(has(rendered(state, staff(), "/staff", std::nullopt, locale), R"(href="/staff/clock")"));
    const pages::Page good = rendered(state, staff(), "/staff/clock", std::nullopt, locale);
    CHECK(good.status == 200);
    CHECK_FALSE(has(good, R"(name="shown")"));
}

TEST_CASE("the page about the clock is for staff", "[pages][keeper]") {
    const portal::State state = sample_state();
    const pages::ClockFacts clock{sample_now, sample_now, true};
    CHECK(rendered(state, visitor(), "/staff/clock", clock, pages::Locale::en).location == "/signin?back=/staff/clock");
    CHECK(rendered(state, too_young(), "/staff/clock", clock, pages::Locale::en).status == 403);
    CHECK(rendered(state, staff(), "/staff/clock/x", clock, pages::Locale::en).status == 404);
    CHECK(rendered(state, staff(), "/staff/x", clock, pages::Locale::en).status == 404);
}

TEST_CASE("a record that was let go on says so to everybody, with the reason", "[pages][keeper]") {
    portal::State state = sample_state();
    const pages::Locale locale = GENERATE(pages::Locale::zh_hans, pages::Locale::zh_hant, pages::Locale::en);
    CHECK_FALSE(has(rendered(state, visitor(), "/record", {}, locale), "4711"));
    state.restorations.push_back({{Hash{}, 4'711, "盘坏了 <b>"}, 12});
    const pages::Page page = rendered(state, visitor(), "/record", {}, locale);
    CHECK(html_faults(page.html).empty());
    CHECK(has(page, "盘坏了 &lt;b&gt;"));
    CHECK(has(page, "/record/entries/12"));
}

}  // namespace gongyi::tests
