// What a member, the chair and the staff can do in a meeting now. A button stands where decide() would accept it; where
// it matters to the person, the sentence of why not stands instead.
#include <algorithm>
#include <array>

#include "shared/pages/free_text.h"
#include "shared/pages/meeting_parts.h"

namespace gongyi::pages {

using decision::Choice;
using decision::MatterId;
using decision::MeetingStage;
using decision::VoteMethod;

bool choice_buttons(Html& h, const MeetingView& view, std::int64_t seat) {
    struct Button {
        Choice choice;
        std::string_view word;
    };
    constexpr std::array buttons{Button{Choice::in_favour, "for"}, Button{Choice::against, "against"},
                                 Button{Choice::abstain, "abstain"}};
    const auto& id = view.meeting.id;
    if (!is_accepted_now(view.scene, decision::CastVote{id, seat, Choice::abstain})) return false;
    const ButtonLook look = seat == 0 ? ButtonLook::main : ButtonLook::line;
    h(tag::div, {attr::cls("choices-row")}, [&] {
        for (const Button& button : buttons) {
            offer(h, view,
                  {"CastVote",
                   decision::CastVote{id, seat, button.choice},
                   view.scene.say(choice_word(button.choice)),
                   look,
                   seat,
                   {{"choice", button.word}}});
        }
    });
    return true;
}

namespace {

std::string number_text(std::uint64_t number) {
    return std::to_string(number);
}

bool speaking_buttons(Html& h, const MeetingView& view) {
    const auto& id = view.meeting.id;
    const Scene& scene = view.scene;
    if (!is_accepted_now(scene, decision::AskToSpeak{id, 0, decision::Side::in_favour})) return false;
    h(tag::div, {attr::cls("choices-row")}, [&] {
        offer(h, view,
              {"AskToSpeak",
               decision::AskToSpeak{id, 0, decision::Side::in_favour},
               scene.say(Say::meeting_speak_for),
               ButtonLook::line,
               0,
               {{"side", "for"}}});
        offer(h, view,
              {"AskToSpeak",
               decision::AskToSpeak{id, 0, decision::Side::against},
               scene.say(Say::meeting_speak_against),
               ButtonLook::line,
               0,
               {{"side", "against"}}});
    });
    return true;
}

bool second_button(Html& h, const MeetingView& view) {
    const decision::SecondMotion command{view.meeting.id, 0};
    return offer(h, view, {"SecondMotion", command, view.scene.say(Say::meeting_second)});
}

// The matters on the agenda that may be moved now by the seat (0: the asker's own), once each.
std::vector<MatterId> movable_matters(const MeetingView& view, std::int64_t seat) {
    std::vector<MatterId> matters;
    for (const decision::AgendaItem& item : view.meeting.agenda) {
        if (item.matter == MatterId{} || std::find(matters.begin(), matters.end(), item.matter) != matters.end()) {
            continue;
        }
        if (is_accepted_now(view.scene, decision::PutMotion{view.meeting.id, seat, item.matter, ""})) {
            matters.push_back(item.matter);
        }
    }
    return matters;
}

std::string matter_title(const MeetingView& view, MatterId id) {
    return matter_title(view.scene, *decision::find_matter(view.scene.state.decisions, id));
}

bool motion_forms(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const std::vector<MatterId> matters = movable_matters(view, 0);
    for (const MatterId matter : matters) {
        const std::string title = matter_title(view, matter);
        const std::string number = number_text(matter.raw());
        offer(h, view,
              {"PutMotion",
               decision::PutMotion{id, 0, matter, ""},
               scene.say(Say::meeting_move_matter, {Arg::text("title", title)}),
               ButtonLook::main,
               0,
               {{"matter", number}}});
    }
    if (!is_accepted_now(scene, decision::PutMotion{id, 0, MatterId{}, "."})) return !matters.empty();
    folded_form(h, scene, Say::meeting_move_other, {"PutMotion", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    form.area("text", Say::meeting_motion_text, Say::meeting_motion_hint);
                    form.button(Say::meeting_move);
                });
    return true;
}

// A text that differs from the one that is moved, to ask whether an amendment would be taken now.
bool may_amend(const MeetingView& view, std::int64_t seat) {
    const decision::Motion* const motion = decision::pending_motion(view.meeting);
    return motion != nullptr &&
           is_accepted_now(view.scene, decision::PutAmendment{view.meeting.id, seat, another_text(view, *motion)});
}

bool amendment_form(Html& h, const MeetingView& view) {
    if (!may_amend(view, 0)) return false;
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    folded_form(h, scene, Say::meeting_amend, {"PutAmendment", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    form.area("text", Say::meeting_amendment_text, Say::meeting_amendment_hint,
                              words_or_none(scene, moved_text(view, *decision::pending_motion(view.meeting))), 8);
                    form.button(Say::meeting_amend_put);
                });
    return true;
}

// The matters of the agenda from which the viewer could withdraw.
bool recusal_forms(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    std::vector<MatterId> matters;
    for (const decision::AgendaItem& item : view.meeting.agenda) {
        if (item.matter != MatterId{} && is_accepted_now(scene, decision::Recuse{id, 0, item.matter})) {
            matters.push_back(item.matter);
        }
    }
    if (matters.empty()) return false;
    h(tag::details, {attr::cls("folded")}, [&] {
        h(tag::summary, Say::meeting_recuse);
        h(tag::p, {attr::cls("muted")}, Say::meeting_recuse_text);
        for (const MatterId matter : matters) {
            const std::string title = matter_title(view, matter);
            const std::string number = number_text(matter.raw());
            offer(h, view,
                  {"Recuse",
                   decision::Recuse{id, 0, matter},
                   scene.say(Say::meeting_recuse_from, {Arg::text("title", title)}),
                   ButtonLook::line,
                   0,
                   {{"matter", number}}});
        }
    });
    return true;
}

// Where the member stands: signed in, waiting, has voted, or why there is nothing to do.
void own_standing(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const decision::Meeting& meeting = view.meeting;
    const std::string seat = seat_words(scene, view.body, view.own_seat);
    const bool is_present = meeting.present.contains(view.own_seat);
    h(tag::p, {attr::cls("row")}, [&] {
        h(tag::b, seat);
        badge(h, is_present ? Tone::act : Tone::plain,
              scene.say(is_present ? Say::meeting_signed_in : Say::meeting_not_signed_in));
    });
    if (meeting.stage != MeetingStage::open) return;
    if (const decision::RollVote* const own = vote_of(meeting, view.own_seat)) {
        const std::string_view choice = scene.say(choice_word(own->choice));
        const Say message = own->is_entered ? Say::vote_entered_yours : Say::meeting_you_voted;
        h(tag::p, [&] { sentence(h, scene, message, {Arg::text("choice", choice)}); });
        return;
    }
    const auto& waiting = decision::question_floor(meeting).waiting;
    const bool is_waiting = std::any_of(waiting.begin(), waiting.end(),
                                        [&](const decision::Turn& turn) { return turn.seat == view.own_seat; });
    if (is_waiting) {
        h(tag::p, Say::meeting_you_wait);
    } else if (meeting.vote && meeting.vote->method == VoteMethod::roll) {
        why_not(h, view, decision::CastVote{meeting.id, 0, Choice::abstain});
    } else if (meeting.vote) {
        h(tag::p, Say::meeting_vote_in_room);
    } else if (decision::pending_motion(meeting) != nullptr &&
               decision::seconds_lacking(scene.state.decisions, meeting) > 0) {
        why_not(h, view, decision::SecondMotion{meeting.id, 0});
    } else if (decision::pending_motion(meeting) != nullptr) {
        why_not(h, view, decision::AskToSpeak{meeting.id, 0, decision::Side::in_favour});
    } else if (is_present) {
        why_not(h, view, decision::PutMotion{meeting.id, 0, MatterId{}, "."});
    }
}

bool is_own_turn(const MeetingView& view) {
    const auto& current = decision::question_floor(view.meeting).current;
    return current && current->seat == view.own_seat;
}

// Whether anything could be done.
bool member_buttons(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    bool is_any = choice_buttons(h, view, 0);
    is_any |= offer(h, view, {"SignIn", decision::SignIn{id, 0}, scene.say(Say::meeting_sign_in)});
    if (view.meeting.stage != MeetingStage::open) return is_any;
    if (is_own_turn(view)) {
        is_any |= offer(h, view, {"EndTurn", decision::EndTurn{id}, scene.say(Say::meeting_end_own_turn)});
    }
    is_any |= second_button(h, view);
    is_any |= speaking_buttons(h, view);
    is_any |= motion_forms(h, view);
    is_any |= amendment_form(h, view);
    is_any |= recusal_forms(h, view);
    if (is_accepted_now(scene, decision::LeaveMeeting{id, 0})) {
        h(tag::details, {attr::cls("folded")}, [&] {
            h(tag::summary, Say::meeting_leave);
            h(tag::p, {attr::cls("muted")}, Say::meeting_leave_text);
            offer(h, view,
                  {"LeaveMeeting", decision::LeaveMeeting{id, 0}, scene.say(Say::meeting_leave_now), ButtonLook::line});
        });
    }
    return is_any;
}

// ---- The chair ----

void open_meeting_control(Html& h, const MeetingView& view) {
    const decision::OpenMeeting command{view.meeting.id};
    if (!offer(h, view, {"OpenMeeting", command, view.scene.say(Say::meeting_open)})) why_not(h, view, command);
}

void floor_controls(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const decision::Floor& floor = decision::question_floor(view.meeting);
    const auto next = decision::next_speaker(floor, decision::speaking_of(scene.state.decisions, view.meeting));
    if (next) {
        const std::string seat = seat_words(scene, view.body, floor.waiting[*next].seat);
        offer(h, view,
              {"GiveFloor", decision::GiveFloor{id}, scene.say(Say::meeting_give_floor, {Arg::text("seat", seat)})});
    }
    // Who speaks and presides at once ends the turn as a speaker.
    if (floor.current && !is_own_turn(view)) {
        const std::string seat = seat_words(scene, view.body, floor.current->seat);
        offer(h, view,
              {"EndTurn", decision::EndTurn{id}, scene.say(Say::meeting_end_turn, {Arg::text("seat", seat)}),
               ButtonLook::line});
    }
}

void open_vote_controls(Html& h, const MeetingView& view) {
    struct Button {
        VoteMethod method;
        std::string_view word;
    };
    constexpr std::array buttons{Button{VoteMethod::roll, "roll"}, Button{VoteMethod::hands, "hands"},
                                 Button{VoteMethod::secret, "secret"}};
    const auto& id = view.meeting.id;
    if (!is_accepted_now(view.scene, decision::OpenVote{id, VoteMethod::hands})) {
        return why_not(h, view, decision::OpenVote{id, VoteMethod::hands});
    }
    h(tag::p, {attr::cls("step-label")}, Say::meeting_open_vote);
    h(tag::div, {attr::cls("choices-row")}, [&] {
        for (const Button& button : buttons) {
            offer(h, view,
                  {"OpenVote",
                   decision::OpenVote{id, button.method},
                   view.scene.say(method_word(button.method)),
                   ButtonLook::line,
                   0,
                   {{"method", button.word}}});
        }
    });
}

// The counts that the tellers enter, each measure of the form at once.
void tellers_form(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const Counts there = attendance_now(view);
    command_form(h, scene, {"CloseVote", routes::meeting(id)}, {{"meeting", id.raw()}}, [&](FormFields& form) {
        for (const Measure measure : all_measures) {
            if (!counts_measure(view.form, measure)) continue;
            const auto& count = there.of(measure);
            const std::string present = measured(scene.say, measure, count ? count->present : 0);
            const std::string_view label = scene.say(measure_label(measure));
            const std::string name = "counts." + std::string{measure_name(measure)} + '.';
            h(tag::fieldset, {attr::cls("count-row")}, [&] {
                h(tag::legend,
                  scene.say(Say::meeting_count_of, {Arg::text("measure", label), Arg::text("present", present)}));
                form.line(name + "in_favour", Say::choice_for, {}, "text");
                form.line(name + "against", Say::choice_against, {}, "text");
                form.line(name + "abstained", Say::choice_abstain, {}, "text");
            });
        }
        form.button(Say::meeting_enter_count);
    });
}

void close_vote_control(Html& h, const MeetingView& view) {
    if (view.meeting.vote->method != VoteMethod::roll) return tellers_form(h, view);
    const auto cast = static_cast<std::int64_t>(view.meeting.vote->roll.size());
    const auto seats = static_cast<std::int64_t>(seats_voting(view).size());
    // The chair's own vote may still be missing: what is not cast does not count as for.
    h(tag::p, Say::meeting_roll_so_far, {Arg::count("cast", cast), Arg::count("seats", seats)});
    offer(h, view,
          {"CloseVote", decision::CloseVote{view.meeting.id, {}}, view.scene.say(Say::meeting_close_vote),
           cast < seats ? ButtonLook::line : ButtonLook::main});
}

void hand_over_form(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    Options seats;
    for (const std::int64_t seat : seats_held(view)) {
        if (is_accepted_now(scene, decision::HandOverChair{id, seat})) {
            seats.add(std::to_string(seat), seat_words(scene, view.body, seat));
        }
    }
    if (seats.is_empty()) return;
    folded_form(h, scene, Say::meeting_hand_over, {"HandOverChair", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    form.select("seat", Say::meeting_hand_over_to, seats.all());
                    form.button(Say::meeting_hand_over_now, ButtonLook::line);
                });
}

void close_meeting_control(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    if (!is_accepted_now(scene, decision::CloseMeeting{view.meeting.id})) return;
    h(tag::details, {attr::cls("folded")}, [&] {
        const bool has_motion = decision::pending_motion(view.meeting) != nullptr;
        h(tag::summary, Say::meeting_close);
        h(tag::p, {attr::cls("muted")}, has_motion ? Say::meeting_close_drops_motion : Say::meeting_close_text);
        offer(h, view,
              {"CloseMeeting", decision::CloseMeeting{view.meeting.id}, scene.say(Say::meeting_close_now),
               ButtonLook::line});
    });
}

}  // namespace

void chair_controls(Html& h, const MeetingView& view) {
    if (view.meeting.stage == MeetingStage::convened) return open_meeting_control(h, view);
    if (view.meeting.vote) {
        close_vote_control(h, view);
        return hand_over_form(h, view);
    }
    if (const decision::DropMotion drop{view.meeting.id}; is_accepted_now(view.scene, drop)) {
        h(tag::p, Say::meeting_ask_for_second);
        offer(h, view, {"DropMotion", drop, view.scene.say(Say::meeting_drop_motion), ButtonLook::line});
    } else if (decision::pending_motion(view.meeting) != nullptr) {
        floor_controls(h, view);
        open_vote_controls(h, view);
    } else {
        h(tag::p, {attr::cls("muted")}, Say::meeting_ask_for_motion);
    }
    hand_over_form(h, view);
    close_meeting_control(h, view);
}

void member_section(Html& h, const MeetingView& view) {
    const bool is_running = view.meeting.stage == MeetingStage::convened || view.meeting.stage == MeetingStage::open;
    if (!is_running) return;
    const Scene& scene = view.scene;
    if (!scene.is_signed_in()) {
        h(tag::section, {attr::cls("card")}, [&] {
            h(tag::p, Say::meeting_visitor);
            button_link(h, ButtonLook::line,
                        routes::signin().with(field::back, routes::meeting(view.meeting.id).text()), Say::nav_signin);
        });
        return;
    }
    if (view.own_seat == 0) return;
    h(tag::section, {attr::cls("card now")}, [&] {
        h(tag::h2, Say::meeting_you_can);
        own_standing(h, view);
        if (!member_buttons(h, view)) h(tag::p, {attr::cls("muted")}, Say::meeting_nothing_now);
    });
}

void chair_section(Html& h, const MeetingView& view) {
    const bool is_running = view.meeting.stage == MeetingStage::convened || view.meeting.stage == MeetingStage::open;
    if (!is_running || !view.is_chair) return;
    h(tag::section, {attr::cls("card chair")}, [&] {
        h(tag::h2, Say::meeting_chair);
        chair_controls(h, view);
    });
}

}  // namespace gongyi::pages
