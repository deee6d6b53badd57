#include "tests/support/sample_portal.h"

#include <algorithm>

#include "shared/base/random.h"
#include "shared/portal/ballot.h"
#include "shared/portal/election.h"
#include "shared/portal/entry_json.h"

namespace gongyi::tests {

namespace {

struct Idea {
    const char* title;
    const char* place;
    const char* need;
    Category category;
    std::int64_t yuan;
    std::int64_t households;
};

constexpr std::array ideas{
    Idea{"百花园无障碍坡道（3 处）", "百花园 3、5、8 栋",
         "轮椅和婴儿车能直接进单元门。现在要抬四级台阶，去年有两位老人摔倒。", Category::works, 420'000, 310},
    Idea{"四点半课堂（暑期）", "党群服务中心二楼", "双职工家庭的孩子放学后有人看、有书读。", Category::services,
         180'000, 120},
    Idea{"中心广场地面翻新", "中心广场", "地砖松动，下雨积水，晚上跳舞的人容易绊倒。", Category::works, 980'000, 1'500},
    Idea{"电动车充电棚（两处）", "牡丹苑北门、茉莉园地下车库入口", "楼道里不再拉线充电，少一个火灾隐患。",
         Category::works, 350'000, 600},
    Idea{"长者食堂桌椅更换", "社区长者食堂", "旧椅子没有扶手，起身不方便。", Category::goods, 86'500, 200},
    Idea{"楼道应急灯补装", "全区 42 栋", "停电时楼梯全黑。", Category::goods, 231'000, 2'000},
    Idea{"邻里读书会与手工坊", "图书角", "每月四次，请社区里的退休老师带。", Category::services, 48'000, 90},
    Idea{"儿童滑梯换新", "杜鹃园", "滑梯边缘开裂，孩子被划伤过。", Category::works, 156'000, 260},
};

std::string tidy(const char* text, const SampleText& suffix) {
    return std::string(text) + suffix.title_suffix;
}

Project make_project(std::uint64_t id, const Idea& idea, const SampleText& text) {
    Project project;
    project.id = ProjectId{id};
    project.title = tidy(idea.title, text);
    project.place = tidy(idea.place, text);
    project.need = tidy(idea.need, text);
    project.topic = tidy("公共设施", text);
    project.category = idea.category;
    project.cost = yuan(idea.yuan);
    project.cost_lines = {{tidy("设计与材料", text), yuan(idea.yuan * 6 / 10)},
                          {tidy("施工与人工", text), yuan(idea.yuan) - yuan(idea.yuan * 6 / 10)}};
    project.beneficiaries = idea.households;
    return project;
}

Round make_round(RoundId id, const char* title, Stage stage, std::uint64_t& project_count, const SampleText& text) {
    Round round;
    round.id = id;
    round.title = tidy(title, text);
    round.year = 2026;
    round.budget = yuan(2'000'000);
    round.currency = "CNY";
    round.ballot = {BallotForm::approval, 1, 5};
    round.opens_at = UnixMs{sample_now.ms - 9 * day_ms};
    round.closes_at = UnixMs{sample_now.ms + 4 * day_ms + 4 * hour_ms};  // Midnight.
    round.stage = stage;
    round.stage_since = round.opens_at;
    for (const Idea& idea : ideas) round.projects.push_back(make_project(++project_count, idea, text));
    return round;
}

void add_ballots(Round& round, std::size_t count) {
    SplitMix64 random{20251130};
    for (std::size_t i = 0; i < count; ++i) {
        OpenedBallot opened;
        for (std::size_t index = 0; index < round.projects.size(); ++index) {
            if (random.chance(150 + 90 * index)) opened.ballot.choices.push_back(round.projects[index].id);
        }
        if (opened.ballot.choices.empty()) opened.ballot.choices.push_back(round.projects[0].id);
        for (std::uint8_t& byte : opened.salt) byte = static_cast<std::uint8_t>(random.below(256));
        round.ballots.push_back(opened);
    }
    std::sort(round.ballots.begin(), round.ballots.end(), [&](const OpenedBallot& a, const OpenedBallot& b) {
        return portal::ballot_commitment(round.id, a) < portal::ballot_commitment(round.id, b);
    });
}

void set_closed(Round& round) {
    round.opens_at = UnixMs{sample_now.ms - 380 * day_ms};
    round.closes_at = UnixMs{sample_now.ms - 366 * day_ms};
    round.stage_since = round.closes_at;
}

// 400 ballots that count, cast by credentials whose first ten voted twice. Their cryptography is made up.
void close_round(Round& round) {
    set_closed(round);
    add_ballots(round, 410);
    for (std::size_t i = 0; i < round.ballots.size(); ++i) {
        OpenedCast cast;
        cast.ballot = round.ballots[i].ballot;
        cast.salt = round.ballots[i].salt;
        const Hash input = sha256(std::to_string(i % 400));
        std::copy(input.begin(), input.end(), cast.credential.begin());
        cast.version = i < 400 ? 1 : 2;
        round.casts.push_back(cast);
    }
    std::sort(round.casts.begin(), round.casts.end(), [&](const OpenedCast& a, const OpenedCast& b) {
        return portal::cast_commitment(round.id, a) < portal::cast_commitment(round.id, b);
    });
    for (const OpenedCast& cast : round.casts) {
        round.commitments.push_back({portal::cast_commitment(round.id, cast), 20 + round.commitments.size() % 7});
    }
    for (std::uint64_t entry = 20; entry < 27; ++entry) {
        round.batches.push_back({entry, entry, UnixMs{round.opens_at.ms + static_cast<std::int64_t>(entry) * hour_ms}});
    }
    round.ballots.clear();
    for (const std::size_t i : counted_casts(round.casts)) {
        round.ballots.push_back({round.casts[i].ballot, round.casts[i].salt});
    }
    round.ballot_key = sha256("key");
    round.private_key = to_hex(sha256("private key"));
    round.ballot_count = 400;
    round.credentials_issued = 405;
}

// One batch of an open round, the ballot with the sample's receipt in it.
void commit_ballots(Round& round, std::size_t count) {
    constexpr std::uint64_t entry = 41;
    round.batch_min = 20;
    round.batches = {{entry, entry, round.opens_at}};
    round.commitments = {{sha256("receipt"), entry}};
    while (round.commitments.size() < count) {
        round.commitments.push_back({sha256("ballot " + std::to_string(round.commitments.size())), entry});
    }
    std::sort(round.commitments.begin(), round.commitments.end(),
              [](const CommittedBallot& a, const CommittedBallot& b) { return a.commitment < b.commitment; });
}

Round make_imported(std::uint64_t& project_count, const SampleText& text) {
    Round round = make_round(imported_round, "Toulouse 2022, Saint-Cyprien", Stage::closed, project_count, text);
    round.currency = "EUR";
    round.source = tidy("Toulouse, France, 2022", text);
    round.ballot = {BallotForm::cumulative, 1, 3};
    round.budget = {200'000'050};
    for (Project& project : round.projects) {
        project.place.clear();
        project.need.clear();
        project.topic.clear();
        project.cost_lines.clear();
        project.beneficiaries = 0;
        project.category = Category::other;
    }
    set_closed(round);
    add_ballots(round, 400);
    for (OpenedBallot& opened : round.ballots) {
        opened.salt = {};
        opened.ballot.points.assign(opened.ballot.choices.size(), 2);
    }
    round.outcomes = portal::count(round);
    return round;
}

pages::Request request_of(const std::string& path, const std::string& query = "") {
    pages::Request request;
    request.path = path;
    request.query = query;
    request.now = sample_now;
    return request;
}

}  // namespace

portal::State sample_state(const SampleText& text) {
    portal::State state;
    state.community = Community{
        "sijihuacheng", tidy("四季花城社区", text), "坂田街道", "深圳市龙岗区", 2'000, 16, Zone{}, yuan(2'000'000)};
    std::uint64_t& count = state.project_count;
    state.rounds.push_back(make_round(closed_round, "2025 年民生微实事", Stage::closed, count, text));
    close_round(state.rounds.back());
    state.rounds.back().outcomes = portal::count(state.rounds.back());
    state.rounds.back().close_reason = tidy("台风停工，提前两天截止。", text);
    state.rounds.push_back(make_round(knapsack_round, "2026 年民生微实事", Stage::voting, count, text));
    state.rounds.back().ballot = {BallotForm::knapsack, 1, 10};
    state.rounds.back().ballot_key = sha256("key");
    commit_ballots(state.rounds.back(), 1'812);
    state.rounds.push_back(make_round(approval_round, "2026 年邻里活动", Stage::voting, count, text));
    state.rounds.back().batch_min = 20;
    state.rounds.push_back(make_round(draft_round, "2027 年民生微实事", Stage::draft, count, text));
    state.rounds.back().opens_at = UnixMs{sample_now.ms + 300 * day_ms};
    state.rounds.back().closes_at = UnixMs{sample_now.ms + 314 * day_ms};
    state.rounds.push_back(make_imported(count, text));
    state.entry_count = 57;
    state.last_at = UnixMs{sample_now.ms - hour_ms};
    return state;
}

const portal::State& sample_state() {
    static const portal::State state = sample_state(SampleText{});
    return state;
}

std::string sample_receipt(const portal::State& state) {
    const Round& round = state.rounds[0];
    return to_hex(round.commitments[counted_casts(round.casts)[17]].commitment);
}

std::string replaced_receipt(const portal::State& state) {
    const Round& round = state.rounds[0];
    const std::vector<std::size_t> counted = counted_casts(round.casts);
    std::size_t index = 0;
    while (std::binary_search(counted.begin(), counted.end(), index)) ++index;
    return to_hex(round.commitments[index].commitment);
}

pages::Live sample_live(const portal::State& state) {
    pages::Live live;
    live.checkpoint.origin = "gongyi/sijihuacheng";
    live.checkpoint.size = state.entry_count;
    live.checkpoint.root = sha256("sample");
    return live;
}

pages::Viewer visitor() {
    return {};
}

pages::Viewer voter() {
    pages::Viewer viewer;
    viewer.role = Role::resident;
    viewer.id = ResidentId{77};
    viewer.name = "陈桂芳";
    viewer.csrf = "c7a1";
    viewer.order_seed = 77;
    viewer.standings = {{closed_round, std::nullopt, pages::RollStanding::credential},
                        {knapsack_round, std::nullopt, pages::RollStanding::credential},
                        {approval_round, std::nullopt, pages::RollStanding::none}};
    return viewer;
}

pages::Viewer too_young() {
    pages::Viewer viewer;
    viewer.role = Role::resident;
    viewer.name = "陈小明";
    viewer.csrf = "c7a2";
    viewer.order_seed = 78;
    const Refusal refusal{RefusalCode::not_of_age, "", {{"needed_years", 18}, {"years", 17}}};
    for (const RoundId id : {knapsack_round, approval_round}) {
        viewer.standings.push_back({id, refusal, pages::RollStanding::none});
    }
    return viewer;
}

pages::Viewer staff() {
    pages::Viewer viewer;
    viewer.role = Role::staff;
    viewer.name = "李静";
    viewer.csrf = "c7a3";
    viewer.order_seed = 79;
    return viewer;
}

std::vector<PageSample> page_samples(const portal::State& state) {
    const pages::Viewer resident = voter();
    std::vector<PageSample> samples{
        {"front-visitor", visitor(), request_of("/")},
        {"front-voter", resident, request_of("/")},
        {"front-young", too_young(), request_of("/")},
        {"rounds", visitor(), request_of("/rounds")},
        {"round-open", resident, request_of("/rounds/2")},
        {"round-draft", visitor(), request_of("/rounds/4")},
        {"round-closed", visitor(), request_of("/rounds/1")},
        {"round-imported", visitor(), request_of("/rounds/5")},
        {"project-open", resident,
         request_of("/rounds/3/projects/" + std::to_string(state.rounds[2].projects[0].id.raw()))},
        {"project-closed", visitor(), request_of("/rounds/1/projects/1")},
        {"vote-knapsack", resident, request_of("/rounds/2/vote")},
        {"vote-approval", resident, request_of("/rounds/3/vote")},
        {"vote-young", too_young(), request_of("/rounds/2/vote")},
        {"vote-closed", resident, request_of("/rounds/1/vote")},
        {"receipt-ask", visitor(), request_of("/rounds/2/receipt")},
        {"receipt-malformed", visitor(), request_of("/rounds/2/receipt", "commitment=%3Cb%3E")},
        {"receipt-recorded", resident, request_of("/rounds/2/receipt", "commitment=" + to_hex(sha256("receipt")))},
        {"receipt-waiting", visitor(), request_of("/rounds/3/receipt", "commitment=" + std::string(64, 'a'))},
        {"receipt-counted", visitor(), request_of("/rounds/1/receipt", "commitment=" + sample_receipt(state))},
        {"receipt-replaced", visitor(), request_of("/rounds/1/receipt", "commitment=" + replaced_receipt(state))},
        {"receipt-missing", visitor(), request_of("/rounds/1/receipt", "commitment=" + std::string(64, 'a'))},
        {"receipt-imported", visitor(), request_of("/rounds/5/receipt")},
        {"outcome-replaced", visitor(), request_of("/rounds/1/outcome", "receipt=" + replaced_receipt(state))},
        {"outcome", visitor(), request_of("/rounds/1/outcome")},
        {"outcome-found", visitor(), request_of("/rounds/1/outcome", "receipt=" + sample_receipt(state))},
        {"outcome-missing", visitor(), request_of("/rounds/1/outcome", "receipt=" + std::string(64, 'a'))},
        {"outcome-malformed", visitor(), request_of("/rounds/1/outcome", "receipt=%3Cb%3E")},
        {"outcome-imported", visitor(), request_of("/rounds/5/outcome")},
        {"what-if", visitor(), request_of("/rounds/1/what-if")},
        {"what-if-budget", visitor(), request_of("/rounds/1/what-if", "budget=900000&rule=greedy")},
        {"what-if-imported", visitor(), request_of("/rounds/5/what-if", "rule=phragmen")},
        {"what-if-fault", visitor(), request_of("/rounds/1/what-if", "budget=abc"), 422},
        {"what-if-sealed", visitor(), request_of("/rounds/2/what-if", "budget=1")},
        {"steps", visitor(), request_of("/rounds/1/outcome/steps")},
        {"steps-imported", visitor(), request_of("/rounds/5/outcome/steps")},
        {"steps-sealed", visitor(), request_of("/rounds/2/outcome/steps")},
        {"why-short", visitor(), request_of("/rounds/1/outcome/projects/3")},
        {"why-funded", visitor(), request_of("/rounds/1/outcome/projects/8")},
        {"why-imported", visitor(),
         request_of("/rounds/5/outcome/projects/" + std::to_string(state.rounds[4].projects[2].id.raw()))},
        {"why-sealed", visitor(),
         request_of("/rounds/2/outcome/projects/" + std::to_string(state.rounds[1].projects[2].id.raw()))},
        {"outcome-sealed", visitor(), request_of("/rounds/2/outcome")},
        {"record", visitor(), request_of("/record")},
        {"signin", visitor(), request_of("/signin", "back=/rounds/2/vote")},
        {"claim", visitor(), request_of("/claim")},
        {"me", resident, request_of("/me")},
        {"staff", staff(), request_of("/staff")},
        {"staff-open", staff(), request_of("/rounds/4/open")},
        {"staff-close", staff(), request_of("/rounds/2/close")},
        {"staff-forbidden", resident, request_of("/staff"), 403},
        {"about", visitor(), request_of("/about")},
        {"offices", visitor(), request_of("/about/offices")},
        {"workbench", visitor(), request_of("/workbench")},
        {"not-found", visitor(), request_of("/nowhere"), 404},
    };
    const std::vector<Project>& open = state.rounds[1].projects;
    PageSample live{"vote-live", resident, request_of("/rounds/2/vote")};
    live.request.is_live = true;
    for (const std::size_t index : {0U, 2U, 3U, 4U}) {
        live.request.filled.push_back({"choice", std::to_string(open[index].id.raw())});
    }
    samples.push_back(live);
    PageSample refused = live;
    refused.name = "vote-refused";
    refused.status = 422;
    refused.request.is_live = false;
    refused.request.filled.push_back({"choice", std::to_string(open[7].id.raw())});
    refused.request.faults.push_back(
        {"", Refusal{RefusalCode::budget_exceeded,
                     "/choices",
                     {{"budget_fen", 200'000'000}, {"cost_fen", 201'000'000}, {"over_fen", 1'000'000}}}});
    samples.push_back(refused);
    PageSample own{"receipt-own", resident, request_of("/rounds/3/receipt", "commitment=" + std::string(64, 'b'))};
    own.request.is_live = true;
    own.request.filled = {{"choice", std::to_string(state.rounds[2].projects[1].id.raw())},
                          {"promised_until", std::to_string(sample_now.ms + 11 * minute_ms)}};
    samples.push_back(own);
    PageSample claim{"claim-faults", visitor(), request_of("/claim"), 422};
    claim.request.filled = {{"code", "AB12-CD34"}, {"name", "3栋老陈"}};
    claim.request.faults = {{"code", pages::FormProblem::claim_code_unknown},
                            {"passphrase", pages::FormProblem::passphrase_too_short}};
    samples.push_back(claim);
    PageSample signin{"signin-failed", visitor(), request_of("/signin"), 422};
    signin.request.faults = {{"", pages::FormProblem::signin_failed}};
    samples.push_back(signin);
    return samples;
}

}  // namespace gongyi::tests
