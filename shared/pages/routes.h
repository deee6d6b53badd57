// The portal's addresses and the names of its form fields: a contract between pages, server and scripts.
#pragma once

#include <string_view>

#include "shared/community/body.h"
#include "shared/decision/notice.h"
#include "shared/microproject/round.h"
#include "shared/pages/html.h"

namespace gongyi::pages {

namespace routes {

inline Url front() {
    return Url{"/"};
}
inline Url rounds() {
    return Url{"/rounds"};
}
inline Url round(RoundId id) {
    return Url{"/rounds/", id.raw()};
}
inline Url project(RoundId round_id, ProjectId id) {
    return round(round_id).slash("projects").slash(id.raw());
}
inline Url vote(RoundId id) {
    return round(id).slash("vote");
}  // GET the form, POST the ballot.
inline Url receipt(RoundId id) {
    return round(id).slash("receipt");
}  // ?commitment=HEX says where that ballot is.
inline Url outcome(RoundId id) {
    return round(id).slash("outcome");
}  // ?receipt=HEX looks for a ballot.
inline Url why(RoundId round_id, ProjectId id) {
    return outcome(round_id).slash("projects").slash(id.raw());
}  // Why a project was funded or not.
inline Url steps(RoundId id) {
    return outcome(id).slash("steps");
}  // Equal shares, step by step.
inline Url poster(RoundId id) {
    return round(id).slash("poster");
}  // The outcome on a sheet of A4.
inline Url what_if(RoundId id) {
    return round(id).slash("what-if");
}  // ?budget=…&rule=…&utility=…&completion=…&exhaustive=1 (what_if_query.h)
inline Url papers(RoundId id) {
    return round(id).slash("papers");
}  // On whose word the papers of a closed round rest.
inline Url open(RoundId id) {
    return round(id).slash("open");
}  // POST, staff.
inline Url close(RoundId id) {
    return round(id).slash("close");
}  // POST, staff; field `reason`.
inline Url desk(RoundId id) {
    return round(id).slash("desk");
}  // The service desk, staff.
inline Url desk_find(RoundId id) {
    return desk(id).slash("find");
}  // POST: who is on the roll; no address ever holds a name.
inline Url desk_paper(RoundId id) {
    return desk(id).slash("paper");
}  // POST: somebody is handed a paper.
inline Url desk_urn(RoundId id) {
    return desk(id).slash("urn");
}  // POST: papers are entered.
inline Url desk_letter(RoundId id) {
    return desk(id).slash("letter");
}  // POST: somebody who shows their letter is handed a paper.
inline Url desk_back(RoundId id) {
    return desk(id).slash("back");
}  // POST: a paper is taken back.
inline Url desk_sheets(RoundId id) {
    return desk(id).slash("sheets");
}  // POST: sheets were printed. GET with ?of=N: those sheets, to be printed.
// ---- The decision flow ----
inline Url matters() {
    return Url{"/matters"};
}
inline Url new_matter() {
    return Url{"/matters/new"};
}
inline Url matter(decision::MatterId id) {
    return Url{"/matters/", id.raw()};
}
// ?body=N offers the form to convene, &matter=M with that matter on the agenda.
inline Url meetings() {
    return Url{"/meetings"};
}
inline Url meeting(decision::MeetingId id) {
    return Url{"/meetings/", id.raw()};
}
inline Url meeting_screen(decision::MeetingId id) {
    return meeting(id).slash("screen");
}  // For everyone in the room to read.
inline Url notices() {
    return Url{"/notices"};
}
inline Url notice(decision::NoticeId id) {
    return Url{"/notices/", id.raw()};
}
inline Url notice_poster(decision::NoticeId id) {
    return notice(id).slash("poster");
}  // The notice on a sheet of A4.
inline Url bodies() {
    return Url{"/bodies"};
}
inline Url body(BodyId id) {
    return Url{"/bodies/", id.raw()};
}
inline Url community() {
    return Url{"/community"};
}  // ?on=2026-11-28: as of that day.
inline Url act() {
    return Url{"/act"};
}  // POST: every form of the decision flow; `type` names the command.
inline Url record() {
    return Url{"/record"};
}
inline Url record_terms() {
    return Url{"/record/terms"};
}
inline Url record_entry(std::uint64_t index) {
    return Url{"/record/entries/", index};
}  // The proof page of one entry; counted from 0.
inline Url record_text(const Hash& commitment) {
    return Url{"/record/texts"}.slash_encoded(to_hex(commitment));
}  // What the record has of one free text, and where staff take it down.
inline Url document(const Hash& hash) {
    return Url{"/documents"}.slash_encoded(to_hex(hash));
}  // The bytes of a document, by their SHA-256. What the record has of it: record_text().
inline Url claim() {
    return Url{"/claim"};
}  // GET, POST.
inline Url signin() {
    return Url{"/signin"};
}  // GET, POST; ?back=/path
inline Url signout() {
    return Url{"/signout"};
}  // POST.
inline Url me() {
    return Url{"/me"};
}
// Of one's own account; each GET and POST, but for those that say otherwise.
inline Url me_passphrase() {
    return Url{"/me/passphrase"};
}
inline Url me_name() {
    return Url{"/me/name"};
}
inline Url me_devices() {
    return Url{"/me/devices"};
}
inline Url me_export() {
    return Url{"/me/export"};
}  // GET: a file.
inline Url me_delete() {
    return Url{"/me/delete"};
}
inline Url me_factor() {
    return Url{"/me/second-step"};
}
inline Url me_factor_off() {
    return me_factor().slash("off");
}  // POST.
inline Url me_factor_codes() {
    return me_factor().slash("codes");
}  // POST.
inline Url confirm() {
    return Url{"/me/confirm"};
}  // POST: passphrase and code, and back to a form.
inline Url signin_step() {
    return Url{"/signin/code"};
}  // POST: the second step.
inline Url staff() {
    return Url{"/staff"};
}
inline Url clock() {
    return Url{"/staff/clock"};
}  // GET, POST, staff; field `shown`.
inline Url second() {
    return Url{"/staff/second"};
}  // What waits for a second person.
inline Url second(std::int64_t id) {
    return Url{"/staff/second/", static_cast<std::uint64_t>(id)};
}  // POST, another member of staff; field `verdict`.
inline Url people() {
    return Url{"/staff/people"};
}  // GET, POST: looks somebody up; no address ever holds a name.
inline Url person(ResidentId id) {
    return people().slash(id.raw());
}  // GET, POST; field `deed`.
inline Url journal() {
    return Url{"/journal"};
}  // The supervision committee; ?before=N: lines before that one.
inline Url journal_lines() {
    return Url{"/journal/lines"};
}
inline Url census() {
    return Url{"/staff/census"};
}  // GET, POST, staff; a file to look at, or `hash` names the one that is looked at and `type` says whether to import.
inline Url workbench() {
    return Url{"/workbench"};
}
inline Url about() {
    return Url{"/about"};
}
inline Url offices() {
    return Url{"/about/offices"};
}  // What staff see and do.
inline Url lang() {
    return Url{"/lang"};
}  // ?to=en&back=/path sets the cookie `gongyi_lang`.

// The public half of the API that pages link to.
inline Url record_entries(std::string_view slug) {
    return Url{"/api/v1"}.slash_encoded(slug).slash("record");
}
inline Url record_texts(std::string_view slug) {
    return Url{"/api/v1"}.slash_encoded(slug).slash("texts");
}
inline Url record_checkpoint(std::string_view slug) {
    return Url{"/api/v1"}.slash_encoded(slug).slash("checkpoint");
}
inline Url record_entry_bytes(std::string_view slug, std::uint64_t index) {
    return Url{"/api/v1"}.slash_encoded(slug).slash("entries").slash(index);
}
inline Url api_description() {
    return Url{"/api/v1/openapi.json"};
}

inline Url style_sheet() {
    return Url{"/assets/app.css"};
}
inline Url script() {
    return Url{"/assets/app.js"};
}
inline Url vote_guard_script() {
    return Url{"/assets/vote-guard.js"};
}
inline Url workbench_script() {
    return Url{"/assets/workbench-page.js"};
}
inline Url icon() {
    return Url{"/assets/icon.svg"};
}
inline Url manifest() {
    return Url{"/assets/manifest.webmanifest"};
}

}  // namespace routes

// Form fields. `choice` is repeated, once for each chosen project; the others appear once at most.
namespace field {
inline constexpr Literal csrf{"csrf"};
inline constexpr Literal choice{"choice"};                      // A ProjectId in decimal.
inline constexpr Literal reason{"reason"};                      // Closing early.
inline constexpr Literal code{"code"};                          // Claiming: the code of the household letter.
inline constexpr Literal name{"name"};                          // Claiming and signing in: the name to sign in with.
inline constexpr Literal passphrase{"passphrase"};              // Claiming and signing in.
inline constexpr Literal passphrase_again{"passphrase_again"};  // Claiming.
inline constexpr Literal passphrase_now{"passphrase_now"};      // The present one, where a new one is set.
inline constexpr Literal otp{"otp"};                            // The second step's code.
inline constexpr Literal secret{"secret"};                      // That such codes are made from, while it is set up.
inline constexpr Literal ticket{"ticket"};                      // Of somebody who has done the first step.
inline constexpr Literal session{"session"};                    // To end: SessionFacts::handle, or `all_others`.
inline constexpr Literal back{"back"};  // Where to go afterwards: a path that begins with one '/'.
// Signing in after a form came too late: whose it was, and what stood in its fields ("held.text").
inline constexpr Literal held_for{"held_for"}, held{"held."};
// As well, in place of those: it was too long to be carried.
inline constexpr Literal held_not{"held_not"};
inline constexpr Literal shared_device{"shared_device"};  // Claiming and signing in: "1" when it is ticked.
inline constexpr Literal type{"type"};                    // Of the decision flow: the command.
inline constexpr Literal seen{"seen"};                    // How many entries the record had when the form was made.
inline constexpr Literal shown{"shown"};                  // The clock's time that staff saw, in UTC milliseconds.
inline constexpr Literal to{"to"};                        // The language.
inline constexpr Literal receipt{"receipt"};              // 64 hexadecimal digits, or their beginning.
inline constexpr Literal commitment{"commitment"};        // 64 hexadecimal digits.
inline constexpr Literal hash{"hash"};                    // Of a document, likewise.
inline constexpr Literal file{"file"};                    // The document itself.
// Own receipts, in the browser alone: until when the ballot was promised to be in the record, in UTC milliseconds.
inline constexpr Literal promised_until{"promised_until"};
// As well: the receipt as a file (portal/receipt.h).
inline constexpr Literal receipt_file{"receipt_file"};
// The service desk: whom to look up; a ResidentId; the papers, a line each; the line that a fault is in; what was done.
inline constexpr Literal who{"who"}, voter{"voter"}, papers{"papers"}, line{"line"}, done{"done"};
// As well: the place where a paper is handed out; the number of the sheet that came back; printed sheets.
inline constexpr Literal place{"place"}, serial{"serial"}, series{"series"}, first{"first"}, last{"last"}, of{"of"};
// People: what is to be done, and what the census is to say.
inline constexpr Literal deed{"deed"}, role{"role"}, household{"household"}, born{"born"},
    resident_since{"resident_since"};
// What a second person says.
inline constexpr Literal verdict{"verdict"};
inline constexpr Literal before{"before"};  // The journal: lines before that one.
// A what-if question.
inline constexpr Literal budget{"budget"}, rule{"rule"}, utility{"utility"}, completion{"completion"},
    exhaustive{"exhaustive"};
inline constexpr Literal sort{"sort"};  // Voting, with scripts alone: one of sort_….
}  // namespace field

// Whether a field of the form to sign in is carried for another form.
[[nodiscard]] constexpr bool is_held_field(std::string_view name) {
    return name == field::held_for.view() || name.substr(0, field::held.view().size()) == field::held.view();
}

inline constexpr Literal all_others{"others"};  // A value of `session`.
// Values of `done`.
inline constexpr Literal desk_handed_out{"handed"}, desk_entered{"entered"}, desk_registered{"registered"},
    done_kept{"kept"}, done_confirmed{"confirmed"}, done_dropped{"dropped"};
inline constexpr Literal verdict_confirm{"confirm"}, verdict_drop{"drop"};  // Values of `verdict`.
// Values of `done` on the page of a document.
inline constexpr Literal document_missing{"missing"}, document_added{"added"};
inline constexpr Literal sort_mixed{"mixed"}, sort_cheap{"cheap"}, sort_dear{"dear"}, sort_place{"place"};

}  // namespace gongyi::pages
