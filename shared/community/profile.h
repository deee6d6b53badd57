// Rule profiles: what makes a meeting valid and a motion pass, how long notices hang, which gates a matter takes. Data
// with a source and a state of verification, versioned by id and frozen into what they govern.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/money.h"
#include "shared/base/parse_error.h"
#include "shared/base/time.h"
#include "shared/community/body.h"
#include "shared/community/calendar.h"
#include "shared/community/people.h"

namespace gongyi {

inline constexpr std::size_t profile_bytes_max = 64 * 1024;
inline constexpr std::size_t profile_id_bytes_max = 40;
inline constexpr std::size_t profile_forms_max = 20;
inline constexpr std::size_t profile_gates_max = 20;
inline constexpr std::size_t profile_list_max = 20;  // Documents of a gate, steps of an escalation, a checklist.
inline constexpr std::int64_t seconders_max = 10;
inline constexpr std::int64_t fraction_max = 1'000'000;
// A ballot alone in its batch would be nobody's secret; above, two batches would not fit into an entry of the record.
inline constexpr std::int64_t profile_batch_least = 2;
inline constexpr std::int64_t profile_batch_most = 2'000;

// A title in the three languages of the pages.
struct Title {
    std::string zh_hans;
    std::string zh_hant;
    std::string en;
    friend bool operator==(const Title&, const Title&) = default;
};

// confirmed: read in the text of the law. local: found in a local rule or practice. unverified: to be checked by the
// community before it relies on it.
enum class SourceState : std::uint8_t { confirmed, local, unverified };

// What is counted. A vote may count several at once, and then each has to hold (heads and area; households, units and
// area).
enum class Measure : std::uint8_t { heads, households, units, area };
inline constexpr std::array all_measures{Measure::heads, Measure::households, Measure::units, Measure::area};

// What a share is a share of: all who are due; those who are present, which is those who take part where ballots are
// returned instead of people coming; the votes for and against.
enum class Base : std::uint8_t { due, present, cast };

// "More than" (过半数, 超过) or "at least" (以上: Civil Code art. 1259 includes the number).
enum class Comparison : std::uint8_t { more_than, at_least };

struct ShareRule {
    Measure measure = Measure::heads;
    Base base = Base::due;
    Comparison comparison = Comparison::more_than;
    std::int64_t numerator = 1;  // 0 < numerator ≤ denominator ≤ fraction_max
    std::int64_t denominator = 2;
    std::string source;
    friend bool operator==(const ShareRule&, const ShareRule&) = default;
};

// Statutory bodies decide by those present, so abstaining works like a vote against; Robert's Rules by the votes cast,
// so it does not count at all. A profile says which, and a base that does not fit is a fault.
enum class Abstention : std::uint8_t { counts_as_no, ignored };
// fails: as many against as for is never enough. fraction_decides: nothing but the fraction counts.
enum class TieRule : std::uint8_t { fails, fraction_decides };

// How many days before a meeting its agenda goes out.
struct DayRule {
    Period period;
    std::string source;
    friend bool operator==(const DayRule&, const DayRule&) = default;
};

// How many others must second a motion or an amendment (附议) before it is debated.
struct SecondRule {
    std::int64_t count = 1;  // 1 to seconders_max
    std::string source;
    friend bool operator==(const SecondRule&, const SecondRule&) = default;
};

// One way in which a body meets and decides.
struct MeetingForm {
    std::string id;
    Title title;
    SourceState state = SourceState::confirmed;
    std::vector<ShareRule> quorum;    // Of those present, each measure once. May be empty: signing has no meeting.
    std::vector<ShareRule> majority;  // Of those in favour, each measure once; at least one.
    Abstention abstention = Abstention::counts_as_no;
    TieRule tie = TieRule::fails;
    std::optional<DayRule> convening;
    std::optional<SecondRule> seconders;  // Of bodies with seats; nothing asks for none.
    friend bool operator==(const MeetingForm&, const MeetingForm&) = default;
};

enum class GateKind : std::uint8_t { deliberation, disclosure, implementation };

// One step of a matter. Gates stand in the order in which they open.
struct Gate {
    std::string id;
    Title title;
    GateKind kind = GateKind::deliberation;
    BodyKind body = BodyKind::council;
    std::string form;                    // Of a deliberation: a MeetingForm's id.
    std::vector<std::string> documents;  // Due before the gate closes: "draft", "supervision_view" …
    std::optional<DayRule> notice;       // Of a disclosure.
    std::string source;
    friend bool operator==(const Gate&, const Gate&) = default;
};

enum class ObjectionForm : std::uint8_t { written, online, both };

struct ObjectionRule {
    ObjectionForm form = ObjectionForm::both;
    std::int64_t reply_days = 3;
    bool blocks_next_gate = true;
    std::vector<BodyKind> escalation;  // Where an objection goes that is not settled, in order.
    std::string upheld_returns_to;     // A gate's id; empty where there are no gates.
    std::string source;
    friend bool operator==(const ObjectionRule&, const ObjectionRule&) = default;
};

struct SpeakingRule {
    std::int64_t seconds_per_turn = 120;
    std::int64_t turns_per_motion = 2;
    bool alternates_sides = true;
    std::string source;
    friend bool operator==(const SpeakingRule&, const SpeakingRule&) = default;
};

struct BudgetRule {
    Money year_cap;
    Money works_cap;
    Money goods_cap;
    Money services_cap;
    std::string source;
    friend bool operator==(const BudgetRule&, const BudgetRule&) = default;
};

// How large the batches are in which ballots enter the record (portal/ballot_pool.h).
struct BallotBatchRule {
    std::int64_t batch_min = 20;  // profile_batch_least to profile_batch_most
    SourceState state = SourceState::unverified;
    std::string source;
    friend bool operator==(const BallotBatchRule&, const BallotBatchRule&) = default;
};

// How much one person may say, so that nobody speaks for thousands. No law names numbers; these are what somebody
// needs who takes part with all they have. Each from 1 to profile_voice_most.
inline constexpr std::int64_t profile_voice_most = 1'000;
struct VoiceRule {
    std::int64_t opinions_a_matter = 10;
    std::int64_t opinions_a_day = 20;  // On all matters together.
    std::int64_t objections_a_notice = 3;
    std::int64_t matters_open = 5;  // At once.
    std::int64_t matters_a_day = 3;
    SourceState state = SourceState::unverified;
    std::string source;
    friend bool operator==(const VoiceRule&, const VoiceRule&) = default;
};

// What makes a matter a major one (重大事项): whoever drafts it ticks what applies.
struct MajorRule {
    std::vector<Title> checklist;
    std::optional<Money> amount;  // From this amount on every matter is major; most local rules name none.
    std::string source;
    friend bool operator==(const MajorRule&, const MajorRule&) = default;
};

enum class OnePer : std::uint8_t { person, household, unit };
enum class Frequency : std::uint8_t { at_once, monthly, quarterly, half_yearly, yearly };

struct DisclosureRule {
    Frequency ordinary = Frequency::quarterly;
    Frequency finance = Frequency::monthly;
    Frequency major = Frequency::at_once;
    BodyKind check_by = BodyKind::supervision;
    friend bool operator==(const DisclosureRule&, const DisclosureRule&) = default;
};

struct RuleProfile {
    std::string id;  // "cn.rc.2018"
    Title title;
    std::string source;
    SourceState state = SourceState::unverified;
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    std::optional<Electorate> electorate;
    OnePer one_per = OnePer::person;
    std::vector<MeetingForm> forms;  // At least one; the first is the usual one.
    std::optional<DayRule> notice;
    std::optional<ObjectionRule> objection;
    std::optional<SpeakingRule> speaking;
    std::optional<BudgetRule> budget;
    std::optional<BallotBatchRule> ballots;
    VoiceRule voices;  // The usual one where the profile has none.
    std::optional<MajorRule> major;
    std::optional<DisclosureRule> disclosure;
    // Commands that take two people of staff where this profile is adopted, by their names ("CloseVoting").
    std::vector<std::string> two_people;
    std::vector<Gate> gates;
    std::string text;  // The profile as canonical JSON: what an entry holds and a hash covers.
    friend bool operator==(const RuleProfile&, const RuleProfile&) = default;
};

// Reads a profile and names every fault: pointer and sentence. Form: data/rules/*.json.
[[nodiscard]] Expected<RuleProfile, std::vector<ParseError>> parse_profile(std::string_view text,
                                                                           InputRules rules = InputRules::recorded);

// The profiles that come with the program, in the order of their ids; and the one of an id, or null.
[[nodiscard]] const std::vector<RuleProfile>& shipped_profiles();
[[nodiscard]] const RuleProfile* find_profile(std::string_view id);

// How large the batches are of rounds that open now: what the rules for microprojects say.
[[nodiscard]] const BallotBatchRule& batch_rule();

[[nodiscard]] const MeetingForm* find_form(const RuleProfile& profile, std::string_view id);

// "heads", "confirmed"
[[nodiscard]] std::string_view measure_name(Measure measure);
[[nodiscard]] std::string_view source_state_name(SourceState state);

}  // namespace gongyi
