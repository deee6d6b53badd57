#include <algorithm>

#include "shared/base/check.h"
#include "shared/decision/decide.h"
#include "shared/decision/event_texts.h"

namespace gongyi::decision {

namespace {

constexpr std::array<std::string_view, std::variant_size_v<Event>> names{
    "RulesAdopted",     "BodyEstablished", "SeatTaken",          "SeatGivenUp",        "MatterOpened",
    "DraftRevised",     "DocumentFiled",   "ConsultationOpened", "OpinionGiven",       "ConsultationClosed",
    "MatterReturned",   "MatterEnded",     "ResultRecorded",     "GateClosed",         "MeetingConvened",
    "MeetingCancelled", "SignedIn",        "MemberLeft",         "AttendanceCounted",  "Recused",
    "MeetingOpened",    "ChairHandedOver", "MotionPut",          "AmendmentPut",       "TurnAsked",
    "TurnBegan",        "TurnEnded",       "VoteOpened",         "VoteCast",           "VoteClosed",
    "MeetingClosed",    "MinutesSigned",   "MinutesPublished",   "MotionReplied",      "NoticePosted",
    "NoticeCorrected",  "ObjectionFiled",  "ObjectionAnswered",  "ObjectionEscalated", "TextTakenDown",
    "NodeAdded",        "NodeRenamed",     "NodeMoved",          "NodesMerged",        "BodyScopeSet",
    "MatterPlaceSet",   "DutyLogged",      "RightExercised",     "MotionSeconded",     "MotionFell",
    "DraftContested",   "ContestAnswered",
};

template <class Item, class Identifier>
Item& at(std::vector<Item>& items, Identifier id) {
    GONGYI_CHECK(id.raw() >= 1 && id.raw() <= items.size());
    return items[static_cast<std::size_t>(id.raw() - 1)];
}

// Applies one event after the other to the state; one overload for each kind.
class Apply {
public:
    Apply(DecisionState& state, UnixMs now, Role by) : state_{state}, now_{now}, by_{by} {}

    void operator()(const RulesAdopted& event) {
        auto profile = parse_profile(event.text);
        GONGYI_CHECK(profile.has_value());
        state_.profiles.push_back(std::move(*profile));
    }
    void operator()(const BodyEstablished& event) { state_.bodies.push_back(event.body); }
    void operator()(const SeatTaken& event) {
        at(state_.bodies, event.body)
            .seats.push_back({event.constituency, event.holder, event.firm, event.from, std::nullopt});
    }
    void operator()(const SeatGivenUp& event) {
        at(state_.bodies, event.body).seats[static_cast<std::size_t>(event.seat - 1)].until = event.until;
    }

    void operator()(const MatterOpened& event) {
        Matter matter;
        matter.id = event.matter;
        matter.title = event.title;
        matter.origin = event.origin;
        matter.author = event.author;
        matter.opened_by = by_;
        matter.profile = event.profile;
        matter.is_major = event.is_major;
        matter.major_ticks = event.major_ticks;
        matter.amount = event.amount;
        matter.round = event.round;
        matter.project = event.project;
        matter.drafts.push_back({event.text, "", now_, by_});
        enter_gate(matter, 0);
        state_.matters_of[event.author].push_back(event.matter);
        state_.matters.push_back(std::move(matter));
    }
    void operator()(const DraftRevised& event) {
        at(state_.matters, event.matter).drafts.push_back({event.text, event.note, now_, by_});
    }
    void operator()(const DocumentFiled& event) {
        Matter& matter = at(state_.matters, event.matter);
        matter.documents.push_back({gate_of(matter), event.kind, event.title, event.hash, state_.step});
        const auto entry = static_cast<std::uint64_t>(state_.step - 1);
        state_.texts.try_emplace(event.hash, KeptText{.entry = entry, .is_file = true});
    }
    void operator()(const ConsultationOpened& event) {
        at(state_.matters, event.matter).consultation = Consultation{now_, event.last_day, {}, {}};
    }
    void operator()(const OpinionGiven& event) {
        at(state_.matters, event.matter).consultation->opinions.push_back({event.text, event.person, now_, by_});
    }
    void operator()(const ConsultationClosed& event) {
        at(state_.matters, event.matter).consultation->reply = event.reply;
    }
    void operator()(const MatterReturned& event) {
        Matter& matter = at(state_.matters, event.matter);
        Passage& left = matter.passages.back();
        left.closed_at = now_;
        left.closed_step = state_.step;
        left.went_back = true;
        left.reason = event.reason;
        if (left.notice != NoticeId{}) at(state_.notices, left.notice).is_void = true;
        matter.result.reset();
        enter_gate(matter, event.gate);
    }
    void operator()(const MatterEnded& event) {
        Matter& matter = at(state_.matters, event.matter);
        matter.stage = event.stage;
        matter.stage_reason = event.reason;
        matter.ended_by = by_;
        matter.passages.back().closed_at = now_;
        matter.passages.back().closed_step = state_.step;
    }
    void operator()(const ResultRecorded& event) { at(state_.matters, event.matter).result = event.result; }
    void operator()(const GateClosed& event) {
        Matter& matter = at(state_.matters, event.matter);
        Passage& passage = matter.passages.back();
        passage.closed_at = now_;
        passage.closed_step = state_.step;
        passage.meeting = event.meeting;
        passage.motion = event.motion;
        const auto gates = static_cast<std::int64_t>(profile_of(state_, matter).gates.size());
        if (passage.gate + 1 == gates) {
            matter.stage = MatterStage::completed;
        } else {
            enter_gate(matter, passage.gate + 1);
        }
    }

    void operator()(const MeetingConvened& event) {
        Meeting meeting;
        meeting.id = event.meeting;
        meeting.body = event.body;
        meeting.profile = event.profile;
        meeting.form = event.form;
        meeting.convened_at = now_;
        meeting.at = event.at;
        meeting.place = event.place;
        meeting.agenda = event.agenda;
        state_.meetings.push_back(std::move(meeting));
    }
    void operator()(const MeetingCancelled& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        meeting.stage = MeetingStage::cancelled;
        meeting.cancel_reason = event.reason;
    }
    void operator()(const SignedIn& event) { at(state_.meetings, event.meeting).present.insert(event.seat); }
    void operator()(const MemberLeft& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        meeting.present.erase(event.seat);
        for (Floor* const floor : {&meeting.floor, &meeting.amendment_floor}) {
            std::erase_if(floor->waiting, [&event](const Turn& turn) { return turn.seat == event.seat; });
            if (floor->current && floor->current->seat == event.seat) floor->current.reset();
        }
    }
    void operator()(const AttendanceCounted& event) { at(state_.meetings, event.meeting).attendance = event.counts; }
    void operator()(const Recused& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        meeting.recused.insert({event.seat, event.matter.raw()});
        const Motion* const motion = pending_motion(meeting);
        if (motion == nullptr || motion->matter != event.matter) return;
        std::erase_if(question_floor(meeting).waiting, [&event](const Turn& turn) { return turn.seat == event.seat; });
    }
    void operator()(const MeetingOpened& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        meeting.stage = MeetingStage::open;
        meeting.chair = event.chair;
        meeting.attendance = event.counts;
    }
    void operator()(const ChairHandedOver& event) { at(state_.meetings, event.meeting).chair = event.seat; }
    void operator()(const MotionPut& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        Motion motion;
        motion.matter = event.matter;
        motion.draft = event.draft;
        motion.text = event.text;
        motion.mover = event.seat;
        meeting.motions.push_back(std::move(motion));
        meeting.floor = {};
    }
    void operator()(const AmendmentPut& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        Amendment amendment;
        amendment.text = event.text;
        amendment.mover = event.seat;
        meeting.motions.back().amendments.push_back(std::move(amendment));
        meeting.amendment_floor = {};
    }
    void operator()(const TurnAsked& event) {
        question_floor(at(state_.meetings, event.meeting)).waiting.push_back({event.seat, event.side, now_});
    }
    void operator()(const TurnBegan& event) {
        Floor& floor = question_floor(at(state_.meetings, event.meeting));
        const auto next = std::find_if(floor.waiting.begin(), floor.waiting.end(),
                                       [&event](const Turn& turn) { return turn.seat == event.seat; });
        GONGYI_CHECK(next != floor.waiting.end());
        floor.current = Turn{event.seat, next->side, now_};
        floor.last_side = next->side;
        ++floor.used[event.seat];
        floor.waiting.erase(next);
    }
    void operator()(const TurnEnded& event) { question_floor(at(state_.meetings, event.meeting)).current.reset(); }
    void operator()(const VoteOpened& event) { at(state_.meetings, event.meeting).vote = Vote{event.method, {}}; }
    void operator()(const VoteCast& event) {
        // One that was entered for the holder gives way to the holder's own, in its place of the roll.
        std::vector<RollVote>& roll = at(state_.meetings, event.meeting).vote->roll;
        const auto former =
            std::find_if(roll.begin(), roll.end(), [&event](const RollVote& one) { return one.seat == event.seat; });
        const RollVote cast{event.seat, event.choice, event.entered != 0};
        if (former == roll.end()) {
            roll.push_back(cast);
        } else {
            *former = cast;
        }
    }
    void operator()(const VoteClosed& event);
    void operator()(const MeetingClosed& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        meeting.stage = MeetingStage::closed;
        meeting.closed_at = now_;
    }
    void operator()(const MinutesSigned& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        meeting.minutes_hash = event.hash;
        meeting.signatures.insert(event.seat);
    }
    void operator()(const MinutesPublished& event) {
        at(state_.meetings, event.meeting).minutes_published = true;
        at(state_.meetings, event.meeting).published_step = state_.step;
    }
    void operator()(const MotionReplied& event) {
        at(state_.meetings, event.meeting).motions[static_cast<std::size_t>(event.motion - 1)].reply = event.text;
    }

    void operator()(const NoticePosted& event) {
        Matter& matter = at(state_.matters, event.matter);
        matter.passages.back().notice = event.notice;
        Notice notice;
        notice.id = event.notice;
        notice.matter = event.matter;
        notice.gate = gate_of(matter);
        notice.versions.push_back({event.text, event.places, now_, event.last_day, state_.step, event.is_provisional});
        state_.notices.push_back(std::move(notice));
    }
    void operator()(const NoticeCorrected& event) {
        at(state_.notices, event.notice)
            .versions.push_back({event.text, event.places, now_, event.last_day, state_.step, event.is_provisional});
    }
    void operator()(const ObjectionFiled& event) {
        Objection objection;
        objection.text = event.text;
        objection.filed_at = now_;
        objection.is_late = event.is_late;
        objection.answer_due = event.answer_due;
        objection.person = event.person;
        objection.by = by_;
        at(state_.notices, event.notice).objections.push_back(std::move(objection));
    }
    void operator()(const ObjectionAnswered& event) {
        Objection& objection = objection_at(event.notice, event.objection);
        objection.stage = event.upheld ? ObjectionStage::upheld : ObjectionStage::dismissed;
        objection.answer = event.text;
        objection.answered_at = now_;
    }
    void operator()(const ObjectionEscalated& event) {
        Objection& objection = objection_at(event.notice, event.objection);
        objection.stage = ObjectionStage::open;
        objection.answer_due = event.answer_due;
        ++objection.escalations;
    }
    void operator()(const MotionSeconded& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        const bool is_amendment = pending_amendment(meeting) != nullptr;
        Motion& motion = meeting.motions.back();
        (is_amendment ? motion.amendments.back().seconders : motion.seconders).push_back(event.seat);
    }
    void operator()(const MotionFell& event) {
        Meeting& meeting = at(state_.meetings, event.meeting);
        const bool is_amendment = pending_amendment(meeting) != nullptr;
        Motion& motion = meeting.motions.back();
        (is_amendment ? motion.amendments.back().fell : motion.fell) = true;
    }

    void operator()(const DraftContested& event) { draft_at(event.matter, event.draft).contest = event.text; }
    void operator()(const ContestAnswered& event) { draft_at(event.matter, event.draft).contest_answer = event.text; }

    void operator()(const TextTakenDown& event) {
        const auto found = state_.texts.find(event.commitment);
        GONGYI_CHECK(found != state_.texts.end() && !found->second.takedown);
        found->second.opened.reset();
        found->second.takedown = Takedown{event.ground, now_, static_cast<std::uint64_t>(state_.step - 1)};
    }
    void operator()(const NodeAdded& event) {
        add_node(state_.tree, event.level, event.parent, event.from, event.name);
    }
    void operator()(const NodeRenamed& event) { rename_node(state_.tree, event.node, event.name, event.from); }
    void operator()(const NodeMoved& event) { move_node(state_.tree, event.node, event.parent, event.from); }
    void operator()(const NodesMerged& event) { merge_nodes(state_.tree, event.node, event.into, event.from); }
    void operator()(const BodyScopeSet& event) { at(state_.bodies, event.body).scope = event.node; }
    void operator()(const MatterPlaceSet& event) { at(state_.matters, event.matter).place = event.node; }
    void operator()(const DutyLogged& event) {
        state_.duties.push_back({event.body, event.seat, event.duty, event.matter, event.date, event.from_minute,
                                 event.to_minute, event.note, state_.step});
    }
    void operator()(const RightExercised& event) {
        Matter& matter = at(state_.matters, event.matter);
        matter.views.push_back(
            {gate_of(matter), event.body, event.seat, event.right, event.text, event.rating, state_.step});
    }

private:
    void enter_gate(Matter& matter, std::int64_t gate) {
        Passage passage;
        passage.gate = gate;
        passage.opened_at = now_;
        passage.opened_step = state_.step;
        matter.passages.push_back(std::move(passage));
    }
    Draft& draft_at(MatterId matter, std::int64_t number) {
        return at(state_.matters, matter).drafts[static_cast<std::size_t>(number - 1)];
    }
    Objection& objection_at(NoticeId notice, std::int64_t number) {
        return at(state_.notices, notice).objections[static_cast<std::size_t>(number - 1)];
    }

    DecisionState& state_;
    UnixMs now_;
    Role by_;
};

void Apply::operator()(const VoteClosed& event) {
    Meeting& meeting = at(state_.meetings, event.meeting);
    Motion& motion = meeting.motions.back();
    CountedVote counted;
    counted.method = meeting.vote->method;
    counted.roll = meeting.vote->roll;
    counted.counts = event.counts;
    counted.verdict = judge(form_of(state_, meeting), event.counts);
    meeting.vote.reset();
    if (pending_amendment(meeting) == nullptr) {
        motion.count = std::move(counted);
        motion.counted_step = state_.step;
        return;
    }
    Amendment& amendment = motion.amendments.back();
    amendment.count = std::move(counted);
    if (!amendment.count->verdict.passes) return;
    if (motion.matter == MatterId{}) {
        motion.text = amendment.text;
        return;
    }
    // A carried amendment is the matter's next draft, and it is what the motion is now about.
    Matter& matter = at(state_.matters, motion.matter);
    matter.drafts.push_back({amendment.text, "", now_, by_});
    motion.draft = static_cast<std::int64_t>(matter.drafts.size());
}

}  // namespace

const std::array<std::string_view, std::variant_size_v<Event>>& event_names() {
    return names;
}

void apply_event(DecisionState& state, Event event, UnixMs at, Role by) {
    const auto entry = static_cast<std::uint64_t>(state.step);
    ++state.step;
    for_each_text(event, [&](FreeText& text) { keep_text(state.texts, text, entry); });
    std::visit(Apply{state, at, by}, event);
}

}  // namespace gongyi::decision
