#include <algorithm>
#include <string>

#include "shared/decision/decide.h"
#include "shared/decision/session.h"

namespace gongyi::decision {

namespace {

using Fit = Expected<void, std::string>;

auto fault(std::string what) {
    return unexpected(std::move(what));
}

Fit fits(bool holds, const char* otherwise) {
    if (holds) return {};
    return fault(otherwise);
}

// Whether an event can follow: one overload for each kind.
class Check {
public:
    explicit Check(const DecisionState& state) : state_{state} {}

    Fit operator()(const RulesAdopted& event) const {
        const auto profile = parse_profile(event.text);
        if (!profile) return fault("adopts rules that are none");
        return fits(profile->text == event.text, "adopts rules that are not canonical JSON");
    }
    Fit operator()(const BodyEstablished& event) const {
        return fits(event.body.id.raw() == state_.bodies.size() + 1 && event.body.seats.empty(),
                    "gives a body a number out of order");
    }
    Fit operator()(const SeatTaken& event) const {
        const Body* const body = find_body(state_, event.body);
        return fits(body != nullptr && event.constituency >= 0 &&
                        static_cast<std::size_t>(event.constituency) < body->constituencies.size(),
                    "takes a seat that is not there");
    }
    Fit operator()(const SeatGivenUp& event) const {
        const Body* const body = find_body(state_, event.body);
        return fits(body != nullptr && event.seat >= 1 && static_cast<std::size_t>(event.seat) <= body->seats.size(),
                    "gives up a seat that nobody took");
    }

    Fit operator()(const MatterOpened& event) const {
        const bool is_governed = event.profile >= 0 &&
                                 static_cast<std::size_t>(event.profile) < state_.profiles.size() &&
                                 !state_.profiles[static_cast<std::size_t>(event.profile)].gates.empty();
        return fits(event.matter.raw() == state_.matters.size() + 1 && is_governed,
                    "opens a matter out of order, or under no rules");
    }
    Fit operator()(const DraftRevised& event) const { return at_gate(event.matter, GateKind::deliberation); }
    Fit operator()(const DocumentFiled& event) const { return is_open(event.matter); }
    Fit operator()(const ConsultationOpened& event) const { return at_gate(event.matter, GateKind::deliberation); }
    Fit operator()(const OpinionGiven& event) const { return has_consultation(event.matter); }
    Fit operator()(const ConsultationClosed& event) const { return has_consultation(event.matter); }
    Fit operator()(const MatterReturned& event) const {
        if (auto open = is_open(event.matter); !open) return open;
        return fits(event.gate >= 0 && event.gate < gate_of(*find_matter(state_, event.matter)),
                    "returns a matter to no earlier gate");
    }
    Fit operator()(const MatterEnded& event) const { return at_gate(event.matter, GateKind::deliberation); }
    Fit operator()(const ResultRecorded& event) const { return at_gate(event.matter, GateKind::implementation); }
    Fit operator()(const GateClosed& event) const {
        if (auto open = is_open(event.matter); !open) return open;
        const Matter& matter = *find_matter(state_, event.matter);
        const Gate& gate = current_gate(state_, matter);
        if (gate.kind == GateKind::deliberation) return carried(event);
        if (gate.kind == GateKind::implementation)
            return fits(matter.result.has_value(), "closes a gate without result");
        const Notice* const notice = current_notice(state_, matter);
        return fits(notice != nullptr && open_objections(*notice) == 0, "closes a disclosure that is not settled");
    }

    Fit operator()(const MeetingConvened& event) const {
        const bool is_governed =
            event.profile >= 0 && static_cast<std::size_t>(event.profile) < state_.profiles.size() &&
            find_form(state_.profiles[static_cast<std::size_t>(event.profile)], event.form) != nullptr;
        return fits(event.meeting.raw() == state_.meetings.size() + 1 && find_body(state_, event.body) != nullptr &&
                        is_governed,
                    "convenes a meeting out of order, of no body or in no form");
    }
    Fit operator()(const MeetingCancelled& event) const { return in_stage(event.meeting, MeetingStage::convened); }
    Fit operator()(const SignedIn& event) const {
        const Meeting* const meeting = find_meeting(state_, event.meeting);
        return fits(meeting != nullptr && is_seat(*meeting, event.seat), "signs in a seat that is not there");
    }
    Fit operator()(const MemberLeft& event) const { return in_stage(event.meeting, MeetingStage::open); }
    Fit operator()(const AttendanceCounted& event) const {
        const Meeting* const meeting = find_meeting(state_, event.meeting);
        return fits(meeting != nullptr && are_counted(*meeting, event.counts), "counts an attendance that cannot be");
    }
    Fit operator()(const Recused& event) const { return in_stage(event.meeting, MeetingStage::open); }
    Fit operator()(const MeetingOpened& event) const {
        if (auto stage = in_stage(event.meeting, MeetingStage::convened); !stage) return stage;
        return fits(are_counted(*find_meeting(state_, event.meeting), event.counts),
                    "opens a meeting with an attendance that cannot be");
    }
    Fit operator()(const ChairHandedOver& event) const { return in_stage(event.meeting, MeetingStage::open); }
    Fit operator()(const MotionPut& event) const {
        if (auto stage = in_stage(event.meeting, MeetingStage::open); !stage) return stage;
        if (pending_motion(*find_meeting(state_, event.meeting)) != nullptr) return fault("puts a second motion");
        return event.matter == MatterId{} ? Fit{} : at_gate(event.matter, GateKind::deliberation);
    }
    Fit operator()(const AmendmentPut& event) const {
        if (auto debate = is_debated(event.meeting); !debate) return debate;
        return fits(pending_amendment(*find_meeting(state_, event.meeting)) == nullptr, "puts a second amendment");
    }
    Fit operator()(const TurnAsked& event) const { return is_debated(event.meeting); }
    Fit operator()(const TurnBegan& event) const {
        if (auto debate = is_debated(event.meeting); !debate) return debate;
        const auto& waiting = question_floor(*find_meeting(state_, event.meeting)).waiting;
        return fits(
            std::any_of(waiting.begin(), waiting.end(), [&event](const Turn& turn) { return turn.seat == event.seat; }),
            "gives the floor to somebody who does not wait");
    }
    Fit operator()(const TurnEnded& event) const { return has_motion(event.meeting); }
    Fit operator()(const VoteOpened& event) const { return is_debated(event.meeting); }
    // A holder's own vote stays; only one that was entered for them gives way, and to their own.
    Fit operator()(const VoteCast& event) const {
        if (auto vote = has_vote(event.meeting); !vote) return vote;
        const auto& roll = find_meeting(state_, event.meeting)->vote->roll;
        const auto former =
            std::find_if(roll.begin(), roll.end(), [&event](const RollVote& one) { return one.seat == event.seat; });
        return fits(former == roll.end() || (former->is_entered && event.entered == 0),
                    "votes for a seat that has voted");
    }
    Fit operator()(const VoteClosed& event) const {
        if (auto vote = has_vote(event.meeting); !vote) return vote;
        return fits(are_counted(*find_meeting(state_, event.meeting), event.counts), "has a count that cannot be");
    }
    Fit operator()(const MeetingClosed& event) const { return in_stage(event.meeting, MeetingStage::open); }
    Fit operator()(const MinutesSigned& event) const { return in_stage(event.meeting, MeetingStage::closed); }
    Fit operator()(const MinutesPublished& event) const { return in_stage(event.meeting, MeetingStage::closed); }
    Fit operator()(const MotionReplied& event) const {
        if (auto stage = in_stage(event.meeting, MeetingStage::closed); !stage) return stage;
        const auto& motions = find_meeting(state_, event.meeting)->motions;
        return fits(event.motion >= 1 && static_cast<std::size_t>(event.motion) <= motions.size(),
                    "replies to no motion");
    }

    Fit operator()(const NoticePosted& event) const {
        if (auto gate = at_gate(event.matter, GateKind::disclosure); !gate) return gate;
        return fits(event.notice.raw() == state_.notices.size() + 1 &&
                        current_notice(state_, *find_matter(state_, event.matter)) == nullptr,
                    "posts a notice out of order, or a second one");
    }
    Fit operator()(const NoticeCorrected& event) const { return hangs(event.notice); }
    Fit operator()(const ObjectionFiled& event) const { return hangs(event.notice); }
    Fit operator()(const ObjectionAnswered& event) const { return is_objection(event.notice, event.objection); }
    Fit operator()(const ObjectionEscalated& event) const { return is_objection(event.notice, event.objection); }
    Fit operator()(const MotionSeconded& event) const {
        if (auto lacks = lacks_seconds(event.meeting); !lacks) return lacks;
        const Meeting& meeting = *find_meeting(state_, event.meeting);
        const auto& seconders = question_seconders(meeting);
        const bool is_another = event.seat != question_mover(meeting) &&
                                std::find(seconders.begin(), seconders.end(), event.seat) == seconders.end();
        return fits(is_seat(meeting, event.seat) && is_another, "seconds a motion from a seat that cannot");
    }
    Fit operator()(const DraftContested& event) const {
        const Draft* const draft = changed_draft(event.matter, event.draft);
        return fits(draft != nullptr && draft->contest.empty(), "contests no draft that staff changed, or one twice");
    }
    Fit operator()(const ContestAnswered& event) const {
        const Draft* const draft = changed_draft(event.matter, event.draft);
        return fits(draft != nullptr && !draft->contest.empty() && draft->contest_answer.empty(),
                    "answers what nobody contests, or once more");
    }
    Fit operator()(const MotionFell& event) const { return lacks_seconds(event.meeting); }

    Fit operator()(const TextTakenDown& event) const {
        const auto found = state_.texts.find(event.commitment);
        return fits(found != state_.texts.end() && !found->second.takedown && !found->second.is_within_entry(),
                    "takes down a text that is not there, is down already or stands within its entry");
    }
    Fit operator()(const NodeAdded& event) const {
        return fits(event.node.raw() == state_.tree.size() + 1 &&
                        check_add(state_.tree, event.level, event.parent, event.from, {event.name}).has_value(),
                    "adds a place out of order, or where it cannot be");
    }
    Fit operator()(const NodeRenamed& event) const {
        return fits(check_rename(state_.tree, event.node, event.name, event.from).has_value(),
                    "renames a place that cannot be renamed so");
    }
    Fit operator()(const NodeMoved& event) const {
        return fits(check_move(state_.tree, event.node, event.parent, event.from).has_value(),
                    "moves a place to where it cannot be");
    }
    Fit operator()(const NodesMerged& event) const {
        return fits(check_merge(state_.tree, event.node, event.into, event.from).has_value(),
                    "merges places that cannot be merged");
    }
    Fit operator()(const BodyScopeSet& event) const {
        return fits(find_body(state_, event.body) != nullptr && find_node(state_.tree, event.node) != nullptr,
                    "gives no body a scope, or one that is not there");
    }
    Fit operator()(const MatterPlaceSet& event) const {
        if (auto open = is_open(event.matter); !open) return open;
        return fits(find_node(state_.tree, event.node) != nullptr, "names a place that is not there");
    }
    Fit operator()(const DutyLogged& event) const {
        const bool is_seated = is_seat_of(event.body, event.seat, BodyKind::commissioners);
        const bool has_matter = event.matter == MatterId{} ? event.duty != DutyKind::supervision
                                                           : find_matter(state_, event.matter) != nullptr;
        return fits(is_seated && has_matter && event.from_minute < event.to_minute,
                    "logs a duty of nobody, about no matter or of no length");
    }
    Fit operator()(const RightExercised& event) const {
        if (auto open = is_open(event.matter); !open) return open;
        const Matter& matter = *find_matter(state_, event.matter);
        const bool is_here = has_power(event.right, place_of(profile_of(state_, matter).gates, gate_of(matter)));
        return fits(is_seat_of(event.body, event.seat, BodyKind::estate_branch) && is_here,
                    "uses a right that nobody has at this gate");
    }

private:
    // A draft that staff changed, of an open matter; null for none.
    const Draft* changed_draft(MatterId id, std::int64_t number) const {
        const Matter* const matter = find_matter(state_, id);
        if (matter == nullptr || matter->stage != MatterStage::open) return nullptr;
        const auto index = static_cast<std::size_t>(number - 1);
        if (number < 1 || index >= matter->drafts.size() || !is_changed_by_staff(*matter, index)) return nullptr;
        return &matter->drafts[index];
    }
    Fit is_open(MatterId id) const {
        const Matter* const matter = find_matter(state_, id);
        return fits(matter != nullptr && matter->stage == MatterStage::open, "names a matter that is not open");
    }
    Fit at_gate(MatterId id, GateKind kind) const {
        if (auto open = is_open(id); !open) return open;
        return fits(current_gate(state_, *find_matter(state_, id)).kind == kind,
                    "comes at another kind of gate of its matter");
    }
    Fit has_consultation(MatterId id) const {
        if (auto open = is_open(id); !open) return open;
        return fits(find_matter(state_, id)->consultation.has_value(), "names a matter without consultation");
    }
    // A deliberation closes by a motion that passed in published minutes: no gate can be skipped in a record either.
    Fit carried(const GateClosed& event) const {
        const Meeting* const meeting = find_meeting(state_, event.meeting);
        const bool is_there = meeting != nullptr && meeting->minutes_published && event.motion >= 1 &&
                              static_cast<std::size_t>(event.motion) <= meeting->motions.size();
        if (!is_there) return fault("closes a gate by no motion");
        const Motion& motion = meeting->motions[static_cast<std::size_t>(event.motion - 1)];
        return fits(motion.matter == event.matter && motion.count && motion.count->verdict.passes,
                    "closes a gate by a motion that did not pass");
    }
    Fit in_stage(MeetingId id, MeetingStage stage) const {
        const Meeting* const meeting = find_meeting(state_, id);
        return fits(meeting != nullptr && meeting->stage == stage, "comes in the wrong stage of its meeting");
    }
    Fit has_motion(MeetingId id) const {
        const Meeting* const meeting = find_meeting(state_, id);
        return fits(meeting != nullptr && pending_motion(*meeting) != nullptr, "comes without a motion");
    }
    // A question is debated and voted on only with the seconds that the rules ask for.
    Fit is_debated(MeetingId id) const {
        if (auto motion = has_motion(id); !motion) return motion;
        return fits(seconds_lacking(state_, *find_meeting(state_, id)) == 0, "comes before the motion is seconded");
    }
    Fit lacks_seconds(MeetingId id) const {
        if (auto motion = has_motion(id); !motion) return motion;
        return fits(seconds_lacking(state_, *find_meeting(state_, id)) > 0, "comes where no second is awaited");
    }
    Fit has_vote(MeetingId id) const {
        if (auto motion = has_motion(id); !motion) return motion;
        return fits(find_meeting(state_, id)->vote.has_value(), "comes without a vote");
    }
    bool is_seat(const Meeting& meeting, std::int64_t seat) const {
        return seat >= 1 && static_cast<std::size_t>(seat) <= find_body(state_, meeting.body)->seats.size();
    }
    bool is_seat_of(BodyId id, std::int64_t seat, BodyKind kind) const {
        const Body* const body = find_body(state_, id);
        return body != nullptr && body->kind == kind && seat >= 1 &&
               static_cast<std::size_t>(seat) <= body->seats.size();
    }
    bool are_counted(const Meeting& meeting, const Counts& counts) const {
        return std::all_of(all_measures.begin(), all_measures.end(), [&](Measure measure) {
            const auto& count = counts.of(measure);
            if (count && check_count(*count) != CountFault::none) return false;
            return count.has_value() || !counts_measure(form_of(state_, meeting), measure);
        });
    }
    Fit hangs(NoticeId id) const {
        const Notice* const notice = find_notice(state_, id);
        return fits(notice != nullptr && !notice->is_void, "names a notice that does not hang");
    }
    Fit is_objection(NoticeId id, std::int64_t number) const {
        if (auto notice = hangs(id); !notice) return notice;
        const auto& objections = find_notice(state_, id)->objections;
        return fits(number >= 1 && static_cast<std::size_t>(number) <= objections.size(), "names no objection");
    }

    const DecisionState& state_;
};

}  // namespace

Fit check_applicable(const DecisionState& state, const Event& event) {
    return std::visit(Check{state}, event);
}

}  // namespace gongyi::decision
