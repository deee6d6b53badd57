// The service desk of a round: papers handed out to people who have no device, and the urn entered. Two acts apart, so
// that the server never has somebody's name and choice at once.
#include <algorithm>

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

// Whether the form with this field of its own was sent and refused; a `place` others have too.
bool was_sent(const Scene& scene, const Literal& own_field) {
    const auto& filled = scene.request.filled;
    return scene.fault(own_field.view()) != nullptr ||
           std::any_of(filled.begin(), filled.end(),
                       [&](const FilledField& one) { return one.name == own_field.view(); });
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
    if (done == desk_registered.view()) notice(h, NoticeKind::success, "", Say::desk_sheets_done);
    if (done != done_kept.view()) return;
    notice(h, NoticeKind::success, "", Say::second_kept);
    h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::second())}, Say::second_title); });
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

// Whose letter it is: of a code that no letter has, else what a form of the desk says.
std::string letter_sentence(const Scene& scene, const FormFault& fault, const Round& round) {
    const auto* const problem = std::get_if<FormProblem>(&fault.cause);
    if (problem != nullptr && *problem != FormProblem::missing) return std::string{scene.say(Say::desk_code_unknown)};
    return hand_out_sentence(scene, fault, round);
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
        const bool has_field = fault.field == field::papers.view() || fault.field == field::who.view() ||
                               fault.field == field::code.view() || fault.field == field::voter.view() ||
                               fault.field == field::serial.view() || fault.field == field::series.view() ||
                               fault.field == field::first.view() || fault.field == field::last.view();
        if (has_field) continue;
        notice(h, NoticeKind::warning, Say::problem_title, hand_out_sentence(scene, fault, round));
    }
}

// Where papers are handed out, by their places in Round::sheets.
void place_field(FormFields& form, const Round& round) {
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < round.sheets.size(); ++i) numbers.push_back(std::to_string(i));
    std::vector<Option> options;
    for (std::size_t i = 0; i < round.sheets.size(); ++i) options.push_back({numbers[i], round.sheets[i].place});
    form.select(field::place.view(), Say::desk_sheets_place, options);
}

void found_people(Html& h, const Scene& scene, const Round& round, const DeskFacts& desk) {
    if (desk.lookups_a_day != 0) {
        return notice(h, NoticeKind::warning, "",
                      scene.say(Say::desk_lookups_used_up, {Arg::count("allowed", desk.lookups_a_day)}));
    }
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
                    FormFields form{h, scene, "paper-" + id, /*is_returned=*/false};
                    form.hidden(field::voter.view(), id);
                    place_field(form, round);
                    form.button(scene.say(Say::desk_hand, {Arg::text("name", person.name)}), ButtonLook::line);
                });
            });
        }
    });
    if (desk.has_more) {
        const auto shown = static_cast<std::int64_t>(desk.people.size());
        h(tag::p, {attr::cls("muted small")}, Say::desk_many, {Arg::count("count", shown)});
    }
}

void letter_card(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::desk_code_title);
        h(tag::p, {attr::cls("muted")}, Say::desk_code_text);
        h(tag::p, {attr::cls("muted")}, Say::desk_hand_text);
        desk_form(h, scene, routes::desk_letter(round.id), [&] {
            FormFields form{h, scene, "letter", was_sent(scene, field::code)};
            const FormFault* const fault = scene.fault(field::code.view());
            if (fault != nullptr) form.explain_fault(letter_sentence(scene, *fault, round));
            form.line(field::code.view(), Say::desk_code);
            place_field(form, round);
            form.button(Say::desk_code_hand);
        });
    });
}

void without_letter_card(Html& h, const Scene& scene, const Round& round, const DeskFacts& desk) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::desk_without_title);
        h(tag::p, {attr::cls("muted")}, Say::desk_without_text);
        desk_form(h, scene, routes::desk_find(round.id), [&] {
            FormFields form{h, scene, "find", /*is_returned=*/true};
            form.line(field::who.view(), Say::desk_who_full);
            form.button(Say::desk_find);
        });
        found_people(h, scene, round, desk);
    });
}

Say back_word(PaperBack reason) {
    switch (reason) {
        case PaperBack::never_asked:
            return Say::desk_back_never_asked;
        case PaperBack::wrong_person:
            return Say::desk_back_wrong_person;
        case PaperBack::spoilt:
            return Say::desk_back_spoilt;
        case PaperBack::votes_online:
            break;
    }
    return Say::desk_back_votes_online;
}

void back_card(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::desk_back_title);
        h(tag::p, {attr::cls("muted")}, Say::desk_back_text);
        desk_form(h, scene, routes::desk_back(round.id), [&] {
            FormFields form{h, scene, "back", was_sent(scene, field::voter)};
            const FormFault* const fault = scene.fault(field::voter.view());
            if (fault != nullptr) form.explain_fault(letter_sentence(scene, *fault, round));
            form.line(field::voter.view(), Say::desk_back_who);
            form.line(field::serial.view(), Say::desk_back_sheet, Say::desk_back_sheet_hint);
            std::vector<Option> reasons;
            for (const PaperBack one : all_papers_back)
                reasons.push_back({paper_back_name(one), scene.say(back_word(one))});
            form.select(field::reason.view(), Say::desk_back_reason, reasons);
            form.button(Say::desk_back_send, ButtonLook::line);
        });
    });
}

void sheets_card(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::desk_sheets_title);
        h(tag::p, {attr::cls("muted")}, Say::desk_sheets_text);
        if (!round.sheets.empty()) {
            h(tag::ul, {attr::cls("items")}, [&] {
                for (std::size_t i = 0; i < round.sheets.size(); ++i) {
                    const PaperSheets& one = round.sheets[i];
                    const std::string first = sheet_serial(one, one.first);
                    const std::string last = sheet_serial(one, one.last);
                    h(tag::li, {attr::cls("staff-item")}, [&] {
                        h(tag::p, Say::desk_sheets_row,
                          {Arg::text("place", one.place), Arg::text("first", first), Arg::text("last", last)});
                        const std::string number = std::to_string(i);
                        button_link(h, ButtonLook::line, routes::desk_sheets(round.id).with(field::of, number),
                                    Say::desk_sheets_print);
                    });
                }
            });
        }
        desk_form(h, scene, routes::desk_sheets(round.id), [&] {
            FormFields form{h, scene, "sheets", was_sent(scene, field::series)};
            form.line(field::place.view(), Say::desk_sheets_place);
            form.line(field::series.view(), Say::desk_sheets_series, Say::desk_sheets_series_hint);
            form.line(field::first.view(), Say::desk_sheets_first, {}, "number");
            form.line(field::last.view(), Say::desk_sheets_last, {}, "number");
            form.button(Say::desk_sheets_add, ButtonLook::line);
        });
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
        if (round.stage != Stage::voting) {
            faults(h, scene, round);
            if (round.stage == Stage::draft) sheets_card(h, scene, round);
            empty_state(h, Say::vote_not_open_title, Say::desk_closed);
            return;
        }
        faults(h, scene, round);
        if (!check_voting_open(round, scene.request.now)) {
            empty_state(h, Say::vote_not_open_title, Say::desk_closed);
            return;
        }
        done_notice(h, scene);
        const DeskFacts desk = scene.request.desk.value_or(DeskFacts{});
        if (scene.request.desk) counts(h, desk);
        if (round.sheets.empty()) {
            notice(h, NoticeKind::warning, "", Say::refusal_papers_not_registered);
        } else {
            letter_card(h, scene, round);
            without_letter_card(h, scene, round, desk);
            urn_card(h, scene, round);
            back_card(h, scene, round);
        }
        sheets_card(h, scene, round);
    });
}

}  // namespace gongyi::pages
