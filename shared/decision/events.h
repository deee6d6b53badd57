// What happened to bodies, matters, meetings and notices: facts of the public record.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/decision/state.h"

namespace gongyi::decision {

struct RulesAdopted {
    std::string text;  // The profile as canonical JSON.
};
struct BodyEstablished {
    Body body;  // Without seats.
};
struct SeatTaken {
    BodyId body;
    std::int64_t constituency = 0;
    ResidentId holder;
    FirmId firm;
    Date from;
};
struct SeatGivenUp {
    BodyId body;
    std::int64_t seat = 0;
    Date until;
    std::string reason;
};

struct MatterOpened {
    MatterId matter;
    std::string title;
    Origin origin = Origin::residents;
    ResidentId author;
    std::int64_t profile = 0;
    bool is_major = false;
    std::vector<std::int64_t> major_ticks;
    Money amount;
    std::int64_t round = 0;
    std::string text;
    std::int64_t project = 0;
};
struct DraftRevised {
    MatterId matter;
    std::string text;
    std::string note;
};
struct DocumentFiled {
    MatterId matter;
    std::string kind;
    std::string title;
    Hash hash{};
};
struct ConsultationOpened {
    MatterId matter;
    Date last_day;
};
struct OpinionGiven {
    MatterId matter;
    std::string text;
};
struct ConsultationClosed {
    MatterId matter;
    std::string reply;
};
struct MatterReturned {
    MatterId matter;
    std::int64_t gate = 0;
    std::string reason;
};
struct MatterEnded {
    MatterId matter;
    MatterStage stage = MatterStage::rejected;  // rejected or withdrawn.
    std::string reason;
};
struct ResultRecorded {
    MatterId matter;
    Result result;
};
// The gate is closed and the next one opens; behind the last one the matter is completed.
struct GateClosed {
    MatterId matter;
    MeetingId meeting;        // Of a deliberation,
    std::int64_t motion = 0;  // by its motion, from 1.
    NoticeId notice;          // Of a disclosure.
};

struct MeetingConvened {
    MeetingId meeting;
    BodyId body;
    std::int64_t profile = 0;
    std::string form;
    UnixMs at;
    std::string place;
    std::vector<AgendaItem> agenda;
};
struct MeetingCancelled {
    MeetingId meeting;
    std::string reason;
};
struct SignedIn {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct MemberLeft {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct AttendanceCounted {
    MeetingId meeting;
    Counts counts;
};
struct Recused {
    MeetingId meeting;
    std::int64_t seat = 0;
    MatterId matter;
};
struct MeetingOpened {
    MeetingId meeting;
    std::int64_t chair = 0;
    Counts counts;  // Due and present, as the quorum was judged.
};
struct ChairHandedOver {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct MotionPut {
    MeetingId meeting;
    std::int64_t seat = 0;
    MatterId matter;
    std::int64_t draft = 0;
    std::string text;
};
struct AmendmentPut {
    MeetingId meeting;
    std::int64_t seat = 0;
    std::string text;
};
struct TurnAsked {
    MeetingId meeting;
    std::int64_t seat = 0;
    Side side = Side::in_favour;
};
struct TurnBegan {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct TurnEnded {
    MeetingId meeting;
    std::int64_t seconds = 0;
};
struct VoteOpened {
    MeetingId meeting;
    VoteMethod method = VoteMethod::hands;
};
struct VoteCast {
    MeetingId meeting;
    std::int64_t seat = 0;
    Choice choice = Choice::abstain;
};
// The verdict is not in the record: everyone judges the counts again.
struct VoteClosed {
    MeetingId meeting;
    Counts counts;
};
struct MeetingClosed {
    MeetingId meeting;
};
struct MinutesSigned {
    MeetingId meeting;
    std::int64_t seat = 0;
    Hash hash{};
};
struct MinutesPublished {
    MeetingId meeting;
};
struct MotionReplied {
    MeetingId meeting;
    std::int64_t motion = 0;
    std::string text;
};

struct NoticePosted {
    NoticeId notice;
    MatterId matter;
    std::string text;
    std::vector<std::string> places;
    Date last_day;
    bool is_provisional = false;
};
struct NoticeCorrected {
    NoticeId notice;
    std::string text;
    std::vector<std::string> places;
    Date last_day;
    bool is_provisional = false;
    std::string reason;
};
struct ObjectionFiled {
    NoticeId notice;
    std::string text;
    bool is_late = false;
    Date answer_due;
};
struct ObjectionAnswered {
    NoticeId notice;
    std::int64_t objection = 0;
    std::string text;
    bool upheld = false;
};
struct ObjectionEscalated {
    NoticeId notice;
    std::int64_t objection = 0;
    BodyKind body = BodyKind::party_members;
    Date answer_due;
};

// Of the question: the amendment while there is one, else the motion.
struct MotionSeconded {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct MotionFell {
    MeetingId meeting;
};

using Event =
    std::variant<RulesAdopted, BodyEstablished, SeatTaken, SeatGivenUp, MatterOpened, DraftRevised, DocumentFiled,
                 ConsultationOpened, OpinionGiven, ConsultationClosed, MatterReturned, MatterEnded, ResultRecorded,
                 GateClosed, MeetingConvened, MeetingCancelled, SignedIn, MemberLeft, AttendanceCounted, Recused,
                 MeetingOpened, ChairHandedOver, MotionPut, AmendmentPut, TurnAsked, TurnBegan, TurnEnded, VoteOpened,
                 VoteCast, VoteClosed, MeetingClosed, MinutesSigned, MinutesPublished, MotionReplied, NoticePosted,
                 NoticeCorrected, ObjectionFiled, ObjectionAnswered, ObjectionEscalated, MotionSeconded, MotionFell>;

// "RulesAdopted", in the order of the alternatives: the type of the entry.
[[nodiscard]] const std::array<std::string_view, std::variant_size_v<Event>>& event_names();

}  // namespace gongyi::decision
