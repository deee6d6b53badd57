// One text that somebody wrote: what the record has of it, how to check it, and where it is taken down.
#include "shared/pages/command_form.h"
#include "shared/pages/council_words.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

// SHA-256 of the salt's bytes and the text, with what every system has.
std::string command_of(const Salt& salt) {
    std::string command = "(printf '";
    for (const std::uint8_t byte : salt) command += "\\x" + to_hex(std::string(1, static_cast<char>(byte)));
    return command + "'; cat text.txt) | sha256sum";
}

void take_down_form(Html& h, const Scene& scene, const Hash& commitment) {
    if (!is_accepted_now(scene, decision::TakeDownText{commitment, {}})) return;
    const std::string hex = to_hex(commitment);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::text_take_down_title);
        h(tag::p, Say::text_take_down_hint);
        command_form(h, scene, {"TakeDownText", routes::record_text(commitment)}, {{"commitment", hex}},
                     [&](FormFields& form) {
                         std::vector<Option> grounds;
                         for (const decision::Ground ground : decision::all_grounds) {
                             grounds.push_back({decision::ground_name(ground), scene.say(ground_word(ground))});
                         }
                         form.select("ground", Say::field_ground, grounds);
                         form.must_tick("sure", Say::field_take_down_sure);
                         form.button(Say::text_take_down);
                     });
    });
}

}  // namespace

void text_card(Html& h, const Scene& scene, const FreeText& text) {
    const auto kept = scene.state.decisions.texts.find(text.commitment);
    if (kept == scene.state.decisions.texts.end() || kept->second.is_within_entry()) return;
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::entry_text);
        h(tag::p, {attr::cls("prose")}, [&] { free_text(h, scene, text); });
        h(tag::p, {attr::cls("muted small")}, Say::entry_text_note);
        h(tag::dl, {attr::cls("hashes")}, [&] {
            h(tag::dt, Say::entry_text_commitment);
            h(tag::dd, [&] { h(tag::code, {attr::cls("hash")}, to_hex(text.commitment)); });
        });
        if (!kept->second.opened) return;
        h(tag::p, Say::entry_text_check);
        h(tag::pre, {attr::cls("bytes"), Attribute::number("tabindex", 0)},
          [&] { h(tag::code, command_of(kept->second.opened->salt)); });
    });
}

Page text_page(const Scene& scene, const Hash& commitment) {
    const auto kept = scene.state.decisions.texts.find(commitment);
    if (kept == scene.state.decisions.texts.end()) return not_found_page(scene);
    FreeText text;
    text.commitment = commitment;
    return document(scene, {.name = "text", .title = scene.say(Say::text_title)}, [&](Html& h) {
        const auto entry = static_cast<std::int64_t>(kept->second.entry);
        back_link(h, routes::record_entry(kept->second.entry),
                  scene.say(Say::entry_title, {Arg::count("index", entry)}));
        h(tag::h1, Say::text_title);
        returned_fault(h, scene);
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] { text_card(h, scene, text); });
            h(tag::div, [&] { take_down_form(h, scene, commitment); });
        });
    });
}

}  // namespace gongyi::pages
