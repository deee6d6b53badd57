// What pages say of a round that is to open, that should have opened, and that opened early; and of its floor of
// support.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "tests/support/sample_portal.h"

namespace gongyi {

using namespace tests;

namespace {

std::string html_of(const portal::State& state, const pages::Viewer& viewer, const std::string& path, UnixMs now) {
    pages::Request request;
    request.path = path;
    request.now = now;
    return pages::render(state, viewer, sample_live(state), request).html;
}

bool has(const std::string& html, std::string_view text) {
    return html.find(text) != std::string::npos;
}

Round& draft_of(portal::State& state) {
    return *std::find_if(state.rounds.begin(), state.rounds.end(),
                         [](const Round& round) { return round.id == draft_round; });
}

}  // namespace

TEST_CASE("no page says of a time that has passed that voting opens then", "[pages][opening]") {
    portal::State state = sample_state();
    const UnixMs opens = draft_of(state).opens_at;
    const std::string path = GENERATE(as<std::string>{}, "/", "/rounds/4", "/rounds/4/outcome", "/staff", "/me");
    CAPTURE(path);
    const bool is_planned = has(html_of(state, staff(), path, UnixMs{opens.ms - 1}), "还没有开始");
    CHECK_FALSE(is_planned);
    const std::string late = html_of(state, staff(), path, opens);
    CHECK_FALSE(has(late, "预计"));
    if (path != "/me") CHECK(has(late, "还没有开始"));
}

TEST_CASE("staff are told what keeps a round from opening, and whether it opens by itself", "[pages][opening]") {
    portal::State state = sample_state();
    Round& round = draft_of(state);
    round.changed_at = UnixMs{round.opens_at.ms - day_ms};
    const UnixMs before{round.opens_at.ms - 1};
    CHECK(has(html_of(state, staff(), "/staff", before), "会自动开始"));
    round.ballot.choices_min = static_cast<std::int64_t>(round.projects.size()) + 1;
    round.ballot.choices_max = round.ballot.choices_min;
    for (const UnixMs now : {before, round.opens_at}) {
        const std::string html = html_of(state, staff(), "/staff", now);
        CHECK(has(html, "现在还不能开始投票"));
        CHECK(has(html, "至少要有 " + std::to_string(round.ballot.choices_min) + " 个项目"));
    }
    round.ballot = {BallotForm::approval, 1, 2};
    round.changed_at = round.opens_at;
    CHECK(has(html_of(state, staff(), "/staff", round.opens_at), "没有自动开始"));
}

TEST_CASE("the form that opens early asks for a reason, the one in time does not", "[pages][opening]") {
    portal::State state = sample_state();
    const UnixMs opens = draft_of(state).opens_at;
    CHECK(has(html_of(state, staff(), "/rounds/4/open", UnixMs{opens.ms - 1}), R"(name="reason")"));
    CHECK_FALSE(has(html_of(state, staff(), "/rounds/4/open", opens), R"(name="reason")"));
}

TEST_CASE("a round that opened early says since when and why", "[pages][opening]") {
    portal::State state = sample_state();
    Round& round = draft_of(state);
    round.stage = Stage::voting;
    round.opened_at = sample_now;
    round.open_reason = "场地提前腾出来了";
    const std::string html = html_of(state, visitor(), "/rounds/4", sample_now);
    CHECK(has(html, "提前开始，原因：场地提前腾出来了"));
    CHECK(has(html, "11月21日 20:00 至"));
}

TEST_CASE("the floor of support stands with the rules and with the outcome", "[pages][floor]") {
    portal::State state = sample_state();
    const std::string path = GENERATE(as<std::string>{}, "/rounds/1", "/rounds/1/outcome");
    CAPTURE(path);
    Round& round = state.rounds.front();
    CHECK_FALSE(has(html_of(state, visitor(), path, sample_now), "张有效选票选它"));
    round.support_min_votes = 3;
    CHECK(has(html_of(state, visitor(), path, sample_now), "至少有 3 张有效选票选它，项目才参加计票"));
    round.support_min_share = 250;
    CHECK(has(html_of(state, visitor(), path, sample_now), "不少于全部有效选票的 2.5%"));
}

}  // namespace gongyi
