#include "shared/pages/place_parts.h"

#include <algorithm>

#include "shared/base/number.h"
#include "shared/pages/components.h"
#include "shared/pages/free_text.h"

namespace gongyi::pages {

namespace {

using decision::BranchRight;
using decision::Duty;

constexpr std::size_t duties_shown_max = 50;
constexpr std::size_t matters_offered_max = 100;  // The newest.
constexpr std::int64_t slot_minutes = 30;

// "09:30"; 1440 is 24:00.
std::string clock_words(std::int64_t minute) {
    return two_digits(minute / 60) + ":" + two_digits(minute % 60);
}

void duty_counts(Html& h, const Scene& scene, const Body& body) {
    h(tag::dl, {attr::cls("figures")}, [&] {
        for (const decision::DutyKind kind : decision::all_duty_kinds) {
            std::int64_t count = 0, minutes = 0;
            for (const Duty& duty : scene.state.decisions.duties) {
                if (duty.body != body.id || duty.kind != kind) continue;
                ++count;
                minutes += duty.to_minute - duty.from_minute;
            }
            figure_row(h, scene.say(duty_word(kind)),
                       scene.say(Say::duties_count, {Arg::count("count", count), Arg::count("minutes", minutes)}));
        }
    });
}

void duty_item(Html& h, const Scene& scene, const Body& body, const Duty& duty) {
    const std::string day = scene.say.date(duty.date);
    const std::string from = clock_words(duty.from_minute);
    const std::string to = clock_words(duty.to_minute);
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            badge(h, Tone::plain, scene.say(duty_word(duty.kind)));
            h(tag::span, {attr::cls("muted small")}, Say::duty_when,
              {Arg::text("day", day), Arg::text("from", from), Arg::text("to", to)});
        });
        h(tag::p, [&] { free_text(h, scene, duty.note); });
        h(tag::p, {attr::cls("muted small")}, [&] {
            h.text(seat_words(scene, body, duty.seat));
            const decision::Matter* const matter = decision::find_matter(scene.state.decisions, duty.matter);
            if (matter == nullptr) return;
            h.text(" · ");
            h(tag::a, {attr::href(routes::matter(matter->id))}, matter_title(scene, *matter));
        });
    });
}

// Newest first.
void duty_list(Html& h, const Scene& scene, const Body& body) {
    const auto& duties = scene.state.decisions.duties;
    std::vector<const Duty*> shown;
    bool has_more = false;
    for (auto one = duties.rbegin(); one != duties.rend() && !has_more; ++one) {
        if (one->body != body.id) continue;
        has_more = shown.size() == duties_shown_max;
        if (!has_more) shown.push_back(&*one);
    }
    if (shown.empty()) return h(tag::p, {attr::cls("muted")}, Say::duties_none);
    h(tag::ul, {attr::cls("items")}, [&] {
        for (const Duty* duty : shown) duty_item(h, scene, body, *duty);
    });
    if (!has_more) return;
    h(tag::p, {attr::cls("muted small")}, Say::duties_more,
      {Arg::count("count", static_cast<std::int64_t>(duties_shown_max))});
}

Options slots(std::int64_t first, std::int64_t last) {
    Options options;
    for (std::int64_t minute = first; minute <= last; minute += slot_minutes) {
        options.add(std::to_string(minute), clock_words(minute));
    }
    return options;
}

void duty_form(Html& h, const Scene& scene, const Body& body) {
    Options seats;
    for (std::size_t i = 0; i < body.seats.size() && is_desk(scene); ++i) {
        const auto number = static_cast<std::int64_t>(i) + 1;
        if (is_held(body, body.seats[i], today(scene)))
            seats.add(std::to_string(number), seat_words(scene, body, number));
    }
    if (own_seat(scene, body, today(scene)) == 0 && seats.is_empty()) return;
    Options kinds, matters;
    for (const auto& kind :
         {std::pair{"reception", Say::duty_reception}, std::pair{"visit", Say::duty_visit},
          std::pair{"deliberation", Say::duty_deliberation}, std::pair{"supervision", Say::duty_supervision}}) {
        kinds.add(kind.first, std::string{scene.say(kind.second)});
    }
    matters.add("", std::string{scene.say(Say::duty_no_matter)});
    const auto& all = scene.state.decisions.matters;
    std::size_t offered = 0;
    for (auto one = all.rbegin(); one != all.rend() && offered++ < matters_offered_max; ++one)
        matters.add(std::to_string(one->id.raw()), matter_title(scene, *one));
    const Options from = slots(6 * 60, 22 * 60);
    const Options to = slots(6 * 60 + slot_minutes, 23 * 60);
    folded_form(h, scene, Say::duty_log, {"LogDuty", routes::body(body.id)}, {{"body", body.id.raw()}},
                [&](FormFields& form) {
                    if (!seats.is_empty()) form.select("seat", Say::seat_which, seats.all());
                    form.select("duty", Say::duty_kind, kinds.all());
                    form.line("date", Say::duty_date, {}, "date", to_iso(today(scene)));
                    form.select("from_minute", Say::duty_from, from.all(), "540");
                    form.select("to_minute", Say::duty_to, to.all(), "600");
                    form.select("matter", Say::duty_matter, matters.all());
                    form.area("note", Say::duty_note, Say::duty_note_hint, {}, 3);
                    form.button(Say::duty_log_now, ButtonLook::line);
                });
}

// "提议、决议": where the right may be used.
std::string places_of(const Scene& scene, BranchRight right) {
    std::string places;
    for (const decision::BranchPower& power : decision::branch_powers) {
        if (power.right != right) continue;
        if (!places.empty()) places += scene.say(Say::list_separator);
        places += scene.say(place_word(power.place));
    }
    return places;
}

std::int64_t times_used(const Scene& scene, const Body& body, BranchRight right) {
    std::int64_t count = 0;
    for (const decision::Matter& matter : scene.state.decisions.matters) {
        count += std::count_if(matter.views.begin(), matter.views.end(), [&](const decision::BranchView& view) {
            return view.body == body.id && view.right == right;
        });
    }
    return count;
}

Literal right_value(BranchRight right) {
    switch (right) {
        case BranchRight::deliberate:
            return "deliberate";
        case BranchRight::advise:
            return "advise";
        case BranchRight::personnel:
            return "personnel";
        case BranchRight::supervise:
            return "supervise";
        case BranchRight::appraise:
            break;
    }
    return "appraise";
}

void right_form(Html& h, const Scene& scene, const decision::Matter& matter, const Body& body, BranchRight right) {
    const bool is_rated = right == BranchRight::appraise;
    if (!is_accepted_now(scene, decision::ExerciseRight{matter.id, body.id, 0, right, "…", is_rated ? 5 : 0})) return;
    const std::string summary =
        scene.say(Say::right_use, {Arg::text("body", body.name), Arg::text("right", scene.say(right_word(right)))});
    folded_form(h, scene, summary, {"ExerciseRight", routes::matter(matter.id)},
                {{"matter", matter.id.raw()}, {"body", body.id.raw()}, {"right", right_value(right).view()}},
                [&](FormFields& form) {
                    form.area("text", Say::right_text);
                    if (is_rated) form.line("rating", Say::right_rating, {}, "number", "5");
                    form.button(summary);
                });
}

}  // namespace

Options node_options(const Scene& scene, int rank_min) {
    Options options;
    const OrgTree& tree = scene.state.decisions.tree;
    for (const Node& node : tree) {
        if (node.until || node_rank(node.level) < rank_min) continue;
        std::string label = node.names.back().name;
        const Node* const parent = find_node(tree, node.places.back().parent);
        if (parent != nullptr) label += "（" + parent->names.back().name + "）";
        options.add(std::to_string(node.id.raw()), std::move(label));
    }
    return options;
}

std::string place_words(const Scene& scene, NodeId node) {
    return path_on(scene.state.decisions.tree, node, today(scene));
}

void duties_section(Html& h, const Scene& scene, const Body& body) {
    if (body.kind != BodyKind::commissioners) return;
    h(tag::section, {attr::cls("card"), attr::id("duties")}, [&] {
        h(tag::h2, Say::duties_title);
        duty_counts(h, scene, body);
        if (may_give<decision::LogDuty>(scene)) duty_form(h, scene, body);
        duty_list(h, scene, body);
    });
}

void rights_section(Html& h, const Scene& scene, const Body& body) {
    if (body.kind != BodyKind::estate_branch) return;
    h(tag::section, {attr::cls("card"), attr::id("rights")}, [&] {
        h(tag::h2, Say::rights_title);
        h(tag::p, {attr::cls("muted")}, Say::rights_intro);
        h(tag::ul, {attr::cls("items")}, [&] {
            for (const BranchRight right : decision::all_branch_rights) {
                const std::string places = places_of(scene, right);
                h(tag::li, [&] {
                    h(tag::div, {attr::cls("row")}, [&] {
                        h(tag::b, right_word(right));
                        h(tag::span, {attr::cls("muted small")}, Say::rights_used,
                          {Arg::count("count", times_used(scene, body, right))});
                    });
                    h(tag::p, {attr::cls("small")}, Say::rights_at, {Arg::text("places", places)});
                });
            }
        });
    });
}

void scope_form(Html& h, const Scene& scene, const Body& body) {
    const Options nodes = node_options(scene);
    if (nodes.is_empty()) return;
    folded_form(h, scene, Say::body_scope_set, {"SetBodyScope", routes::body(body.id)}, {{"body", body.id.raw()}},
                [&](FormFields& form) {
                    form.select("node", Say::node_which, nodes.all(), std::to_string(body.scope.raw()));
                    form.button(Say::place_save, ButtonLook::line);
                });
}

void branch_views(Html& h, const Scene& scene, const decision::Matter& matter) {
    if (matter.views.empty()) return;
    const auto& gates = decision::profile_of(scene.state.decisions, matter).gates;
    h(tag::section, {attr::cls("card"), attr::id("views")}, [&] {
        h(tag::h2, Say::views_title);
        h(tag::ul, {attr::cls("items")}, [&] {
            for (const decision::BranchView& view : matter.views) {
                const Body& body = *decision::find_body(scene.state.decisions, view.body);
                const Gate& gate = gates[static_cast<std::size_t>(view.gate)];
                h(tag::li, [&] {
                    h(tag::p, {attr::cls("muted small")}, Say::view_head,
                      {Arg::text("body", body.name), Arg::text("right", scene.say(right_word(view.right))),
                       Arg::text("gate", title_in(scene.say, gate.title))});
                    if (view.rating != 0) {
                        badge(h, Tone::gold, scene.say(Say::view_stars, {Arg::count("count", view.rating)}));
                    }
                    h(tag::p, [&] { free_text(h, scene, view.text); });
                });
            }
        });
    });
}

void branch_forms(Html& h, const Scene& scene, const decision::Matter& matter) {
    for (const Body& body : scene.state.decisions.bodies) {
        if (body.kind != BodyKind::estate_branch || own_seat(scene, body, today(scene)) == 0) continue;
        for (const BranchRight right : decision::all_branch_rights) right_form(h, scene, matter, body, right);
    }
}

}  // namespace gongyi::pages
