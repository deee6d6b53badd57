#include "shared/portal/demo.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <span>

#include "shared/base/check.h"
#include "shared/base/random.h"
#include "shared/community/profile.h"
#include "shared/portal/ballot.h"
#include "shared/portal/ballot_pool.h"
#include "shared/portal/decide.h"
#include "shared/portal/demo_council.h"
#include "shared/portal/demo_people.h"
#include "shared/portal/demo_projects.h"
#include "shared/portal/state.h"

namespace gongyi::portal {

namespace {

// The first people after the officers have not voted in the open round: whoever tries the demo is one of them.
constexpr std::size_t demo_people_without_ballot = 60;
// As the server's, if nobody asks for another.
constexpr std::int64_t demo_window_ms = 10 * minute_ms;

// Brings about commands the way the server does: facts in, decision out, entries applied.
class History {
public:
    // `lots_seed`: what batches of ballots are drawn by.
    History(SplitMix64& random, std::uint64_t lots_seed, const Secret<32>& round_seed)
        : random_{random}, lots_{lots_seed}, round_seed_{round_seed} {}

    void run(const Command& command, Role role, ResidentId actor, UnixMs at, Facts facts = {}) {
        const Context context{actor, role, at, std::move(facts)};
        auto decision = decide(state_, command, context);
        GONGYI_CHECK(decision.has_value());
        for (Event& event : decision->events) {
            Entry entry{entry_time(state_, at), role, std::move(event)};
            apply_event(state_, entry);
            entries_.push_back(std::move(entry));
        }
        std::move(decision->marks.begin(), decision->marks.end(), std::back_inserter(roll_));
        std::move(decision->casts.begin(), decision->casts.end(), std::back_inserter(box_.casts));
    }

    void open_voting(RoundId round, ResidentId staff, UnixMs at) {
        key_.emplace(ballotbox::RoundKey::derive(round_seed_, ballot_key_name(state_.community->slug, round)));
        box_ = BoxFacts{};
        box_.round = round;
        box_.private_key = key_->publish();
        Facts facts;
        facts.ballot_key = key_->public_key().bytes();
        facts.batch_min = batch_rule().batch_min;
        run(OpenVoting{round}, Role::staff, staff, at, std::move(facts));
    }

    // Takes a credential and casts with it, at once.
    void vote(RoundId round, const DemoPerson& person, std::vector<ProjectId> choices, UnixMs at) {
        Facts facts;
        facts.person = person.facts;
        IssueCredential issue{round, {}};
        fill(issue.blinded);
        run(issue, person.role, person.id, at, std::move(facts));
        ++box_.credentials_issued;

        facts = {};
        facts.cast = CastFacts{};
        facts.cast->has_genuine_credential = facts.cast->has_good_signature = true;
        run(CastBallot{round, draw_cast(round, std::move(choices))}, Role::visitor, ResidentId{}, at, std::move(facts));
        waiting_.push_back(box_.casts.back().commitment);
    }

    // What the clock brings about: a batch of ballots, if enough wait, and the close. One round is open at a time.
    void tick(UnixMs at) {
        for (const BoxDue& needed : boxes_needed(state_, Tick{}, at)) {
            const auto below = [this](std::uint64_t bound) { return lots_.below(bound); };
            const bool is_close = needed.need == BoxNeed::everything;
            box_.due = is_close ? waiting_ : draw_batch(waiting_, needed.batch_min, below);
            if (box_.due.empty() && !is_close) continue;
            Facts facts;
            facts.boxes.push_back(box_);
            run(Tick{}, Role::system, ResidentId{}, at, std::move(facts));
            const std::set<Hash> entered(box_.due.begin(), box_.due.end());
            std::erase_if(waiting_, [&](const Hash& commitment) { return entered.contains(commitment); });
        }
    }

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] std::vector<Entry> take_entries() { return std::move(entries_); }
    [[nodiscard]] std::vector<RollEntry> take_roll() { return std::move(roll_); }
    [[nodiscard]] std::vector<SealedCast> take_casts() { return std::move(box_.casts); }

private:
    void fill(std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_.next() >> 56U);
    }

    OpenedCast draw_cast(RoundId round, std::vector<ProjectId> choices) {
        Secret<32> seed;
        Secret<64> blind;
        Salt salt{};
        fill(seed.bytes());
        fill(blind.bytes());
        fill(salt);
        const auto secret = BallotSecret::make(seed, blind);
        GONGYI_CHECK(secret.has_value());
        return secret->sign(state_.community->slug, round, std::move(choices), secret->credential_from(*key_), 1, salt);
    }

    SplitMix64& random_;
    SplitMix64 lots_;
    const Secret<32>& round_seed_;
    State state_;
    std::vector<Entry> entries_;
    std::vector<RollEntry> roll_;
    std::optional<ballotbox::RoundKey> key_;  // Of the round that is open,
    BoxFacts box_;                            // and what is kept of it:
    std::vector<Hash> waiting_;               // what is not in the record yet.
};

// How much this voter wants each project, highest first.
std::vector<std::size_t> rank_projects(std::span<const DemoProject> projects, const DemoTaste& taste,
                                       SplitMix64& random) {
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        int score = projects[i].appeal + static_cast<int>(random.below(70));
        if ((projects[i].audience & taste.groups) != 0) score += 28;
        if (projects[i].place.find(taste.courtyard) != std::string_view::npos) score += 34;
        scored.emplace_back(-score, i);
    }
    std::sort(scored.begin(), scored.end());
    std::vector<std::size_t> order;
    for (const auto& [score, i] : scored) order.push_back(i);
    return order;
}

// The choices of one voter, within what the round allows.
std::vector<ProjectId> draw_choices(const Round& round, std::span<const DemoProject> projects, const DemoTaste& taste,
                                    SplitMix64& random) {
    const std::size_t wanted =
        1 + static_cast<std::size_t>(random.below(static_cast<std::uint64_t>(round.ballot.choices_max)));
    std::vector<ProjectId> choices;
    Money cost;
    for (const std::size_t i : rank_projects(projects, taste, random)) {
        if (choices.size() == wanted) break;
        const Project& project = round.projects[i];
        if (round.ballot.form == BallotForm::knapsack && cost + project.cost > round.budget) continue;
        cost += project.cost;
        choices.push_back(project.id);
    }
    return choices;
}

struct RoundPlan {
    int year = 0;
    std::string title;
    BallotRules ballot;
    TallyRule official_rule = TallyRule::equal_shares;
    std::span<const DemoProject> projects;
    UnixMs drafted_at;
    UnixMs opens_at;
    UnixMs closes_at;
    std::uint64_t turnout_per_mille = 0;  // Of those who may vote, by the end of the voting or `now`.
    std::size_t abstainers = 0;           // People at the front of the list who don't vote.
};

RoundId draft(History& history, const RoundPlan& plan, ResidentId staff, SplitMix64& random) {
    DraftRound command;
    command.title = plan.title;
    command.year = plan.year;
    command.budget = yuan(2'000'000);
    command.ballot = plan.ballot;
    command.official_rule = plan.official_rule;
    command.tie_seed = random.below(std::uint64_t{1} << 53U);
    command.opens_at = plan.opens_at;
    command.closes_at = plan.closes_at;
    history.run(command, Role::staff, staff, plan.drafted_at);
    const RoundId id{history.state().rounds.size()};
    for (const DemoProject& project : plan.projects) {
        AddProject add{id,
                       std::string{project.title},
                       std::string{project.place},
                       std::string{project.need},
                       std::string{project.topic},
                       project.category,
                       {},
                       project.households};
        for (const DemoCostLine& line : project.lines) {
            if (line.yuan > 0) add.cost_lines.push_back({std::string{line.item}, yuan(line.yuan)});
        }
        history.run(add, Role::staff, staff, plan.drafted_at);
    }
    return id;
}

void vote(History& history, RoundId id, const RoundPlan& plan, const DemoPeople& community, UnixMs until,
          SplitMix64& random) {
    struct Cast {
        UnixMs at;
        std::size_t person;
    };
    const Round round = *find_round(history.state(), id);
    const auto span = static_cast<std::uint64_t>(until.ms - plan.opens_at.ms);
    std::vector<Cast> casts;
    for (std::size_t i = plan.abstainers; i < community.people.size(); ++i) {
        const UnixMs at{plan.opens_at.ms + static_cast<std::int64_t>(random.below(span))};
        const Date day = local_time(at, Zone{}).date;
        const bool may_vote = check_eligible(round.electorate, community.people[i].facts, day).has_value();
        if (may_vote && random.chance(plan.turnout_per_mille)) casts.push_back({at, i});
    }
    std::sort(casts.begin(), casts.end(), [](const Cast& a, const Cast& b) { return a.at < b.at; });
    UnixMs window_end = until;
    for (const Cast& cast : casts) {
        if (cast.at >= window_end) history.tick(window_end);
        window_end = UnixMs{(cast.at.ms / demo_window_ms + 1) * demo_window_ms};
        history.vote(id, community.people[cast.person],
                     draw_choices(round, plan.projects, community.tastes[cast.person], random), cast.at);
    }
}

UnixMs at_nine(int year, int month, int day) {
    return {start_of_day({year, month, day}, Zone{}).ms + 9 * hour_ms};
}

Community demo_community() {
    Community community;
    community.slug = "sijihuacheng";
    community.name = "四季花城社区";
    community.subdistrict = "坂田街道";
    community.district = "深圳市龙岗区";
    community.households = demo_households;
    community.council_seats = 16;
    community.year_cap = yuan(2'000'000);
    return community;
}

std::vector<RoundPlan> make_plans(UnixMs now) {
    const Date today = local_time(now, Zone{}).date;
    const auto days_from_today = [&](int days) {
        return start_of_day(date_from_days(days_from_epoch(today) + days), Zone{});
    };
    const auto title = [](int year) { return std::to_string(year) + "年民生微实事"; };
    const int year = today.year;
    return {
        {year - 2,
         title(year - 2),
         {BallotForm::approval, 1, 5},
         TallyRule::greedy,
         demo_projects_two_years_ago(),
         at_nine(year - 2, 3, 4),
         at_nine(year - 2, 4, 8),
         at_nine(year - 2, 4, 29),
         220,
         0},
        {year - 1,
         title(year - 1),
         {BallotForm::approval, 1, 6},
         TallyRule::equal_shares,
         demo_projects_last_year(),
         at_nine(year - 1, 3, 3),
         at_nine(year - 1, 4, 7),
         at_nine(year - 1, 4, 28),
         420,
         0},
        {year,
         title(year),
         {BallotForm::knapsack, 1, 10},
         TallyRule::equal_shares,
         demo_projects_this_year(),
         days_from_today(-30),
         {days_from_today(-9).ms + 9 * hour_ms},
         days_from_today(13),
         180,
         demo_people_without_ballot},
        {year + 1,
         title(year + 1),
         {BallotForm::approval, 1, 3},
         TallyRule::equal_shares,
         demo_projects_next_year(),
         days_from_today(-1),
         days_from_today(60),
         days_from_today(81),
         0,
         0},
    };
}

// By time, as they came. Rounds and matters know nothing of each other.
std::vector<Entry> merged(std::vector<Entry> rounds, std::vector<Entry> council) {
    std::vector<Entry> entries;
    std::merge(std::make_move_iterator(rounds.begin()), std::make_move_iterator(rounds.end()),
               std::make_move_iterator(council.begin()), std::make_move_iterator(council.end()),
               std::back_inserter(entries), [](const Entry& a, const Entry& b) { return a.at < b.at; });
    return entries;
}

}  // namespace

Demo make_demo(std::uint64_t seed, UnixMs now, const Secret<32>& round_seed) {
    SplitMix64 random{seed};
    const std::vector<RoundPlan> plans = make_plans(now);
    DemoPeople community = make_people(random, local_time(now, Zone{}).date);
    const ResidentId staff = community.people.front().id;
    GONGYI_CHECK(community.people.front().role == Role::staff);

    std::vector<Entry> council = make_council_history(community.people, now);
    History history{random, seed + 1, round_seed};
    history.run(FoundCommunity{demo_community()}, Role::system, ResidentId{}, at_nine(plans.front().year, 1, 6));
    for (const RoundPlan& plan : plans) {
        const RoundId id = draft(history, plan, staff, random);
        if (plan.turnout_per_mille == 0) continue;
        history.open_voting(id, staff, plan.opens_at);
        vote(history, id, plan, community, std::min(plan.closes_at, now), random);
        history.tick(std::min(plan.closes_at, now));  // Nothing is left for the clock to bring about.
    }
    return {std::move(community.people), merged(history.take_entries(), std::move(council)), history.take_roll(),
            history.take_casts()};
}

}  // namespace gongyi::portal
