#include "shared/pages/outcome_cards.h"

#include <algorithm>
#include <numeric>

#include "shared/base/check.h"
#include "shared/base/sort.h"
#include "shared/pages/components.h"

namespace gongyi::pages {

namespace {

// counts[k] voters have k choices that passed; the last row holds all who have as many or more.
std::vector<std::int64_t> reach_rows(const std::vector<std::uint32_t>& funded_counts, std::size_t row_count) {
    std::vector<std::int64_t> rows(row_count);
    for (std::size_t k = 0; k < funded_counts.size(); ++k) rows[std::min(k, row_count - 1)] += funded_counts[k];
    return rows;
}

void reach_row(Html& h, std::string_view label, std::int64_t official, std::int64_t other, std::int64_t voters) {
    h(tag::tr, [&] {
        h(tag::th, {Attribute::text("scope", "row")}, label);
        h(tag::td, [&] {
            share_bar(h, official, voters, "p0");
            h(tag::span, {attr::cls("small")}, Say::outcome_got_value,
              {Arg::count("share", percent(official, voters)), Arg::count("count", official)});
        });
        h(tag::td, {attr::cls("number muted")}, Say::share_value, {Arg::count("share", percent(other, voters))});
    });
}

void reach_table(Html& h, const Scene& scene, const Round& round, const tally::Outcome& official,
                 const tally::Outcome& other) {
    const std::size_t longest = std::max(official.funded_counts.size(), other.funded_counts.size());
    const std::size_t row_count = std::min(longest, reach_rows_max + 1);
    const auto first = reach_rows(official.funded_counts, row_count);
    const auto second = reach_rows(other.funded_counts, row_count);
    const auto voters = static_cast<std::int64_t>(round.ballots.size());
    const TallyRule other_rule = round.official_rule == TallyRule::greedy ? TallyRule::equal_shares : TallyRule::greedy;
    h(tag::table, {attr::cls("reach")}, [&] {
        h(tag::thead, [&] {
            h(tag::tr, [&] {
                h(tag::th, {Attribute::text("scope", "col")}, Say::outcome_got_column);
                h(tag::th, {Attribute::text("scope", "col")}, rule_word(round.official_rule));
                h(tag::th, {Attribute::text("scope", "col"), attr::cls("number")}, rule_word(other_rule));
            });
        });
        h(tag::tbody, [&] {
            for (std::size_t k = 0; k < row_count; ++k) {
                const bool is_open = k == reach_rows_max && longest > row_count;
                const std::string label = scene.say(is_open ? Say::outcome_got_more : Say::outcome_got_items,
                                                    {Arg::count("count", static_cast<std::int64_t>(k))});
                reach_row(h, label, first[k], second[k], voters);
            }
        });
    });
}

// The categories with the most votes first; those beyond category_rows_max in one row, whose name is empty.
struct CategoryRows {
    std::vector<tally::CategoryShare> shown;
    std::int64_t merged = 0;  // How many categories the last row stands for; 0 when it stands for itself.
};

CategoryRows category_rows(const tally::Outcome& outcome) {
    CategoryRows rows{outcome.categories, 0};
    sort_stably(rows.shown, [](const auto& a, const auto& b) { return a.votes > b.votes; });
    if (rows.shown.size() <= category_rows_max) return rows;
    tally::CategoryShare others;
    for (std::size_t i = category_rows_max - 1; i < rows.shown.size(); ++i) {
        others.votes += rows.shown[i].votes;
        others.cost += rows.shown[i].cost;
        others.projects += rows.shown[i].projects;
        others.selected += rows.shown[i].selected;
    }
    rows.merged = static_cast<std::int64_t>(rows.shown.size() - (category_rows_max - 1));
    rows.shown.resize(category_rows_max - 1);
    rows.shown.push_back(std::move(others));
    return rows;
}

void category_row(Html& h, const Round& round, const tally::CategoryShare& share, std::string_view name,
                  std::int64_t votes_total, std::int64_t cost_total) {
    const auto votes = static_cast<std::int64_t>(share.votes);
    h(tag::tr, [&] {
        h(tag::th, {Attribute::text("scope", "row")}, [&] {
            h.text(name);
            h(tag::span, {attr::cls("small muted")}, Say::outcome_category_funded,
              {Arg::count("funded", share.selected), Arg::count("total", share.projects)});
        });
        h(tag::td, [&] {
            share_bar(h, votes, votes_total, "p5");
            h(tag::p, {attr::cls("small")}, Say::outcome_category_votes,
              {Arg::count("share", percent(votes, votes_total)), Arg::count("votes", votes)});
            share_bar(h, share.cost, cost_total, "p0");
            h(tag::p, {attr::cls("small")}, Say::outcome_category_money,
              {Arg::count("share", percent(share.cost, cost_total)),
               Arg::money("spent", Money{share.cost}, round.currency)});
        });
    });
}

// The projects' titles, quoted and with commas between; of a long list the first ones and how many there are.
std::string name_list(const Scene& scene, const Round& round, const std::vector<std::uint32_t>& projects) {
    std::string names;
    for (std::size_t i = 0; i < std::min(projects.size(), tie_names_max); ++i) {
        if (i > 0) names += scene.say(Say::list_comma);
        names += scene.say(Say::quoted_title, {Arg::text("title", round.projects[projects[i]].title)});
    }
    if (projects.size() > tie_names_max) {
        names += scene.say(Say::list_and_others, {Arg::count("count", static_cast<std::int64_t>(projects.size()))});
    }
    return names;
}

Say tie_message(tally::TieBreak by) {
    switch (by) {
        case tally::TieBreak::cost:
            return Say::tie_by_cost;
        case tally::TieBreak::votes:
            return Say::tie_by_votes;
        case tally::TieBreak::seed:
            return Say::tie_by_seed;
        case tally::TieBreak::id:
            return Say::tie_by_id;
    }
    GONGYI_CHECK(false && "every way to break a tie has a sentence");
    return {};
}

}  // namespace

std::int64_t percent(std::int64_t part, std::int64_t whole) {
    return whole <= 0 ? 0 : (part * 100 + whole / 2) / whole;
}

void reach_card(Html& h, const Scene& scene, const Round& round, const tally::Outcome& official,
                const tally::Outcome& other) {
    const auto voters = static_cast<std::int64_t>(round.ballots.size());
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::outcome_got_title);
        if (voters == 0) {
            h(tag::p, {attr::cls("muted")}, Say::outcome_no_ballots);
            return;
        }
        const std::int64_t reached = voters - official.funded_counts.front();
        h(tag::p, [&] {
            sentence(h, scene, Say::outcome_reached,
                     {Arg::count("share", percent(reached, voters)), Arg::count("count", reached)});
        });
        reach_table(h, scene, round, official, other);
    });
}

void category_card(Html& h, const Scene& scene, const Round& round, const tally::Outcome& outcome) {
    if (outcome.categories.size() < 2) return;
    const CategoryRows rows = category_rows(outcome);
    std::int64_t votes_total = 0;
    for (const tally::CategoryShare& share : rows.shown) votes_total += static_cast<std::int64_t>(share.votes);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::outcome_category_title);
        h(tag::table, {attr::cls("categories")}, [&] {
            h(tag::thead, {attr::cls("unseen")}, [&] {
                h(tag::tr, [&] {
                    h(tag::th, {Attribute::text("scope", "col")}, Say::outcome_category_column);
                    h(tag::th, {Attribute::text("scope", "col")}, Say::outcome_category_shares);
                });
            });
            h(tag::tbody, [&] {
                for (const tally::CategoryShare& share : rows.shown) {
                    const bool is_merged = rows.merged > 0 && &share == &rows.shown.back();
                    const std::string name =
                        is_merged ? scene.say(Say::outcome_category_others, {Arg::count("count", rows.merged)})
                        : share.category.empty() ? std::string{scene.say(Say::outcome_category_none)}
                                                 : share.category;
                    category_row(h, round, share, name, votes_total, outcome.cost);
                }
            });
        });
        h(tag::p, {attr::cls("muted small")}, Say::outcome_category_note);
    });
}

void write_tie(std::string& html, const Scene& scene, const Round& round, const tally::Outcome& outcome,
               const tally::Tie& tie) {
    std::vector<std::uint32_t> lost;
    std::copy_if(tie.projects.begin(), tie.projects.end(), std::back_inserter(lost),
                 [&](std::uint32_t p) { return !outcome.projects[p].selected; });
    const std::string names = name_list(scene, round, tie.projects);
    const std::string lost_names = name_list(scene, round, lost);
    scene.say.write(html, tie_message(tie.by),
                    {Arg::count("order", tie.order), Arg::text("names", names),
                     Arg::text("first", round.projects[tie.projects.front()].title), Arg::text("lost", lost_names),
                     // Never grouped: it is compared digit by digit with the notice that published it.
                     Arg::year("seed", static_cast<std::int64_t>(round.tie_seed))});
}

void tie_card(Html& h, const Scene& scene, const Round& round, const tally::Outcome& outcome) {
    if (outcome.ties.empty()) return;
    h(tag::section, {attr::cls("card"), attr::id("ties")}, [&] {
        h(tag::h2, Say::outcome_ties_title);
        for (const tally::Tie& tie : outcome.ties) {
            h(tag::p, [&] { write_tie(h.buffer(), scene, round, outcome, tie); });
        }
    });
}

}  // namespace gongyi::pages
