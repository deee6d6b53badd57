// Where a ballot is, for whoever has its receipt code: on screen and on paper.
//
// The page follows from the public record alone, so that it says the same to everybody and needs no session. What the
// ballot chose is shown before the close only from this browser's own store (Request::is_live), or once to a voter
// without scripts (Request::hands_out_receipt).
#include <charconv>

#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"
#include "shared/pages/qr.h"
#include "shared/portal/receipt_code.h"

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

void copy_button(Html& h, const std::string& receipt) {
    h(tag::button,
      {attr::cls("button line"), attr::type("button"), Attribute::text("data-copy", receipt),
       Attribute::flag("data-needs-script"), attr::hidden},
      [&] {
          h(tag::span, {Attribute::text("data-when", "idle")}, Say::copy_code);
          h(tag::span, {Attribute::text("data-when", "copied"), attr::hidden}, Say::copied);
      });
}

void script_button(Html& h, Attribute hook, std::string_view text) {
    h(tag::button,
      {attr::cls("button line"), attr::type("button"), hook, Attribute::flag("data-needs-script"), attr::hidden}, text);
}

// What this browser knows; nothing of it comes from the server, unless that has just made the ballot.
struct OwnReceipt {
    std::vector<ProjectId> choices;
    std::optional<UnixMs> promised_until;
    std::string file;  // The whole receipt; empty where this browser did not cast the ballot.
};

std::optional<std::int64_t> number_from(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

std::optional<OwnReceipt> own_receipt(const Scene& scene) {
    if (!scene.request.is_live && !scene.request.hands_out_receipt) return std::nullopt;
    OwnReceipt own;
    own.file = scene.filled(field::receipt_file.view());
    for (const FilledField& one : scene.request.filled) {
        const auto number = number_from(one.value);
        if (!number) continue;
        if (one.name == field::choice.view()) own.choices.emplace_back(static_cast<std::uint64_t>(*number));
        if (one.name == field::promised_until.view()) own.promised_until = UnixMs{*number};
    }
    return own;
}

void state_notice(Html& h, const Scene& scene, const Round& round, const Found& found,
                  const std::optional<OwnReceipt>& own) {
    const Arg entry = Arg::count("entry", static_cast<std::int64_t>(found.entry));
    const auto tell = [&](NoticeKind kind, Say title, std::string_view text) {
        notice(h, kind,
               title == Say::receipt_state_recorded ? scene.say(title, {entry}) : std::string{scene.say(title)}, text);
    };
    switch (found.result) {
        case Search::malformed:
            return tell(NoticeKind::warning, Say::find_malformed, scene.say(Say::find_malformed_text));
        case Search::recorded:
            return tell(NoticeKind::success, Say::receipt_state_recorded, scene.say(Say::receipt_state_recorded_text));
        case Search::counted:
            return tell(NoticeKind::success, Say::receipt_state_counted,
                        scene.say(Say::receipt_state_counted_text, {entry}));
        case Search::replaced:
            return tell(NoticeKind::information, Say::receipt_state_replaced,
                        scene.say(Say::receipt_state_replaced_text));
        case Search::missing:
            break;
    }
    const bool may_come = round.stage == Stage::voting;
    const bool is_late = own && own->promised_until && scene.request.now > *own->promised_until;
    if (!may_come || is_late) {
        return tell(NoticeKind::warning, Say::receipt_state_missing, scene.say(Say::receipt_state_missing_text));
    }
    std::string text{scene.say(Say::receipt_state_waiting_text)};
    if (own && own->promised_until) {
        text = scene.say(Say::receipt_state_promised, {Arg::time("deadline", *own->promised_until)}) + ' ' + text;
    }
    tell(NoticeKind::information, Say::receipt_state_waiting, text);
}

void chosen(Html& h, const Scene& scene, const Round& round, const Found& found, const std::optional<OwnReceipt>& own) {
    if (found.ballot != nullptr) {
        h(tag::h2, Say::receipt_choices_public);
        choice_list(h, scene, round, found.ballot->choices);
    } else if (own && !own->choices.empty()) {
        h(tag::h2, Say::receipt_choices);
        choice_list(h, scene, round, own->choices);
        if (scene.request.is_live) h(tag::p, {attr::cls("muted small")}, Say::receipt_choices_here);
    }
}

// The address that a phone is led to from paper. What stands behind '#' stays in the browser that scanned it: no server
// learns whose receipt was looked at. With the whole receipt, if that fits into a square; else with its code alone.
std::string scanned_address(const Scene& scene, const Round& round, const Hash& commitment, const OwnReceipt& own) {
    const std::string page = scene.request.origin + routes::receipt(round.id).text();
    const auto receipt = portal::parse_receipt(own.file);
    if (receipt && receipt->round == round.id && receipt->commitment == commitment) {
        const auto code = portal::write_receipt_code(*receipt);
        std::string whole = page + "#receipt=" + code.value_or("");
        if (code && whole.size() <= qr_text_bytes_max) return whole;
    }
    return page + "#commitment=" + to_hex(commitment);
}

void receipt_square(Html& h, const Scene& scene, const Round& round, const Found& found,
                    const std::optional<OwnReceipt>& own) {
    if (!own) return;
    const std::string address = scanned_address(scene, round, found.commitment, *own);
    if (!is_scannable(scene, address)) return;
    const bool tells_choices = address.find("#receipt=") != std::string::npos;
    h(tag::div, {attr::cls("receipt-square")}, [&] {
        qr_code(h, address, scene.say(Say::receipt_square_label));
        h(tag::div, [&] {
            h(tag::p, Say::receipt_square);
            h(tag::p, {attr::cls("muted small")}, tells_choices ? Say::receipt_square_whole : Say::receipt_square_code);
        });
    });
}

void receipt_card(Html& h, const Scene& scene, const Round& round, const Found& found,
                  const std::optional<OwnReceipt>& own) {
    const std::string code = to_hex(found.commitment);
    h(tag::section, {attr::cls("card document")}, [&] {
        h(tag::p, {attr::cls("document-of")}, round.title);
        h(tag::h1, Say::receipt_title);
        if (scene.request.hands_out_receipt) {
            notice(h, NoticeKind::warning, "", Say::receipt_by_server);
        }
        state_notice(h, scene, round, found, own);
        if (round.stage == Stage::voting) {
            h(tag::p, {attr::cls("muted")}, Say::receipt_until, {Arg::deadline("until", round.closes_at)});
        }
        h(tag::h2, Say::receipt_code);
        receipt_code(h, scene, code);
        h(tag::div, {attr::cls("actions screen-only")}, [&] {
            if (scene.request.hands_out_receipt) {
                button_link(h, ButtonLook::line, routes::receipt(round.id).with(field::commitment, code),
                            Say::receipt_by_server_link);
            } else if (own && !own->file.empty()) {
                script_button(h, Attribute::flag("data-receipt-save"), scene.say(Say::receipt_save));
            }
            copy_button(h, code);
            script_button(h, Attribute::flag("data-print"), scene.say(Say::print_page));
        });
        chosen(h, scene, round, found, own);
        receipt_square(h, scene, round, found, own);
    });
}

void how_to_check(Html& h) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::receipt_how_title);
        h(tag::ol, {attr::cls("prose")}, [&] {
            h(tag::li, Say::receipt_how_keep);
            h(tag::li, Say::receipt_how_after);
            h(tag::li, Say::receipt_how_file);
        });
        h(tag::p, {attr::cls("muted")}, Say::receipt_how_private);
    });
}

void own_store(Html& h, const Scene& scene) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::p, {attr::cls("muted")}, Say::receipt_forget_hint);
        script_button(h, Attribute::flag("data-receipt-forget"), scene.say(Say::receipt_forget));
    });
}

// Where a receipt code is asked for, and a saved receipt opened.
void ask_card(Html& h, const Scene& scene, const Round& round, const std::string& code, const Found& found) {
    h(tag::section, {attr::cls("card narrow")}, [&] {
        h(tag::h1, Say::receipt_ask_title);
        h(tag::p, {attr::cls("muted")}, Say::receipt_ask_text);
        if (!code.empty()) state_notice(h, scene, round, found, std::nullopt);
        h(tag::form, {Attribute::text("method", "get"), attr::action(routes::receipt(round.id))}, [&] {
            h(tag::div, {attr::cls("field")}, [&] {
                h(tag::label, {attr::for_id("receipt-code")}, Say::find_label);
                h(tag::p, {attr::cls("hint"), attr::id("receipt-hint")}, Say::find_hint);
                h(tag::input,
                  {attr::id("receipt-code"), attr::name(field::commitment), attr::type("text"), attr::value(code),
                   Attribute::text("autocomplete", "off"), Attribute::text("autocapitalize", "none"),
                   Attribute::text("spellcheck", "false"), Attribute::text("aria-describedby", "receipt-hint")});
            });
            submit_button(h, ButtonLook::main, Say::find_button);
        });
        h(tag::p, {attr::cls("muted small"), Attribute::flag("data-needs-script"), attr::hidden},
          Say::receipt_ask_none);
        script_button(h, Attribute::flag("data-receipt-load"), scene.say(Say::receipt_load));
        h(tag::p, {attr::cls("unfit"), Attribute::flag("data-receipt-load-failed"), attr::role("status"), attr::hidden},
          Say::receipt_load_failed);
    });
}

}  // namespace

Page receipt_page(const Scene& scene, const Round& round) {
    const std::string code = scene.query_value(field::commitment.view());
    const Found found = find_ballot(round, code);
    const std::optional<OwnReceipt> own = own_receipt(scene);
    return document(scene, {.name = "receipt", .title = scene.say(Say::receipt_title), .follows_record = true},
                    [&](Html& h) {
                        back_link(h, routes::round(round.id), round.title);
                        if (!round.source.empty() || round.stage == Stage::draft) {
                            h(tag::h1, Say::receipt_title);
                            empty_state(h, Say::receipt_ask_title, Say::receipt_no_ballots);
                            return;
                        }
                        if (code.empty() || found.result == Search::malformed) {
                            ask_card(h, scene, round, code, found);
                            return;
                        }
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] { receipt_card(h, scene, round, found, own); });
                            h(tag::div, {attr::cls("screen-only")}, [&] {
                                how_to_check(h);
                                if (own && !own->file.empty() && scene.request.is_live) own_store(h, scene);
                                h(tag::div, {attr::cls("actions")}, [&] {
                                    button_link(h, ButtonLook::main, routes::front(), Say::error_home);
                                    if (round.stage == Stage::voting && scene.has_credential(round.id)) {
                                        button_link(h, ButtonLook::line, routes::vote(round.id), Say::front_change);
                                    }
                                });
                            });
                        });
                    });
}

}  // namespace gongyi::pages
