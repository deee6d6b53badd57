// The bodies that deliberate, one of them with its seats, and the rules that the community has adopted.
#include <algorithm>
#include <array>

#include "shared/pages/document.h"
#include "shared/pages/meeting_parts.h"
#include "shared/pages/pages.h"
#include "shared/pages/place_parts.h"

namespace gongyi::pages {

namespace {

constexpr std::int64_t constituency_rows = 6;  // In the form; a body of more kinds is established through the API.

std::string term_words(const Scene& scene, const Body& body) {
    const std::string from = scene.say.date(body.term_from);
    const std::string to = scene.say.date(body.term_to);
    return scene.say(Say::body_term_value, {Arg::text("from", from), Arg::text("to", to)});
}

bool is_in_term(const Scene& scene, const Body& body) {
    const Date day = today(scene);
    return body.term_from <= day && day <= body.term_to;
}

// The seats of a constituency that are taken: given up ones are not.
std::int64_t seats_taken(const Body& body, std::size_t constituency) {
    return std::count_if(body.seats.begin(), body.seats.end(), [&](const Seat& seat) {
        return !seat.until && seat.constituency == static_cast<std::int64_t>(constituency);
    });
}

std::string seats_words(const Scene& scene, const Body& body) {
    if (!has_seats(body)) return std::string{scene.say(Say::body_without_seats)};
    std::int64_t seats = 0, taken = 0;
    for (std::size_t i = 0; i < body.constituencies.size(); ++i) {
        seats += body.constituencies[i].seats;
        taken += seats_taken(body, i);
    }
    return scene.say(Say::body_seats_value,
                     {Arg::count("seats", seats), Arg::count("taken", taken), Arg::count("vacant", seats - taken)});
}

void body_item(Html& h, const Scene& scene, const Body& body) {
    const std::int64_t own = own_seat(scene, body, today(scene));
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(routes::body(body.id))}, body.name);
            const std::string_view kind = scene.say(body_kind_word(body.kind));
            if (kind != body.name) badge(h, Tone::plain, kind);
            if (!is_in_term(scene, body)) badge(h, Tone::seal, Say::body_out_of_term);
        });
        h(tag::p, {attr::cls("muted small")}, seats_words(scene, body) + " · " + term_words(scene, body));
        if (own != 0) h(tag::p, {attr::cls("small")}, seat_words(scene, body, own));
    });
}

void constituency_rows_of(FormFields& form, Html& h) {
    for (std::int64_t i = 0; i < constituency_rows; ++i) {
        const std::string name = "constituencies." + std::to_string(i) + '.';
        h(tag::fieldset, {attr::cls("agenda-row")}, [&] {
            h(tag::legend, Say::body_constituency_number, {Arg::count("number", i + 1)});
            form.line(name + "name", Say::body_constituency_name);
            form.line(name + "seats", Say::body_constituency_seats);
            form.tick(name + "votes", Say::seat_votes);
            form.tick(name + "presides", Say::seat_presides);
            form.tick(name + "by_office", Say::seat_by_office);
        });
    }
}

void establish_form(Html& h, const Scene& scene) {
    if (!may_give<decision::EstablishBody>(scene)) return;
    Options kinds;
    for (const BodyKind kind : all_body_kinds) {
        kinds.add(std::string{body_kind_name(kind)}, std::string{scene.say(body_kind_word(kind))});
    }
    h(tag::section, {attr::cls("card")}, [&] {
        folded_form(h, scene, Say::body_establish, {"EstablishBody", routes::bodies()}, {}, [&](FormFields& form) {
            form.select("kind", Say::body_kind, kinds.all());
            form.line("name", Say::body_name, Say::body_name_hint);
            form.line("term_from", Say::body_term_from, {}, "date", to_iso(today(scene)));
            form.line("term_to", Say::body_term_to, {}, "date");
            h(tag::p, {attr::cls("muted")}, Say::body_constituencies_hint);
            constituency_rows_of(form, h);
            form.button(Say::body_establish_now);
        });
    });
}

void profile_words(Html& h, const Scene& scene, const RuleProfile& profile) {
    h(tag::div, {attr::cls("row")}, [&] {
        h(tag::b, title_in(scene.say, profile.title));
        badge(h, profile.state == SourceState::unverified ? Tone::gold : Tone::plain,
              scene.say(source_state_word(profile.state)));
    });
    h(tag::p, {attr::cls("source")}, profile.id + " · " + profile.source);
    if (profile.valid_to && *profile.valid_to < today(scene)) {
        const std::string day = scene.say.date(*profile.valid_to);
        h(tag::p, {attr::cls("too-few")}, Say::rules_expired, {Arg::text("day", day)});
    }
}

// What the community goes by: of several versions of one set of rules the last.
void adopted_rules(Html& h, const Scene& scene) {
    const auto& state = scene.state.decisions;
    if (state.profiles.empty()) return h(tag::p, {attr::cls("muted")}, Say::rules_none);
    h(tag::ul, {attr::cls("card items")}, [&] {
        for (std::size_t i = 0; i < state.profiles.size(); ++i) {
            const RuleProfile& profile = state.profiles[i];
            if (decision::find_adopted(state, profile.id) != static_cast<std::int64_t>(i)) continue;
            h(tag::li, [&] { profile_words(h, scene, profile); });
        }
    });
}

bool is_adopted(const decision::DecisionState& state, const RuleProfile& profile) {
    const auto index = decision::find_adopted(state, profile.id);
    return index && state.profiles[static_cast<std::size_t>(*index)].text == profile.text;
}

void rules_to_adopt(Html& h, const Scene& scene) {
    if (!may_give<decision::AdoptRules>(scene)) return;
    const auto& profiles = shipped_profiles();
    const bool is_any = std::any_of(profiles.begin(), profiles.end(), [&](const RuleProfile& profile) {
        return !is_adopted(scene.state.decisions, profile);
    });
    if (!is_any) return;
    h(tag::details, {attr::cls("folded")}, [&] {
        h(tag::summary, Say::rules_adopt_title);
        h(tag::p, {attr::cls("muted")}, Say::rules_adopt_text);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (const RuleProfile& profile : profiles) {
                if (is_adopted(scene.state.decisions, profile)) continue;
                h(tag::li, [&] {
                    profile_words(h, scene, profile);
                    command_form(h, scene, {"AdoptRules", routes::bodies()}, {}, [&](FormFields& form) {
                        form.hidden("text", profile.text);
                        form.button(Say::rules_adopt, ButtonLook::line);
                    });
                });
            }
        });
    });
}

// ---- One body ----

void seat_line(Html& h, const Scene& scene, const Body& body, std::int64_t number) {
    const Seat& seat = body.seats[static_cast<std::size_t>(number - 1)];
    const std::string from = scene.say.date(seat.from);
    h(tag::li, [&] {
        h(tag::span, seat_words(scene, body, number));
        h(tag::span, {attr::cls("muted small")}, Say::seat_since, {Arg::text("day", from)});
        if (seat.firm != FirmId{}) {
            h(tag::span, {attr::cls("muted small")}, Say::seat_firm,
              {Arg::year("number", static_cast<std::int64_t>(seat.firm.raw()))});
        }
    });
}

void constituency_card(Html& h, const Scene& scene, const Body& body, std::size_t index) {
    const Constituency& one = body.constituencies[index];
    const std::int64_t taken = seats_taken(body, index);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, one.name);
        h(tag::p, {attr::cls("meta")}, [&] {
            badge(h, one.votes ? Tone::act : Tone::plain, scene.say(one.votes ? Say::seat_votes : Say::seat_observing));
            if (one.presides) badge(h, Tone::plain, Say::seat_presides);
            if (one.by_office) badge(h, Tone::plain, Say::seat_by_office);
            h(tag::span, {attr::cls("muted small")}, Say::body_seats_value,
              {Arg::count("seats", one.seats), Arg::count("taken", taken), Arg::count("vacant", one.seats - taken)});
        });
        if (taken == 0) return;
        h(tag::ul, {attr::cls("roll")}, [&] {
            for (std::size_t i = 0; i < body.seats.size(); ++i) {
                const Seat& seat = body.seats[i];
                if (seat.until || seat.constituency != static_cast<std::int64_t>(index)) continue;
                seat_line(h, scene, body, static_cast<std::int64_t>(i) + 1);
            }
        });
    });
}

void take_seat_form(Html& h, const Scene& scene, const Body& body) {
    Options constituencies;
    for (std::size_t i = 0; i < body.constituencies.size(); ++i) {
        if (seats_taken(body, i) < body.constituencies[i].seats) {
            constituencies.add(std::to_string(i), body.constituencies[i].name);
        }
    }
    if (constituencies.is_empty()) return h(tag::p, {attr::cls("muted")}, Say::body_is_full);
    folded_form(h, scene, Say::seat_take, {"TakeSeat", routes::body(body.id)}, {{"body", body.id.raw()}},
                [&](FormFields& form) {
                    form.select("seating.constituency", Say::seat_kind, constituencies.all());
                    form.line("seating.holder", Say::seat_holder, Say::seat_holder_hint);
                    if (body.kind == BodyKind::merchants) {
                        form.line("seating.firm", Say::seat_firm_number, Say::seat_firm_hint);
                    }
                    if (body.kind == BodyKind::children) {
                        form.tick("seating.guardian_consents", Say::seat_guardian);
                    }
                    form.button(Say::seat_take_now, ButtonLook::line);
                });
}

void give_up_form(Html& h, const Scene& scene, const Body& body) {
    Options seats;
    for (std::size_t i = 0; i < body.seats.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i) + 1;
        if (!body.seats[i].until) seats.add(std::to_string(number), seat_words(scene, body, number));
    }
    if (seats.is_empty()) return;
    folded_form(h, scene, Say::seat_give_up, {"GiveUpSeat", routes::body(body.id)}, {{"body", body.id.raw()}},
                [&](FormFields& form) {
                    form.select("seat", Say::seat_which, seats.all());
                    form.area("reason", Say::seat_give_up_reason, {}, {}, 2);
                    form.button(Say::seat_give_up_now, ButtonLook::line);
                });
}

void body_figures(Html& h, const Scene& scene, const Body& body) {
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, Say::body_kind, scene.say(body_kind_word(body.kind)));
        figure_row(h, Say::body_term, term_words(scene, body));
        if (body.scope != NodeId{}) figure_row(h, Say::body_scope, place_words(scene, body.scope));
        if (!has_seats(body)) return;
        figure_row(h, Say::body_votes_due, measured(scene.say, Measure::heads, votes_due(body, today(scene))));
        const std::int64_t chair = presiding_seat(body, today(scene));
        figure_row(h, Say::meeting_chair,
                   chair == 0 ? std::string{scene.say(Say::body_no_chair)} : seat_words(scene, body, chair));
    });
}

void body_meetings(Html& h, const Scene& scene, const Body& body) {
    constexpr int shown_max = 5;
    std::vector<const decision::Meeting*> newest;
    const auto& meetings = scene.state.decisions.meetings;
    for (auto one = meetings.rbegin(); one != meetings.rend() && newest.size() < shown_max; ++one) {
        if (one->body == body.id) newest.push_back(&*one);
    }
    if (newest.empty()) return;
    h(tag::h2, Say::body_meetings);
    h(tag::ul, {attr::cls("card items")}, [&] {
        for (const decision::Meeting* meeting : newest) meeting_item(h, scene, *meeting);
    });
}

void body_staff(Html& h, const Scene& scene, const Body& body) {
    if (!may_give<decision::TakeSeat>(scene)) return;
    h(tag::section, {attr::cls("card desk")}, [&] {
        h(tag::h2, Say::meeting_desk);
        if (has_seats(body)) {
            take_seat_form(h, scene, body);
            give_up_form(h, scene, body);
        }
        scope_form(h, scene, body);
        button_link(h, ButtonLook::line, routes::meetings().with("body", std::to_string(body.id.raw())),
                    Say::convene_title);
    });
}

}  // namespace

Page bodies_page(const Scene& scene) {
    return document(scene, {.name = "bodies", .title = scene.say(Say::bodies_title), .follows_record = true},
                    [&](Html& h) {
                        h(tag::h1, Say::bodies_title);
                        h(tag::p, {attr::cls("muted")}, Say::bodies_intro);
                        returned_fault(h, scene);
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] {
                                if (scene.state.decisions.bodies.empty()) {
                                    empty_state(h, Say::bodies_none_title, Say::bodies_none_text);
                                } else {
                                    h(tag::ul, {attr::cls("card items")}, [&] {
                                        for (const Body& body : scene.state.decisions.bodies) body_item(h, scene, body);
                                    });
                                }
                                establish_form(h, scene);
                            });
                            h(tag::section, {attr::id("rules")}, [&] {
                                h(tag::h2, Say::rules_title);
                                adopted_rules(h, scene);
                                rules_to_adopt(h, scene);
                            });
                        });
                    });
}

Page body_page(const Scene& scene, const Body& body) {
    return document(scene, {.name = "body", .title = body.name, .follows_record = true}, [&](Html& h) {
        back_link(h, routes::bodies(), Say::bodies_title);
        h(tag::h1, body.name);
        returned_fault(h, scene);
        if (!is_in_term(scene, body)) {
            notice(h, NoticeKind::warning, "", Say::body_out_of_term_text);
        }
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                body_figures(h, scene, body);
                if (!has_seats(body)) h(tag::p, Say::body_without_seats_text);
                if (scene.is_signed_in()) {
                    const std::string number = std::to_string(scene.viewer.id.raw());
                    h(tag::p, {attr::cls("muted small")}, Say::body_own_number, {Arg::text("number", number)});
                }
                body_staff(h, scene, body);
                body_meetings(h, scene, body);
            });
            h(tag::div, [&] {
                duties_section(h, scene, body);
                rights_section(h, scene, body);
                for (std::size_t i = 0; i < body.constituencies.size(); ++i) constituency_card(h, scene, body, i);
            });
        });
    });
}

}  // namespace gongyi::pages
