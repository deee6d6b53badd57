// The meetings: those that run, that come, and that were. For staff the form to convene one.
#include <algorithm>

#include "shared/base/number.h"
#include "shared/base/sort.h"
#include "shared/community/calendar.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/meeting_parts.h"
#include "shared/pages/pager.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

using decision::Matter;
using decision::Meeting;
using decision::MeetingStage;

namespace {

// Each row of the form offers all of them: the oldest, for however many wait.
constexpr std::size_t waiting_offered_max = 100;
constexpr std::size_t agenda_rows_spare = 3;  // Empty rows below those of waiting matters.
constexpr Literal profile_field{"profile"}, form_field{"form"}, body_field{"body"}, matter_field{"matter"};

// One way in which a body can meet.
struct Way {
    const RuleProfile* profile = nullptr;
    const MeetingForm* form = nullptr;
    bool is_usual = false;  // A gate of the rules asks for this body in this form, or it is made for such bodies.
    std::vector<const Matter*> waiting;
};

// The matters that wait for a decision of this kind of body in this form.
std::vector<const Matter*> waiting_matters(const decision::DecisionState& state, const Body& body,
                                           const RuleProfile& profile, const MeetingForm& form) {
    std::vector<const Matter*> waiting;
    for (const Matter& matter : state.matters) {
        if (matter.stage != decision::MatterStage::open || decision::profile_of(state, matter).id != profile.id)
            continue;
        const Gate& gate = decision::current_gate(state, matter);
        const bool is_here = gate.kind == GateKind::deliberation && gate.body == body.kind && gate.form == form.id;
        if (is_here) waiting.push_back(&matter);
    }
    return waiting;
}

bool is_made_for(const Body& body, const MeetingForm& form) {
    // Area is counted among owners alone.
    if (counts_measure(form, Measure::area)) return body.kind == BodyKind::owners;
    const std::string_view kind = body_kind_name(body.kind);
    return form.id.substr(0, kind.size()) == kind;
}

// The ways that fit the body by the rules that are adopted: first those with matters waiting, then the usual ones.
std::vector<Way> ways_to_meet(const decision::DecisionState& state, const Body& body) {
    std::vector<Way> ways;
    for (std::size_t i = 0; i < state.profiles.size(); ++i) {
        const RuleProfile& profile = state.profiles[i];
        // Of several versions the last one holds.
        if (decision::find_adopted(state, profile.id) != static_cast<std::int64_t>(i)) continue;
        for (const MeetingForm& form : profile.forms) {
            if (!decision::suits(body, form)) continue;
            const bool has_gate = std::any_of(profile.gates.begin(), profile.gates.end(), [&](const Gate& gate) {
                return gate.kind == GateKind::deliberation && gate.body == body.kind && gate.form == form.id;
            });
            ways.push_back(
                {&profile, &form, has_gate || is_made_for(body, form), waiting_matters(state, body, profile, form)});
        }
    }
    sort_stably(ways, [](const Way& a, const Way& b) {
        if (a.waiting.empty() != b.waiting.empty()) return b.waiting.empty();
        return a.is_usual && !b.is_usual;
    });
    return ways;
}

// What the address asks for, or the form that came back.
std::string asked(const Scene& scene, Literal name) {
    const bool has_form = scene.filled(field::type.view()) == "ConveneMeeting";
    return has_form ? std::string{scene.filled(name.view())} : scene.query_value(name.view());
}

Url way_url(const Body& body, const Way& way) {
    return routes::meetings()
        .with(body_field, std::to_string(body.id.raw()))
        .with(profile_field, way.profile->id)
        .with(form_field, way.form->id);
}

void way_links(Html& h, const Scene& scene, const Body& body, const std::vector<Way>& ways, const Way& chosen) {
    if (ways.size() < 2) return;
    h(tag::details, {attr::cls("folded")}, [&] {
        h(tag::summary, Say::convene_other_form);
        h(tag::ul, {attr::cls("links")}, [&] {
            for (const Way& way : ways) {
                if (&way == &chosen) continue;
                h(tag::li, [&] {
                    h(tag::a, {attr::href(way_url(body, way))}, title_in(scene.say, way.form->title));
                    h(tag::span, {attr::cls("muted small")}, title_in(scene.say, way.profile->title));
                });
            }
        });
    });
}

// The earliest day for which the form may be convened today; nothing when the calendar does not have the days.
std::optional<Date> earliest_day(const Scene& scene, const MeetingForm& form) {
    if (!form.convening) return today(scene);
    Period period = form.convening->period;
    period.rolls_over_holiday = false;
    const auto end = end_of_period(shipped_calendar(), today(scene), period);
    if (!end) return std::nullopt;
    return end->last_day;
}

void convening_rule(Html& h, const Scene& scene, const MeetingForm& form, const std::optional<Date>& earliest) {
    if (!form.convening) return h(tag::p, {attr::cls("muted")}, Say::convene_no_notice);
    const bool is_working = form.convening->period.unit == DayUnit::working;
    const std::string day = earliest ? scene.say.date(*earliest) : std::string{"–"};
    h(tag::p, [&] {
        sentence(h, scene, is_working ? Say::convene_notice_working : Say::convene_notice,
                 {Arg::count("days", form.convening->period.days), Arg::text("day", day)});
    });
    h(tag::p, {attr::cls("source")}, form.convening->source);
}

// The matter that the address names, else all that wait.
std::vector<const Matter*> proposed_matters(const Scene& scene, const Way& way) {
    const std::string number = scene.query_value(matter_field.view());
    for (const Matter* matter : way.waiting) {
        if (std::to_string(matter->id.raw()) == number) return {matter};
    }
    return way.waiting;
}

// A row for each proposed matter, filled in, and a few empty ones. A form that came back has no fewer than it was sent
// with.
void agenda_rows(FormFields& form, Html& h, const Scene& scene, const Way& way) {
    Options matters;
    std::size_t offered = 0;
    matters.add("", std::string{scene.say(Say::meeting_no_matter)});
    for (const Matter* matter : way.waiting) {
        const bool is_asked = std::to_string(matter->id.raw()) == scene.query_value(matter_field.view());
        if (++offered > waiting_offered_max && !is_asked) continue;
        matters.add(std::to_string(matter->id.raw()), matter_title(scene, *matter));
    }
    const std::vector<const Matter*> proposed = proposed_matters(scene, way);
    const std::size_t rows = std::min(decision::agenda_max, proposed.size() + agenda_rows_spare);
    for (std::size_t i = 0; i < rows; ++i) {
        const std::string name = "agenda." + std::to_string(i) + '.';
        const Matter* const matter = i < proposed.size() ? proposed[i] : nullptr;
        const std::string id = matter == nullptr ? std::string{} : std::to_string(matter->id.raw());
        h(tag::fieldset, {attr::cls("agenda-row")}, [&] {
            h(tag::legend, Say::convene_item, {Arg::count("number", static_cast<std::int64_t>(i) + 1)});
            form.line(name + "title", Say::convene_item_title, {}, "text",
                      matter == nullptr ? std::string{} : matter_title(scene, *matter));
            if (!way.waiting.empty()) form.select(name + "matter", Say::desk_matter, matters.all(), id);
        });
    }
}

// Seven in the evening, when people are at home: of the earliest day, or of the next where that has passed.
std::string usual_start(const Scene& scene, const Date& earliest) {
    constexpr int hour = 19;
    const LocalTime now = local_time(scene.request.now, scene.say.zone());
    const bool has_passed = earliest == now.date && now.hour >= hour;
    return to_iso(has_passed ? date_from_days(days_from_epoch(earliest) + 1) : earliest) + 'T' + std::to_string(hour) +
           ":00";
}

void convene_form(Html& h, const Scene& scene, const Body& body, const Way& way) {
    const auto earliest = earliest_day(scene, *way.form);
    convening_rule(h, scene, *way.form, earliest);
    command_form(h, scene, {"ConveneMeeting", routes::meetings()}, {{"body", body.id.raw()}}, [&](FormFields& form) {
        form.hidden("profile", way.profile->id);
        form.hidden("form", way.form->id);
        const std::string at = earliest ? usual_start(scene, *earliest) : std::string{};
        form.line("at", Say::convene_at, {}, "datetime-local", at);
        form.line("place", Say::convene_place, Say::convene_place_hint);
        h(tag::h3, Say::meeting_agenda);
        h(tag::p, {attr::cls("muted small")},
          way.waiting.empty() ? Say::convene_agenda_free : Say::convene_agenda_hint);
        agenda_rows(form, h, scene, way);
        form.button(Say::convene_now);
    });
}

void body_links(Html& h, const Scene& scene) {
    h(tag::ul, {attr::cls("card items")}, [&] {
        for (const Body& body : scene.state.decisions.bodies) {
            std::size_t waiting = 0;
            for (const Way& way : ways_to_meet(scene.state.decisions, body)) waiting += way.waiting.size();
            h(tag::li, {attr::cls("row")}, [&] {
                h(tag::a,
                  {attr::cls("item-title"),
                   attr::href(routes::meetings().with(body_field, std::to_string(body.id.raw())))},
                  body.name);
                if (waiting > 0) {
                    badge(h, Tone::gold,
                          scene.say(Say::convene_waiting, {Arg::count("count", static_cast<std::int64_t>(waiting))}));
                }
            });
        }
    });
}

// The meetings for which `belongs` holds, in the order of `is_before`.
template <class Belongs, class IsBefore>
std::vector<const Meeting*> meetings_where(const Scene& scene, Belongs&& belongs, IsBefore&& is_before) {
    std::vector<const Meeting*> found;
    for (const Meeting& meeting : scene.state.decisions.meetings) {
        if (belongs(meeting)) found.push_back(&meeting);
    }
    sort_stably(found, [&](const Meeting* a, const Meeting* b) { return is_before(*a, *b); });
    return found;
}

void meeting_list(Html& h, const Scene& scene, Say title, Literal key, const std::vector<const Meeting*>& meetings) {
    if (meetings.empty()) return;
    const Slice shown = slice_of(scene, key, meetings.size());
    h(tag::section, {attr::id(key.view())}, [&] {
        h(tag::h2, title);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (std::size_t i = shown.begin; i < shown.end; ++i) meeting_item(h, scene, *meetings[i]);
        });
        pager(h, scene, routes::meetings(), key, shown);
    });
}

}  // namespace

void meeting_item(Html& h, const Scene& scene, const Meeting& meeting) {
    const MeetingView view = view_of(scene, meeting);
    const bool is_open = meeting.stage == MeetingStage::open;
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(routes::meeting(meeting.id))},
              view.body.name + " · " + scene.say.time(meeting.at));
            badge(h, is_open ? Tone::act : Tone::plain, scene.say(meeting_stage_word(meeting.stage)));
        });
        std::string line = meeting.place;
        for (const decision::AgendaItem& item : meeting.agenda) line += " · " + agenda_title(scene, item);
        h(tag::p, {attr::cls("muted small")}, line);
        if (meeting.stage == MeetingStage::cancelled) {
            const std::string reason = words_or_sentence(scene, meeting.cancel_reason);
            h(tag::p, {attr::cls("small")}, Say::meeting_cancelled_because, {Arg::text("reason", reason)});
        }
        if (view.own_seat != 0) h(tag::p, {attr::cls("small")}, seat_words(scene, view.body, view.own_seat));
    });
}

void convene_section(Html& h, const Scene& scene) {
    if (!may_give<decision::ConveneMeeting>(scene)) return;
    const Body* const body =
        decision::find_body(scene.state.decisions, BodyId{whole_number(asked(scene, body_field)).value_or(0)});
    h(tag::section, {attr::cls("card")}, [&] {
        if (body == nullptr) {
            h(tag::h2, Say::convene_title);
            h(tag::p, {attr::cls("muted")}, Say::convene_choose_body);
            return body_links(h, scene);
        }
        h(tag::h2, Say::convene_title_of, {Arg::text("body", body->name)});
        const std::vector<Way> ways = ways_to_meet(scene.state.decisions, *body);
        if (ways.empty()) {
            h(tag::p, Say::convene_no_rules);
            return button_link(h, ButtonLook::line, routes::bodies(), Say::bodies_title);
        }
        const std::string profile = asked(scene, profile_field), form = asked(scene, form_field);
        const auto chosen = std::find_if(ways.begin(), ways.end(), [&](const Way& way) {
            return way.profile->id == profile && way.form->id == form;
        });
        const Way& way = chosen == ways.end() ? ways.front() : *chosen;
        h(tag::p, {attr::cls("row")}, [&] {
            h(tag::b, title_in(scene.say, way.form->title));
            badge(h, way.form->state == SourceState::unverified ? Tone::gold : Tone::plain,
                  scene.say(source_state_word(way.form->state)));
        });
        way_links(h, scene, *body, ways, way);
        convene_form(h, scene, *body, way);
        h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::meetings())}, Say::convene_other_body); });
    });
}

Page meetings_page(const Scene& scene) {
    return document(scene, {.name = "meetings", .title = scene.say(Say::meetings_title), .follows_record = true},
                    [&](Html& h) {
                        h(tag::h1, Say::meetings_title);
                        h(tag::p, {attr::cls("muted")}, [&] {
                            h.text(Say::meetings_intro);
                            h.text(" ");
                            h(tag::a, {attr::href(routes::bodies())}, Say::bodies_title);
                        });
                        returned_fault(h, scene);
                        const auto in = [](MeetingStage stage) {
                            return [stage](const Meeting& meeting) { return meeting.stage == stage; };
                        };
                        const auto earlier = [](const Meeting& a, const Meeting& b) { return a.at < b.at; };
                        const auto later = [](const Meeting& a, const Meeting& b) { return a.at > b.at; };
                        const bool is_asking = !asked(scene, body_field).empty();
                        if (is_asking) convene_section(h, scene);
                        if (scene.state.decisions.meetings.empty()) {
                            empty_state(h, Say::meetings_none_title, Say::meetings_none_text);
                        }
                        const auto running = meetings_where(scene, in(MeetingStage::open), earlier);
                        const auto coming = meetings_where(scene, in(MeetingStage::convened), earlier);
                        meeting_list(h, scene, Say::meetings_running, "running", running);
                        meeting_list(h, scene, Say::meetings_coming, "coming", coming);
                        if (!is_asking) convene_section(h, scene);
                        const auto is_past = [](const Meeting& meeting) {
                            return meeting.stage == MeetingStage::closed || meeting.stage == MeetingStage::cancelled;
                        };
                        const auto past = meetings_where(scene, is_past, later);
                        meeting_list(h, scene, Say::meetings_past, "past", past);
                    });
}

}  // namespace gongyi::pages
