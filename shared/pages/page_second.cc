// What one person of staff has asked for and another has to confirm.
#include "shared/pages/command_form.h"
#include "shared/pages/command_words.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

// The reason for which a paper is taken back, by its name.
std::string_view back_reason(const Scene& scene, std::string_view name) {
    if (name == paper_back_name(PaperBack::wrong_person)) return scene.say(Say::desk_back_wrong_person);
    if (name == paper_back_name(PaperBack::spoilt)) return scene.say(Say::desk_back_spoilt);
    if (name == paper_back_name(PaperBack::votes_online)) return scene.say(Say::desk_back_votes_online);
    return scene.say(Say::desk_back_never_asked);
}

std::string what_of_person(const Scene& scene, const PendingView& act) {
    const Arg name = Arg::text("name", act.name);
    const Arg household = Arg::text("household", act.household);
    if (act.deed == "appoint") {
        return scene.say(Say::second_appoint, {name, household, Arg::text("detail", scene.say(role_word(act.role)))});
    }
    if (act.deed == "restore") return scene.say(Say::second_restore, {name, household});
    if (act.deed == "move_away") return scene.say(Say::second_move, {name, household});
    if (act.deed == "correct") {
        return scene.say(Say::second_correct, {name, household, Arg::text("detail", act.detail)});
    }
    return scene.say(Say::second_renew, {name, household});
}

std::string what(const Scene& scene, const PendingView& act) {
    const Arg name = Arg::text("name", act.name);
    const Arg household = Arg::text("household", act.household);
    switch (act.kind) {
        case PendingKind::hand_paper:
            return scene.say(Say::second_hand, {name, household});
        case PendingKind::take_paper_back:
            return scene.say(Say::second_take_back,
                             {name, household, Arg::text("reason", back_reason(scene, act.detail))});
        case PendingKind::enter_papers:
            return scene.say(Say::second_urn, {Arg::count("count", static_cast<std::int64_t>(act.papers.size()))});
        case PendingKind::census:
            return scene.say(Say::second_census, {Arg::count("people", act.people), Arg::count("homes", act.homes)});
        case PendingKind::person:
            return what_of_person(scene, act);
        case PendingKind::command:
            break;
    }
    return scene.say(Say::second_command, {Arg::text("name", command_words(scene, act.name))});
}

// To be compared with the sheets in hand.
void papers_of(Html& h, const Scene& scene, const PendingView& act) {
    const Round* const round = portal::find_round(scene.state, act.round);
    h(tag::ul, {attr::cls("papers-to-compare")}, [&] {
        for (const PaperBallot& paper : act.papers) {
            h(tag::li, [&] {
                h(tag::b, paper.serial);
                for (const ProjectId choice : paper.choices) {
                    const Project* const project = round != nullptr ? find_project(*round, choice) : nullptr;
                    h(tag::p, {attr::cls("small")},
                      std::to_string(choice.raw()) + (project != nullptr ? ' ' + project->title : std::string{}));
                }
            });
        }
    });
}

void verdict_form(Html& h, const Scene& scene, const PendingView& act, Literal verdict, Say words, ButtonLook look) {
    h(tag::form, {Attribute::text("method", "post"), attr::action(routes::second(act.id))}, [&] {
        csrf_field(h, scene);
        h(tag::input, {attr::type("hidden"), attr::name(field::verdict), attr::value(verdict.view())});
        submit_button(h, look, scene.say(words));
    });
}

void act_item(Html& h, const Scene& scene, const PendingView& act) {
    h(tag::li, [&] {
        h(tag::p, [&] { h(tag::b, what(scene, act)); });
        papers_of(h, scene, act);
        if (act.kind == PendingKind::command) {
            h(tag::p, {attr::cls("muted small")}, Say::second_whole);
            h(tag::pre, {attr::cls("bytes"), Attribute::number("tabindex", 0)}, [&] { h(tag::code, act.detail); });
        }
        h(tag::p, {attr::cls("muted small")}, Say::second_asked_by,
          {Arg::text("name", act.asked_by), Arg::time("at", act.at), Arg::time("until", act.until)});
        if (act.is_mine) h(tag::p, {attr::cls("muted small")}, Say::second_yours);
        h(tag::div, {attr::cls("actions")}, [&] {
            if (!act.is_mine) {
                verdict_form(h, scene, act, verdict_confirm, Say::second_confirm, ButtonLook::main);
                verdict_form(h, scene, act, verdict_drop, Say::second_refuse, ButtonLook::line);
            } else {
                verdict_form(h, scene, act, verdict_drop, Say::second_withdraw, ButtonLook::line);
            }
        });
    });
}

// A new letter, this once.
void letter_card(Html& h, const Scene& scene) {
    if (!scene.request.letter) return;
    const LetterView& letter = *scene.request.letter;
    h(tag::section, {attr::cls("card narrow document")}, [&] {
        h(tag::h2,
          scene.say(Say::people_letter, {Arg::text("name", letter.name), Arg::text("household", letter.household)}));
        h(tag::p, {attr::cls("hash")}, letter.code);
        h(tag::p, {attr::cls("muted")}, Say::people_letter_text);
    });
}

void done_notice(Html& h, const Scene& scene) {
    const std::string done = scene.query_value(field::done.view());
    if (done == done_kept.view()) notice(h, NoticeKind::success, "", Say::second_kept);
    if (done == done_confirmed.view()) notice(h, NoticeKind::success, "", Say::second_done);
    if (done == done_dropped.view()) notice(h, NoticeKind::success, "", Say::second_dropped);
}

}  // namespace

Page second_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::second());
    if (scene.viewer.role != Role::staff) return forbidden_page(scene);
    return document(scene, {.name = "staff", .title = scene.say(Say::second_title)}, [&](Html& h) {
        back_link(h, routes::staff(), Say::staff_title);
        h(tag::h1, Say::second_title);
        h(tag::p, {attr::cls("muted")}, Say::second_intro);
        form_faults(h, scene, "CNY");
        done_notice(h, scene);
        letter_card(h, scene);
        const SecondFacts facts = scene.request.second.value_or(SecondFacts{});
        if (facts.acts.empty()) {
            empty_state(h, Say::second_none, Say::second_none_text);
            return;
        }
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (const PendingView& act : facts.acts) act_item(h, scene, act);
        });
    });
}

}  // namespace gongyi::pages
