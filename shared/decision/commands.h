// What people ask of bodies, matters, meetings and notices. The limits of each field are applied by json.h.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/community/authority.h"
#include "shared/decision/state.h"

namespace gongyi::decision {

// ---- Rules and bodies ----
struct AdoptRules {
    std::string text;  // A rule profile as JSON.
};
struct EstablishBody {
    BodyKind kind = BodyKind::council;
    std::string name;
    std::vector<Constituency> constituencies;
    Date term_from;
    Date term_to;
};
struct TakeSeat {
    BodyId body;
    Seating seating;
};
struct GiveUpSeat {
    BodyId body;
    std::int64_t seat = 0;
    std::string reason;
};

// ---- Matters ----
struct OpenMatter {
    std::string title;
    Origin origin = Origin::residents;
    std::string text;
    std::string profile;  // The id of an adopted profile with gates.
    std::vector<std::int64_t> major_ticks;
    Money amount;
    std::int64_t round = 0;    // Of microprojects, that it is about; 0 for none.
    std::int64_t project = 0;  // Of that round; 0 for none.
};
struct ReviseDraft {
    MatterId matter;
    std::string text;
    std::string note;
};
struct FileDocument {
    MatterId matter;
    std::string kind;
    std::string title;
    Hash hash{};
};
struct OpenConsultation {
    MatterId matter;
    std::int64_t days = 0;
};
struct GiveOpinion {
    MatterId matter;
    std::string text;
};
struct CloseConsultation {
    MatterId matter;
    std::string reply;
};
struct ReturnMatter {
    MatterId matter;
    std::string gate;  // The id of an earlier gate.
    std::string reason;
};
struct RejectMatter {
    MatterId matter;
    std::string reason;
};
struct WithdrawMatter {
    MatterId matter;
    std::string reason;
};
struct RecordResult {
    MatterId matter;
    Result result;
};
struct CloseGate {
    MatterId matter;
};

// ---- Meetings. seat 0 is the asker's own; staff at the desk name another. ----
struct ConveneMeeting {
    BodyId body;
    std::string profile;
    std::string form;
    UnixMs at;
    std::string place;
    std::vector<AgendaItem> agenda;
};
struct CancelMeeting {
    MeetingId meeting;
    std::string reason;
};
struct SignIn {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct LeaveMeeting {
    MeetingId meeting;
    std::int64_t seat = 0;
};
// A body without seats: due and present in each measure of the form.
struct CountAttendance {
    MeetingId meeting;
    Counts counts;
};
struct Recuse {
    MeetingId meeting;
    std::int64_t seat = 0;
    MatterId matter;
};
struct OpenMeeting {
    MeetingId meeting;
};
struct HandOverChair {
    MeetingId meeting;
    std::int64_t seat = 0;
};
struct PutMotion {
    MeetingId meeting;
    std::int64_t seat = 0;
    MatterId matter;   // 0 for a motion about no matter,
    std::string text;  // which has a text of its own.
};
struct PutAmendment {
    MeetingId meeting;
    std::int64_t seat = 0;
    std::string text;
};
struct AskToSpeak {
    MeetingId meeting;
    std::int64_t seat = 0;
    Side side = Side::in_favour;
};
struct GiveFloor {
    MeetingId meeting;
};
struct EndTurn {
    MeetingId meeting;
};
struct OpenVote {
    MeetingId meeting;
    VoteMethod method = VoteMethod::hands;
};
struct CastVote {
    MeetingId meeting;
    std::int64_t seat = 0;
    Choice choice = Choice::abstain;
};
// What the tellers counted, in each measure; only for, against and abstain are read. Nothing for a roll call.
struct CloseVote {
    MeetingId meeting;
    Counts counts;
};
struct CloseMeeting {
    MeetingId meeting;
};
struct SignMinutes {
    MeetingId meeting;
    std::int64_t seat = 0;
    Hash hash{};  // Of the minutes that the signer read.
};
struct PublishMinutes {
    MeetingId meeting;
};
struct ReplyToMotion {
    MeetingId meeting;
    std::int64_t motion = 0;  // From 1.
    std::string text;
};

// ---- Notices ----
struct PostNotice {
    MatterId matter;
    std::string text;
    std::vector<std::string> places;
};
struct CorrectNotice {
    NoticeId notice;
    std::string text;
    std::vector<std::string> places;
    std::string reason;
};
struct FileObjection {
    NoticeId notice;
    std::string text;
};
struct AnswerObjection {
    NoticeId notice;
    std::int64_t objection = 0;  // From 1.
    std::string text;
    bool upheld = false;
};
struct EscalateObjection {
    NoticeId notice;
    std::int64_t objection = 0;
};

// ---- Texts ----
// Removes what opens the commitment, and leaves a tombstone. Not for texts that stand within their entry.
struct TakeDownText {
    Hash commitment{};
    Ground ground = Ground::personal_information;
};

// ---- The places of the community ----
struct AddNodes {
    NodeLevel level = NodeLevel::building;
    NodeId parent;  // 0 for a district.
    std::vector<std::string> names;
    Date from;
};
struct RenameNode {
    NodeId node;
    std::string name;
    Date from;
};
struct MoveNode {
    NodeId node;
    NodeId parent;
    Date from;
};
// `node` ends; what stands under it stands under `into`.
struct MergeNodes {
    NodeId node;
    NodeId into;
    Date from;
};
struct SetBodyScope {
    BodyId body;
    NodeId node;
};
struct SetMatterPlace {
    MatterId matter;
    NodeId node;
};

// ---- Special commissioners and estate branches. seat 0 is the asker's own; staff name another. ----
struct LogDuty {
    BodyId body;
    std::int64_t seat = 0;
    DutyKind duty = DutyKind::reception;
    MatterId matter;
    Date date;
    std::int64_t from_minute = 0;  // Of the day.
    std::int64_t to_minute = 0;
    std::string note;
};
struct ExerciseRight {
    MatterId matter;
    BodyId body;
    std::int64_t seat = 0;
    BranchRight right = BranchRight::advise;
    std::string text;
    std::int64_t rating = 0;  // Of an appraisal.
};

// ---- Seconds to a motion ----
// The question gets a second, from a seat that is present and did not move it.
struct SecondMotion {
    MeetingId meeting;
    std::int64_t seat = 0;
};
// The chair goes on: nobody seconds the question.
struct DropMotion {
    MeetingId meeting;
};

// ---- What staff change in a resident's draft ----
struct ContestDraft {
    MatterId matter;
    std::int64_t draft = 0;  // From 1.
    std::string text;
};
struct AnswerContest {
    MatterId matter;
    std::int64_t draft = 0;
    std::string text;
};

using Command =
    std::variant<AdoptRules, EstablishBody, TakeSeat, GiveUpSeat, OpenMatter, ReviseDraft, FileDocument,
                 OpenConsultation, GiveOpinion, CloseConsultation, ReturnMatter, RejectMatter, WithdrawMatter,
                 RecordResult, CloseGate, ConveneMeeting, CancelMeeting, SignIn, LeaveMeeting, CountAttendance, Recuse,
                 OpenMeeting, HandOverChair, PutMotion, PutAmendment, AskToSpeak, GiveFloor, EndTurn, OpenVote,
                 CastVote, CloseVote, CloseMeeting, SignMinutes, PublishMinutes, ReplyToMotion, PostNotice,
                 CorrectNotice, FileObjection, AnswerObjection, EscalateObjection, TakeDownText, AddNodes, RenameNode,
                 MoveNode, MergeNodes, SetBodyScope, SetMatterPlace, LogDuty, ExerciseRight, SecondMotion, DropMotion,
                 ContestDraft, AnswerContest>;

inline constexpr std::size_t command_kinds = std::variant_size_v<Command>;

// "AdoptRules", in the order of the alternatives: the "type" of a command as JSON.
[[nodiscard]] const std::array<std::string_view, command_kinds>& command_names();

// Whether a role may give the command at all; seats, the chair and the author are looked at by decide().
[[nodiscard]] bool may(Role role, std::size_t command_index);

}  // namespace gongyi::decision
