// People and their accounts, for staff: found by a whole name or number, and changed by two.
#include <algorithm>
#include <array>

#include "shared/decision/state.h"
#include "shared/pages/command_form.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

template <class Body>
void people_form(Html& h, const Scene& scene, const Url& action, std::string_view deed, Body&& body) {
    h(tag::form, {attr::cls("command"), Attribute::text("method", "post"), attr::action(action)}, [&] {
        csrf_field(h, scene);
        FormFields form{h, scene, std::string{deed.empty() ? "find" : deed},
                        /*is_returned=*/scene.filled(field::deed.view()) == deed};
        if (!deed.empty()) form.hidden(field::deed.view(), deed);
        body(form);
    });
}

void find_card(Html& h, const Scene& scene, const PeopleFacts& facts) {
    h(tag::section, {attr::cls("card narrow")}, [&] {
        people_form(h, scene, routes::people(), "", [&](FormFields& form) {
            form.line(field::who.view(), Say::desk_who_full);
            form.button(Say::desk_find);
        });
        if (facts.lookups_a_day != 0) {
            notice(h, NoticeKind::warning, "",
                   scene.say(Say::desk_lookups_used_up, {Arg::count("allowed", facts.lookups_a_day)}));
        }
        if (!facts.is_asked) return;
        if (facts.found.empty()) h(tag::p, {attr::cls("unfit"), attr::role("status")}, Say::desk_nobody);
        h(tag::ul, {attr::cls("items")}, [&] {
            for (const DeskPerson& person : facts.found) {
                const std::string id = std::to_string(person.id.raw());
                h(tag::li, {attr::cls("staff-item")}, [&] {
                    h(tag::div, [&] {
                        h(tag::b, person.name);
                        h(tag::p, {attr::cls("muted small")}, Say::desk_person,
                          {Arg::text("household", person.household), Arg::text("id", id)});
                    });
                    button_link(h, ButtonLook::line, routes::person(person.id), Say::people_open);
                });
            }
        });
    });
}

Say standing_word(PersonStanding standing) {
    switch (standing) {
        case PersonStanding::here:
            return Say::people_here;
        case PersonStanding::suspended:
            return Say::people_suspended;
        case PersonStanding::moved_away:
            break;
    }
    return Say::people_moved;
}

void seats_of(Html& h, const Scene& scene, ResidentId person) {
    const auto holds = [&](const Body& body) {
        return std::any_of(body.seats.begin(), body.seats.end(),
                           [&](const auto& seat) { return seat.holder == person && !seat.until; });
    };
    const auto& bodies = scene.state.decisions.bodies;
    if (std::none_of(bodies.begin(), bodies.end(), holds)) return;
    h(tag::h2, Say::people_seats);
    h(tag::ul, {attr::cls("links")}, [&] {
        for (const Body& body : bodies) {
            if (!holds(body)) continue;
            h(tag::li, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::body(body.id))}, body.name); });
        }
    });
    h(tag::p, {attr::cls("muted small")}, Say::people_seats_hint);
}

// A form of one button, with what follows from it.
void act_card(Html& h, const Scene& scene, const Url& action, std::string_view deed, Say title, Say hint) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, title);
        h(tag::p, {attr::cls("muted")}, hint);
        people_form(h, scene, action, deed, [&](FormFields& form) { form.button(title, ButtonLook::line); });
    });
}

void appoint_card(Html& h, const Scene& scene, const Url& action, const PersonView& person) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::people_appoint);
        h(tag::p, {attr::cls("muted")}, Say::people_appoint_hint);
        people_form(h, scene, action, "appoint", [&](FormFields& form) {
            std::vector<Option> roles;
            for (const Role role : {Role::resident, Role::council, Role::staff}) {
                if (role != person.role) roles.push_back({role_name(role), scene.say(role_word(role))});
            }
            form.select(field::role.view(), Say::people_role, roles);
            form.button(Say::people_appoint, ButtonLook::line);
        });
    });
}

void correct_card(Html& h, const Scene& scene, const Url& action, const PersonView& person) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::people_correct);
        people_form(h, scene, action, "correct", [&](FormFields& form) {
            form.line(field::name.view(), Say::people_name, {}, "text", person.name);
            form.line(field::household.view(), Say::people_household, {}, "text", person.household);
            const std::string born = to_iso(person.facts.born);
            const std::string since = to_iso(person.facts.resident_since);
            form.line(field::born.view(), Say::people_born, {}, "date", born);
            form.line(field::resident_since.view(), Say::people_since, {}, "date", since);
            form.button(Say::people_correct_send, ButtonLook::line);
        });
    });
}

void acts_of(Html& h, const Scene& scene, const PersonView& person) {
    const Url action = routes::person(person.id);
    const bool is_here = person.standing == PersonStanding::here;
    if (person.role == Role::supervisor) {
        h(tag::p, {attr::cls("muted")}, Say::people_appoint_hint);
        return;
    }
    if (person.role != Role::staff) {
        act_card(h, scene, action, "renew_letter", Say::people_renew, Say::people_renew_hint);
    }
    if (is_here) appoint_card(h, scene, action, person);
    if (is_here) act_card(h, scene, action, "suspend", Say::people_suspend, Say::people_suspend_hint);
    if (!is_here) act_card(h, scene, action, "restore", Say::people_restore, Say::people_suspend_hint);
    if (person.standing != PersonStanding::moved_away) {
        act_card(h, scene, action, "move_away", Say::people_move, Say::people_move_hint);
    }
    correct_card(h, scene, action, person);
}

}  // namespace

Page people_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::people());
    if (scene.viewer.role != Role::staff) return forbidden_page(scene);
    return document(scene, {.name = "staff", .title = scene.say(Say::people_title)}, [&](Html& h) {
        back_link(h, routes::staff(), Say::staff_title);
        h(tag::h1, Say::people_title);
        h(tag::p, {attr::cls("muted")}, Say::people_intro);
        form_faults(h, scene, "CNY");
        find_card(h, scene, scene.request.people.value_or(PeopleFacts{}));
    });
}

Page person_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::people());
    if (scene.viewer.role != Role::staff) return forbidden_page(scene);
    return document(scene, {.name = "staff", .title = scene.say(Say::people_title)}, [&](Html& h) {
        back_link(h, routes::people(), Say::people_title);
        form_faults(h, scene, "CNY");
        const PeopleFacts facts = scene.request.people.value_or(PeopleFacts{});
        if (facts.lookups_a_day != 0) {
            return notice(h, NoticeKind::warning, "",
                          scene.say(Say::desk_lookups_used_up, {Arg::count("allowed", facts.lookups_a_day)}));
        }
        if (!facts.person) return empty_state(h, Say::people_title, Say::people_gone);
        const PersonView& person = *facts.person;
        h(tag::h1, person.name);
        if (scene.query_value(field::done.view()) == done_confirmed.view()) {
            notice(h, NoticeKind::success, "", Say::people_done);
        }
        h(tag::dl, {attr::cls("figures")}, [&] {
            figure_row(h, Say::people_household, person.household);
            figure_row(h, Say::people_role, role_word(person.role));
            figure_row(h, Say::people_standing, standing_word(person.standing));
            figure_row(h, Say::people_account, person.has_account ? Say::people_claimed : Say::people_unclaimed);
        });
        seats_of(h, scene, person.id);
        acts_of(h, scene, person);
    });
}

}  // namespace gongyi::pages
