// One entry of the public record: what it says, in words and in its own bytes, and the proof that it is in the record.
#include "shared/base/match.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/pages.h"
#include "shared/portal/entry_json.h"

namespace gongyi::pages {

namespace {

std::string desk_words(const Scene& scene, const portal::Entry& entry) {
    const std::string desk = std::to_string(entry.desk);
    const std::string second = std::to_string(entry.second_desk);
    if (entry.second_desk == 0) return scene.say(Say::entry_desk_number, {Arg::text("number", desk)});
    return scene.say(Say::entry_desk_two, {Arg::text("number", desk), Arg::text("second", second)});
}

// The round that an event is about, where this device knows it.
std::string title_of(const Scene& scene, RoundId id) {
    const Round* round = portal::find_round(scene.state, id);
    return round != nullptr ? round->title : std::to_string(id.raw());
}

std::string currency_of(const Scene& scene, RoundId id) {
    const Round* round = portal::find_round(scene.state, id);
    return round != nullptr ? round->currency : "CNY";
}

// What happened in the decision flow, by what it is about; the entry itself tells the rest.
std::string sentence_of(const Scene& scene, const decision::Event& event) {
    const decision::DecisionState& state = scene.state.decisions;
    const auto about_matter = [&](Say message, decision::MatterId id) {
        const decision::Matter* const matter = decision::find_matter(state, id);
        const std::string title = matter != nullptr ? matter_title(scene, *matter) : std::to_string(id.raw());
        return scene.say(message, {Arg::text("title", title)});
    };
    return std::visit(
        [&](const auto& e) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(e)>, decision::GateClosed>) {
                return about_matter(Say::entry_gate_closed, e.matter);
            } else if constexpr (std::is_same_v<std::decay_t<decltype(e)>, decision::TextTakenDown>) {
                return scene.say(Say::entry_text_taken_down, {Arg::text("ground", scene.say(ground_word(e.ground)))});
            } else if constexpr (std::is_same_v<std::decay_t<decltype(e)>, decision::DutyLogged>) {
                const Body* const body = find_body(state, e.body);
                return scene.say(Say::entry_duty, {Arg::text("name", body != nullptr ? body->name : std::string{})});
            } else if constexpr (requires {
                                     e.node;
                                     e.from;
                                 }) {
                const Node* const node = find_node(state.tree, e.node);
                const std::string name = node != nullptr ? node->names.back().name : std::to_string(e.node.raw());
                return scene.say(Say::entry_place, {Arg::text("name", name)});
            } else if constexpr (requires { e.meeting; }) {
                const decision::Meeting* const meeting = decision::find_meeting(state, e.meeting);
                const Body* const body = meeting != nullptr ? find_body(state, meeting->body) : nullptr;
                const std::string name = body != nullptr ? body->name : std::to_string(e.meeting.raw());
                return scene.say(Say::entry_meeting, {Arg::text("name", name)});
            } else if constexpr (requires { e.notice; }) {
                const decision::Notice* const notice = decision::find_notice(state, e.notice);
                return about_matter(Say::entry_notice, notice != nullptr ? notice->matter : decision::MatterId{});
            } else if constexpr (requires { e.matter; }) {
                return about_matter(Say::entry_matter, e.matter);
            } else {
                return std::string{scene.say(Say::entry_rules)};
            }
        },
        event);
}

// What happened, in a sentence.
std::string sentence_of(const Scene& scene, const portal::Event& event) {
    const auto about = [&](Say message, RoundId id) {
        const std::string title = title_of(scene, id);
        return scene.say(message, {Arg::text("title", title)});
    };
    const auto counted = [&](Say message, RoundId id, std::int64_t count) {
        const std::string title = title_of(scene, id);
        return scene.say(message, {Arg::text("title", title), Arg::count("count", count)});
    };
    return std::visit(
        Match{
            [&](const portal::CommunityFounded& e) {
                return scene.say(Say::entry_founded, {Arg::text("name", e.community.name)});
            },
            [&](const RoundDrafted& e) {
                return scene.say(Say::entry_drafted, {Arg::text("title", e.round.title),
                                                      Arg::money("budget", e.round.budget, e.round.currency)});
            },
            [&](const ProjectAdded& e) {
                const std::string currency = currency_of(scene, e.round);
                return scene.say(Say::entry_project,
                                 {Arg::text("title", e.project.title), Arg::money("cost", e.project.cost, currency)});
            },
            [&](const VotingOpened& e) { return about(Say::entry_opened, e.round); },
            [&](const VotingClosed& e) { return counted(Say::entry_closed, e.round, e.ballot_count); },
            [&](const BallotsOpened& e) {
                return counted(Say::entry_ballots, e.round,
                               static_cast<std::int64_t>(e.ballots.size() + e.casts.size()));
            },
            [&](const RoundTallied& e) { return about(Say::entry_tallied, e.round); },
            [&](const portal::RecordKeyAnnounced&) { return std::string{scene.say(Say::entry_key)}; },
            [&](const decision::Event& e) { return sentence_of(scene, e); },
            [&](const portal::ProgramAnnounced&) { return std::string{scene.say(Say::entry_program)}; },
            [&](const portal::RecordRestored& e) {
                return scene.say(Say::entry_restored, {Arg::count("count", static_cast<std::int64_t>(e.former_size)),
                                                       Arg::text("reason", e.reason)});
            },
            [&](const portal::WitnessesNamed& e) {
                return scene.say(Say::entry_witnesses,
                                 {Arg::count("count", static_cast<std::int64_t>(e.policy.witnesses.size()))});
            },
            [&](const BallotsCommitted& e) {
                return counted(Say::entry_committed, e.round, static_cast<std::int64_t>(e.commitments.size()));
            },
            [&](const RoundKeyPublished& e) { return about(Say::entry_round_key, e.round); },
            [&](const portal::JournalHeadPublished& e) {
                return scene.say(Say::entry_journal, {Arg::count("count", e.head.lines)});
            },
            [&](const SheetsRegistered& e) {
                const std::string first = sheet_serial(e.sheets, e.sheets.first);
                const std::string last = sheet_serial(e.sheets, e.sheets.last);
                return scene.say(Say::desk_sheets_row, {Arg::text("place", e.sheets.place), Arg::text("first", first),
                                                        Arg::text("last", last)});
            },
        },
        event);
}

// Where the entry leads: somebody who scanned a poster comes here first.
void onward(Html& h, const Scene& scene, const portal::Event& event) {
    const auto* tallied = std::get_if<RoundTallied>(&event);
    if (tallied == nullptr || portal::find_round(scene.state, tallied->round) == nullptr) return;
    h(tag::p, Say::entry_tallied_onward);
    h(tag::div, {attr::cls("actions")},
      [&] { button_link(h, ButtonLook::main, routes::outcome(tallied->round), Say::entry_tallied_link); });
}

void words_card(Html& h, const Scene& scene, const ProvedEntry& proved) {
    const auto entry = portal::parse_entry(proved.bytes);
    if (!entry) return;  // Written by a newer program: the bytes below are still what they are.
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::dl, {attr::cls("figures")}, [&] {
            figure_row(h, Say::entry_what, sentence_of(scene, entry->event));
            figure_row(h, Say::entry_at, scene.say.time(entry->at));
            figure_row(h, Say::entry_by, scene.say(role_word(entry->by)));
            if (entry->desk != 0) figure_row(h, Say::entry_desk, desk_words(scene, *entry));
        });
        onward(h, scene, entry->event);
        if (const auto* decided = std::get_if<decision::Event>(&entry->event)) {
            const auto* down = std::get_if<decision::TextTakenDown>(decided);
            if (down == nullptr) return;
            h(tag::p, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::record_text(down->commitment))}, Say::text_title);
            });
        }
    });
}

void state_line(Html& h, Literal state, Literal look, std::string_view text, bool is_shown) {
    h(tag::p, {attr::cls(look), Attribute::text("data-when", state.view()), Attribute::flag("hidden").when(!is_shown)},
      text);
}

void check_card(Html& h, const Scene& scene, const ProvedEntry& proved) {
    const auto index = static_cast<std::int64_t>(proved.index);
    h(tag::section,
      {attr::cls("card"), Attribute::text("data-entry-check", "idle"), Attribute::number("data-index", index)}, [&] {
          h(tag::h2, Say::entry_check_title);
          h(tag::div, {attr::role("status")}, [&] {
              state_line(h, "idle", "muted", scene.say(Say::entry_check_idle), true);
              h(tag::p, {attr::cls("verified-line"), Attribute::text("data-when", "equal"), attr::hidden}, [&] {
                  scene.say.write(h.buffer(), Say::entry_check_equal,
                                  {Arg::count("entries", static_cast<std::int64_t>(proved.checkpoint.size))},
                                  {attr::cls("figure"), Attribute::text("data-figure", "entries")});
              });
              state_line(h, "differs", "differs-line", scene.say(Say::entry_check_differs), false);
              state_line(h, "failed", "muted", scene.say(Say::entry_check_failed), false);
          });
          h(tag::p, {attr::cls("muted small"), Attribute::flag("data-without-script")},
            Say::entry_check_without_script);
      });
}

void bytes_card(Html& h, const Scene& scene, const ProvedEntry& proved) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::entry_bytes);
        h(tag::p, {attr::cls("muted small")}, Say::entry_bytes_note);
        h(tag::pre, {attr::cls("bytes"), Attribute::number("tabindex", 0)},
          [&] { h(tag::code, {Attribute::flag("data-entry-bytes")}, proved.bytes); });
        if (!scene.state.community) return;
        h(tag::p, [&] {
            h(tag::a,
              {attr::cls("target"), attr::href(routes::record_entry_bytes(scene.state.community->slug, proved.index)),
               Attribute::flag("download")},
              scene.say(Say::entry_download));
        });
    });
}

// The line for a terminal: every value is a number or base64, so that nothing needs quoting.
std::string command_of(const ProvedEntry& proved) {
    std::string command = "gongyi proof verify --index " + std::to_string(proved.index) + " --size " +
                          std::to_string(proved.checkpoint.size) + " --leaf " + to_base64(proved.leaf) + " --root " +
                          to_base64(proved.checkpoint.root) + " --path ";
    if (proved.path.empty()) command += "\"\"";
    for (std::size_t i = 0; i < proved.path.size(); ++i) command += (i == 0 ? "" : ",") + to_base64(proved.path[i]);
    return command;
}

// The free texts to which the entry refers.
void text_cards(Html& h, const Scene& scene, const ProvedEntry& proved) {
    auto entry = portal::parse_entry(proved.bytes);
    if (!entry) return;
    portal::for_each_text(entry->event, [&](FreeText& text) { text_card(h, scene, text); });
}

void proof_card(Html& h, const Scene& scene, const ProvedEntry& proved) {
    const std::string command = command_of(proved);
    const auto hash_row = [&](std::string_view label, const Hash& hash) {
        h(tag::dt, label);
        h(tag::dd, [&] { h(tag::code, {attr::cls("hash")}, to_base64(hash)); });
    };
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::entry_proof_title);
        h(tag::p, Say::entry_command);
        h(tag::pre, {attr::cls("bytes"), Attribute::number("tabindex", 0)}, [&] { h(tag::code, command); });
        h(tag::button,
          {attr::cls("button line"), attr::type("button"), Attribute::text("data-copy", command),
           Attribute::flag("data-needs-script"), attr::hidden},
          [&] {
              h(tag::span, {Attribute::text("data-when", "idle")}, Say::entry_copy);
              h(tag::span, {Attribute::text("data-when", "copied"), attr::hidden}, Say::copied);
          });
        h(tag::dl, {attr::cls("hashes")}, [&] {
            hash_row(scene.say(Say::entry_leaf), proved.leaf);
            hash_row(
                scene.say(Say::entry_root, {Arg::count("size", static_cast<std::int64_t>(proved.checkpoint.size))}),
                proved.checkpoint.root);
            h(tag::dt,
              scene.say(Say::entry_path, {Arg::count("count", static_cast<std::int64_t>(proved.path.size()))}));
            for (const Hash& hash : proved.path) {
                h(tag::dd, [&] { h(tag::code, {attr::cls("hash")}, to_base64(hash)); });
            }
        });
    });
}

void neighbours(Html& h, const ProvedEntry& proved) {
    h(tag::div, {attr::cls("actions")}, [&] {
        if (proved.index > 0) {
            button_link(h, ButtonLook::line, routes::record_entry(proved.index - 1), Say::entry_before);
        }
        if (proved.index + 1 < proved.checkpoint.size) {
            button_link(h, ButtonLook::line, routes::record_entry(proved.index + 1), Say::entry_after);
        }
    });
}

}  // namespace

Page entry_page(const Scene& scene, const ProvedEntry& proved) {
    const auto size = static_cast<std::int64_t>(proved.checkpoint.size);
    const std::string title =
        scene.say(Say::entry_title, {Arg::count("index", static_cast<std::int64_t>(proved.index))});
    return document(scene, {.name = "entry", .title = title}, [&](Html& h) {
        back_link(h, routes::record(), Say::record_title);
        h(tag::h1, title);
        h(tag::p, {attr::cls("muted")}, Say::entry_numbering, {Arg::count("size", size)});
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                words_card(h, scene, proved);
                text_cards(h, scene, proved);
                check_card(h, scene, proved);
                neighbours(h, proved);
            });
            h(tag::div, [&] {
                bytes_card(h, scene, proved);
                proof_card(h, scene, proved);
            });
        });
    });
}

}  // namespace gongyi::pages
