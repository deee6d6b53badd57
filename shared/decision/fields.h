// The fields of every command and event as JSON, listed once: a reader and a writer visit them alike. The names stand
// in canonical order. Free text is a std::string in commands and a FreeText in events: text(), optional_text() and
// title() see to the difference, so that a new field of an event is kept beside its entry without more being done.
#pragma once

#include <array>
#include <type_traits>

#include "shared/base/json_reader.h"
#include "shared/decision/commands.h"
#include "shared/decision/events.h"

namespace gongyi::decision {

inline constexpr std::int64_t seats_max = static_cast<std::int64_t>(seatings_max);

inline constexpr std::array origins{
    JsonName<Origin>{"residents", Origin::residents},
    JsonName<Origin>{"cadres", Origin::cadres},
    JsonName<Origin>{"higher_level", Origin::higher_level},
};
inline constexpr std::array sides{JsonName<Side>{"for", Side::in_favour}, JsonName<Side>{"against", Side::against}};
inline constexpr std::array methods{
    JsonName<VoteMethod>{"hands", VoteMethod::hands},
    JsonName<VoteMethod>{"roll", VoteMethod::roll},
    JsonName<VoteMethod>{"secret", VoteMethod::secret},
};
inline constexpr std::array choices{
    JsonName<Choice>{"for", Choice::in_favour},
    JsonName<Choice>{"against", Choice::against},
    JsonName<Choice>{"abstain", Choice::abstain},
};
inline constexpr std::array end_stages{
    JsonName<MatterStage>{"rejected", MatterStage::rejected},
    JsonName<MatterStage>{"withdrawn", MatterStage::withdrawn},
};
[[nodiscard]] inline const std::vector<JsonName<Ground>>& grounds() {
    static const std::vector<JsonName<Ground>> names = [] {
        std::vector<JsonName<Ground>> table;
        for (const Ground ground : all_grounds) table.push_back({ground_name(ground), ground});
        return table;
    }();
    return names;
}
[[nodiscard]] inline const std::vector<JsonName<BodyKind>>& body_kinds() {
    static const std::vector<JsonName<BodyKind>> names = [] {
        std::vector<JsonName<BodyKind>> table;
        for (const BodyKind kind : all_body_kinds) table.push_back({body_kind_name(kind), kind});
        return table;
    }();
    return names;
}

// A writer visits what it does not change.
template <class Visitor, class T>
using AsFor = std::conditional_t<Visitor::writes, const T, T>;

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Constituency>& x) {
    v.flag("by_office", x.by_office);
    v.line("name", x.name, body_name_code_points_max);
    v.flag("presides", x.presides);
    v.number("seats", x.seats, 1, constituency_seats_max);
    v.flag("votes", x.votes);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AgendaItem>& x) {
    v.optional_id("matter", x.matter);
    if (x.matter == MatterId{}) {
        v.title("title", x.title, title_code_points_max);
    } else {
        v.title_or_none("title", x.title, title_code_points_max);
    }
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Figures>& x) {
    v.money("cost_fen", x.cost);
    v.number("days", x.days, 0, 10'000);
    v.text("scope", x.scope, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Result>& x) {
    v.text("acceptance", x.acceptance, note_code_points_max);
    v.object("actual", x.actual);
    v.object("planned", x.planned);
    v.number("rating", x.rating, 0, 5);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Seating>& x) {
    v.number("constituency", x.constituency, 0, constituencies_max);
    v.optional_id("firm", x.firm);
    v.flag("guardian_consents", x.guardian_consents);
    v.id("holder", x.holder);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Body>& x) {
    v.list("constituencies", x.constituencies, 0, constituencies_max);
    v.id("id", x.id);
    v.choice("kind", x.kind, body_kinds());
    v.line("name", x.name, body_name_code_points_max);
    v.date("term_from", x.term_from);
    v.date("term_to", x.term_to);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AdoptRules>& x) {
    v.string("text", x.text, profile_bytes_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, EstablishBody>& x) {
    v.list("constituencies", x.constituencies, 0, constituencies_max);
    v.choice("kind", x.kind, body_kinds());
    v.line("name", x.name, body_name_code_points_max);
    v.date("term_from", x.term_from);
    v.date("term_to", x.term_to);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, TakeSeat>& x) {
    v.id("body", x.body);
    v.object("seating", x.seating);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, GiveUpSeat>& x) {
    v.id("body", x.body);
    v.text("reason", x.reason, note_code_points_max);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, OpenMatter>& x) {
    v.money("amount_fen", x.amount);
    v.numbers("major_ticks", x.major_ticks, 0, profile_list_max);
    v.choice("origin", x.origin, origins);
    v.string("profile", x.profile, profile_id_bytes_max);
    v.added_number("project", x.project, json_integer_max);
    v.number("round", x.round, 0, json_integer_max);
    v.text("text", x.text, draft_code_points_max);
    v.title("title", x.title, title_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ReviseDraft>& x) {
    v.id("matter", x.matter);
    v.text("note", x.note, note_code_points_max);
    v.text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, FileDocument>& x) {
    v.hash("hash", x.hash);
    v.string("kind", x.kind, profile_id_bytes_max);
    v.id("matter", x.matter);
    v.title("title", x.title, title_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, OpenConsultation>& x) {
    v.number("days", x.days, 0, period_days_max);
    v.id("matter", x.matter);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, GiveOpinion>& x) {
    v.id("matter", x.matter);
    v.text("text", x.text, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CloseConsultation>& x) {
    v.id("matter", x.matter);
    v.text("reply", x.reply, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ReturnMatter>& x) {
    v.string("gate", x.gate, profile_id_bytes_max);
    v.id("matter", x.matter);
    v.text("reason", x.reason, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, RejectMatter>& x) {
    v.id("matter", x.matter);
    v.text("reason", x.reason, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, WithdrawMatter>& x) {
    v.id("matter", x.matter);
    v.text("reason", x.reason, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, RecordResult>& x) {
    v.id("matter", x.matter);
    v.object("result", x.result);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CloseGate>& x) {
    v.id("matter", x.matter);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ConveneMeeting>& x) {
    v.list("agenda", x.agenda, 1, agenda_max);
    v.time("at", x.at);
    v.id("body", x.body);
    v.string("form", x.form, profile_id_bytes_max);
    v.line("place", x.place, place_code_points_max);
    v.string("profile", x.profile, profile_id_bytes_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CancelMeeting>& x) {
    v.id("meeting", x.meeting);
    v.text("reason", x.reason, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SignIn>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, LeaveMeeting>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CountAttendance>& x) {
    v.counts("counts", x.counts);
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Recuse>& x) {
    v.id("matter", x.matter);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, OpenMeeting>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, HandOverChair>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, PutMotion>& x) {
    v.optional_id("matter", x.matter);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
    v.optional_text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, PutAmendment>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
    v.text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AskToSpeak>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
    v.choice("side", x.side, sides);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, GiveFloor>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, EndTurn>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, OpenVote>& x) {
    v.id("meeting", x.meeting);
    v.choice("method", x.method, methods);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CastVote>& x) {
    v.choice("choice", x.choice, choices);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CloseVote>& x) {
    v.counts("counts", x.counts);
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CloseMeeting>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SignMinutes>& x) {
    v.hash("hash", x.hash);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, PublishMinutes>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ReplyToMotion>& x) {
    v.id("meeting", x.meeting);
    v.number("motion", x.motion, 1, motions_max);
    v.text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, PostNotice>& x) {
    v.id("matter", x.matter);
    v.lines("places", x.places, 1, notice_places_max, place_code_points_max);
    v.text("text", x.text, notice_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, CorrectNotice>& x) {
    v.id("notice", x.notice);
    v.lines("places", x.places, 1, notice_places_max, place_code_points_max);
    v.text("reason", x.reason, note_code_points_max);
    v.text("text", x.text, notice_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, FileObjection>& x) {
    v.id("notice", x.notice);
    v.text("text", x.text, objection_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AnswerObjection>& x) {
    v.id("notice", x.notice);
    v.number("objection", x.objection, 1, objections_max);
    v.text("text", x.text, objection_code_points_max);
    v.flag("upheld", x.upheld);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, EscalateObjection>& x) {
    v.id("notice", x.notice);
    v.number("objection", x.objection, 1, objections_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, TakeDownText>& x) {
    v.hash("commitment", x.commitment);
    v.choice("ground", x.ground, grounds());
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, RulesAdopted>& x) {
    v.string("text", x.text, profile_bytes_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, BodyEstablished>& x) {
    v.object("body", x.body);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SeatTaken>& x) {
    v.id("body", x.body);
    v.number("constituency", x.constituency, 0, constituencies_max);
    v.optional_id("firm", x.firm);
    v.date("from", x.from);
    v.id("holder", x.holder);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SeatGivenUp>& x) {
    v.id("body", x.body);
    v.text("reason", x.reason, note_code_points_max);
    v.number("seat", x.seat, 0, seats_max);
    v.date("until", x.until);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MatterOpened>& x) {
    v.money("amount_fen", x.amount);
    v.optional_id("author", x.author);
    v.flag("is_major", x.is_major);
    v.numbers("major_ticks", x.major_ticks, 0, profile_list_max);
    v.id("matter", x.matter);
    v.choice("origin", x.origin, origins);
    v.number("profile", x.profile, 0, profiles_max);
    v.added_number("project", x.project, json_integer_max);
    v.number("round", x.round, 0, json_integer_max);
    v.text("text", x.text, draft_code_points_max);
    v.title("title", x.title, title_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, DraftRevised>& x) {
    v.id("matter", x.matter);
    v.text("note", x.note, note_code_points_max);
    v.text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, DocumentFiled>& x) {
    v.hash("hash", x.hash);
    v.string("kind", x.kind, profile_id_bytes_max);
    v.id("matter", x.matter);
    v.title("title", x.title, title_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ConsultationOpened>& x) {
    v.date("last_day", x.last_day);
    v.id("matter", x.matter);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, OpinionGiven>& x) {
    v.id("matter", x.matter);
    v.added_number("person", x.person, json_integer_max);
    v.text("text", x.text, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ConsultationClosed>& x) {
    v.id("matter", x.matter);
    v.text("reply", x.reply, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MatterReturned>& x) {
    v.number("gate", x.gate, 0, profile_gates_max);
    v.id("matter", x.matter);
    v.text("reason", x.reason, objection_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MatterEnded>& x) {
    v.id("matter", x.matter);
    v.text("reason", x.reason, note_code_points_max);
    v.choice("stage", x.stage, end_stages);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ResultRecorded>& x) {
    v.id("matter", x.matter);
    v.object("result", x.result);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, GateClosed>& x) {
    v.id("matter", x.matter);
    v.optional_id("meeting", x.meeting);
    v.number("motion", x.motion, 0, motions_max);
    v.optional_id("notice", x.notice);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MeetingConvened>& x) {
    v.list("agenda", x.agenda, 1, agenda_max);
    v.time("at", x.at);
    v.id("body", x.body);
    v.string("form", x.form, profile_id_bytes_max);
    v.id("meeting", x.meeting);
    v.line("place", x.place, place_code_points_max);
    v.number("profile", x.profile, 0, profiles_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MeetingCancelled>& x) {
    v.id("meeting", x.meeting);
    v.text("reason", x.reason, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SignedIn>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MemberLeft>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AttendanceCounted>& x) {
    v.counts("counts", x.counts);
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, Recused>& x) {
    v.id("matter", x.matter);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MeetingOpened>& x) {
    v.number("chair", x.chair, 0, seats_max);
    v.counts("counts", x.counts);
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ChairHandedOver>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MotionPut>& x) {
    v.number("draft", x.draft, 0, drafts_max);
    v.optional_id("matter", x.matter);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
    v.optional_text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AmendmentPut>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
    v.text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, TurnAsked>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
    v.choice("side", x.side, sides);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, TurnBegan>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, TurnEnded>& x) {
    v.id("meeting", x.meeting);
    v.number("seconds", x.seconds, 0, 3'600);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, VoteOpened>& x) {
    v.id("meeting", x.meeting);
    v.choice("method", x.method, methods);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, VoteCast>& x) {
    v.choice("choice", x.choice, choices);
    v.added_number("entered", x.entered, 1);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, VoteClosed>& x) {
    v.counts("counts", x.counts);
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MeetingClosed>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MinutesSigned>& x) {
    v.hash("hash", x.hash);
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MinutesPublished>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MotionReplied>& x) {
    v.id("meeting", x.meeting);
    v.number("motion", x.motion, 1, motions_max);
    v.text("text", x.text, draft_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, NoticePosted>& x) {
    v.flag("is_provisional", x.is_provisional);
    v.date("last_day", x.last_day);
    v.id("matter", x.matter);
    v.id("notice", x.notice);
    v.lines("places", x.places, 1, notice_places_max, place_code_points_max);
    v.text("text", x.text, notice_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, NoticeCorrected>& x) {
    v.flag("is_provisional", x.is_provisional);
    v.date("last_day", x.last_day);
    v.id("notice", x.notice);
    v.lines("places", x.places, 1, notice_places_max, place_code_points_max);
    v.text("reason", x.reason, note_code_points_max);
    v.text("text", x.text, notice_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ObjectionFiled>& x) {
    v.date("answer_due", x.answer_due);
    v.flag("is_late", x.is_late);
    v.id("notice", x.notice);
    v.added_number("person", x.person, json_integer_max);
    v.text("text", x.text, objection_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ObjectionAnswered>& x) {
    v.id("notice", x.notice);
    v.number("objection", x.objection, 1, objections_max);
    v.text("text", x.text, objection_code_points_max);
    v.flag("upheld", x.upheld);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ObjectionEscalated>& x) {
    v.date("answer_due", x.answer_due);
    v.choice("body", x.body, body_kinds());
    v.id("notice", x.notice);
    v.number("objection", x.objection, 1, objections_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, TextTakenDown>& x) {
    v.hash("commitment", x.commitment);
    v.choice("ground", x.ground, grounds());
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SecondMotion>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, DropMotion>& x) {
    v.id("meeting", x.meeting);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MotionSeconded>& x) {
    v.id("meeting", x.meeting);
    v.number("seat", x.seat, 0, seats_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MotionFell>& x) {
    v.id("meeting", x.meeting);
}

}  // namespace gongyi::decision

#include "shared/decision/fields_drafts.h"
#include "shared/decision/fields_places.h"
