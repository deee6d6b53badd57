// The service desk of a round: papers handed out to people who have no device, and the urn entered. Two acts apart, so
// that the server never has somebody's name and choice at once.
#include "shared/microproject/rules.h"
#include "shared/pages/command_form.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

template <class Body>
void desk_form(Html& h, const Scene& scene, const Url& action, Body&& body) {
    h(tag::form, {attr::cls("command"), Attribute::text("method", "post"), attr::action(action)}, [&] {
        csrf_field(h, scene);
        // Tells a form that is sent twice from one that is filled in the same way again.
        h(tag::input,
          {attr::type("hidden"), attr::name(field::seen), attr::value(std::to_string(scene.request.now.ms))});
        body();
    });
}

void counts(Html& h, const DeskFacts& desk) {
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, Say::desk_count_issued, std::to_string(desk.papers_issued));
        figure_row(h, Say::desk_count_entered, std::to_string(desk.papers_entered));
        figure_row(h, Say::desk_count_left, std::to_string(desk.papers_issued - desk.papers_entered));
    });
}

void done_notice(Html& h, const Scene& scene) {
    const std::string done = scene.query_value(field::done.view());
    if (done == desk_handed_out.view()) notice(h, NoticeKind::success, "", Say::desk_handed);
    if (done == desk_entered.view()) notice(h, NoticeKind::success, "", Say::desk_papers_entered);
}

// Why no paper was handed out, said to the staff and not to the voter.
std::string hand_out_sentence(const Scene& scene, const FormFault& fault, const Round& round) {
    const auto* const refusal = std::get_if<Refusal>(&fault.cause);
    if (refusal == nullptr) return scene.fault_sentence(fault, round.currency);
    switch (refusal->code) {
        case RefusalCode::credential_already_issued:
            return std::string{scene.say(Say::desk_has_credential)};
        case RefusalCode::paper_already_issued:
            return std::string{scene.say(Say::desk_has_paper)};
        case RefusalCode::not_of_age:
        case RefusalCode::residence_too_short:
        case RefusalCode::resident_class_excluded:
            return scene.say(Say::desk_may_not,
                             {Arg::text("reason", refusal_sentence(scene.say, *refusal, round.currency))});
        default:
            return scene.fault_sentence(fault, round.currency);
    }
}

// What is wrong with the papers of the urn, and in which line; empty when nothing is.
std::string urn_sentence(const Scene& scene, const Round& round) {
    const FormFault* const fault = scene.fault(field::papers.view());
    if (fault == nullptr) return {};
    const auto* const problem = std::get_if<FormProblem>(&fault->cause);
    const bool is_unreadable = problem != nullptr && *problem == FormProblem::malformed;
    std::string text = is_unreadable ? std::string{scene.say(Say::desk_line_unreadable)}
                                     : scene.fault_sentence(*fault, round.currency);
    const std::string_view line = scene.filled(field::line.view());
    if (line.empty()) return text;
    return scene.say(Say::desk_line, {Arg::text("line", line), Arg::text("fault", text)});
}

// What is not said beside a field.
void faults(Html& h, const Scene& scene, const Round& round) {
    for (const FormFault& fault : scene.request.faults) {
        if (fault.field == field::papers.view() || fault.field == field::who.view()) continue;
        notice(h, NoticeKind::warning, Say::problem_title, hand_out_sentence(scene, fault, round));
    }
}

void found_people(Html& h, const Scene& scene, const Round& round, const DeskFacts& desk) {
    if (!desk.is_asked) return;
    if (desk.people.empty()) {
        h(tag::p, {attr::cls("unfit"), attr::role("status")}, Say::desk_nobody);
        return;
    }
    h(tag::ul, {attr::cls("items")}, [&] {
        for (const DeskPerson& person : desk.people) {
            const std::string id = std::to_string(person.id.raw());
            h(tag::li, {attr::cls("staff-item")}, [&] {
                h(tag::div, [&] {
                    h(tag::b, person.name);
                    h(tag::p, {attr::cls("muted small")}, Say::desk_person,
                      {Arg::text("household", person.household), Arg::text("id", id)});
                });
                desk_form(h, scene, routes::desk_paper(round.id), [&] {
                    h(tag::input, {attr::type("hidden"), attr::name(field::voter), attr::value(id)});
                    submit_button(h, ButtonLook::line, scene.say(Say::desk_hand, {Arg::text("name", person.name)}));
                });
            });
        }
    });
    if (desk.has_more) {
        const auto shown = static_cast<std::int64_t>(desk.people.size());
        h(tag::p, {attr::cls("muted small")}, Say::desk_many, {Arg::count("count", shown)});
    }
}

void hand_out_card(Html& h, const Scene& scene, const Round& round, const DeskFacts& desk) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::desk_hand_title);
        h(tag::p, {attr::cls("muted")}, Say::desk_hand_text);
        desk_form(h, scene, routes::desk_find(round.id), [&] {
            FormFields form{h, scene, "find", /*is_returned=*/true};
            form.line(field::who.view(), Say::desk_who);
            form.button(Say::desk_find);
        });
        found_people(h, scene, round, desk);
    });
}

void urn_card(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::desk_urn_title);
        h(tag::p, {attr::cls("muted")}, Say::desk_urn_text,
          {Arg::count("count", papers_at_once_min), Arg::deadline("from", {round.closes_at.ms - last_papers_ms})});
        desk_form(h, scene, routes::desk_urn(round.id), [&] {
            FormFields form{h, scene, "urn", /*is_returned=*/true};
            form.explain_fault(urn_sentence(scene, round));
            form.area(field::papers.view(), Say::desk_papers, Say::desk_papers_hint, {}, 8);
            form.button(Say::desk_enter);
        });
        h(tag::details, [&] {
            h(tag::summary, Say::desk_projects);
            h(tag::table, {attr::cls("costs")}, [&] {
                h(tag::tbody, [&] {
                    for (const Project& project : round.projects) {
                        h(tag::tr, [&] {
                            h(tag::th, {Attribute::text("scope", "row"), attr::cls("number")},
                              std::to_string(project.id.raw()));
                            h(tag::td, project.title);
                        });
                    }
                });
            });
        });
    });
}

}  // namespace

Page desk_page(const Scene& scene, const Round& round) {
    if (!scene.is_signed_in()) return signin_redirect(routes::desk(round.id));
    if (!may(scene.viewer.role, Act::enter_papers)) return forbidden_page(scene);
    const std::string heading = scene.say(Say::desk_title, {Arg::text("title", round.title)});
    return document(scene, {.name = "staff", .title = heading}, [&](Html& h) {
        back_link(h, routes::staff(), Say::staff_title);
        h(tag::h1, heading);
        notice(h, NoticeKind::information, "", Say::desk_whose_word);
        faults(h, scene, round);
        if (!check_voting_open(round, scene.request.now)) {
            empty_state(h, Say::vote_not_open_title, Say::desk_closed);
            return;
        }
        done_notice(h, scene);
        const DeskFacts desk = scene.request.desk.value_or(DeskFacts{});
        if (scene.request.desk) counts(h, desk);
        hand_out_card(h, scene, round, desk);
        urn_card(h, scene, round);
    });
}

}  // namespace gongyi::pages
