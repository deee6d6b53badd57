// The service desk's page: staff's alone, and plain about whose word secrecy rests on.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shared/microproject/commands.h"
#include "shared/pages/render.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

struct Desk {
    portal::State state = [] {
        portal::State made = sample_state();
        made.rounds[2].sheets = {{"东门岗亭", "A", 1, 400}};
        return made;
    }();
    pages::Request request = [] {
        pages::Request made;
        made.path = "/rounds/3/desk";
        made.now = sample_now;
        made.desk = pages::DeskFacts{.papers_issued = 7, .papers_entered = 5, .is_asked = false, .people = {}};
        return made;
    }();

    [[nodiscard]] pages::Page page(const pages::Viewer& viewer = staff()) const {
        return pages::render(state, viewer, sample_live(state), request);
    }
    [[nodiscard]] std::string text() const { return html_text(page().html); }
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the desk is staff's alone", "[pages][desk]") {
    const Desk desk;
    CHECK(desk.page(visitor()).status == 303);
    CHECK(desk.page(voter()).status == 403);
    CHECK(desk.page().status == 200);
}

TEST_CASE("the desk says whose word secrecy rests on, in every language", "[pages][desk]") {
    Desk desk;
    desk.request.locale = GENERATE(from_range(pages::all_locales.begin(), pages::all_locales.end()));
    const pages::Page page = desk.page();
    for (const std::string& fault : html_faults(page.html)) FAIL_CHECK(fault);
    const std::string text = html_text(page.html);
    CHECK((has(text, "守信") || has(text, "people’s word")));
    CHECK(has(text, std::to_string(papers_at_once_min)));
    CHECK(has(page.html, "action=\"/rounds/3/desk/find\""));
    CHECK(has(page.html, "action=\"/rounds/3/desk/urn\""));
    CHECK_FALSE(has(page.html, "/desk/paper"));  // Nobody was looked up.
}

TEST_CASE("who was looked up can be handed a paper, and nothing says how anybody voted", "[pages][desk]") {
    Desk desk;
    desk.request.desk->is_asked = true;
    CHECK(has(desk.text(), "名册上没有找到"));
    desk.request.desk->people = {{ResidentId{31}, "陈<阿姨>", "百花园3栋1204"}};
    desk.request.desk->has_more = true;
    const pages::Page page = desk.page();
    CHECK(has(page.html, "name=\"voter\" value=\"31\""));
    CHECK(has(html_text(page.html), "陈<阿姨>"));
    CHECK_FALSE(has(page.html, "<阿姨>"));
    CHECK(has(html_text(page.html), "只列出前 1 位"));
}

TEST_CASE("a refusal at the desk names the other way of voting, and the line", "[pages][desk]") {
    Desk desk;
    desk.request.faults = {{"roll", Refusal{RefusalCode::credential_already_issued, "/roll/0", {}}}};
    CHECK(has(desk.text(), "已经在网上领了投票凭证"));
    desk.request.faults = {{"code", Refusal{RefusalCode::paper_already_issued, "/roll/0", {}}}};
    CHECK(has(desk.text(), "已经领过纸质选票"));
    desk.request.faults = {{"papers", pages::FormProblem::malformed}};
    desk.request.filled = {{"line", "3"}, {"papers", "A-1,12\nA-2,13\nA-3 14"}};
    CHECK(has(desk.text(), "第 3 行"));
    CHECK(has(desk.text(), "A-3 14"));  // What was typed is not lost.
}

TEST_CASE("where a round is not open the desk has nothing to do", "[pages][desk]") {
    Desk desk;
    desk.request.path = "/rounds/1/desk";
    CHECK(desk.page().status == 200);
    CHECK_FALSE(has(desk.page().html, "action=\"/rounds/1/desk"));
}

TEST_CASE("before sheets are registered the desk offers nothing else", "[pages][desk]") {
    Desk desk;
    desk.state.rounds[2].sheets.clear();
    const pages::Page page = desk.page();
    CHECK(has(page.html, "action=\"/rounds/3/desk/sheets\""));
    for (const char* const other : {"find", "letter", "urn", "back"}) {
        CHECK_FALSE(has(page.html, std::string{"action=\"/rounds/3/desk/"} + other));
    }
}

}  // namespace gongyi::tests
