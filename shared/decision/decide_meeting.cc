#include <algorithm>

#include "shared/base/check.h"
#include "shared/decision/decide_parts.h"
#include "shared/decision/gates.h"

namespace gongyi::decision {

namespace {

using MeetingFound = Expected<const Meeting*, Refusal>;

// The meeting in the stage that the command needs: no_such_meeting, and what is said of the other stages.
MeetingFound meeting_in(const DecisionState& state, MeetingId id, MeetingStage stage) {
    const Meeting* const meeting = find_meeting(state, id);
    if (meeting == nullptr) return refuse(RefusalCode::no_such_meeting, "/meeting");
    if (meeting->stage == stage) return meeting;
    if (stage == MeetingStage::convened) return refuse(RefusalCode::meeting_not_convened, "/meeting");
    if (stage == MeetingStage::open) return refuse(RefusalCode::meeting_not_open, "/meeting");
    return refuse(RefusalCode::meeting_not_closed, "/meeting");
}

const Body& body_of(const DecisionState& state, const Meeting& meeting) {
    return *find_body(state, meeting.body);
}

// Seats in a meeting are judged on the day for which it was convened: neither midnight nor the end of a term changes
// who sits in a meeting that goes on.
Date day_of(const Meeting& meeting, const Context& context) {
    return local_time(meeting.at, context.zone).date;
}

// The seat for which the asker acts: their own, or at the desk the one that they name. 0 only where the body has no
// seats and the desk asks. Refusals: not_seated, no_such_seat, observing_only.
Expected<std::int64_t, Refusal> acting_seat(const DecisionState& state, const Meeting& meeting, std::int64_t named,
                                            const Context& context, bool needs_vote = true) {
    const Body& body = body_of(state, meeting);
    const Date day = day_of(meeting, context);
    if (!has_seats(body)) {
        if (!is_desk(context)) return refuse(RefusalCode::not_seated, "/meeting");
        if (named != 0) return refuse(RefusalCode::no_such_seat, "/seat");
        return std::int64_t{0};
    }
    std::int64_t seat = seat_of(body, context.actor, day);
    if (is_desk(context)) seat = named;
    if (seat == 0 || (named != 0 && named != seat)) return refuse(RefusalCode::not_seated, "/seat");
    const auto index = static_cast<std::size_t>(seat - 1);
    if (seat < 1 || index >= body.seats.size() || !is_held(body, body.seats[index], day)) {
        return refuse(RefusalCode::no_such_seat, "/seat");
    }
    if (needs_vote && !is_voting(body, body.seats[index], day)) return refuse(RefusalCode::observing_only, "/seat");
    return seat;
}

// Acts of the chair; the desk may do them for the chair (it works the screen).
Expected<void, Refusal> check_chair(const DecisionState& state, const Meeting& meeting, const Context& context) {
    if (is_desk(context)) return {};
    const std::int64_t seat = seat_of(body_of(state, meeting), context.actor, day_of(meeting, context));
    if (seat == 0) return refuse(RefusalCode::not_seated, "/meeting");
    if (seat != meeting.chair) return refuse(RefusalCode::not_the_chair, "/meeting");
    return {};
}

// A voting seat that takes part in the debate: signed in, not recused, not the chair.
Expected<std::int64_t, Refusal> debating_seat(const DecisionState& state, const Meeting& meeting, std::int64_t named,
                                              MatterId matter, const Context& context) {
    const auto seat = acting_seat(state, meeting, named, context);
    if (!seat || *seat == 0) return seat;
    if (!meeting.present.contains(*seat)) return refuse(RefusalCode::not_signed_in, "/seat");
    if (meeting.recused.contains({*seat, matter.raw()})) return refuse(RefusalCode::recused, "/seat");
    if (*seat == meeting.chair) return refuse(RefusalCode::chair_is_neutral, "/seat");
    return seat;
}

Expected<void, Refusal> check_quorum(const DecisionState& state, const Meeting& meeting, const Counts& counts) {
    for (const ShareRule& rule : form_of(state, meeting).quorum) {
        const auto& count = counts.of(rule.measure);
        if (!count) return refuse(RefusalCode::attendance_not_counted, "/meeting");
        const std::int64_t needed = least_share(rule, count->due);
        if (count->present < needed) {
            return refuse<RefusalCode::quorum_not_met>("/meeting", count->due, count->present, needed);
        }
    }
    return {};
}

// The debate must be over: nobody speaks and nobody waits. A turn whose time is up counts as ended.
Expected<void, Refusal> check_debate_over(const DecisionState& state, const Meeting& meeting, UnixMs now) {
    const Floor& floor = question_floor(meeting);
    if (floor.current && now < turn_ends(floor, speaking_of(state, meeting))) {
        return refuse(RefusalCode::floor_taken, "/meeting");
    }
    if (!floor.waiting.empty()) {
        return refuse<RefusalCode::speakers_waiting>("/meeting", floor.waiting.size());
    }
    return {};
}

// The question must have the seconds that the form asks for before it is debated.
Expected<void, Refusal> check_seconded(const DecisionState& state, const Meeting& meeting) {
    const std::int64_t lacking = seconds_lacking(state, meeting);
    if (lacking == 0) return {};
    const auto seconded = static_cast<std::int64_t>(question_seconders(meeting).size());
    return refuse<RefusalCode::second_needed>("/meeting", seconded + lacking, seconded);
}

// Ends the current turn, if there is one; never longer than the rule allows.
void append_turn_end(const DecisionState& state, const Meeting& meeting, UnixMs now, std::vector<Event>& events) {
    const Floor& floor = question_floor(meeting);
    if (!floor.current) return;
    const std::int64_t seconds = std::max<std::int64_t>(0, (now.ms - floor.current->at.ms) / 1'000);
    events.emplace_back(TurnEnded{meeting.id, std::min(seconds, speaking_of(state, meeting).seconds_per_turn)});
}

// The meeting with a motion before it: meeting_in(open), no_motion_pending.
MeetingFound meeting_with_motion(const DecisionState& state, MeetingId id) {
    auto meeting = meeting_in(state, id, MeetingStage::open);
    if (meeting && pending_motion(**meeting) == nullptr) return refuse(RefusalCode::no_motion_pending, "/meeting");
    return meeting;
}

// Whether the matter may be moved in this meeting now: on the agenda, open, at a gate that this body decides in this
// form.
Expected<const Matter*, Refusal> movable_matter(const DecisionState& state, const Meeting& meeting, MatterId id) {
    const auto matter = open_matter(state, id);
    if (!matter) return matter;
    const bool is_on_agenda = std::any_of(meeting.agenda.begin(), meeting.agenda.end(),
                                          [id](const AgendaItem& item) { return item.matter == id; });
    if (!is_on_agenda) return refuse(RefusalCode::not_on_agenda, "/matter");
    const Gate& gate = current_gate(state, **matter);
    const bool is_here = gate.kind == GateKind::deliberation && gate.body == body_of(state, meeting).kind &&
                         gate.form == meeting.form && (*matter)->profile == meeting.profile;
    if (!is_here) return refuse(RefusalCode::gate_not_open, "/matter");
    if (is_before_a_meeting(state, **matter)) return refuse(RefusalCode::motion_pending, "/matter");
    return matter;
}

// What the tellers counted, set into attendance; votes_above_present where that cannot be.
Expected<Counts, Refusal> enter_counts(const MeetingForm& form, const Counts& told, const Counts& attendance) {
    Counts counts;
    for (const Measure measure : all_measures) {
        if (!counts_measure(form, measure)) continue;
        const auto& there = attendance.of(measure);
        const auto& votes = told.of(measure);
        if (!there || !votes) return refuse(RefusalCode::count_missing, "/counts");
        Count count = *there;
        count.in_favour = votes->in_favour;
        count.against = votes->against;
        count.abstained = votes->abstained;
        if (check_count(count) != CountFault::none) {
            return refuse<RefusalCode::count_impossible>("/counts", count.present);
        }
        counts.set(measure, count);
    }
    return counts;
}

Counts count_roll(const Vote& vote, const Counts& attendance) {
    Count count = *attendance.of(Measure::heads);
    for (const RollVote& one : vote.roll) {
        if (one.choice == Choice::in_favour) ++count.in_favour;
        if (one.choice == Choice::against) ++count.against;
        if (one.choice == Choice::abstain) ++count.abstained;
    }
    // Who voted, and left or gave up the seat since, has voted.
    count.present = std::max(count.present, count.in_favour + count.against + count.abstained);
    count.due = std::max(count.due, count.present);
    Counts counts;
    counts.set(Measure::heads, count);
    return counts;
}

// A matter's own title stands once in the record, so that it is taken down once.
std::vector<AgendaItem> agenda_of(const DecisionState& state, const ConveneMeeting& command) {
    std::vector<AgendaItem> agenda = command.agenda;
    for (AgendaItem& item : agenda) {
        const Matter* const matter = find_matter(state, item.matter);
        if (matter != nullptr && words_of(state.texts, item.title) == words_of(state.texts, matter->title)) {
            item.title = {};
        }
    }
    return agenda;
}

}  // namespace

Outcome decide_on(const DecisionState& state, const ConveneMeeting& command, const Context& context) {
    const Body* const body = find_body(state, command.body);
    if (body == nullptr) return refuse(RefusalCode::no_such_body, "/body");
    auto profile = find_adopted(state, command.profile);
    if (!profile) return refuse(RefusalCode::no_such_profile, "/profile");
    for (const AgendaItem& item : command.agenda) {
        if (item.matter == MatterId{}) continue;
        const auto matter = open_matter(state, item.matter);
        if (!matter) return unexpected(matter.error());
        // A matter keeps the version of the rules under which it was opened, and so does its meeting.
        if (profile_of(state, **matter).id != command.profile) return refuse(RefusalCode::other_rules, "/agenda");
        profile = (*matter)->profile;
    }
    for (const AgendaItem& item : command.agenda) {
        const Matter* const matter = find_matter(state, item.matter);
        if (matter != nullptr && matter->profile != *profile) return refuse(RefusalCode::other_rules, "/agenda");
    }
    const MeetingForm* const form = find_form(state.profiles[static_cast<std::size_t>(*profile)], command.form);
    if (form == nullptr || !suits(*body, *form)) return refuse(RefusalCode::no_such_form, "/form");
    if (state.meetings.size() >= meetings_max) {
        return refuse<RefusalCode::limit_reached>("", meetings_max);
    }
    const Date day = local_time(command.at, context.zone).date;
    if (command.at <= context.now) return refuse(RefusalCode::meeting_in_the_past, "/at");
    if (day < body->term_from || day > body->term_to) return refuse(RefusalCode::term_over, "/body");
    if (form->convening) {
        Period period = form->convening->period;
        period.rolls_over_holiday = false;
        const auto earliest = count_days(context, period);
        if (!earliest) return unexpected(earliest.error());
        if (day < earliest->last_day) {
            const std::int64_t days = days_from_epoch(day) - days_from_epoch(today(context));
            return refuse<RefusalCode::convened_too_late>("/at", period.days, days);
        }
    }
    return happens(MeetingConvened{MeetingId{state.meetings.size() + 1}, command.body, *profile, command.form,
                                   command.at, command.place, agenda_of(state, command)});
}

Outcome decide_on(const DecisionState& state, const CancelMeeting& command, const Context&) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::convened);
    if (!meeting) return unexpected(meeting.error());
    return happens(MeetingCancelled{command.meeting, command.reason});
}

Outcome decide_on(const DecisionState& state, const SignIn& command, const Context& context) {
    const Meeting* const meeting = find_meeting(state, command.meeting);
    if (meeting == nullptr) return refuse(RefusalCode::no_such_meeting, "/meeting");
    if (!has_seats(body_of(state, *meeting))) return refuse(RefusalCode::not_seated, "/meeting");
    const auto seat = acting_seat(state, *meeting, command.seat, context, /*needs_vote=*/false);
    if (!seat) return unexpected(seat.error());
    if (meeting->stage != MeetingStage::convened && meeting->stage != MeetingStage::open) {
        return refuse(RefusalCode::meeting_not_open, "/meeting");
    }
    if (meeting->present.contains(*seat)) return refuse(RefusalCode::signed_in_already, "/seat");
    return happens(SignedIn{command.meeting, *seat});
}

Outcome decide_on(const DecisionState& state, const LeaveMeeting& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::open);
    if (!meeting) return unexpected(meeting.error());
    const auto seat = acting_seat(state, **meeting, command.seat, context, /*needs_vote=*/false);
    if (!seat) return unexpected(seat.error());
    if (!(*meeting)->present.contains(*seat)) return refuse(RefusalCode::not_signed_in, "/seat");
    if (*seat == (*meeting)->chair) return refuse(RefusalCode::chair_stays, "/seat");
    return happens(MemberLeft{command.meeting, *seat});
}

Outcome decide_on(const DecisionState& state, const CountAttendance& command, const Context&) {
    const Meeting* const meeting = find_meeting(state, command.meeting);
    if (meeting == nullptr) return refuse(RefusalCode::no_such_meeting, "/meeting");
    if (meeting->stage != MeetingStage::convened && meeting->stage != MeetingStage::open) {
        return refuse(RefusalCode::meeting_not_open, "/meeting");
    }
    if (has_seats(body_of(state, *meeting))) return refuse(RefusalCode::seats_are_signed_in, "/meeting");
    if (meeting->vote) return refuse(RefusalCode::vote_running, "/meeting");
    Counts counts;
    for (const Measure measure : all_measures) {
        if (!counts_measure(form_of(state, *meeting), measure)) continue;
        const auto& told = command.counts.of(measure);
        if (!told) return refuse(RefusalCode::count_missing, "/counts");
        const Count count{told->due, told->present, 0, 0, 0};
        if (check_count(count) != CountFault::none) {
            return refuse<RefusalCode::count_impossible>("/counts", count.present);
        }
        counts.set(measure, count);
    }
    return happens(AttendanceCounted{command.meeting, counts});
}

Outcome decide_on(const DecisionState& state, const Recuse& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::open);
    if (!meeting) return unexpected(meeting.error());
    // Withdrawing takes the holder's vote away, so nobody enters it for them; whoever has no phone leaves the room
    // (迴避: 申報利益及避席), which the desk enters and which takes nothing that cannot be taken up again.
    const std::int64_t own = seat_of(body_of(state, **meeting), context.actor, day_of(**meeting, context));
    if (is_desk(context) && own != command.seat) return refuse(RefusalCode::holders_own_act, "/seat");
    const auto seat = acting_seat(state, **meeting, command.seat, context);
    if (!seat) return unexpected(seat.error());
    if (*seat == 0) return refuse(RefusalCode::not_seated, "/seat");
    if (find_matter(state, command.matter) == nullptr) return refuse(RefusalCode::no_such_matter, "/matter");
    if ((*meeting)->recused.contains({*seat, command.matter.raw()})) return refuse(RefusalCode::recused, "/seat");
    if ((*meeting)->vote) return refuse(RefusalCode::vote_running, "/meeting");
    return happens(Recused{command.meeting, *seat, command.matter});
}

Outcome decide_on(const DecisionState& state, const OpenMeeting& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::convened);
    if (!meeting) return unexpected(meeting.error());
    const Body& body = body_of(state, **meeting);
    const std::int64_t chair = presiding_seat(body, day_of(**meeting, context));
    if (!is_desk(context)) {
        const std::int64_t seat = seat_of(body, context.actor, day_of(**meeting, context));
        if (seat == 0) return refuse(RefusalCode::not_seated, "/meeting");
        if (seat != chair) return refuse(RefusalCode::not_the_chair, "/meeting");
    }
    if (context.now < (*meeting)->at) {
        return refuse<RefusalCode::meeting_not_yet>("/meeting", (*meeting)->at.ms);
    }
    if (has_seats(body) && !(*meeting)->present.contains(chair)) return refuse(RefusalCode::chair_absent, "/meeting");
    const Counts counts = attendance(state, **meeting, MatterId{}, day_of(**meeting, context));
    if (auto quorum = check_quorum(state, **meeting, counts); !quorum) return unexpected(quorum.error());
    return happens(MeetingOpened{command.meeting, has_seats(body) ? chair : 0, counts});
}

Outcome decide_on(const DecisionState& state, const HandOverChair& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::open);
    if (!meeting) return unexpected(meeting.error());
    if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    const Body& body = body_of(state, **meeting);
    const auto index = static_cast<std::size_t>(command.seat - 1);
    if (command.seat < 1 || index >= body.seats.size() ||
        !is_voting(body, body.seats[index], day_of(**meeting, context))) {
        return refuse(RefusalCode::no_such_seat, "/seat");
    }
    if (!(*meeting)->present.contains(command.seat)) return refuse(RefusalCode::not_signed_in, "/seat");
    if (command.seat == (*meeting)->chair) return refuse(RefusalCode::presides_already, "/seat");
    const Floor& floor = question_floor(**meeting);
    const bool has_asked = turns_used(floor, command.seat) > 0 ||
                           std::any_of(floor.waiting.begin(), floor.waiting.end(),
                                       [&command](const Turn& turn) { return turn.seat == command.seat; });
    // Who took a side in this debate cannot preside over it.
    if (pending_motion(**meeting) != nullptr && has_asked) return refuse(RefusalCode::chair_is_neutral, "/seat");
    return happens(ChairHandedOver{command.meeting, command.seat});
}

Outcome decide_on(const DecisionState& state, const PutMotion& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::open);
    if (!meeting) return unexpected(meeting.error());
    const auto seat = debating_seat(state, **meeting, command.seat, command.matter, context);
    if (!seat) return unexpected(seat.error());
    if (pending_motion(**meeting) != nullptr) return refuse(RefusalCode::motion_pending, "/meeting");
    if ((*meeting)->motions.size() >= motions_max) {
        return refuse<RefusalCode::limit_reached>("", motions_max);
    }
    const auto own = std::count_if((*meeting)->motions.begin(), (*meeting)->motions.end(),
                                   [&seat](const Motion& motion) { return motion.mover == *seat; });
    if (*seat != 0 && own >= static_cast<std::ptrdiff_t>(own_motions_max)) {
        return refuse<RefusalCode::own_share_used>("/seat", own_motions_max);
    }
    MotionPut put{command.meeting, *seat, command.matter, 0, command.text};
    if (command.matter != MatterId{}) {
        const auto matter = movable_matter(state, **meeting, command.matter);
        if (!matter) return unexpected(matter.error());
        put.draft = static_cast<std::int64_t>((*matter)->drafts.size());
        put.text = {};
    } else if (command.text.empty()) {
        return refuse(RefusalCode::motion_without_text, "/text");
    }
    return happens(std::move(put));
}

Outcome decide_on(const DecisionState& state, const PutAmendment& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    const Motion& motion = *pending_motion(**meeting);
    const auto seat = debating_seat(state, **meeting, command.seat, motion.matter, context);
    if (!seat) return unexpected(seat.error());
    if (pending_amendment(**meeting) != nullptr) return refuse(RefusalCode::amendment_pending, "/meeting");
    if (auto seconded = check_seconded(state, **meeting); !seconded) return unexpected(seconded.error());
    if ((*meeting)->vote) return refuse(RefusalCode::vote_running, "/meeting");
    const Matter* const matter = find_matter(state, motion.matter);
    const FreeText& moved = matter != nullptr ? matter->drafts.back().text : motion.text;
    if (words_of(state.texts, moved) == command.text) return refuse(RefusalCode::draft_unchanged, "/text");
    if (motion.amendments.size() >= amendments_max || (matter != nullptr && matter->drafts.size() >= drafts_max)) {
        return refuse<RefusalCode::limit_reached>("", amendments_max);
    }
    const auto own = std::count_if(motion.amendments.begin(), motion.amendments.end(),
                                   [&seat](const Amendment& one) { return one.mover == *seat; });
    if (*seat != 0 && own >= static_cast<std::ptrdiff_t>(own_amendments_max)) {
        return refuse<RefusalCode::own_share_used>("/seat", own_amendments_max);
    }
    const Floor& floor = question_floor(**meeting);
    if (floor.current && context.now < turn_ends(floor, speaking_of(state, **meeting))) {
        return refuse(RefusalCode::floor_taken, "/meeting");
    }
    std::vector<Event> events;
    append_turn_end(state, **meeting, context.now, events);
    events.emplace_back(AmendmentPut{command.meeting, *seat, command.text});
    return events;
}

Outcome decide_on(const DecisionState& state, const SecondMotion& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    const auto seat = debating_seat(state, **meeting, command.seat, pending_motion(**meeting)->matter, context);
    if (!seat) return unexpected(seat.error());
    const bool is_asked_for = *seat != 0 && form_of(state, **meeting).seconders.has_value();
    if (!is_asked_for) return refuse(RefusalCode::second_not_needed, "/meeting");
    if (*seat == question_mover(**meeting)) return refuse(RefusalCode::own_motion, "/seat");
    const auto& seconders = question_seconders(**meeting);
    if (std::find(seconders.begin(), seconders.end(), *seat) != seconders.end()) {
        return refuse(RefusalCode::seconded_already, "/seat");
    }
    if (seconds_lacking(state, **meeting) == 0) return refuse(RefusalCode::second_not_needed, "/meeting");
    return happens(MotionSeconded{command.meeting, *seat});
}

Outcome decide_on(const DecisionState& state, const DropMotion& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    if (seconds_lacking(state, **meeting) == 0) return refuse(RefusalCode::second_not_needed, "/meeting");
    return happens(MotionFell{command.meeting});
}

Outcome decide_on(const DecisionState& state, const AskToSpeak& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    const auto seat = debating_seat(state, **meeting, command.seat, pending_motion(**meeting)->matter, context);
    if (!seat) return unexpected(seat.error());
    if (*seat == 0) return refuse(RefusalCode::not_seated, "/seat");
    if (auto seconded = check_seconded(state, **meeting); !seconded) return unexpected(seconded.error());
    if ((*meeting)->vote) return refuse(RefusalCode::vote_running, "/meeting");
    const Floor& floor = question_floor(**meeting);
    const bool waits = std::any_of(floor.waiting.begin(), floor.waiting.end(),
                                   [&seat](const Turn& turn) { return turn.seat == *seat; });
    if (waits || (floor.current && floor.current->seat == *seat)) return refuse(RefusalCode::asked_already, "/seat");
    const std::int64_t allowed = speaking_of(state, **meeting).turns_per_motion;
    if (turns_used(floor, *seat) >= allowed) {
        return refuse<RefusalCode::turns_used_up>("/seat", allowed);
    }
    return happens(TurnAsked{command.meeting, *seat, command.side});
}

Outcome decide_on(const DecisionState& state, const GiveFloor& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    const SpeakingRule& rule = speaking_of(state, **meeting);
    const Floor& floor = question_floor(**meeting);
    if (floor.current && context.now < turn_ends(floor, rule)) return refuse(RefusalCode::floor_taken, "/meeting");
    const auto next = next_speaker(floor, rule);
    if (!next) return refuse(RefusalCode::nobody_waits, "/meeting");
    std::vector<Event> events;
    append_turn_end(state, **meeting, context.now, events);
    events.emplace_back(TurnBegan{command.meeting, floor.waiting[*next].seat});
    return events;
}

Outcome decide_on(const DecisionState& state, const EndTurn& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    const Floor& floor = question_floor(**meeting);
    if (!floor.current) return refuse(RefusalCode::nobody_speaks, "/meeting");
    // The speaker may stop; the chair may end it.
    const std::int64_t own = seat_of(body_of(state, **meeting), context.actor, day_of(**meeting, context));
    if (own != floor.current->seat) {
        if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    }
    std::vector<Event> events;
    append_turn_end(state, **meeting, context.now, events);
    return events;
}

Outcome decide_on(const DecisionState& state, const OpenVote& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    if ((*meeting)->vote) return refuse(RefusalCode::vote_running, "/meeting");
    if (command.method == VoteMethod::roll && !has_seats(body_of(state, **meeting))) {
        return refuse(RefusalCode::no_roll_without_seats, "/method");
    }
    if (auto seconded = check_seconded(state, **meeting); !seconded) return unexpected(seconded.error());
    if (auto over = check_debate_over(state, **meeting, context.now); !over) return unexpected(over.error());
    const MatterId id = pending_motion(**meeting)->matter;
    const Matter* const matter = find_matter(state, id);
    if (matter != nullptr && matter->is_major && !consultation_is_over(*matter)) {
        return refuse(RefusalCode::consultation_needed, "/meeting");
    }
    const Counts counts = attendance(state, **meeting, id, day_of(**meeting, context));
    if (auto quorum = check_quorum(state, **meeting, counts); !quorum) return unexpected(quorum.error());
    std::vector<Event> events;
    append_turn_end(state, **meeting, context.now, events);
    events.emplace_back(VoteOpened{command.meeting, command.method});
    return events;
}

Outcome decide_on(const DecisionState& state, const CastVote& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    const auto seat = acting_seat(state, **meeting, command.seat, context);
    if (!seat) return unexpected(seat.error());
    const MatterId matter = pending_motion(**meeting)->matter;
    if ((*meeting)->recused.contains({*seat, matter.raw()})) return refuse(RefusalCode::recused, "/seat");
    if (!(*meeting)->vote) return refuse(RefusalCode::vote_not_open, "/meeting");
    const Vote& vote = *(*meeting)->vote;
    if (vote.method != VoteMethod::roll) return refuse(RefusalCode::no_roll_call, "/meeting");
    if (!(*meeting)->present.contains(*seat)) return refuse(RefusalCode::not_signed_in, "/seat");
    const auto vote_of = [&vote](std::int64_t one) {
        return std::find_if(vote.roll.begin(), vote.roll.end(),
                            [one](const RollVote& cast) { return cast.seat == one; });
    };
    const auto has_voted = [&](std::int64_t one) { return vote_of(one) != vote.roll.end(); };
    // One seat, one vote, and it is the holder's: what the desk enters for somebody without a phone gives way to the
    // holder's own until the vote is closed, and never replaces it.
    const Body& body = body_of(state, **meeting);
    const bool is_entered = is_desk(context) && seat_of(body, context.actor, day_of(**meeting, context)) != *seat;
    if (has_voted(*seat) && (is_entered || !vote_of(*seat)->is_entered)) {
        return refuse(RefusalCode::voted_already, "/seat");
    }
    if (*seat == (*meeting)->chair) {
        const Date day = day_of(**meeting, context);
        const auto waiting =
            std::count_if((*meeting)->present.begin(), (*meeting)->present.end(), [&](std::int64_t other) {
                return other != *seat && may_vote_on(body, **meeting, other, matter, day) && !has_voted(other);
            });
        if (waiting > 0) return refuse<RefusalCode::chair_votes_last>("/seat", waiting);
    }
    return happens(VoteCast{command.meeting, *seat, command.choice, is_entered ? 1 : 0});
}

Outcome decide_on(const DecisionState& state, const CloseVote& command, const Context& context) {
    const auto meeting = meeting_with_motion(state, command.meeting);
    if (!meeting) return unexpected(meeting.error());
    if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    if (!(*meeting)->vote) return refuse(RefusalCode::vote_not_open, "/meeting");
    const Vote& vote = *(*meeting)->vote;
    const Counts there = attendance(state, **meeting, pending_motion(**meeting)->matter, day_of(**meeting, context));
    if (vote.method == VoteMethod::roll) return happens(VoteClosed{command.meeting, count_roll(vote, there)});
    const auto counts = enter_counts(form_of(state, **meeting), command.counts, there);
    if (!counts) return unexpected(counts.error());
    return happens(VoteClosed{command.meeting, *counts});
}

Outcome decide_on(const DecisionState& state, const CloseMeeting& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::open);
    if (!meeting) return unexpected(meeting.error());
    if (auto chair = check_chair(state, **meeting, context); !chair) return unexpected(chair.error());
    if ((*meeting)->vote) return refuse(RefusalCode::vote_running, "/meeting");
    return happens(MeetingClosed{command.meeting});
}

Outcome decide_on(const DecisionState& state, const SignMinutes& command, const Context& context) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::closed);
    if (!meeting) return unexpected(meeting.error());
    const Body& body = body_of(state, **meeting);
    // Nobody signs for another: the desk signs as the secretary, which is seat 0.
    std::int64_t seat = 0;
    if (is_desk(context)) {
        if (command.seat != 0) return refuse(RefusalCode::not_seated, "/seat");
    } else {
        const auto acting = acting_seat(state, **meeting, command.seat, context, /*needs_vote=*/false);
        if (!acting) return unexpected(acting.error());
        seat = *acting;
    }
    if ((*meeting)->minutes_published) return refuse(RefusalCode::minutes_published_already, "/meeting");
    if ((*meeting)->signatures.contains(seat)) return refuse(RefusalCode::signed_already, "/seat");
    const std::string minutes = minutes_text(**meeting, body, form_of(state, **meeting), context.zone, state.texts);
    if (sha256(minutes) != command.hash) return refuse(RefusalCode::minutes_changed, "/hash");
    return happens(MinutesSigned{command.meeting, seat, command.hash});
}

Outcome decide_on(const DecisionState& state, const PublishMinutes& command, const Context&) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::closed);
    if (!meeting) return unexpected(meeting.error());
    if ((*meeting)->minutes_published) return refuse(RefusalCode::minutes_published_already, "/meeting");
    // The secretary and, where there is one, the chair.
    const auto& signatures = (*meeting)->signatures;
    if (!signatures.contains(0) || !signatures.contains((*meeting)->chair)) {
        return refuse(RefusalCode::minutes_not_signed, "/meeting");
    }
    return happens(MinutesPublished{command.meeting});
}

Outcome decide_on(const DecisionState& state, const ReplyToMotion& command, const Context&) {
    const auto meeting = meeting_in(state, command.meeting, MeetingStage::closed);
    if (!meeting) return unexpected(meeting.error());
    const auto index = static_cast<std::size_t>(command.motion - 1);
    if (command.motion < 1 || index >= (*meeting)->motions.size())
        return refuse(RefusalCode::no_such_motion, "/motion");
    const Motion& motion = (*meeting)->motions[index];
    const bool is_childrens = body_of(state, **meeting).kind == BodyKind::children;
    if (!is_childrens || !motion.count || !motion.count->verdict.passes) {
        return refuse(RefusalCode::no_reply_due, "/motion");
    }
    if (!motion.reply.empty()) return refuse(RefusalCode::replied_already, "/motion");
    return happens(MotionReplied{command.meeting, command.motion, command.text});
}

}  // namespace gongyi::decision
