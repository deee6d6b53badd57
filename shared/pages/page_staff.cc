// What staff have to do: by deadline in the decision flow, and rounds to open and close. Each step of a round is a page
// of its own that says what follows from it.
#include <algorithm>

#include "shared/microproject/rules.h"
#include "shared/pages/account_pages.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/pager.h"
#include "shared/pages/pages.h"
#include "shared/pages/todo_words.h"

namespace gongyi::pages {

namespace {

bool may_see_staff_pages(const Scene& scene) {
    return may(scene.viewer.role, Act::close_voting);
}

std::string staff_line(const Scene& scene, const Round& round) {
    switch (round.stage) {
        case Stage::draft: {
            const bool is_late = scene.request.now >= round.opens_at;
            return scene.say(is_late ? Say::staff_draft_late : Say::staff_draft_line,
                             {Arg::count("count", static_cast<std::int64_t>(round.projects.size())),
                              Arg::time("opens", round.opens_at), Arg::deadline("closes", round.closes_at)});
        }
        case Stage::voting:
            return scene.say(is_turnout_told(round) ? Say::staff_open_line : Say::staff_open_line_later,
                             {Arg::count("voted", turnout_so_far(round)), Arg::count("from", turnout_told_from(round)),
                              Arg::deadline("closes", round.closes_at)});
        case Stage::closed:
            break;
    }
    return scene.say(Say::round_line, {Arg::count("count", static_cast<std::int64_t>(round.projects.size())),
                                       Arg::money("budget", round.budget, round.currency)});
}

// How a round in draft comes to open: what still keeps it from opening, by itself or otherwise, as early as it may be
// found out.
void opening_notice(Html& h, const Scene& scene, const Round& round) {
    const UnixMs opening = std::max(scene.request.now, round.opens_at);
    const Arg opens = Arg::time("opens", round.opens_at);
    if (const auto allowed = check_opening(round, {}, opening); !allowed) {
        return notice(h, NoticeKind::warning, scene.say(Say::staff_draft_blocked),
                      refusal_sentence(scene.say, allowed.error(), round.currency));
    }
    const bool is_due = scene.request.now >= round.opens_at;
    if (is_due && opens_by_itself(round, opening)) return;  // At the next look at the clock.
    notice(h, NoticeKind::information, "", scene.say(is_due ? Say::staff_open_late : Say::staff_open_itself, {opens}));
}

// What it is about: the matter's title, or the meeting's body.
std::string subject_of(const Scene& scene, const decision::Todo& todo) {
    const decision::DecisionState& state = scene.state.decisions;
    if (const auto* matter = decision::find_matter(state, todo.matter)) return matter_title(scene, *matter);
    const auto* meeting = decision::find_meeting(state, todo.meeting);
    return decision::find_body(state, meeting->body)->name;
}

void todo_item(Html& h, const Scene& scene, const decision::Todo& todo) {
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(todo_url(todo))}, todo_words(scene, todo));
            todo_due(h, scene, todo);
        });
        h(tag::p, {attr::cls("muted small")}, subject_of(scene, todo));
    });
}

void staff_item(Html& h, const Scene& scene, const Round& round) {
    h(tag::li, {attr::cls("staff-item")}, [&] {
        h(tag::div, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(routes::round(round.id))}, round.title);
            h(tag::p, {attr::cls("muted small")}, staff_line(scene, round));
            if (round.stage == Stage::draft) opening_notice(h, scene, round);
        });
        if (round.stage == Stage::draft) {
            button_link(h, ButtonLook::main, routes::open(round.id), Say::staff_open);
        } else if (round.stage == Stage::voting) {
            button_link(h, ButtonLook::line, routes::desk(round.id), Say::desk_link);
            button_link(h, ButtonLook::line, routes::close(round.id), Say::staff_close);
        } else {
            button_link(h, ButtonLook::line, routes::outcome(round.id), Say::round_see_outcome);
        }
    });
}

bool is_overdue(const Round& round, UnixMs at) {
    return round.stage == Stage::voting && at >= round.closes_at;
}

// What waits for the staff, and for others whom they may remind.
void todo_section(Html& h, const Scene& scene) {
    const auto list = decision::todo_list(scene.state.decisions, scene.request.now, scene.say.zone());
    constexpr Literal key{"todo"};
    const Slice shown = slice_of(scene, key, list.size());
    h(tag::section, {attr::id(key.view())}, [&] {
        h(tag::h2, Say::staff_todo);
        if (list.empty()) h(tag::p, {attr::cls("muted")}, Say::staff_todo_none);
        if (list.empty()) return;
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (std::size_t i = shown.begin; i < shown.end; ++i) todo_item(h, scene, list[i]);
        });
        pager(h, scene, routes::staff(), key, shown);
    });
}

void staff_section(Html& h, const Scene& scene, Stage stage, Say title) {
    bool is_any = false;
    for (const Round& round : scene.state.rounds) is_any = is_any || round.stage == stage;
    if (!is_any) return;
    h(tag::section, [&] {
        h(tag::h3, title);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (auto round = scene.state.rounds.rbegin(); round != scene.state.rounds.rend(); ++round) {
                if (round->stage == stage) staff_item(h, scene, *round);
            }
        });
    });
}

// While the server's clock is not believed: what that stops, and where to say yes.
void clock_warning(Html& h, const Scene& scene) {
    if (!scene.request.clock) return;
    h(tag::section, {attr::cls("notice warning")}, [&] {
        h(tag::h2, Say::clock_title);
        h(tag::p, scene.request.clock->is_held ? Say::clock_held : Say::clock_goes_on);
        button_link(h, ButtonLook::main, routes::clock(), Say::clock_look);
    });
}

// What colleagues wait for.
void second_link(Html& h, const Scene& scene) {
    if (!scene.request.second || scene.request.second->acts.empty()) return;
    const auto count = static_cast<std::int64_t>(scene.request.second->acts.size());
    h(tag::p, [&] {
        button_link(h, ButtonLook::main, routes::second(), scene.say(Say::second_link, {Arg::count("count", count)}));
    });
}

// What would happen at once if the time that the clock shows were believed.
void clock_consequences(Html& h, const Scene& scene, UnixMs shown) {
    bool is_any = false;
    for (const Round& round : scene.state.rounds) {
        is_any = is_any || is_overdue(round, shown) || opens_by_itself(round, shown);
    }
    h(tag::h2, Say::clock_would);
    h(tag::ul, [&] {
        for (const Round& round : scene.state.rounds) {
            if (opens_by_itself(round, shown)) {
                h(tag::li, Say::clock_would_open,
                  {Arg::text("title", round.title), Arg::time("opens", round.opens_at)});
            }
            if (!is_overdue(round, shown)) continue;
            h(tag::li, Say::clock_would_close,
              {Arg::text("title", round.title), Arg::deadline("closes", round.closes_at)});
        }
        if (!is_any) h(tag::li, Say::clock_would_close_none);
        h(tag::li, Say::clock_would_count);
    });
}

// Papers that were handed out and are not in the count: whose voters would be left out.
void papers_warning(Html& h, const Scene& scene) {
    const DeskFacts desk = scene.request.desk.value_or(DeskFacts{});
    const std::int64_t missing = desk.papers_issued - desk.papers_entered;
    if (missing <= 0) return;
    notice(h, NoticeKind::warning, "", scene.say(Say::staff_papers_missing, {Arg::count("count", missing)}));
}

// How ballots are kept from being recognised, and whether too few may vote for that.
void batch_notes(Html& h, const Scene& scene) {
    const OpenFacts& facts = *scene.request.open;
    h(tag::p, {attr::cls("muted")}, Say::staff_open_batch, {Arg::count("batch", facts.batch_min)});
    const std::int64_t enough = 2 * facts.batch_min;
    if (facts.may_vote >= enough) return;
    notice(h, NoticeKind::warning, "",
           scene.say(Say::staff_open_few, {Arg::count("voters", facts.may_vote), Arg::count("from", enough)}));
}

// One step with what follows from it, its form, and the way back.
template <class Fields>
Page step_page(const Scene& scene, const Round& round, Stage needed, Say title, Say button, const Url& action,
               Fields&& fields) {
    const std::string heading = scene.say(title, {Arg::text("title", round.title)});
    return document(scene, {.name = "staff", .title = heading}, [&](Html& h) {
        back_link(h, routes::staff(), Say::staff_title);
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, heading);
            form_faults(h, scene, round.currency);
            if (round.stage != needed) {
                notice(h, NoticeKind::information, "", Say::staff_already);
                button_link(h, ButtonLook::main, routes::staff(), Say::staff_title);
                return;
            }
            h(tag::form, {Attribute::text("method", "post"), attr::action(action)}, [&] {
                csrf_field(h, scene);
                fields(h);
                h(tag::div, {attr::cls("actions")}, [&] {
                    submit_button(h, ButtonLook::main, scene.say(button));
                    button_link(h, ButtonLook::line, routes::staff(), Say::staff_not_now);
                });
            });
        });
    });
}

}  // namespace

Page staff_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::staff());
    if (!may_see_staff_pages(scene)) return forbidden_page(scene);
    return document(scene, {.name = "staff", .title = scene.say(Say::staff_title)}, [&](Html& h) {
        h(tag::h1, Say::staff_title);
        h(tag::p, {attr::cls("muted")}, Say::staff_intro);
        form_faults(h, scene, "CNY");
        h(tag::p, [&] { h(tag::a, {attr::href(routes::census())}, Say::census_title); });
        second_step_advice(h, scene);
        clock_warning(h, scene);
        second_link(h, scene);
        h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::people())}, Say::people_title); });
        todo_section(h, scene);
        h(tag::h2, Say::staff_rounds);
        if (scene.state.rounds.empty()) {
            empty_state(h, Say::rounds_none_title, Say::staff_none);
            return;
        }
        staff_section(h, scene, Stage::voting, Say::staff_to_close);
        staff_section(h, scene, Stage::draft, Say::staff_to_open);
        staff_section(h, scene, Stage::closed, Say::staff_done);
    });
}

Page clock_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::clock());
    if (!may_see_staff_pages(scene)) return forbidden_page(scene);
    const auto& clock = scene.request.clock;
    return document(scene, {.name = "staff", .title = scene.say(Say::clock_title)}, [&](Html& h) {
        back_link(h, routes::staff(), Say::staff_title);
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, Say::clock_title);
            form_faults(h, scene, "CNY");
            if (!clock) {
                notice(h, NoticeKind::information, "", Say::clock_believed);
                button_link(h, ButtonLook::main, routes::staff(), Say::staff_title);
                return;
            }
            h(tag::dl, {attr::cls("figures")}, [&] {
                figure_row(h, Say::clock_shown_at, scene.say.time(clock->shown));
                figure_row(h, Say::clock_believed_at, scene.say.time(clock->believed));
            });
            h(tag::p, clock->is_held ? Say::clock_held : Say::clock_goes_on);
            clock_consequences(h, scene, clock->shown);
            h(tag::p, Say::clock_compare);
            h(tag::form, {Attribute::text("method", "post"), attr::action(routes::clock())}, [&] {
                csrf_field(h, scene);
                h(tag::input,
                  {attr::type("hidden"), attr::name(field::shown), attr::value(std::to_string(clock->shown.ms))});
                h(tag::div, {attr::cls("actions")}, [&] {
                    submit_button(h, ButtonLook::main, scene.say(Say::clock_accept));
                    button_link(h, ButtonLook::line, routes::staff(), Say::staff_not_now);
                });
            });
        });
    });
}

Page open_page(const Scene& scene, const Round& round) {
    if (!scene.is_signed_in()) return signin_redirect(routes::open(round.id));
    if (!may_see_staff_pages(scene)) return forbidden_page(scene);
    return step_page(scene, round, Stage::draft, Say::staff_open_title, Say::staff_open, routes::open(round.id),
                     [&](Html& h) {
                         const auto count = static_cast<std::int64_t>(round.projects.size());
                         h(tag::p, Say::staff_open_text,
                           {Arg::count("count", count), Arg::money("budget", round.budget, round.currency),
                            Arg::deadline("closes", round.closes_at)});
                         opening_notice(h, scene, round);
                         if (scene.request.open) batch_notes(h, scene);
                         const bool is_early = scene.request.now < round.opens_at;
                         if (!is_early && scene.fault(field::reason.view()) == nullptr) return;
                         h(tag::p, Say::staff_open_early, {Arg::time("opens", round.opens_at)});
                         text_field(h, scene,
                                    {.name = field::reason,
                                     .label = scene.say(Say::staff_open_reason),
                                     .hint = scene.say(Say::staff_open_reason_hint)});
                     });
}

Page close_page(const Scene& scene, const Round& round) {
    if (!scene.is_signed_in()) return signin_redirect(routes::close(round.id));
    if (!may_see_staff_pages(scene)) return forbidden_page(scene);
    const bool is_early = scene.request.now < round.closes_at;
    return step_page(scene, round, Stage::voting, Say::staff_close_title, Say::staff_close, routes::close(round.id),
                     [&](Html& h) {
                         h(tag::p, Say::staff_close_text);
                         papers_warning(h, scene);
                         if (!is_early && scene.fault(field::reason.view()) == nullptr) return;
                         h(tag::p, Say::staff_close_early, {Arg::deadline("closes", round.closes_at)});
                         text_field(h, scene,
                                    {.name = field::reason,
                                     .label = scene.say(Say::staff_reason),
                                     .hint = scene.say(Say::staff_reason_hint)});
                     });
}

}  // namespace gongyi::pages
