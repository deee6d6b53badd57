// What people ask of a round. Parsed from JSON in portal/command_json.h; the limits of each field are applied there.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shared/microproject/round.h"

namespace gongyi {

struct DraftRound {
    std::string title;
    int year = 0;
    Money budget;
    BallotRules ballot;
    Electorate electorate;
    TallyRule official_rule = TallyRule::equal_shares;
    std::int64_t support_min_votes = 1;  // See Round: what nobody votes for is not funded, unless staff say so.
    std::int64_t support_min_share = 0;
    std::uint64_t tie_seed = 0;
    UnixMs opens_at;
    UnixMs closes_at;
};

struct AddProject {
    RoundId round;
    std::string title;
    std::string place;
    std::string need;
    std::string topic;
    Category category = Category::works;
    std::vector<CostLine> cost_lines;
    std::int64_t beneficiaries = 0;
};

struct OpenVoting {
    RoundId round;
    std::string reason{};  // Needed, and published, when staff open before the announced time; else may be empty.
};

// Asks for what allows one ballot: the blinded element (RFC 9497 section 3.3.1) of the voter's own making.
struct IssueCredential {
    RoundId round;
    BallotKey blinded{};
};

// Comes without an account. Casting a higher version with the same credential replaces the earlier ballot.
struct CastBallot {
    RoundId round;
    OpenedCast cast;  // No paper; choices ascending.
};

struct PaperBallot {
    std::string serial;  // Printed on it: 1 to paper_serial_bytes_max of A-Z, a-z, 0-9 and '-'.
    std::vector<ProjectId> choices;
    Salt salt{};  // Random.
};

// Staff enter at least so many papers at once: one that is entered alone, right after it was handed out, would be known
// by its moment.
inline constexpr std::int64_t papers_at_once_min = 5;
// Before the announced end fewer may be entered too: they must not be lost.
inline constexpr std::int64_t last_papers_ms = 12 * hour_ms;

// Papers: who was handed one, and what was found in the urn. At the desk these are two acts, and the first has no
// papers and the second no roll; the operator's command line enters a whole urn with its roll.
//
// Staff need a second person: to hand a paper to somebody whose letter they were not shown, and to enter papers. Who
// handed papers out in a round does not enter or confirm them there, nor the other way round.
struct EnterPapers {
    RoundId round;
    std::vector<ResidentId> roll;
    std::vector<PaperBallot> papers;
    std::int64_t place = 0;  // Of the roll: where they are handed out, an index into Round::sheets.
};

// Sheets were printed: staff, before any is handed out.
struct RegisterSheets {
    RoundId round;
    PaperSheets sheets;
};

enum class PaperBack : std::uint8_t { never_asked, wrong_person, spoilt, votes_online };
inline constexpr std::array all_papers_back{PaperBack::never_asked, PaperBack::wrong_person, PaperBack::spoilt,
                                            PaperBack::votes_online};
// "never_asked"
[[nodiscard]] std::string_view paper_back_name(PaperBack reason);

// The person is on the roll no longer, and may vote. A sheet that came back is void. Staff, with a second person.
struct TakePaperBack {
    RoundId round;
    ResidentId voter;
    std::string serial;  // Of the sheet that came back; empty where none did.
    PaperBack reason = PaperBack::never_asked;
};

struct CloseVoting {
    RoundId round;
    std::string reason;  // Needed, and published, when staff close before the announced end; else may be empty.
};

// A whole election that was held elsewhere, as a closed round (the operator's command line, from a Pabulib file).
struct ImportRound {
    Round round;  // id and project ids 0: they are given by decide(). outcomes empty.
};

}  // namespace gongyi
