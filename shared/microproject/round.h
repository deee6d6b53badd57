// A round of microprojects (民生微实事): what residents vote on, how, and what came of it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/commitment.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/community/journal.h"
#include "shared/community/people.h"

namespace gongyi {

using RoundId = Id<struct RoundTag>;      // Counted from 1 in the order of drafting.
using ProjectId = Id<struct ProjectTag>;  // Counted from 1 across all rounds of the community.

inline constexpr std::size_t round_title_code_points_max = 60;
// The years of rounds that are drafted here.
inline constexpr int round_year_min = 2000;
inline constexpr int round_year_max = 2100;
inline constexpr std::size_t project_title_code_points_max = 60;
inline constexpr std::size_t project_place_code_points_max = 60;
inline constexpr std::size_t project_need_code_points_max = 2'000;
// Titles and places of imported elections may be longer.
inline constexpr std::size_t imported_line_code_points_max = 300;
inline constexpr std::size_t cost_line_item_code_points_max = 80;
inline constexpr std::size_t reason_code_points_max = 500;
inline constexpr std::size_t cost_lines_max = 50;
inline constexpr std::size_t round_projects_min = 2;
inline constexpr std::size_t round_projects_max = 1'000;
inline constexpr std::size_t rounds_max = 1'000;
// A round of more ballots is refused at import; a community has no more adults.
inline constexpr std::int64_t round_ballots_max = 2'000'000;
// What the share of a round's floor of support is counted in: 250 is 2.5 %.
inline constexpr std::int64_t support_share_whole = 10'000;
// How many opened ballots share an entry, and how many choices and points they may hold together.
inline constexpr std::size_t ballots_per_entry_max = 500;
inline constexpr std::size_t marks_per_entry_max = 20'000;
inline constexpr std::size_t ballot_choices_max = round_projects_max;
// How many commitments share an entry: some 70 bytes each.
inline constexpr std::size_t commitments_per_entry_max = 4'000;
// How many ballots a batch may be asked to hold at least (as profile_batch_most): what does not fit into one entry is
// then split into entries that each hold as many.
inline constexpr std::int64_t batch_min_max = static_cast<std::int64_t>(commitments_per_entry_max / 2);
// How often one credential may vote, and so replace its own ballot one time less.
inline constexpr int ballot_versions_max = 20;
inline constexpr std::size_t paper_serial_bytes_max = 40;

// 工程类, 货物类, 服务类. `other` is for imported elections, whose own categories are in Project::topic.
enum class Category : std::uint8_t { works, goods, services, other };
inline constexpr std::array all_categories{Category::works, Category::goods, Category::services, Category::other};

// The single-project ceilings of Nanshan 2020 and Luohu 2020. `other` has none.
[[nodiscard]] Money category_cap(Category category);

struct CostLine {
    std::string item;
    Money amount;
    friend bool operator==(const CostLine&, const CostLine&) = default;
};

struct Project {
    ProjectId id;
    std::string code;  // The project's name in the file that it was imported from; else empty.
    std::string title;
    std::string place;  // May be empty for an imported project.
    std::string need;   // What it is for, in the proposer's words. May be empty for an imported project.
    std::string topic;  // 便民利民, 公共设施 …, or an imported category. May be empty.
    Category category = Category::works;
    std::vector<CostLine> cost_lines;
    Money cost;                      // The sum of the lines.
    std::int64_t beneficiaries = 0;  // Households; 0 when unknown.
    friend bool operator==(const Project&, const Project&) = default;
};

// approval and knapsack are what residents are offered; the others come with imported elections (see tally/election.h).
enum class BallotForm : std::uint8_t { approval, knapsack, choose_one, ranking, cumulative, scoring };
inline constexpr std::array all_ballot_forms{BallotForm::approval, BallotForm::knapsack,   BallotForm::choose_one,
                                             BallotForm::ranking,  BallotForm::cumulative, BallotForm::scoring};

struct BallotRules {
    BallotForm form = BallotForm::approval;
    std::int64_t choices_min = 1;
    std::int64_t choices_max = 5;
    // knapsack: what is chosen must fit into the round's budget. approval: no limit on money.
    friend bool operator==(const BallotRules&, const BallotRules&) = default;
};

// One voter's choices. Order matters for ranking alone; elsewhere ascending by id. points is parallel to choices for
// cumulative and scoring ballots, else empty.
struct Ballot {
    std::vector<ProjectId> choices;
    std::vector<std::int64_t> points;
    friend bool operator==(const Ballot&, const Ballot&) = default;
};

// A ballot that counts: no voter, no time. Imported ballots have no salt and no commitment.
struct OpenedBallot {
    Ballot ballot;
    Salt salt{};
    friend bool operator==(const OpenedBallot&, const OpenedBallot&) = default;
};

using BallotKey = std::array<std::uint8_t, 32>;         // A round's public key for credentials (RFC 9497).
using BallotCredential = std::array<std::uint8_t, 96>;  // Input, which is an Ed25519 public key, and output.
using BallotSignature = std::array<std::uint8_t, 64>;   // Ed25519, by the credential's input.

// One ballot of the secret ballot as it was cast and, after the close, opened: one version of one credential's, or a
// paper. What it means and how it is committed to and signed stands in portal/ballot.h.
struct OpenedCast {
    Ballot ballot;
    BallotCredential credential{};
    int version = 0;  // 1 to ballot_versions_max; 0 for a paper.
    Salt salt{};
    BallotSignature signature{};
    std::string paper;  // The serial number of a paper, which has no credential and no signature; else empty.
    [[nodiscard]] bool is_paper() const { return !paper.empty(); }
    // The credential's input: what tells one credential of a round from another.
    [[nodiscard]] BallotKey input() const;
    friend bool operator==(const OpenedCast&, const OpenedCast&) = default;
};

// That a ballot is in the record, since when, and nothing more of it before the close.
struct CommittedBallot {
    Hash commitment{};
    std::uint64_t entry = 0;  // The entry of the record that holds it, from 0.
    friend bool operator==(const CommittedBallot&, const CommittedBallot&) = default;
};

// Commitments that entered the record together: in entries one after the other, all of one time.
struct BallotBatch {
    std::uint64_t first_entry = 0;  // Of the record, from 0; both ends included.
    std::uint64_t last_entry = 0;
    UnixMs at;
    friend bool operator==(const BallotBatch&, const BallotBatch&) = default;
};

// Printed sheets of one series, by their numbers, and where they are handed out: "A-0001" to "A-0400".
struct PaperSheets {
    std::string place;       // 1 to sheet_place_code_points_max.
    std::string series;      // 1 to sheet_series_bytes_max of A-Z.
    std::int64_t first = 1;  // 1 to sheet_number_max,
    std::int64_t last = 1;   // from `first` to sheet_number_max; both are printed.
    friend bool operator==(const PaperSheets&, const PaperSheets&) = default;
};
inline constexpr std::size_t sheet_place_code_points_max = 40;
inline constexpr std::size_t sheet_series_bytes_max = 4;
inline constexpr std::int64_t sheet_number_max = 9'999;
// How often sheets are registered for one round: a hundred places, or printed anew.
inline constexpr std::size_t sheets_max = 100;

// What became of papers: how many one desk handed out, and took back, on one day at one place.
struct PaperDay {
    Date day;
    std::int64_t place = 0;  // Index into Round::sheets.
    std::int64_t desk = 0;   // Entry::desk
    std::int64_t handed = 0;
    std::int64_t returned = 0;
    friend bool operator==(const PaperDay&, const PaperDay&) = default;
};
// And who entered them from the urn, and confirmed that.
struct PapersEntered {
    std::int64_t desk = 0;
    std::int64_t second_desk = 0;
    std::int64_t count = 0;
    friend bool operator==(const PapersEntered&, const PapersEntered&) = default;
};
// Published with the close: on whose word the papers rest. Empty in rounds of before, and where there were none.
struct PaperAccount {
    std::vector<PaperDay> days;          // Ascending by day, place and desk; each once.
    std::vector<PapersEntered> entered;  // Ascending by the desks; each pair once.
    std::vector<std::string> voided;     // Numbers of sheets that came back, ascending.
    [[nodiscard]] bool is_empty() const { return days.empty() && entered.empty() && voided.empty(); }
    friend bool operator==(const PaperAccount&, const PaperAccount&) = default;
};
inline constexpr std::size_t paper_days_max = 10'000;

// Widened by the microproject year (call, screening, review, notice, implementing …).
enum class Stage : std::uint8_t { draft, voting, closed };

// The two rules that every round is counted by. The official one is published before voting opens.
enum class TallyRule : std::uint8_t { greedy, equal_shares };

struct RuleOutcome {
    TallyRule rule = TallyRule::greedy;
    std::vector<ProjectId> selected;  // In the order of selection.
    Money cost;
    friend bool operator==(const RuleOutcome&, const RuleOutcome&) = default;
};

struct Round {
    RoundId id;
    std::string title;
    int year = 0;
    Money budget;
    std::string currency;  // ISO 4217; "CNY" but for imported elections. Amounts are in hundredths of it.
    BallotRules ballot;
    Electorate electorate;
    TallyRule official_rule = TallyRule::equal_shares;
    // The floor of support, frozen with the other rules: a project that fewer valid ballots name (with points above 0
    // where there are points) takes no part in the count. Both have to be reached; 0: no such floor, as in rounds of
    // before there was one.
    std::int64_t support_min_votes = 0;  // 0 to round_ballots_max.
    std::int64_t support_min_share = 0;  // Of all valid ballots, in ten-thousandths: 0 to support_share_whole.
    std::uint64_t tie_seed = 0;  // Published before voting: decides ties that cost and votes leave open. Below 2^53.
    UnixMs opens_at;
    UnixMs closes_at;
    Stage stage = Stage::draft;
    UnixMs stage_since;
    UnixMs opened_at;          // When voting opened; 0 until then.
    UnixMs changed_at;         // When it was drafted, or its last project was added.
    std::string open_reason;   // Why voting was opened early; else empty.
    std::string close_reason;  // Why voting was closed early; else empty.
    std::string source;        // The description of an imported election; else empty.
    std::vector<Project> projects;
    std::int64_t ballot_count = 0;      // That count; 0 until the close.
    std::vector<OpenedBallot> ballots;  // That count, in the order of their commitments. Empty until the close.
    std::vector<RuleOutcome> outcomes;  // Empty until the close; then greedy, equal_shares.
    std::uint64_t outcomes_entry = 0;   // The entry of the record that published them, from 0; 0 until then.
    // Of the secret ballot; all of it empty for imported rounds, and for those held before there was one.
    std::optional<BallotKey> ballot_key;       // From the opening on.
    std::int64_t batch_min = 0;                // From the opening on: of first ballots in a batch. 0: of any size.
    std::vector<CommittedBallot> commitments;  // Ascending by commitment. Grows while voting runs.
    std::vector<BallotBatch> batches;          // In which they came, in that order.
    std::vector<OpenedCast> casts;             // After the close, parallel to commitments: replaced ones too.
    std::int64_t credentials_issued = 0;       // After the close.
    std::int64_t papers_issued = 0;            // After the close.
    std::string private_key;                   // After the close: 64 hexadecimal digits.
    std::vector<PaperSheets> sheets;           // In the order of their registration.
    PaperAccount papers;                       // After the close.
    friend bool operator==(const Round&, const Round&) = default;
};

// How many people the record shows to have voted in an open round, which is all that anybody is told: those whose first
// ballot came in a batch. 0 while nothing is told.
[[nodiscard]] std::int64_t turnout_so_far(const Round& round);
// From how many voters on the turnout is told; 0 in a round whose batches may have any size.
[[nodiscard]] std::int64_t turnout_told_from(const Round& round);

// Whether `text` can be printed on a paper as its number: 1 to paper_serial_bytes_max of A-Z, a-z, 0-9 and '-'.
[[nodiscard]] bool is_paper_serial(std::string_view text);

// The number as it is printed: "A-0017".
[[nodiscard]] std::string sheet_serial(const PaperSheets& sheets, std::int64_t number);
// Whether a sheet with that number was registered.
[[nodiscard]] bool is_printed(const std::vector<PaperSheets>& sheets, std::string_view serial);
// How many there are. And whether two registrations have a number in common.
[[nodiscard]] std::int64_t sheet_count(const std::vector<PaperSheets>& sheets);
[[nodiscard]] bool do_overlap(const PaperSheets& a, const PaperSheets& b);

// The casts with a credential, those of one credential one after the other, by version. Indices into `casts`.
// Cost: O(n log n).
[[nodiscard]] std::vector<std::size_t> casts_by_credential(const std::vector<OpenedCast>& casts);
// Which of the casts count: the highest version of each credential, and each paper. Indices into `casts`, ascending.
// Cost: O(n log n).
[[nodiscard]] std::vector<std::size_t> counted_casts(const std::vector<OpenedCast>& casts);
// The index in round.commitments; nothing if the commitment is not in the record. Cost: O(log n).
[[nodiscard]] std::optional<std::size_t> find_commitment(const Round& round, const Hash& commitment);

// When voting runs, as far as it is known: the opening as it was, once it was, else as it is announced; and the end as
// it is announced, or as it was when voting was closed early.
struct VotingPeriod {
    UnixMs opens;
    UnixMs closes;
};
[[nodiscard]] VotingPeriod voting_period(const Round& round);

[[nodiscard]] const Project* find_project(const Round& round, ProjectId id);
// The sum of the costs of `choices`; those that are not in the round count nothing.
[[nodiscard]] Money cost_of(const Round& round, const std::vector<ProjectId>& choices);

}  // namespace gongyi
