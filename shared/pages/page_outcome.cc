// What came of a vote: two rules side by side, every project, who is represented, counting again, finding one's ballot.

#include "shared/base/sort.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_cards.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

std::int64_t funded_count(const RuleOutcome& outcome) {
    return static_cast<std::int64_t>(outcome.selected.size());
}

void budget_picture(Html& h, const Scene& scene, const Round& round, const RuleOutcome& outcome) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < outcome.selected.size(); ++i) {
        const Project* project = find_project(round, outcome.selected[i]);
        if (project != nullptr) parts.push_back({project->cost.fen, part_look(i), project->title});
    }
    stacked_bar(h, parts, round.budget.fen,
                scene.say(Say::outcome_bar_label, {Arg::text("rule", scene.say(rule_word(outcome.rule))),
                                                   Arg::count("funded", funded_count(outcome)),
                                                   Arg::money("spent", outcome.cost, round.currency),
                                                   Arg::money("left", round.budget - outcome.cost, round.currency)}));
}

void rule_card(Html& h, const Scene& scene, const Round& round, const RuleOutcome& outcome) {
    const bool is_official = outcome.rule == round.official_rule;
    h(tag::section, {attr::cls(is_official ? Literal{"card rule official"} : Literal{"card rule"})}, [&] {
        h(tag::h3, rule_word(outcome.rule));
        h(tag::p, [&] {
            badge(h, is_official ? Tone::seal : Tone::plain,
                  scene.say(is_official ? Say::rule_official : Say::rule_other));
        });
        budget_picture(h, scene, round, outcome);
        h(tag::p, [&] {
            sentence(h, scene, Say::outcome_rule_line,
                     {Arg::count("funded", funded_count(outcome)), Arg::money("spent", outcome.cost, round.currency),
                      Arg::money("left", round.budget - outcome.cost, round.currency)});
        });
        h(tag::p, {attr::cls("muted small")}, rule_reason(outcome.rule));
    });
}

// The cell of one project under one rule. By votes the money that was left explains it; with equal shares only the
// supporters' money does, which the published outcome does not hold.
void verdict_cell(Html& h, const Scene& scene, const Round& round, const RuleOutcome& outcome, const Project& project) {
    h(tag::td, {attr::cls("verdict"), Attribute::text("data-label", scene.say(rule_word(outcome.rule)))}, [&] {
        if (is_selected(outcome, project.id)) {
            badge(h, Tone::act, Say::outcome_funded);
            return;
        }
        const Money missing = project.cost - (round.budget - outcome.cost);
        if (outcome.rule == TallyRule::greedy && missing > Money{}) {
            badge(h, Tone::seal, scene.say(Say::outcome_missing, {Arg::money("missing", missing, round.currency)}));
        } else {
            badge(h, Tone::plain, Say::outcome_not_funded);
        }
    });
}

// The official outcome first.
using Outcomes = std::vector<const RuleOutcome*>;

struct Row {
    const Project* project;
    std::int64_t votes;
};

void project_row(Html& h, const Scene& scene, const Round& round, const Outcomes& outcomes, const Row& row,
                 std::int64_t votes_max) {
    const bool is_funded = is_selected(*outcomes.front(), row.project->id);
    h(tag::tr, {attr::cls(is_funded ? Literal{"in"} : Literal{"out"})}, [&] {
        h(tag::th, {Attribute::text("scope", "row")},
          [&] { h(tag::a, {attr::href(routes::project(round.id, row.project->id))}, row.project->title); });
        h(tag::td, {attr::cls("support"), Attribute::text("data-label", scene.say(Say::outcome_column_votes))}, [&] {
            share_bar(h, row.votes, votes_max, is_funded ? Literal{"p0"} : Literal{"rest"});
            h(tag::span, {attr::cls("small muted")}, Say::outcome_votes, {Arg::count("votes", row.votes)});
        });
        h(tag::td, {attr::cls("number"), Attribute::text("data-label", scene.say(Say::outcome_column_cost))},
          scene.say.money(row.project->cost, round.currency));
        for (const RuleOutcome* outcome : outcomes) verdict_cell(h, scene, round, *outcome, *row.project);
        h(tag::td, {attr::cls("why")}, [&] {
            h(tag::a, {attr::href(routes::why(round.id, row.project->id))}, [&] {
                h.text(Say::why_link);
                h(tag::span, {attr::cls("unseen")}, Say::why_link_about, {Arg::text("title", row.project->title)});
            });
        });
    });
}

void project_table(Html& h, const Scene& scene, const Round& round, const Outcomes& outcomes) {
    const std::vector<std::int64_t> votes = votes_of(round);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < round.projects.size(); ++i) rows.push_back({&round.projects[i], votes[i]});
    sort_stably(rows, [](const Row& a, const Row& b) { return a.votes > b.votes; });
    const std::int64_t votes_max = rows.empty() ? 0 : rows.front().votes;
    h(tag::h2, Say::outcome_table_title);
    h(tag::table, {attr::cls("outcome")}, [&] {
        h(tag::thead, [&] {
            h(tag::tr, [&] {
                h(tag::th, {Attribute::text("scope", "col")}, Say::outcome_column_project);
                h(tag::th, {Attribute::text("scope", "col")}, Say::outcome_column_votes);
                h(tag::th, {Attribute::text("scope", "col"), attr::cls("number")}, Say::outcome_column_cost);
                for (const RuleOutcome* outcome : outcomes) {
                    h(tag::th, {Attribute::text("scope", "col")}, rule_word(outcome->rule));
                }
                h(tag::td, "");
            });
        });
        h(tag::tbody, [&] {
            for (const Row& row : rows) project_row(h, scene, round, outcomes, row, votes_max);
        });
    });
    if (const std::string floor = floor_sentence(scene.say, round); !floor.empty()) {
        h(tag::p, {attr::cls("muted small")}, floor);
    }
    h(tag::p, {attr::cls("muted small")}, Say::outcome_missing_note);
}

void find_result(Html& h, const Scene& scene, const Round& round, const std::string& receipt) {
    const Found found = find_ballot(round, receipt);
    if (found.result == Search::malformed) {
        notice(h, NoticeKind::warning, Say::find_malformed, Say::find_malformed_text);
        return;
    }
    if (found.ballot == nullptr) {
        notice(h, NoticeKind::warning, Say::find_missing, Say::find_missing_text);
        return;
    }
    std::string titles;
    for (const ProjectId id : found.ballot->choices) {
        const Project* project = find_project(round, id);
        if (project == nullptr) continue;
        if (!titles.empty()) titles += scene.say(Say::list_comma);
        titles += project->title;
    }
    const std::string chosen = scene.say(Say::find_found_text, {Arg::text("choices", titles)});
    if (found.result == Search::replaced) {
        notice(h, NoticeKind::information, Say::find_replaced, chosen);
        return;
    }
    notice(h, NoticeKind::success,
           scene.say(Say::find_found, {Arg::count("total", found.total), Arg::count("position", found.position)}),
           chosen);
}

void find_card(Html& h, const Scene& scene, const Round& round) {
    const std::string receipt = scene.query_value(field::receipt.view());
    h(tag::section, {attr::cls("card"), attr::id("find")}, [&] {
        h(tag::h2, Say::find_title);
        if (!receipt.empty()) find_result(h, scene, round, receipt);
        h(tag::form, {Attribute::text("method", "get"), attr::action(routes::outcome(round.id).at("find"))}, [&] {
            h(tag::div, {attr::cls("field")}, [&] {
                h(tag::label, {attr::for_id("find-receipt")}, Say::find_label);
                h(tag::p, {attr::cls("hint"), attr::id("find-hint")}, Say::find_hint);
                h(tag::input,
                  {attr::id("find-receipt"), attr::name(field::receipt), attr::type("text"), attr::value(receipt),
                   Attribute::text("autocomplete", "off"), Attribute::text("autocapitalize", "none"),
                   Attribute::text("spellcheck", "false"), Attribute::text("aria-describedby", "find-hint")});
            });
            submit_button(h, ButtonLook::line, Say::find_button);
        });
    });
}

void outcome_content(Html& h, const Scene& scene, const Round& round, const RuleOutcome& official) {
    const portal::Explanation& explanation = scene.explanations.of(round);
    const tally::Outcome& counted = explanation.by(round.official_rule);
    const TallyRule other = round.official_rule == TallyRule::greedy ? TallyRule::equal_shares : TallyRule::greedy;
    Outcomes outcomes{&official};
    for (const RuleOutcome& outcome : round.outcomes) {
        if (&outcome != &official) outcomes.push_back(&outcome);
    }
    h(tag::div, {attr::cls("row")}, [&] { stage_badge(h, scene, round.stage); });
    h(tag::h1, [&] {
        h(tag::span, {attr::cls("line")}, round.title);
        h(tag::span, {attr::cls("line")}, Say::outcome_heading, {Arg::count("funded", funded_count(official))});
    });
    h(tag::p, {attr::cls("muted")}, Say::outcome_summary,
      {Arg::count("ballots", static_cast<std::int64_t>(round.ballots.size())),
       Arg::money("budget", round.budget, round.currency), Arg::money("spent", official.cost, round.currency)});
    if (!round.close_reason.empty()) {
        notice(h, NoticeKind::information, "",
               scene.say(Say::round_closed_early, {Arg::text("reason", round.close_reason)}));
    }
    h(tag::h2, Say::outcome_two_rules);
    h(tag::div, {attr::cls("rules")}, [&] {
        for (const RuleOutcome* outcome : outcomes) rule_card(h, scene, round, *outcome);
    });
    h(tag::p, [&] { h(tag::a, {attr::href(routes::steps(round.id)), attr::cls("target")}, Say::outcome_see_steps); });
    h(tag::p, [&] { h(tag::a, {attr::href(routes::what_if(round.id)), attr::cls("target")}, Say::what_if_link); });
    h(tag::div, {attr::cls("columns result")}, [&] {
        h(tag::div, [&] {
            project_table(h, scene, round, outcomes);
            category_card(h, scene, round, counted);
        });
        h(tag::div, [&] {
            check_card(h, scene, recount_texts, round.id);
            if (round.source.empty()) find_card(h, scene, round);
            if (!round.papers.is_empty()) button_link(h, ButtonLook::line, routes::papers(round.id), Say::papers_title);
            reach_card(h, scene, round, counted, explanation.by(other));
            tie_card(h, scene, round, counted);
            downloads(h, scene);
            button_link(h, ButtonLook::line, routes::poster(round.id), Say::poster_link);
        });
    });
}

}  // namespace

void no_outcome_yet(Html& h, const Scene& scene, const Round& round) {
    const bool is_draft = round.stage == Stage::draft;
    h(tag::section, {attr::cls("card narrow")}, [&] {
        h(tag::h1, Say::outcome_sealed_title);
        h(tag::p, {attr::cls("muted")},
          is_draft ? draft_line(scene, round, Say::outcome_draft_text)
                   : scene.say(Say::outcome_sealed_text, {Arg::deadline("until", round.closes_at)}));
        button_link(h, ButtonLook::main, routes::round(round.id), Say::vote_see_round);
    });
}

Page outcome_page(const Scene& scene, const Round& round) {
    const std::string title = scene.say(Say::outcome_title, {Arg::text("title", round.title)});
    const RuleOutcome* official = official_outcome(round);
    return document(scene, {.name = "outcome", .title = title, .follows_record = true}, [&](Html& h) {
        back_link(h, routes::round(round.id), round.title);
        if (round.stage == Stage::closed && official != nullptr) {
            outcome_content(h, scene, round, *official);
        } else {
            no_outcome_yet(h, scene, round);
        }
    });
}

}  // namespace gongyi::pages
