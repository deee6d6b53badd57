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

void take_down_form(Html& h, const Scene& scene, const Hash& commitment, Say title, Say hint) {
    if (!is_accepted_now(scene, decision::TakeDownText{commitment, {}})) return;
    const std::string hex = to_hex(commitment);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, title);
        h(tag::p, hint);
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

// For the file that somebody forgot, or could not send with its fingerprint.
void add_file_form(Html& h, const Scene& scene, const Hash& hash) {
    if (!decision::may(scene.viewer.role, decision::Command{decision::FileDocument{}}.index())) return;
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::document_add);
        h(tag::form,
          {attr::cls("command"), Attribute::text("method", "post"), attr::action(routes::document(hash)),
           Attribute::text("enctype", "multipart/form-data")},
          [&] {
              csrf_field(h, scene);
              FormFields form{h, scene, "file", /*is_returned=*/true};
              form.file(field::file.view(), Say::field_document_file, Say::document_add_hint);
              form.button(Say::document_add, ButtonLook::line);
          });
    });
}

// Whether somebody who asked for the file was sent here: it is not kept.
bool is_missing(const Scene& scene) {
    return scene.query_value(field::done.view()) == document_missing.view();
}

void document_card(Html& h, const Scene& scene, const Hash& hash, const decision::KeptText& kept) {
    const decision::FiledDocument filed = decision::find_document(scene.state.decisions, hash);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, title_words(scene, filed.document->title));
        title_note(h, scene, filed.document->title);
        h(tag::p, [&] {
            h.text(Say::document_of_matter);
            h(tag::a, {attr::href(routes::matter(filed.matter->id))}, matter_title(scene, *filed.matter));
        });
        if (kept.takedown) {
            h(tag::p, {attr::cls("muted")}, [&] {
                h.text(scene.say(Say::document_taken_down,
                                 {Arg::time("at", kept.takedown->at),
                                  Arg::text("ground", scene.say(ground_word(kept.takedown->ground)))}));
                h.text(" ");
                h(tag::a, {attr::href(routes::record_entry(kept.takedown->entry))}, Say::text_takedown_entry);
            });
        } else if (is_missing(scene)) {
            h(tag::p, Say::document_elsewhere);
        } else {
            button_link(h, ButtonLook::main, routes::document(hash), Say::document_download);
            h(tag::p, {attr::cls("muted small")}, Say::document_check);
        }
        h(tag::dl, {attr::cls("hashes")}, [&] {
            h(tag::dt, Say::entry_text_commitment);
            h(tag::dd, [&] { h(tag::code, {attr::cls("hash")}, to_hex(hash)); });
        });
    });
}

// Requires that `kept` is of a document.
Page document_page(const Scene& scene, const Hash& hash, const decision::KeptText& kept) {
    return document(scene, {.name = "text", .title = scene.say(Say::document_title)}, [&](Html& h) {
        const auto entry = static_cast<std::int64_t>(kept.entry);
        back_link(h, routes::record_entry(kept.entry), scene.say(Say::entry_title, {Arg::count("index", entry)}));
        h(tag::h1, Say::document_title);
        if (scene.query_value(field::done.view()) == document_added.view()) {
            notice(h, NoticeKind::success, "", Say::document_stored);
        }
        returned_fault(h, scene);
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] { document_card(h, scene, hash, kept); });
            h(tag::div, [&] {
                if (!kept.takedown && (is_missing(scene) || !scene.request.faults.empty())) {
                    add_file_form(h, scene, hash);
                }
                take_down_form(h, scene, hash, Say::document_take_down_title, Say::document_take_down_hint);
            });
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
    if (kept->second.is_file) return document_page(scene, commitment, kept->second);
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
            h(tag::div,
              [&] { take_down_form(h, scene, commitment, Say::text_take_down_title, Say::text_take_down_hint); });
        });
    });
}

}  // namespace gongyi::pages
