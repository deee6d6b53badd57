// What a person sees: one function from the portal's state to a whole document. The server calls it for every page; the
// browser calls the same function afterwards and morphs <main>.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/community/journal.h"
#include "shared/community/refusal.h"
#include "shared/microproject/commands.h"
#include "shared/pages/census_facts.h"
#include "shared/pages/locale.h"
#include "shared/pages/viewer.h"
#include "shared/portal/explanation.h"
#include "shared/portal/state.h"
#include "shared/record/checkpoint.h"

namespace gongyi::pages {

// What can be wrong with a form beside a refusal by decide(). The server finds these out.
enum class FormProblem : std::uint8_t {
    missing,               // A field that must be filled is empty.
    malformed,             // The value is not of the form that is asked for.
    out_of_range,          // It is, but too large, too small or too long.
    unreadable,            // Text with characters that no text may hold (base/text.h).
    csrf_expired,          // The form is too old, or not from this session: send it again.
    claim_code_unknown,    // No such code, or used already.
    name_taken,            // Another account signs in with this name.
    name_too_long,         // Over account_name_code_points_max.
    passphrase_too_short,  // Under passphrase_code_points_min.
    passphrase_too_long,   // Over passphrase_code_points_max.
    passphrases_differ,    // The two entries of a new passphrase.
    signin_failed,         // The name and the passphrase do not belong together; which of them is never said.
    too_many_attempts,     // Wait (wait_seconds), then try again.
    file_too_large,        // A document over what is kept; the server says how much that is.
    file_differs,          // Not the file that was filed: its fingerprint is another one.
    signed_in_again,       // The session had ended when it was sent: what stood in it is back, to be sent now.
    account_closed,        // Suspended, or of somebody who has moved away.
    other_person,          // The form is from somebody else's session: what stood in it is theirs.
    passphrase_known,      // Many choose it, or it follows a pattern.
    passphrase_of_names,   // Hardly more than what the person or the place is called.
    name_of_office,        // As if somebody spoke for the community.
    name_is_number,        // Numbers are what the record knows people by.
    passphrase_wrong,      // The present one, of somebody who is signed in.
    code_wrong,            // The second step's: not the one, used already, or too old.
    signin_over,           // The second step came too late after the first.
    confirmed,             // It was asked who it is: what stood in the form is back, to be sent now.
    factor_needed,         // For this act the account must have the second step.
};
inline constexpr std::size_t account_name_code_points_max = 40;
inline constexpr std::size_t passphrase_code_points_min = 8;
inline constexpr std::size_t passphrase_code_points_max = 128;

// Why a posted form comes back.
struct FormFault {
    std::string field;  // The form field's name (routes.h, field::); "" is the form as a whole.
    std::variant<Refusal, FormProblem> cause;
    std::int64_t wait_seconds = 0;  // too_many_attempts: after how long the next try counts.
};

struct FilledField {
    std::string name;
    std::string value;
};

// An entry of the record and the proof that it is in it. The server gives them; pages of the browser's own have none.
struct ProvedEntry {
    std::uint64_t index = 0;
    std::string bytes;
    Hash leaf{};
    std::vector<Hash> path;  // RFC 9162 section 2.1.3.1, for the record of the checkpoint.
    record::Checkpoint checkpoint;
};

// What the desk of a round may know of the private rows. The server gives it, to staff alone.
struct DeskPerson {
    ResidentId id;
    std::string name;
    std::string household;
};
struct DeskFacts {
    std::int64_t papers_issued = 0;
    std::int64_t papers_entered = 0;
    bool is_asked = false;  // Whether somebody was looked up; then who was found, some of them at least.
    std::vector<DeskPerson> people;
    bool has_more = false;
    std::int64_t lookups_a_day = 0;  // How many are allowed, when they are used up; else 0.
};

// What waits for a second person, for staff.
enum class PendingKind : std::uint8_t { command, hand_paper, take_paper_back, enter_papers, person, census };
struct PendingView {
    std::int64_t id = 0;
    PendingKind kind = PendingKind::command;
    std::string asked_by;
    bool is_mine = false;
    UnixMs at;
    UnixMs until;
    std::string name;       // Of the person concerned, or of the command.
    std::string household;  // Of that person.
    std::string detail;     // PaperBack's name; what the census is to say; a command, as JSON.
    std::string deed;       // Of an act about a person: "appoint", "restore", "move_away", "correct", "renew_letter".
    Role role = Role::visitor;
    std::int64_t people = 0;  // Of a census: how many are new.
    std::int64_t homes = 0;
    RoundId round;
    std::vector<PaperBallot> papers;
};
struct SecondFacts {
    std::vector<PendingView> acts;
};

// Somebody, as staff see them, and those whom they looked up. The server gives them, to staff alone.
struct PersonView {
    ResidentId id;
    std::string name;
    std::string household;
    Role role = Role::resident;
    PersonFacts facts;
    PersonStanding standing = PersonStanding::here;
    bool has_account = false;  // Claimed.
};
struct PeopleFacts {
    bool is_asked = false;
    std::vector<DeskPerson> found{};
    std::optional<PersonView> person{};
    std::int64_t lookups_a_day = 0;  // As in DeskFacts.
};
// A new letter, in the one answer that shows its code.
struct LetterView {
    std::string name;
    std::string household;
    std::string code;
};

// The journal, for the supervision committee. Newest first.
struct JournalRow {
    std::int64_t number = 0;  // From 1.
    JournalLine line;
    std::string actor;  // Name and number, as they are known now; empty for nobody.
    std::int64_t desk = 0;
    std::string second;
    std::vector<std::string> people;
};
struct JournalView {
    std::vector<JournalRow> rows;
    std::int64_t lines = 0;
    bool has_fault = false;
};

// The server's clock while it is not believed (server-stub/clock). The server gives it, to staff alone.
struct ClockFacts {
    UnixMs believed;       // The time that the portal goes by meanwhile.
    UnixMs shown;          // What the machine's clock shows.
    bool is_held = false;  // Whether nothing happens by itself until somebody says yes.
};

// What staff are to know before they open a round. The server gives it, to them alone.
struct OpenFacts {
    std::int64_t may_vote = 0;   // How many, by the census today.
    std::int64_t batch_min = 0;  // What the round will have: Round::batch_min.
};

struct AccountFacts;  // shared/pages/account_facts.h

struct Request {
    std::string path;   // "/rounds/3", without query; percent-decoded.
    std::string query;  // "receipt=12ab", without '?'; may be empty.
    Locale locale = Locale::zh_hans;
    UnixMs now;
    // How this portal is reached, "https://gongyi.example": QR codes begin with it. Empty where that is not known, and
    // then there are none. It is the asker's word, so a page that others are shown too is made without it.
    std::string origin;
    // A form that comes back: what was wrong, and what stood in its fields (never passphrases).
    std::vector<FormFault> faults;
    std::vector<FilledField> filled;
    // In the browser: `filled` is what is ticked at this moment, so say at once what fits and what does not.
    bool is_live = false;
    // For /record/entries/N alone, which is not found without it.
    std::optional<ProvedEntry> entry;
    // For /rounds/N/desk and /rounds/N/close alone.
    std::optional<DeskFacts> desk;
    // For /staff and /staff/clock alone, while the clock is doubted.
    std::optional<ClockFacts> clock;
    // For /rounds/N/open alone.
    std::optional<OpenFacts> open{};
    // For pages about one's own account alone; must outlive the request. None in the browser.
    const AccountFacts* account = nullptr;
    std::optional<SecondFacts> second{};   // For /staff/second and /staff alone.
    std::optional<JournalView> journal{};  // For /journal alone.
    std::optional<PeopleFacts> people{};   // For /staff/people and what lies below it.
    std::optional<LetterView> letter{};    // In the answer that confirms a new letter.
    // For /staff/census alone, to staff.
    std::optional<CensusFacts> census{};
    // By the server, to a voter without scripts, in the answer to the very form that cast the ballot: `filled` is that
    // ballot's receipt, as a browser with scripts would have it from its own store.
    bool hands_out_receipt = false;
};

struct Page {
    int status = 200;      // 200, 303 (see `location`), 403, 404; 422 for a form that came back.
    std::string title;     // As in <title>.
    std::string html;      // The whole document; empty when status is 303.
    std::string location;  // A path to go to when status is 303; else empty.
};

// The page at request.path. Never fails: a path that names nothing is a page with status 404.
// `explanations` is kept by whoever renders often: pages about an outcome ask it why.
// Cost: O(size of the page); the outcome page O(the round's ballots), and what explanations cost the first time.
[[nodiscard]] Page render(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request,
                          portal::Explanations& explanations);
// The same with explanations worked out for this page alone.
[[nodiscard]] Page render(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request);

// The same for a browser, which follows the record: without accounts, the staff's list and steps, the desk and the
// proofs of entries. Those need what the server alone knows at the moment of asking; here their status is 404, and the
// browser asks the server. (So the module that every page loads does not carry them.)
[[nodiscard]] Page render_in_browser(const portal::State& state, const Viewer& viewer, const Live& live,
                                     const Request& request, portal::Explanations& explanations);

// The page that stands for an answer with `status` when something went wrong outside render(): 400, 403, 404, 413, 429,
// 500, 503; others look like 500. Needs no state, so that it can be shown when there is none.
[[nodiscard]] Page render_error(int status, Locale locale);

// A sentence for a refusal, which says what to do next. `currency` is the round's.
[[nodiscard]] std::string refusal_sentence(const Refusal& refusal, Locale locale, Zone zone, UnixMs now,
                                           std::string_view currency);

}  // namespace gongyi::pages
