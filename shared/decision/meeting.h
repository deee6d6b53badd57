// Meetings: convened with an agenda, opened with a quorum; motions and amendments, debate and votes; minutes.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/base/hash.h"
#include "shared/community/body.h"
#include "shared/community/quorum.h"
#include "shared/decision/matter.h"
#include "shared/decision/speaking.h"
#include "shared/decision/texts.h"

namespace gongyi::decision {

// Convened by the desk alone; each has its days of notice.
inline constexpr std::size_t meetings_max = 100'000;
inline constexpr std::size_t agenda_max = 50;
// One motion is before the meeting at a time, and the chair sees it off. No seat takes more than its share.
inline constexpr std::size_t motions_max = 1'000;  // Of a meeting.
inline constexpr std::size_t own_motions_max = 20;
inline constexpr std::size_t amendments_max = 200;  // Of a motion.
inline constexpr std::size_t own_amendments_max = 5;
inline constexpr std::size_t place_code_points_max = 60;

struct AgendaItem {
    FreeText title;   // In the record empty where it is the matter's.
    MatterId matter;  // 0: an item that is no matter.
    friend bool operator==(const AgendaItem&, const AgendaItem&) = default;
};

// hands and secret: tellers count, the numbers are entered. roll: each seat's vote is called and recorded.
enum class VoteMethod : std::uint8_t { hands, roll, secret };
enum class Choice : std::uint8_t { in_favour, against, abstain };

struct RollVote {
    std::int64_t seat = 0;
    Choice choice = Choice::abstain;
    bool is_entered = false;  // By the desk, for the holder: whose own vote replaces it.
    friend bool operator==(const RollVote&, const RollVote&) = default;
};

// A vote that is open.
struct Vote {
    VoteMethod method = VoteMethod::hands;
    std::vector<RollVote> roll;  // In the order in which they were called.
    friend bool operator==(const Vote&, const Vote&) = default;
};

// A vote that was counted.
struct CountedVote {
    VoteMethod method = VoteMethod::hands;
    Counts counts;
    Verdict verdict;
    std::vector<RollVote> roll;
    friend bool operator==(const CountedVote&, const CountedVote&) = default;
};

struct Amendment {
    FreeText text;  // The whole draft as it would read.
    std::optional<CountedVote> count;
    std::int64_t mover = 0;               // Seat.
    std::vector<std::int64_t> seconders;  // Seats, in the order in which they seconded.
    bool fell = false;                    // For want of a second.
    friend bool operator==(const Amendment&, const Amendment&) = default;
};

struct Motion {
    MatterId matter;         // 0: about an item that is no matter.
    std::int64_t draft = 0;  // Of a matter: the number of the draft that is moved, from 1. Amendments carried raise it.
    FreeText text;           // Of no matter: what is moved.
    std::int64_t mover = 0;  // Seat; 0 where the body has no seats.
    std::vector<Amendment> amendments;  // At most the last has no count and did not fall: then it is the question.
    std::optional<CountedVote> count;
    std::int64_t counted_step = 0;
    FreeText reply;                       // To a motion that a children's council carried.
    std::vector<std::int64_t> seconders;  // Seats, in the order in which they seconded.
    bool fell = false;                    // For want of a second.
    friend bool operator==(const Motion&, const Motion&) = default;
};

enum class MeetingStage : std::uint8_t { convened, open, closed, cancelled };

struct Meeting {
    MeetingId id;
    BodyId body;
    std::int64_t profile = 0;  // Index into DecisionState::profiles, frozen when convened.
    std::string form;
    UnixMs convened_at;
    UnixMs at;
    std::string place;
    std::vector<AgendaItem> agenda;
    MeetingStage stage = MeetingStage::convened;
    FreeText cancel_reason;          // Of a cancelled meeting.
    std::set<std::int64_t> present;  // Seats signed in and not gone.
    // 应到 and 实到 of a body without seats, in each measure of the form; elsewhere heads alone, from the seats.
    Counts attendance;
    std::int64_t chair = 0;  // The seat that presides now; 0 where there are no seats.
    std::set<std::pair<std::int64_t, std::uint64_t>> recused;  // Seat and matter.
    std::vector<Motion> motions;  // At most the last has no count and did not fall: then it is before the meeting.
    Floor floor;                  // Of the motion before the meeting.
    Floor amendment_floor;        // Of its amendment, a question of its own.
    std::optional<Vote> vote;     // Open, on the question.
    std::optional<UnixMs> closed_at;
    Hash minutes_hash{};                // Of the minutes that were signed first.
    std::set<std::int64_t> signatures;  // Seats that signed the minutes; 0 is the secretary (staff).
    bool minutes_published = false;
    std::int64_t published_step = 0;
    friend bool operator==(const Meeting&, const Meeting&) = default;
};

// The motion before the meeting, and its amendment that has to be voted on first; null for none.
[[nodiscard]] const Motion* pending_motion(const Meeting& meeting);
[[nodiscard]] const Amendment* pending_amendment(const Meeting& meeting);

// The debate on the question: the amendment's while there is one, else the motion's.
[[nodiscard]] const Floor& question_floor(const Meeting& meeting);
[[nodiscard]] Floor& question_floor(Meeting& meeting);

// The seats that moved the question and seconded it. Requires a pending motion.
[[nodiscard]] std::int64_t question_mover(const Meeting& meeting);
[[nodiscard]] const std::vector<std::int64_t>& question_seconders(const Meeting& meeting);

// The minutes of a closed meeting, generated from what happened: the same text from the same record, everywhere, and
// after a takedown too: of free text they hold the commitment (texts that stand within their entry as they are).
[[nodiscard]] std::string minutes_text(const Meeting& meeting, const Body& body, const MeetingForm& form, Zone zone,
                                       const Texts& texts);

// The seats that moved the question and seconded it. Requires a pending motion.
[[nodiscard]] std::int64_t question_mover(const Meeting& meeting);
[[nodiscard]] const std::vector<std::int64_t>& question_seconders(const Meeting& meeting);

}  // namespace gongyi::decision
