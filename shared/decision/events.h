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
    FreeText reason;
};

struct MatterOpened {
    MatterId matter;
    FreeText title;
    Origin origin = Origin::residents;
    ResidentId author;
    std::int64_t profile = 0;
    bool is_major = false;
    std::vector<std::int64_t> major_ticks;
    Money amount;
    std::int64_t round = 0;
    FreeText text;
    std::int64_t project = 0;
};
struct DraftRevised {
    MatterId matter;
    FreeText text;
    FreeText note;
};
struct DocumentFiled {
    MatterId matter;
    std::string kind;
    FreeText title;
    Hash hash{};
};
struct ConsultationOpened {
    MatterId matter;
    Date last_day;
};
struct OpinionGiven {
    MatterId matter;
    FreeText text;
    std::int64_t person = 0;  // Opinion::person
};
struct ConsultationClosed {
    MatterId matter;
    FreeText reply;
};
struct MatterReturned {
    MatterId matter;
    std::int64_t gate = 0;
    FreeText reason;
};
struct MatterEnded {
    MatterId matter;
    MatterStage stage = MatterStage::rejected;  // rejected or withdrawn.
    FreeText reason;
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
    FreeText reason;
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
    FreeText text;
};
struct AmendmentPut {
    MeetingId meeting;
    std::int64_t seat = 0;
    FreeText text;
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
    std::int64_t entered = 0;  // 1: by the desk, for the holder.
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
    FreeText text;
};

struct NoticePosted {
    NoticeId notice;
    MatterId matter;
    FreeText text;
    std::vector<std::string> places;
    Date last_day;
    bool is_provisional = false;
};
struct NoticeCorrected {
    NoticeId notice;
    FreeText text;
    std::vector<std::string> places;
    Date last_day;
    bool is_provisional = false;
    FreeText reason;
};
struct ObjectionFiled {
    NoticeId notice;
    FreeText text;
    bool is_late = false;
    Date answer_due;
    std::int64_t person = 0;  // Opinion::person
};
struct ObjectionAnswered {
    NoticeId notice;
    std::int64_t objection = 0;
    FreeText text;
    bool upheld = false;
};
struct ObjectionEscalated {
    NoticeId notice;
    std::int64_t objection = 0;
    BodyKind body = BodyKind::party_members;
    Date answer_due;
};

// ---- Texts ----
// What opens the commitment is removed wherever it is kept. The ground is published.
struct TextTakenDown {
    Hash commitment{};
    Ground ground = Ground::personal_information;
};

struct NodeAdded {
    NodeId node;
    NodeLevel level = NodeLevel::building;
    NodeId parent;
    std::string name;
    Date from;
};
struct NodeRenamed {
    NodeId node;
    std::string name;
    Date from;
};
struct NodeMoved {
    NodeId node;
    NodeId parent;
    Date from;
};
struct NodesMerged {
    NodeId node;
    NodeId into;
    Date from;
};
struct BodyScopeSet {
    BodyId body;
    NodeId node;
};
struct MatterPlaceSet {
    MatterId matter;
    NodeId node;
};
struct DutyLogged {
    BodyId body;
    std::int64_t seat = 0;
    DutyKind duty = DutyKind::reception;
    MatterId matter;
    Date date;
    std::int64_t from_minute = 0;
    std::int64_t to_minute = 0;
    FreeText note;
};
struct RightExercised {
    MatterId matter;
    BodyId body;
    std::int64_t seat = 0;
    BranchRight right = BranchRight::advise;
    FreeText text;
    std::int64_t rating = 0;
};

// Of the question: the amendment while there is one, else the motion.
struct MotionSeconded {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct MotionFell {
    MeetingId meeting;
};

// The author disagrees with what staff changed in a draft (from 1), and the staff's answer.
struct DraftContested {
    MatterId matter;
    std::int64_t draft = 0;
    FreeText text;
};
struct ContestAnswered {
    MatterId matter;
    std::int64_t draft = 0;
    FreeText text;
};

using Event =
    std::variant<RulesAdopted, BodyEstablished, SeatTaken, SeatGivenUp, MatterOpened, DraftRevised, DocumentFiled,
                 ConsultationOpened, OpinionGiven, ConsultationClosed, MatterReturned, MatterEnded, ResultRecorded,
                 GateClosed, MeetingConvened, MeetingCancelled, SignedIn, MemberLeft, AttendanceCounted, Recused,
                 MeetingOpened, ChairHandedOver, MotionPut, AmendmentPut, TurnAsked, TurnBegan, TurnEnded, VoteOpened,
                 VoteCast, VoteClosed, MeetingClosed, MinutesSigned, MinutesPublished, MotionReplied, NoticePosted,
                 NoticeCorrected, ObjectionFiled, ObjectionAnswered, ObjectionEscalated, TextTakenDown, NodeAdded,
                 NodeRenamed, NodeMoved, NodesMerged, BodyScopeSet, MatterPlaceSet, DutyLogged, RightExercised,
                 MotionSeconded, MotionFell, DraftContested, ContestAnswered>;

// "RulesAdopted", in the order of the alternatives: the type of the entry.
[[nodiscard]] const std::array<std::string_view, std::variant_size_v<Event>>& event_names();

}  // namespace gongyi::decision
