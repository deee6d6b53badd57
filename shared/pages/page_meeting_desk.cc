// What the staff do at the desk of a meeting: sign members in, enter what is counted, act for those who have no phone,
// and see to the minutes afterwards.
#include "shared/pages/free_text.h"
#include "shared/pages/meeting_parts.h"

namespace gongyi::pages {

using decision::MatterId;
using decision::MeetingStage;
using decision::VoteMethod;

namespace {

// Each seat with what the desk can do for it now: sign it in or out, or enter its vote in a roll call.
void seat_rows(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const bool is_roll = view.meeting.vote && view.meeting.vote->method == VoteMethod::roll;
    if (is_roll) h(tag::p, {attr::cls("muted small")}, Say::vote_entered_hint);
    h(tag::ul, {attr::cls("seats")}, [&] {
        for (const std::int64_t seat : seats_held(view)) {
            const bool is_present = view.meeting.present.contains(seat);
            const Seat& held = view.body.seats[static_cast<std::size_t>(seat - 1)];
            const decision::RollVote* const vote = is_roll ? vote_of(view.meeting, seat) : nullptr;
            h(tag::li, [&] {
                h(tag::span, {attr::cls("seat-name")}, [&] {
                    h.text(seat_words(scene, view.body, seat));
                    h.text(" ");
                    if (!is_voting(view.body, held, view.day)) badge(h, Tone::plain, Say::seat_observing);
                    if (is_present) badge(h, Tone::act, Say::meeting_signed_in);
                    if (vote != nullptr && vote->is_entered) badge(h, Tone::plain, Say::vote_entered);
                });
                if (vote != nullptr) {
                    h(tag::b, choice_word(vote->choice));
                } else if (is_roll && is_present) {
                    choice_buttons(h, view, seat);
                } else if (!is_present) {
                    offer(h, view,
                          {"SignIn", decision::SignIn{id, seat}, scene.say(Say::meeting_sign_in_seat), ButtonLook::line,
                           seat});
                } else if (seat != view.meeting.chair) {
                    offer(h, view,
                          {"LeaveMeeting", decision::LeaveMeeting{id, seat}, scene.say(Say::meeting_has_left),
                           ButtonLook::line, seat});
                }
            });
        }
    });
}

// What the census says is due in a residents' assembly.
std::optional<std::int64_t> residents_due(const MeetingView& view, Measure measure) {
    const auto& due = view.scene.viewer.residents_due;
    if (view.body.kind != BodyKind::assembly || !due) return std::nullopt;
    if (measure == Measure::heads) return due->heads;
    return measure == Measure::households ? std::optional{due->households} : std::nullopt;
}

// And in an owners' assembly.
std::optional<std::int64_t> owners_due(const MeetingView& view, Measure measure) {
    const auto& due = view.scene.viewer.owners_due;
    if (view.body.kind != BodyKind::owners || !due) return std::nullopt;
    switch (measure) {
        case Measure::heads:
            return due->heads;
        case Measure::households:
            return due->households;
        case Measure::units:
            return due->units;
        case Measure::area:
            break;
    }
    return due->area;
}

// 应到 and 实到 of a body without seats, in every measure of the form.
void attendance_form(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    if (view.meeting.vote) return why_not(h, view, decision::CountAttendance{id, {}});
    command_form(h, scene, {"CountAttendance", routes::meeting(id)}, {{"meeting", id.raw()}}, [&](FormFields& form) {
        for (const Measure measure : all_measures) {
            if (!counts_measure(view.form, measure)) continue;
            const auto& count = view.meeting.attendance.of(measure);
            const std::string name = "counts." + std::string{measure_name(measure)} + '.';
            h(tag::fieldset, {attr::cls("count-row")}, [&] {
                h(tag::legend, measure_label(measure));
                const auto residents = residents_due(view, measure);
                const auto owners = owners_due(view, measure);
                const auto census = residents ? residents : owners;
                std::string due = census ? counted_text(measure, *census) : std::string{};
                if (count) due = counted_text(measure, count->due);
                Words hint;
                if (residents) hint = Say::meeting_residents_due_by_census;
                if (owners) hint = Say::meeting_due_by_census;
                form.line(name + "due", Say::meeting_due, hint, "text", due);
                form.line(name + "present", Say::meeting_present, {}, "text",
                          count ? counted_text(measure, count->present) : std::string{});
            });
        }
        form.button(Say::meeting_enter_attendance, ButtonLook::line);
    });
}

// The present seats for which `is_possible`, to choose from.
template <class IsPossible>
Options seats_to_choose(const MeetingView& view, IsPossible&& is_possible) {
    Options seats;
    for (const std::int64_t seat : seats_held(view)) {
        if (is_possible(seat)) seats.add(std::to_string(seat), seat_words(view.scene, view.body, seat));
    }
    return seats;
}

void motion_for_seat(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const bool is_seated = has_seats(view.body);
    const auto movers = [&](MatterId matter) {
        return seats_to_choose(view, [&](std::int64_t seat) {
            return is_accepted_now(scene, decision::PutMotion{id, seat, matter, matter == MatterId{} ? "." : ""});
        });
    };
    const auto may_be_moved = [&](MatterId matter) {
        if (is_seated) return !movers(matter).is_empty();
        return is_accepted_now(scene, decision::PutMotion{id, 0, matter, matter == MatterId{} ? "." : ""});
    };
    if (!may_be_moved(MatterId{})) return;
    const Options seats = movers(MatterId{});
    Options matters;
    std::string chosen;  // What the meeting came together for and has not decided.
    for (const decision::AgendaItem& item : view.meeting.agenda) {
        if (item.matter == MatterId{}) continue;
        const std::string number = std::to_string(item.matter.raw());
        matters.add(number, agenda_title(scene, item));
        if (chosen.empty() && may_be_moved(item.matter)) chosen = number;
    }
    matters.add("", std::string{scene.say(Say::meeting_no_matter)});
    folded_form(h, scene, Say::desk_motion, {"PutMotion", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    if (is_seated) form.select("seat", Say::desk_mover, seats.all());
                    form.select("matter", Say::desk_matter, matters.all(), chosen);
                    form.area("text", Say::meeting_motion_text, Say::desk_motion_hint);
                    form.button(Say::meeting_move, ButtonLook::line);
                });
}

void amendment_for_seat(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const decision::Motion* const motion = decision::pending_motion(view.meeting);
    if (motion == nullptr) return;
    const std::string other = another_text(view, *motion);
    const bool is_seated = has_seats(view.body);
    const Options seats = seats_to_choose(view, [&](std::int64_t seat) {
        return is_accepted_now(scene, decision::PutAmendment{id, seat, other});
    });
    if (is_seated ? seats.is_empty() : !is_accepted_now(scene, decision::PutAmendment{id, 0, other})) return;
    folded_form(h, scene, Say::desk_amendment, {"PutAmendment", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    if (is_seated) form.select("seat", Say::desk_mover, seats.all());
                    form.area("text", Say::meeting_amendment_text, Say::meeting_amendment_hint,
                              words_or_none(scene, moved_text(view, *motion)), 8);
                    form.button(Say::meeting_amend_put, ButtonLook::line);
                });
}

void second_for_seat(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const Options seats = seats_to_choose(view, [&](std::int64_t seat) {
        return is_accepted_now(scene, decision::SecondMotion{id, seat});
    });
    if (seats.is_empty()) return;
    folded_form(h, scene, Say::desk_second, {"SecondMotion", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    form.select("seat", Say::desk_seconder, seats.all());
                    form.button(Say::desk_second_enter, ButtonLook::line);
                });
}

void turn_for_seat(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    const Options seats = seats_to_choose(view, [&](std::int64_t seat) {
        return is_accepted_now(scene, decision::AskToSpeak{id, seat, decision::Side::in_favour});
    });
    if (seats.is_empty()) return;
    Options sides;
    sides.add("for", std::string{scene.say(Say::choice_for)});
    sides.add("against", std::string{scene.say(Say::choice_against)});
    folded_form(h, scene, Say::desk_turn, {"AskToSpeak", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    form.select("seat", Say::desk_speaker, seats.all());
                    form.select("side", Say::desk_side, sides.all());
                    form.button(Say::desk_turn_ask, ButtonLook::line);
                });
}

void cancel_form(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    if (!is_accepted_now(scene, decision::CancelMeeting{id, "."})) return;
    folded_form(h, scene, Say::meeting_cancel, {"CancelMeeting", routes::meeting(id)}, {{"meeting", id.raw()}},
                [&](FormFields& form) {
                    form.area("reason", Say::meeting_cancel_reason, {}, {}, 2);
                    form.button(Say::meeting_cancel_now, ButtonLook::line);
                });
}

void reply_forms(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const auto& id = view.meeting.id;
    for (std::size_t i = 0; i < view.meeting.motions.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i) + 1;
        if (!is_accepted_now(scene, decision::ReplyToMotion{id, number, "."})) continue;
        command_form(h, scene, {"ReplyToMotion", routes::meeting(id)},
                     {{"meeting", id.raw()}, {"motion", static_cast<std::uint64_t>(number)}}, [&](FormFields& form) {
                         const std::string title = motion_title(view, view.meeting.motions[i]);
                         form.area("text", scene.say(Say::meeting_reply_to, {Arg::text("title", title)}),
                                   Say::meeting_reply_hint);
                         form.button(Say::meeting_reply_publish);
                     });
    }
}

void running_desk(Html& h, const MeetingView& view) {
    h(tag::details, {attr::cls("folded"), Attribute::flag("open").when(!view.is_chair)}, [&] {
        h(tag::summary, Say::desk_for_chair);
        chair_controls(h, view);
    });
    motion_for_seat(h, view);
    second_for_seat(h, view);
    turn_for_seat(h, view);
    amendment_for_seat(h, view);
    h(tag::h3, has_seats(view.body) ? Say::desk_sign_in : Say::meeting_quorum_title);
    if (has_seats(view.body)) {
        seat_rows(h, view);
    } else {
        attendance_form(h, view);
    }
    cancel_form(h, view);
}

}  // namespace

void desk_section(Html& h, const MeetingView& view) {
    if (!is_desk(view.scene) || view.meeting.stage == MeetingStage::cancelled) return;
    const bool is_closed = view.meeting.stage == MeetingStage::closed;
    const bool has_replies = is_closed && view.body.kind == BodyKind::children;
    if (is_closed && !has_replies) return;
    h(tag::section, {attr::cls("card desk")}, [&] {
        h(tag::h2, Say::meeting_desk);
        if (is_closed) return reply_forms(h, view);
        running_desk(h, view);
    });
}

void minutes_section(Html& h, const MeetingView& view) {
    if (view.meeting.stage != MeetingStage::closed) return;
    const Scene& scene = view.scene;
    const decision::Meeting& meeting = view.meeting;
    const std::string text =
        decision::minutes_text(meeting, view.body, view.form, scene.say.zone(), scene.state.decisions.texts);
    const Hash hash = sha256(text);
    const std::string hex = to_hex(hash);
    h(tag::section, {attr::cls("card"), attr::id("minutes")}, [&] {
        h(tag::h2, Say::minutes_title);
        h(tag::p, {attr::cls("meta")}, [&] {
            badge(h, meeting.minutes_published ? Tone::act : Tone::plain,
                  scene.say(meeting.minutes_published ? Say::minutes_published : Say::minutes_not_published));
            for (const std::int64_t seat : meeting.signatures) {
                const std::string words = seat_words(scene, view.body, seat);
                badge(h, Tone::plain, scene.say(Say::minutes_signed_by, {Arg::text("seat", words)}));
            }
        });
        h(tag::pre,
          {attr::cls("minutes"), attr::lang("zh-Hans"), Attribute::number("tabindex", 0), attr::role("region"),
           attr::label(scene.say(Say::minutes_title))},
          text);
        h(tag::p, {attr::cls("muted small")}, Say::minutes_texts_note);
        // The signature is on the very text that is shown: its hash goes with the form.
        offer(h, view,
              {"SignMinutes",
               decision::SignMinutes{meeting.id, 0, hash},
               scene.say(Say::minutes_sign),
               ButtonLook::main,
               0,
               {{"hash", hex}}});
        if (!may_give<decision::PublishMinutes>(scene)) return;
        const decision::PublishMinutes publish{meeting.id};
        const bool is_offered = offer(h, view, {"PublishMinutes", publish, scene.say(Say::minutes_publish)});
        if (!is_offered && !meeting.minutes_published) why_not(h, view, publish);
    });
}

}  // namespace gongyi::pages
