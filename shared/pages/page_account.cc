// Signing in, opening an account, and one's own page.
#include <vector>

#include "shared/pages/account_pages.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"

namespace gongyi::pages {

namespace {

// Where to go after signing in: what the form or the address says, if it is a path of this portal.
std::string back_path(const Scene& scene) {
    std::string back{scene.filled(field::back.view())};
    if (back.empty()) back = scene.query_value(field::back.view());
    // "//host" and "/\host" would lead elsewhere.
    const bool is_local = !back.empty() && back[0] == '/' && (back.size() == 1 || (back[1] != '/' && back[1] != '\\'));
    return is_local ? back : std::string{};
}

void shared_device_field(Html& h, const Scene& scene) {
    h(tag::div, {attr::cls("field")}, [&] {
        h(tag::label, {attr::cls("tick")}, [&] {
            h(tag::input, {attr::type("checkbox"), attr::name(field::shared_device), attr::value("1"),
                           Attribute::text("aria-describedby", "shared-device-hint"),
                           attr::checked.when(!scene.filled(field::shared_device.view()).empty())});
            h(tag::span, Say::signin_shared);
        });
        h(tag::p, {attr::cls("hint"), attr::id("shared-device-hint")}, Say::signin_shared_hint);
    });
}

// The receipts that lie in this browser, before signing out puts them away.
void receipts_first(Html& h, const Scene& scene) {
    std::vector<const Round*> rounds;
    for (const Round& round : scene.state.rounds) {
        if (round.stage == Stage::voting && scene.has_credential(round.id)) rounds.push_back(&round);
    }
    if (rounds.empty()) return;
    h(tag::div, {Attribute::flag("data-needs-script"), attr::hidden}, [&] {
        h(tag::p, scene.viewer.is_shared_device ? Say::me_receipts_gone : Say::me_receipts_first);
        for (const Round* const round : rounds) {
            h(tag::p, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::receipt(round->id))},
                  scene.say(Say::me_receipt_of, {Arg::text("title", round->title)}));
            });
        }
    });
}

void signout_card(Html& h, const Scene& scene) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::me_signout);
        h(tag::p, {attr::cls("muted")}, Say::me_shared_device);
        receipts_first(h, scene);
        h(tag::form, {Attribute::text("method", "post"), attr::action(routes::signout())}, [&] {
            csrf_field(h, scene);
            submit_button(h, ButtonLook::line, Say::me_signout);
        });
    });
}

// Who noted that this person was handed a paper: whoever was not is to know.
void paper_line(Html& h, const Scene& scene, const Round& round, const RoundStanding& standing) {
    if (!standing.paper) return;
    const PaperDay& paper = *standing.paper;
    const bool is_known = paper.place >= 0 && paper.place < std::ssize(round.sheets);
    const std::string place = is_known ? round.sheets[static_cast<std::size_t>(paper.place)].place : std::string{};
    const std::string day = scene.say.date(paper.day);
    const std::string number = std::to_string(paper.desk);
    h(tag::p, Say::paper_handed_to_you,
      {Arg::text("day", day), Arg::text("place", place), Arg::text("number", number)});
    if (round.stage == Stage::voting) h(tag::p, {attr::cls("muted small")}, Say::paper_not_you);
}

void standing_item(Html& h, const Scene& scene, const Round& round, const RoundStanding& standing) {
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(routes::round(round.id))}, round.title);
            stage_badge(h, scene, round.stage);
        });
        if (standing.roll == RollStanding::paper) {
            h(tag::p, {attr::cls("done-line")}, Say::me_paper);
            paper_line(h, scene, round, standing);
        } else if (standing.roll == RollStanding::credential) {
            h(tag::p, {attr::cls("done-line")}, Say::me_voted);
            h(tag::p, {attr::cls("muted small")}, Say::me_voted_secret);
            h(tag::p, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::receipt(round.id))}, Say::front_receipt);
            });
        } else if (round.stage == Stage::voting && standing.refusal) {
            h(tag::p, {attr::cls("muted small")}, refusal_sentence(scene.say, *standing.refusal, round.currency));
        } else if (round.stage == Stage::voting) {
            h(tag::p, {attr::cls("muted small")}, Say::me_may_vote, {Arg::deadline("until", round.closes_at)});
            button_link(h, ButtonLook::main, routes::vote(round.id), Say::round_vote);
        } else {
            h(tag::p, {attr::cls("muted small")},
              round.stage == Stage::draft ? draft_line(scene, round, Say::front_draft_line)
                                          : std::string(scene.say(Say::me_not_voted)));
        }
    });
}

void my_rounds(Html& h, const Scene& scene) {
    h(tag::h2, Say::me_rounds);
    if (scene.viewer.standings.empty()) {
        h(tag::p, {attr::cls("muted")}, Say::me_nothing);
        return;
    }
    h(tag::ul, {attr::cls("card items")}, [&] {
        // The newest first.
        for (auto round = scene.state.rounds.rbegin(); round != scene.state.rounds.rend(); ++round) {
            if (const RoundStanding* standing = scene.standing(round->id)) standing_item(h, scene, *round, *standing);
        }
    });
}

Page redirect(const Url& url) {
    Page page;
    page.status = 303;
    page.location = url.text();
    return page;
}

}  // namespace

void back_field(Html& h, const Scene& scene) {
    const std::string back = back_path(scene);
    if (!back.empty()) h(tag::input, {attr::type("hidden"), attr::name(field::back), attr::value(back)});
}

void held_fields(Html& h, const Scene& scene, Say kept, Say lost) {
    if (!scene.filled(field::held_not.view()).empty()) {
        // Said again by the next step, if there is one.
        h(tag::input, {attr::type("hidden"), attr::name(field::held_not), attr::value("1")});
        return notice(h, NoticeKind::warning, "", lost);
    }
    if (scene.filled(field::held_for.view()).empty()) return;
    notice(h, NoticeKind::information, "", kept);
    for (const FilledField& one : scene.request.filled) {
        if (!is_held_field(one.name)) continue;
        h(tag::input, {attr::type("hidden"), Attribute::text("name", one.name), attr::value(one.value)});
    }
}

std::string passphrase_hint(const Scene& scene) {
    std::string hint = scene.say(Say::claim_passphrase_hint, {Arg::count("needed", passphrase_code_points_min)});
    if (scene.request.locale == Locale::en) hint += ' ';
    hint += scene.say(Say::passphrase_rules);
    return hint;
}

void code_field(Html& h, const Scene& scene, Say label) {
    text_field(h, scene,
               {.name = field::otp, .autocomplete = "one-time-code", .label = scene.say(label), .keeps_value = false});
}

void proof_fields(Html& h, const Scene& scene) {
    text_field(h, scene,
               {.name = field::passphrase_now,
                .kind = "password",
                .autocomplete = "current-password",
                .label = scene.say(Say::pass_now),
                .keeps_value = false});
    if (scene.request.account != nullptr && scene.request.account->has_factor) {
        code_field(h, scene, Say::factor_code_either);
    }
}

Page signin_redirect(const Url& back) {
    return redirect(routes::signin().with(field::back, back.text()));
}

Page signin_page(const Scene& scene) {
    if (scene.is_signed_in() && scene.request.faults.empty()) return redirect(routes::me());
    return document(scene, {.name = "signin", .title = scene.say(Say::signin_title)}, [&](Html& h) {
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::section, {attr::cls("card")}, [&] {
                h(tag::h1, Say::signin_title);
                if (scene.query_value(field::done.view()) == "deleted") {
                    notice(h, NoticeKind::success, "", Say::delete_done);
                }
                h(tag::form, {Attribute::text("method", "post"), attr::action(routes::signin())}, [&] {
                    csrf_field(h, scene);
                    back_field(h, scene);
                    form_faults(h, scene, "CNY");
                    held_fields(h, scene, Say::signin_kept, Say::signin_kept_not);
                    text_field(h, scene,
                               {.name = field::name,
                                .autocomplete = "username",
                                .label = scene.say(Say::signin_name),
                                .hint = scene.say(Say::signin_name_hint)});
                    text_field(h, scene,
                               {.name = field::passphrase,
                                .kind = "password",
                                .autocomplete = "current-password",
                                .label = scene.say(Say::signin_passphrase),
                                .keeps_value = false});
                    shared_device_field(h, scene);
                    submit_button(h, ButtonLook::main, Say::signin_button);
                });
            });
            h(tag::section, {attr::cls("card")}, [&] {
                h(tag::h2, Say::signin_first);
                h(tag::p, {attr::cls("muted")}, Say::signin_first_text);
                const std::string back = back_path(scene);
                button_link(h, ButtonLook::line,
                            back.empty() ? routes::claim() : routes::claim().with(field::back, back),
                            Say::signin_claim);
                h(tag::p, {attr::cls("muted small")}, Say::signin_help);
            });
        });
    });
}

Page signin_step_page(const Scene& scene) {
    std::string_view ticket = scene.filled(field::ticket.view());
    if (scene.request.account != nullptr && !scene.request.account->ticket.empty()) {
        ticket = scene.request.account->ticket;
    }
    if (ticket.empty()) return redirect(routes::signin());
    return document(scene, {.name = "signin", .title = scene.say(Say::step_title)}, [&](Html& h) {
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, Say::step_title);
            h(tag::p, Say::step_intro);
            h(tag::form, {Attribute::text("method", "post"), attr::action(routes::signin_step())}, [&] {
                h(tag::input, {attr::type("hidden"), attr::name(field::ticket), attr::value(ticket)});
                back_field(h, scene);
                form_faults(h, scene, "CNY");
                held_fields(h, scene, Say::signin_kept, Say::signin_kept_not);
                code_field(h, scene, Say::factor_code_either);
                submit_button(h, ButtonLook::main, Say::signin_button);
            });
            h(tag::p, {attr::cls("muted small")}, Say::factor_lost);
        });
    });
}

Page confirm_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::me());
    // Whoever comes here by the address alone has nothing to go back to.
    if (back_path(scene).empty()) return redirect(routes::me());
    return document(scene, {.name = "confirm", .title = scene.say(Say::confirm_title)}, [&](Html& h) {
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, Say::confirm_title);
            h(tag::p, Say::confirm_intro);
            h(tag::form, {Attribute::text("method", "post"), attr::action(routes::confirm())}, [&] {
                csrf_field(h, scene);
                back_field(h, scene);
                form_faults(h, scene, "CNY");
                held_fields(h, scene, Say::signin_kept, Say::confirm_lost);
                proof_fields(h, scene);
                submit_button(h, ButtonLook::main, Say::confirm_button);
            });
        });
    });
}

Page claim_page(const Scene& scene) {
    if (scene.is_signed_in() && scene.request.faults.empty()) return redirect(routes::me());
    return document(scene, {.name = "claim", .title = scene.say(Say::claim_title)}, [&](Html& h) {
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, Say::claim_title);
            h(tag::p, {attr::cls("muted")}, Say::claim_intro);
            h(tag::form, {Attribute::text("method", "post"), attr::action(routes::claim())}, [&] {
                csrf_field(h, scene);
                back_field(h, scene);
                form_faults(h, scene, "CNY");
                text_field(h, scene,
                           {.name = field::code,
                            .label = scene.say(Say::claim_code),
                            .hint = scene.say(Say::claim_code_hint)});
                text_field(h, scene,
                           {.name = field::name,
                            .autocomplete = "username",
                            .label = scene.say(Say::claim_name),
                            .hint = scene.say(Say::claim_name_hint)});
                const std::string hint = passphrase_hint(scene);
                text_field(h, scene,
                           {.name = field::passphrase,
                            .kind = "password",
                            .autocomplete = "new-password",
                            .label = scene.say(Say::claim_passphrase),
                            .hint = hint,
                            .keeps_value = false});
                text_field(h, scene,
                           {.name = field::passphrase_again,
                            .kind = "password",
                            .autocomplete = "new-password",
                            .label = scene.say(Say::claim_again),
                            .keeps_value = false});
                shared_device_field(h, scene);
                submit_button(h, ButtonLook::main, Say::claim_button);
            });
            h(tag::p, {attr::cls("centred")}, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::signin())}, Say::claim_have);
            });
            h(tag::p, {attr::cls("muted small")}, Say::signin_help);
        });
    });
}

Page me_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::me());
    return document(scene, {.name = "me", .title = scene.say(Say::me_title)}, [&](Html& h) {
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                h(tag::p, {attr::cls("meta")}, [&] { badge(h, Tone::plain, scene.say(role_word(scene.viewer.role))); });
                h(tag::h1, Say::me_hello, {Arg::text("name", scene.viewer.name)});
                second_step_advice(h, scene);
                my_rounds(h, scene);
            });
            h(tag::div, [&] {
                account_card(h, scene);
                signout_card(h, scene);
            });
        });
    });
}

}  // namespace gongyi::pages
