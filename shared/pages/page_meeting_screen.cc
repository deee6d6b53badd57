// The big screen of a meeting: what everybody in the room should see, in letters that are read from the last row.
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/meeting_parts.h"
#include "shared/pages/pages.h"
#include "shared/pages/qr.h"

namespace gongyi::pages {

using decision::MeetingStage;
using decision::VoteMethod;

namespace {

void screen_figure(Html& h, Say label, const std::string& figure) {
    h(tag::div, [&] {
        h(tag::dt, label);
        h(tag::dd, figure);
    });
}

void screen_quorum(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const Counts counts = attendance_now(view);
    const auto checks = decision::quorum_checks(view.form, counts);
    h(tag::section, [&] {
        h(tag::h2, Say::meeting_quorum_title);
        if (checks.empty()) return quorum_lines(h, view);
        for (const Check& check : checks) {
            const std::int64_t due = counts.of(check.measure)->due;
            h(tag::dl, {attr::cls("screen-figures")}, [&] {
                screen_figure(h, Say::meeting_present, measured(scene.say, check.measure, check.got));
                screen_figure(h, Say::meeting_due, measured(scene.say, check.measure, due));
                screen_figure(h, Say::meeting_check_needed, "≥ " + measured(scene.say, check.measure, check.needed));
            });
            quorum_bar(h, scene, check, due);
        }
    });
}

void screen_speaker(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const decision::Floor& floor = decision::question_floor(view.meeting);
    if (!floor.current) return h(tag::p, {attr::cls("screen-state")}, Say::meeting_nobody_speaks);
    const UnixMs until = decision::turn_ends(floor, decision::speaking_of(scene.state.decisions, view.meeting));
    h(tag::div, {attr::cls("screen-speaker")}, [&] {
        h(tag::p, {attr::cls("screen-state")}, [&] {
            h.text(seat_words(scene, view.body, floor.current->seat));
            h.text(" ");
            side_badge(h, scene, floor.current->side);
        });
        h(tag::p, {attr::cls("screen-clock")}, [&] { turn_countdown(h, scene, until); });
        const std::string since = clock_time(scene, floor.current->at);
        const std::string end = clock_time(scene, until);
        const bool is_over = scene.request.now >= until;
        h(tag::p, is_over ? Say::meeting_turn_over : Say::meeting_turn_until,
          {Arg::text("since", since), Arg::text("until", end)});
    });
}

void screen_waiting(Html& h, const MeetingView& view) {
    const auto& waiting = decision::question_floor(view.meeting).waiting;
    std::int64_t in_favour = 0, against = 0;
    for (const decision::Turn& turn : waiting) ++(turn.side == decision::Side::in_favour ? in_favour : against);
    if (waiting.empty()) return;
    h(tag::p, [&] {
        sentence(h, view.scene, Say::screen_waiting,
                 {Arg::count("in_favour", in_favour), Arg::count("against", against)});
    });
}

void screen_vote(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const decision::Vote& vote = *view.meeting.vote;
    h(tag::p, {attr::cls("screen-state")}, [&] {
        badge(h, Tone::seal, Say::meeting_vote_title);
        h.text(" ");
        h.text(scene.say(method_word(vote.method)));
    });
    if (vote.method != VoteMethod::roll) return h(tag::p, Say::meeting_tellers_count);
    const auto seats = static_cast<std::int64_t>(seats_voting(view).size());
    h(tag::p, {attr::cls("screen-clock")}, [&] {
        sentence(h, scene, Say::screen_cast,
                 {Arg::count("cast", static_cast<std::int64_t>(vote.roll.size())), Arg::count("seats", seats)});
    });
}

// What was decided last: it stays on the screen until the next motion.
void screen_result(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const bool is_any = !view.meeting.motions.empty();
    if (!is_any || (!view.meeting.motions.back().count && !view.meeting.motions.back().fell)) {
        return h(tag::p, {attr::cls("screen-state")}, Say::meeting_no_motion);
    }
    const decision::Motion& motion = view.meeting.motions.back();
    h(tag::p, {attr::cls("screen-question")}, motion_title(view, motion));
    if (motion.fell) return h(tag::p, {attr::cls("screen-state")}, Say::meeting_motion_fell);
    h(tag::p, {attr::cls("screen-state")}, [&] { verdict_badge(h, scene, motion.count->verdict); });
    for (const Measure measure : all_measures) {
        const auto& count = motion.count->counts.of(measure);
        if (!count) continue;
        const std::string in_favour = measured(scene.say, measure, count->in_favour),
                          against = measured(scene.say, measure, count->against),
                          abstained = measured(scene.say, measure, count->abstained);
        h(tag::p, {attr::cls("screen-votes")}, [&] {
            sentence(
                h, scene, Say::screen_votes,
                {Arg::text("in_favour", in_favour), Arg::text("against", against), Arg::text("abstained", abstained)});
        });
    }
}

// Whoever comes in scans it and signs in on the meeting's page. While a motion is before the meeting, it has the room.
void screen_sign_in(Html& h, const MeetingView& view) {
    const std::string address = view.scene.request.origin + routes::meeting(view.meeting.id).text();
    if (!has_seats(view.body) || !is_scannable(view.scene, address)) return;
    h(tag::div, {attr::cls("screen-code")}, [&] {
        qr_code(h, address, view.scene.say(Say::screen_sign_in));
        h(tag::p, Say::screen_sign_in);
    });
}

void screen_question(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const decision::Motion* const motion = decision::pending_motion(view.meeting);
    h(tag::section, {attr::cls("screen-main")}, [&] {
        switch (view.meeting.stage) {
            case MeetingStage::convened:
                h(tag::p, {attr::cls("screen-question")}, Say::screen_begins, {Arg::time("at", view.meeting.at)});
                return screen_sign_in(h, view);
            case MeetingStage::cancelled:
                h(tag::p, {attr::cls("screen-question")}, Say::meeting_is_cancelled);
                h(tag::p, {attr::cls("screen-state")}, Say::meeting_cancelled_because,
                  {Arg::text("reason", words_or_sentence(scene, view.meeting.cancel_reason))});
                return;
            case MeetingStage::closed:
                h(tag::p, {attr::cls("screen-state")}, Say::screen_closed);
                return screen_result(h, view);
            case MeetingStage::open:
                break;
        }
        if (motion == nullptr) {
            screen_result(h, view);
            return screen_sign_in(h, view);
        }
        if (decision::pending_amendment(view.meeting) != nullptr) {
            h(tag::p, {attr::cls("screen-state")}, Say::meeting_amendment_first);
        }
        h(tag::p, {attr::cls("screen-question")}, motion_title(view, *motion));
        moved_draft_badges(h, view, *motion);
        if (view.meeting.vote) return screen_vote(h, view);
        if (const std::int64_t lacking = decision::seconds_lacking(scene.state.decisions, view.meeting); lacking > 0) {
            return h(tag::p, {attr::cls("screen-state")}, Say::meeting_seconds_lacking, {Arg::count("count", lacking)});
        }
        screen_speaker(h, view);
        screen_waiting(h, view);
    });
}

}  // namespace

Page meeting_screen_page(const Scene& scene, const decision::Meeting& meeting) {
    const MeetingView view = view_of(scene, meeting);
    const DocumentOptions options{
        .name = "screen", .title = title_in(scene.say, view.form.title), .follows_record = true, .is_wide = true};
    return document(scene, options, [&](Html& h) {
        h(tag::div, {attr::cls("screen-head")}, [&] {
            h(tag::h1, view.body.name);
            badge(h, meeting.stage == MeetingStage::open ? Tone::act : Tone::plain,
                  scene.say(meeting_stage_word(meeting.stage)));
            h(tag::a, {attr::cls("target"), attr::href(routes::meeting(meeting.id))}, Say::screen_back);
        });
        h(tag::div, {attr::cls("screen")}, [&] {
            screen_question(h, view);
            if (meeting.stage != MeetingStage::cancelled) screen_quorum(h, view);
        });
    });
}

}  // namespace gongyi::pages
