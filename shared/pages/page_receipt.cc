// The receipt for a ballot: on screen and on paper.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

// 64 digits in groups of four, so that they can be read aloud and compared.
void receipt_code(Html& h, const Scene& scene, const std::string& receipt) {
    constexpr std::size_t group_digits = 4;
    h(tag::p,
      {attr::cls("receipt-code"), attr::label(scene.say(Say::receipt_code_label, {Arg::text("code", receipt)})),
       attr::role("img")},
      [&] {
          for (std::size_t at = 0; at < receipt.size(); at += group_digits) {
              h(tag::span, std::string_view{receipt}.substr(at, group_digits));
          }
      });
}

void copy_button(Html& h, const Scene& scene, const std::string& receipt) {
    h(tag::button,
      {attr::cls("button line"), attr::type("button"), Attribute::text("data-copy", receipt),
       Attribute::flag("data-needs-script"), attr::hidden},
      [&] {
          h(tag::span, {Attribute::text("data-when", "idle")}, scene.say(Say::copy_code));
          h(tag::span, {Attribute::text("data-when", "copied"), attr::hidden}, scene.say(Say::copied));
      });
}

void receipt_card(Html& h, const Scene& scene, const Round& round, const RoundStanding& standing) {
    h(tag::section, {attr::cls("card document")}, [&] {
        h(tag::p, {attr::cls("document-of")}, round.title);
        h(tag::h1, scene.say(Say::receipt_title));
        h(tag::p, {attr::cls("done-line")}, scene.say(Say::receipt_thanks));
        h(tag::p, scene.say(Say::receipt_when, {Arg::time("at", standing.cast_at)}));
        h(tag::p, {attr::cls("muted")},
          round.stage == Stage::voting ? scene.say(Say::receipt_until, {Arg::deadline("until", round.closes_at)})
                                       : std::string(scene.say(Say::receipt_closed)));
        h(tag::h2, scene.say(Say::receipt_code));
        receipt_code(h, scene, standing.receipt);
        h(tag::div, {attr::cls("actions screen-only")}, [&] {
            copy_button(h, scene, standing.receipt);
            h(tag::button,
              {attr::cls("button line"), attr::type("button"), Attribute::flag("data-print"),
               Attribute::flag("data-needs-script"), attr::hidden},
              scene.say(Say::print_page));
        });
        h(tag::h2, scene.say(Say::receipt_choices));
        choice_list(h, scene, round, standing.ballot->choices);
    });
}

void how_to_check(Html& h, const Scene& scene, const Round& round, const RoundStanding& standing) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, scene.say(Say::receipt_how_title));
        h(tag::ol, {attr::cls("prose")}, [&] {
            h(tag::li, scene.say(Say::receipt_how_keep));
            h(tag::li, scene.say(Say::receipt_how_after));
        });
        h(tag::p, {attr::cls("muted")}, scene.say(Say::receipt_how_private));
        if (round.stage == Stage::closed) {
            button_link(h, ButtonLook::main,
                        routes::outcome(round.id).with(field::receipt, standing.receipt).at("find"),
                        scene.say(Say::receipt_find));
        }
    });
}

}  // namespace

Page receipt_page(const Scene& scene, const Round& round) {
    if (!scene.is_signed_in()) return signin_redirect(routes::receipt(round.id));
    const RoundStanding* standing = scene.standing(round.id);
    const bool has_voted = standing != nullptr && standing->ballot;
    return document(scene, {.name = "receipt", .title = scene.say(Say::receipt_title)}, [&](Html& h) {
        back_link(h, scene, routes::round(round.id), round.title);
        if (!has_voted) {
            h(tag::h1, scene.say(Say::receipt_title));
            empty_state(h, scene.say(Say::receipt_none_title), scene.say(Say::receipt_none_text));
            h(tag::div, {attr::cls("actions")}, [&] { round_actions(h, scene, round); });
            return;
        }
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] { receipt_card(h, scene, round, *standing); });
            h(tag::div, {attr::cls("screen-only")}, [&] {
                how_to_check(h, scene, round, *standing);
                h(tag::div, {attr::cls("actions")}, [&] {
                    button_link(h, ButtonLook::main, routes::front(), scene.say(Say::error_home));
                    if (round.stage == Stage::voting) {
                        button_link(h, ButtonLook::line, routes::vote(round.id), scene.say(Say::front_change));
                    }
                });
            });
        });
    });
}

}  // namespace gongyi::pages
