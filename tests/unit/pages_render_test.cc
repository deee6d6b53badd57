#include "shared/pages/render.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shared/pages/qr.h"
#include "shared/pages/viewer_json.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
}

void check_document(const pages::Page& page, pages::Locale locale) {
    CHECK(joined(html_faults(page.html)).empty());
    CHECK(page.html.find("<html lang=\"" + std::string(pages::locale_tag(locale).view()) + "\">") != std::string::npos);
    CHECK(page.html.find("<main id=\"main\"") != std::string::npos);
    CHECK_FALSE(page.title.empty());
    // One heading of the first level.
    const std::size_t heading = page.html.find("<h1");
    REQUIRE(heading != std::string::npos);
    CHECK(page.html.find("<h1", heading + 1) == std::string::npos);
}

pages::Page rendered(const portal::State& state, const pages::Viewer& viewer, const std::string& path,
                     const std::string& query = "") {
    pages::Request request;
    request.path = path;
    request.query = query;
    request.now = sample_now;
    return pages::render(state, viewer, sample_live(state), request);
}

std::string project_path(const Round& round, std::size_t index) {
    return "/rounds/" + std::to_string(round.id.raw()) + "/projects/" + std::to_string(round.projects[index].id.raw());
}

const std::vector<std::string>& all_paths() {
    static const std::vector<std::string> paths{"/",
                                                "/rounds",
                                                "/record",
                                                "/claim",
                                                "/signin",
                                                "/me",
                                                "/staff",
                                                "/about",
                                                "/about/offices",
                                                "/nowhere",
                                                "/workbench",
                                                "/rounds/1",
                                                "/rounds/1/vote",
                                                "/rounds/1/receipt",
                                                "/rounds/1/outcome",
                                                "/rounds/1/outcome/steps",
                                                "/rounds/1/what-if",
                                                "/rounds/1/open",
                                                "/rounds/1/close",
                                                "/rounds/1/projects/1"};
    return paths;
}

}  // namespace

TEST_CASE("every sample page is well formed in every language", "[pages][render]") {
    const portal::State state = sample_state();
    const auto locale = GENERATE(from_range(pages::all_locales.begin(), pages::all_locales.end()));
    static portal::KeptExplanations explanations;  // One for all languages: the sample is the same.
    for (PageSample sample : page_samples(state)) {
        CAPTURE(sample.name, pages::locale_tag(locale).view());
        sample.request.locale = locale;
        const pages::Page page = pages::render(state, sample.viewer, sample_live(state), sample.request, explanations);
        CHECK(page.status == sample.status);
        // Two rounds are open in the sample: the front page then asks two questions.
        if (sample.request.path == "/") {
            CHECK(joined(html_faults(page.html)).empty());
        } else {
            check_document(page, locale);
        }
        CHECK(html_text(page.html.substr(0, page.html.find("<script type=\"application/json\""))).find('{') ==
              std::string::npos);
    }
}

TEST_CASE("what people wrote comes out as text, whatever it holds", "[pages][render]") {
    const std::string hostile = R"(<script>alert("1")</script>&amp;'"><img src=x onerror=alert(1)>)";
    const portal::State state = sample_state({hostile});
    for (PageSample sample : page_samples(state)) {
        CAPTURE(sample.name);
        if (!sample.viewer.name.empty()) sample.viewer.name += hostile;
        sample.viewer.csrf += hostile;
        sample.request.query += "&back=" + hostile + "&receipt=" + hostile;
        for (pages::FilledField& filled : sample.request.filled) filled.value += hostile;
        if (sample.status == 422) sample.request.filled.push_back({"name", hostile});
        const pages::Page page = pages::render(state, sample.viewer, sample_live(state), sample.request);
        CHECK(joined(html_faults(page.html)).empty());
        CHECK(page.html.find("<img src=x") == std::string::npos);
        CHECK(page.html.find("<script>alert") == std::string::npos);
    }
    const pages::Page project = rendered(state, visitor(), project_path(state.rounds[0], 0));
    CHECK(html_text(project.html).find(state.rounds[0].projects[0].title) != std::string::npos);
}

TEST_CASE("every address has a page when the portal is empty", "[pages][render]") {
    const auto viewer = GENERATE(visitor(), too_young(), staff());
    for (const std::string& path : all_paths()) {
        CAPTURE(path, viewer.name);
        pages::Request request;
        request.path = path;
        const pages::Page page = pages::render({}, viewer, {}, request);
        if (page.status == 303) {
            CHECK(page.location.front() == '/');
            continue;
        }
        check_document(page, pages::Locale::zh_hans);
        const bool is_of_round = path.size() > 8 && path.substr(0, 8) == "/rounds/";
        if (is_of_round || path == "/nowhere") CHECK(page.status == 404);
    }
}

TEST_CASE("a round without projects, ballots or outcomes has its pages at every stage", "[pages][render]") {
    const auto stage = GENERATE(Stage::draft, Stage::voting, Stage::closed);
    const auto form = GENERATE(from_range(all_ballot_forms.begin(), all_ballot_forms.end()));
    portal::State state = sample_state();
    Round& round = state.rounds[0];
    round.stage = stage;
    round.ballot.form = form;
    round.closes_at = UnixMs{sample_now.ms + day_ms};
    round.projects.clear();
    round.ballots.clear();
    round.outcomes.clear();
    if (stage == Stage::closed) round.outcomes = {{TallyRule::greedy, {}, {}}, {TallyRule::equal_shares, {}, {}}};
    pages::Viewer viewer = staff();
    viewer.role = GENERATE(Role::resident, Role::staff);
    for (const std::string& path : all_paths()) {
        CAPTURE(path, static_cast<int>(stage), static_cast<int>(form));
        if (path == "/signin" || path == "/claim") continue;  // Redirects for whoever is signed in.
        const pages::Page page = rendered(state, viewer, path);
        CHECK(joined(html_faults(page.html)).empty());
    }
}

TEST_CASE("addresses that name nothing are not found", "[pages][render]") {
    const portal::State state = sample_state();
    const auto path =
        GENERATE(as<std::string>{}, "", "rounds", "//", "/rounds/", "/rounds/0", "/rounds/01", "/rounds/6",
                 "/rounds/-1", "/rounds/1/", "/rounds/1/vote/2", "/rounds/99999999999999999999", "/rounds/1/projects",
                 "/rounds/1/projects/9", "/rounds/1/outcome/projects", "/rounds/1/outcome/projects/9",
                 "/rounds/1/outcome/projects/1/", "/rounds/1/outcome/1", "/rounds/1/outcome/steps/",
                 "/rounds/1/what-if/", "/rounds/1/projects/1/2", "/about/x", "/rounds/1x", "/ROUNDS");
    CAPTURE(path);
    CHECK(rendered(state, visitor(), path).status == 404);
}

TEST_CASE("whoever must sign in first is sent there and back", "[pages][render]") {
    const portal::State state = sample_state();
    CHECK(rendered(state, visitor(), "/rounds/2/vote").location == "/signin?back=/rounds/2/vote");
    CHECK(rendered(state, visitor(), "/me").location == "/signin?back=/me");
    CHECK(rendered(state, visitor(), "/staff").location == "/signin?back=/staff");
    CHECK(rendered(state, visitor(), "/rounds/2/close").location == "/signin?back=/rounds/2/close");
    CHECK(rendered(state, staff(), "/signin").location == "/me");
    CHECK(rendered(state, too_young(), "/rounds/2/close").status == 403);
}

TEST_CASE("signing in leads back to a path of this portal or nowhere", "[pages][render]") {
    const portal::State state = sample_state();
    const auto back = GENERATE(as<std::string>{}, "//evil.example", "/%5Cevil.example", "https://evil.example",
                               "javascript:alert(1)", "evil");
    CAPTURE(back);
    CHECK(rendered(state, visitor(), "/signin", "back=" + back).html.find("name=\"back\"") == std::string::npos);
    CHECK(rendered(state, visitor(), "/signin", "back=/rounds/2/vote").html.find("value=\"/rounds/2/vote\"") !=
          std::string::npos);
}

// Running totals are sealed: an open round's pages must not depend on any ballot. The State of an open round holds
// none; this makes one that wrongly does, and the pages still say nothing.
TEST_CASE("no page of an open round tells votes", "[pages][render]") {
    const portal::State sealed = sample_state();
    portal::State leaking = sealed;
    leaking.rounds[1].ballots = sealed.rounds[0].ballots;
    leaking.rounds[1].outcomes = sealed.rounds[0].outcomes;
    for (const pages::Viewer& viewer : {visitor(), voter(), staff()}) {
        for (const std::string& path :
             {std::string("/"), std::string("/rounds"), std::string("/rounds/2"), std::string("/rounds/2/vote"),
              std::string("/rounds/2/receipt"), std::string("/rounds/2/outcome"),
              std::string("/rounds/2/outcome/steps"), std::string("/rounds/2/what-if"), std::string("/staff"),
              std::string("/rounds/2/close"), project_path(sealed.rounds[1], 0),
              "/rounds/2/outcome/projects/" + std::to_string(sealed.rounds[1].projects[0].id.raw())}) {
            CAPTURE(path, viewer.name);
            CHECK(rendered(sealed, viewer, path).html == rendered(leaking, viewer, path).html);
        }
    }
}

TEST_CASE("a receipt says the same to everybody, and never what was chosen before the close", "[pages][render]") {
    const portal::State state = sample_state();
    const std::string query = "commitment=" + to_hex(sha256("receipt"));
    const auto text_for = [&](const pages::Viewer& viewer) {
        return html_text(rendered(state, viewer, "/rounds/2/receipt", query).html);
    };
    for (const pages::Viewer& viewer : {visitor(), voter(), staff()}) {
        CHECK(text_for(viewer).find("已经在公开记录里（第 41 条）") != std::string::npos);
        for (const Project& project : state.rounds[1].projects) {
            CHECK(text_for(viewer).find(project.title) == std::string::npos);
        }
    }
}

TEST_CASE("a receipt tells where its ballot is", "[pages][render]") {
    const portal::State state = sample_state();
    const auto text_of = [&](const char* path, const std::string& code) {
        return html_text(rendered(state, visitor(), path, "commitment=" + code).html);
    };
    const std::string unknown(64, 'a');
    CHECK(text_of("/rounds/2/receipt", unknown).find("公开记录里还没有它") != std::string::npos);
    CHECK(text_of("/rounds/1/receipt", sample_receipt(state)).find("算进了结果") != std::string::npos);
    CHECK(text_of("/rounds/1/receipt", replaced_receipt(state)).find("后来改投过") != std::string::npos);
    CHECK(text_of("/rounds/1/receipt", unknown).find("公开的选票里没有它") != std::string::npos);
    CHECK(text_of("/rounds/1/receipt", "xyz").find("回执码没看懂") != std::string::npos);
    CHECK(text_of("/rounds/5/receipt", unknown).find("导入的") != std::string::npos);
}

TEST_CASE("the browser's own receipt shows the choices and the promise, and when it is broken", "[pages][render]") {
    const portal::State state = sample_state();
    const Project& chosen = state.rounds[2].projects[1];
    pages::Request request;
    request.path = "/rounds/3/receipt";
    request.query = "commitment=" + std::string(64, 'b');
    request.now = sample_now;
    request.is_live = true;
    request.filled = {{"choice", std::to_string(chosen.id.raw())}, {"promised_until", std::to_string(sample_now.ms)}};
    const auto text = [&] { return html_text(pages::render(state, voter(), sample_live(state), request).html); };
    CHECK(text().find(chosen.title) != std::string::npos);
    CHECK(text().find("服务器签了字") != std::string::npos);
    request.now = UnixMs{sample_now.ms + 1};
    CHECK(text().find("公开的选票里没有它") != std::string::npos);
}

TEST_CASE("a receipt that the server hands out is shown once, with whose word it rests on", "[pages][render]") {
    const portal::State state = sample_state();
    pages::Request request;
    request.path = "/rounds/3/receipt";
    request.query = "commitment=" + std::string(64, 'a');
    request.now = sample_now;
    request.origin = "https://gongyi.example";
    request.filled = {{"choice", std::to_string(state.rounds[2].projects[0].id.raw())}};
    const auto page_of = [&] { return pages::render(state, voter(), sample_live(state), request).html; };
    const std::string asked = page_of();
    CHECK(asked.find("receipt-square") == std::string::npos);
    CHECK(html_text(asked).find("靠它守信") == std::string::npos);
    request.hands_out_receipt = true;
    const std::string handed = page_of();
    CHECK(joined(html_faults(handed)).empty());
    CHECK(handed.find("receipt-square") != std::string::npos);
    CHECK(html_text(handed).find("靠它守信") != std::string::npos);
    CHECK(html_text(handed).find(state.rounds[2].projects[0].title) != std::string::npos);
    CHECK(html_text(handed).find("服务器不知道") == std::string::npos);
    CHECK(handed.find("data-receipt-save") == std::string::npos);  // No browser keeps it.
    CHECK(handed.find("data-receipt-forget") == std::string::npos);
}

TEST_CASE("a receipt carries a square that leads back to it, and its address is known to browsers alone",
          "[pages][render]") {
    const portal::State state = sample_state();
    pages::Request request;
    request.path = "/rounds/2/receipt";
    request.query = "commitment=" + std::string(64, 'b');
    request.now = sample_now;
    const auto html = [&] { return pages::render(state, voter(), sample_live(state), request).html; };
    CHECK(html().find("class=\"qr\"") == std::string::npos);
    request.is_live = true;
    CHECK(html().find("class=\"qr\"") == std::string::npos);  // Nobody knows how it is reached.
    request.origin = "https://gongyi.example";
    CHECK(html().find("class=\"qr\"") != std::string::npos);
    CHECK(html_text(html()).find("这里面只有回执码") != std::string::npos);
    CHECK(html().find("data-receipt-save") == std::string::npos);  // There is nothing to save.
    request.origin = "https://" + std::string(pages::qr_text_bytes_max, 'x');
    CHECK(html().find("class=\"qr\"") == std::string::npos);
}

TEST_CASE("the vote page says in the browser what still fits", "[pages][render]") {
    const portal::State state = sample_state();
    const Round& round = state.rounds[1];  // 2,000,000 yuan.
    pages::Request request;
    request.path = "/rounds/2/vote";
    request.now = sample_now;
    request.is_live = true;
    const auto choose = [&](std::size_t index) {
        request.filled.push_back({"choice", std::to_string(round.projects[index].id.raw())});
    };
    choose(2);  //   980,000
    choose(0);  //   420,000
    choose(3);  //   350,000; left: 250,000
    const auto page = [&] { return pages::render(state, voter(), sample_live(state), request).html; };
    CHECK(html_text(page()).find("还可以选 ¥250,000") != std::string::npos);
    CHECK(page().find("disabled") == std::string::npos);  // The dearest of the others costs 231,000.
    choose(4);                                            //    86,500; left: 163,500
    CHECK(html_text(page()).find("再选它会超出 ¥67,500。先取消一项，或换一项。") != std::string::npos);  // 231,000
    CHECK(html_text(page()).find("再选它会超出 ¥16,500。先取消一项，或换一项。") != std::string::npos);  // 180,000
    CHECK(html_text(page()).find("看看我的选票（4 项）") != std::string::npos);
    // The same ticks from the server, which cannot follow them, leave every box open.
    request.is_live = false;
    CHECK(page().find("disabled") == std::string::npos);
}

TEST_CASE("the vote page says when as many are chosen as may be", "[pages][render]") {
    const portal::State state = sample_state();
    pages::Request request;
    request.path = "/rounds/3/vote";
    request.now = sample_now;
    request.is_live = true;
    for (std::size_t i = 0; i < 5; ++i) {
        request.filled.push_back({"choice", std::to_string(state.rounds[2].projects[i].id.raw())});
    }
    const std::string text = html_text(pages::render(state, voter(), sample_live(state), request).html);
    CHECK(text.find("已经选满 5 项。先取消一项，再选它。") != std::string::npos);
    request.filled.pop_back();
    const std::string fewer = html_text(pages::render(state, voter(), sample_live(state), request).html);
    CHECK(fewer.find("已经选满 5 项") == std::string::npos);
    CHECK(fewer.find("还可以选 1 项") != std::string::npos);
}

TEST_CASE("projects of an open round stand in each viewer's own lasting order", "[pages][render]") {
    const portal::State state = sample_state();
    pages::Viewer first = staff();
    pages::Viewer second = staff();
    second.order_seed = first.order_seed + 1;
    const auto main_of = [&](const pages::Viewer& viewer, const std::string& path) {
        const std::string html = rendered(state, viewer, path).html;
        return html.substr(0, html.find("<script type=\"application/json\""));
    };
    CHECK(main_of(first, "/rounds/2") == main_of(first, "/rounds/2"));
    CHECK(main_of(first, "/rounds/2") != main_of(second, "/rounds/2"));
    CHECK(main_of(first, "/rounds/1") == main_of(second, "/rounds/1"));
}

TEST_CASE("a receipt finds its ballot among those published", "[pages][render]") {
    const portal::State state = sample_state();
    const std::string receipt = sample_receipt(state);
    const auto answer = [&](const std::string& code) {
        return html_text(rendered(state, visitor(), "/rounds/1/outcome", "receipt=" + code).html);
    };
    const std::string found = "是 400 张选票里的第 18 张";
    CHECK(answer(receipt).find(found) != std::string::npos);
    // As people copy it: capitals, spaces, dashes.
    std::string spaced;
    for (std::size_t i = 0; i < receipt.size(); i += 4) spaced += receipt.substr(i, 4) + (i % 8 == 0 ? "+" : "-");
    CHECK(answer(spaced).find(found) != std::string::npos);
    std::string other = receipt;
    other.back() = other.back() == '0' ? '1' : '0';
    CHECK(answer(other).find("公开的选票里没有这个回执码") != std::string::npos);
    CHECK(answer(receipt.substr(1)).find("回执码没看懂") != std::string::npos);
    CHECK(answer(std::string(10'000, 'a')).find("回执码没看懂") != std::string::npos);
}

TEST_CASE("a form that comes back keeps what was filled in, and never a passphrase", "[pages][render]") {
    const portal::State state = sample_state();
    pages::Request request;
    request.path = "/claim";
    request.now = sample_now;
    request.filled = {{"code", "AB12"}, {"name", "3栋老陈"}, {"passphrase", "geheim-geheim"}};
    request.faults = {{"passphrase_again", pages::FormProblem::passphrases_differ}};
    const pages::Page page = pages::render(state, visitor(), sample_live(state), request);
    CHECK(page.status == 422);
    CHECK(page.html.find("value=\"3栋老陈\"") != std::string::npos);
    CHECK(page.html.find("geheim") == std::string::npos);
    CHECK(page.html.find("aria-invalid=\"true\"") != std::string::npos);
    CHECK(html_text(page.html).find("两次输入的口令不一样") != std::string::npos);
}

// The contract of shared/pages/hooks.h: what scripts look for, where they look for it.
TEST_CASE("pages hold the hooks of their scripts", "[pages][render]") {
    struct Row {
        const char* path;
        const char* hook;
    };
    const auto row = GENERATE(values<Row>({
        {"/", R"(<main id="main" data-page="front" data-follows-record)"},
        {"/", R"(data-record-status="unchecked")"},
        {"/", R"(至少 <b class="figure">1,812</b> 人已经投票)"},
        {"/rounds/2", R"(至少 <b class="figure">1,812</b> 人)"},
        {"/rounds/3", "满 40 人后公布"},
        {"/rounds/3/vote", "现在还没有凑满 40 张选票"},
        {"/record/terms", "一批选票"},
        {"/rounds/2/vote", R"(data-vote-form data-round="2")"},
        {"/rounds/2/vote", R"(data-project="9" data-cost-fen="42000000")"},
        {"/rounds/2/vote", "data-vote-review"},
        {"/rounds/2/vote", "<dialog id=\"review\" data-vote-dialog"},
        {"/rounds/2/vote", "data-dialog-close"},
        {"/rounds/2/vote", "data-vote-waiting"},
        {"/rounds/2/vote", "data-vote-sort"},
        {"/rounds/2/receipt", "data-receipt-load"},
        {"/rounds/1/outcome", R"(data-recount="idle" data-round="1")"},
        {"/rounds/1/outcome", "data-recount-start"},
        {"/rounds/1/outcome", "data-recount-progress"},
        {"/rounds/1/outcome", R"(data-when="equal")"},
        {"/rounds/1/what-if", "data-what-if-form"},
        {"/rounds/1/what-if", R"(data-what-if="idle" data-round="1")"},
        {"/rounds/1/what-if", "data-what-if-cancel"},
        {"/record", R"(data-record-check="idle")"},
        {"/workbench", R"(data-workbench="loading")"},
        {"/workbench", R"(<canvas id="workbench")"},
    }));
    CAPTURE(row.path, row.hook);
    const portal::State state = sample_state();
    CHECK(rendered(state, voter(), row.path).html.find(row.hook) != std::string::npos);
}

TEST_CASE("the largest round has its pages", "[pages][render]") {
    portal::State state = sample_state();
    Round& round = state.rounds[1];
    while (round.projects.size() < round_projects_max) {
        Project project = round.projects[round.projects.size() % 8];
        project.id = ProjectId{1'000 + round.projects.size()};
        round.projects.push_back(project);
    }
    for (const char* path : {"/", "/rounds/2", "/rounds/2/vote"}) {
        CAPTURE(path);
        CHECK(joined(html_faults(rendered(state, voter(), path).html)).empty());
    }
}

TEST_CASE("errors have a page without any state", "[pages][render]") {
    const auto status = GENERATE(400, 403, 404, 405, 413, 429, 500, 503);
    const auto locale = GENERATE(from_range(pages::all_locales.begin(), pages::all_locales.end()));
    const pages::Page page = pages::render_error(status, locale);
    CHECK(page.status == status);
    check_document(page, locale);
    CHECK(page.html.find("data-record-status") == std::string::npos);  // There is no record to check.
}

TEST_CASE("the viewer block reads as it was written", "[pages][viewer]") {
    const portal::State state = sample_state();
    for (const pages::Viewer& viewer : {visitor(), voter(), too_young(), staff()}) {
        pages::ViewerBlock block{viewer, sample_live(state), pages::Locale::zh_hant, sample_now};
        block.viewer.name += "</script>\"\\";
        const std::string json = pages::write_viewer(block.viewer, block.live, block.locale, block.now);
        CAPTURE(json);
        const auto read = pages::parse_viewer(json);
        REQUIRE(read.has_value());
        CHECK(*read == block);
    }
}

TEST_CASE("a viewer block with a fault names its place", "[pages][viewer]") {
    const std::string good =
        pages::write_viewer(too_young(), sample_live(sample_state()), pages::Locale::en, sample_now);
    struct Row {
        const char* from;
        const char* to;
        const char* pointer;
    };
    const auto row = GENERATE(values<Row>({
        {"not_of_age", "no_such_code", "/standings/0/refusal/code"},
        {"needed_years", "no_such_figure", "/standings/0/refusal/figures/0/0"},
        {"\"en\"", "\"fr\"", "/locale"},
        {"\"resident\"", "\"king\"", "/role"},
        {"\"name\"", "\"nom\"", "/name"},
        {"gongyi/", "\\n", "/checkpoint"},
        {"\"round\":2", "\"round\":0", "/standings/0/round"},
    }));
    std::string bad = good;
    const std::size_t at = bad.find(row.from);
    REQUIRE(at != std::string::npos);
    bad.replace(at, std::string(row.from).size(), row.to);
    const auto read = pages::parse_viewer(bad);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().pointer == row.pointer);
}

}  // namespace gongyi::tests
