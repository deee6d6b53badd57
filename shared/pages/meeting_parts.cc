#include "shared/pages/meeting_parts.h"

#include <algorithm>
#include <array>

#include "shared/base/check.h"
#include "shared/base/hundredths.h"
#include "shared/base/number.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"

namespace gongyi::pages {

using decision::MeetingStage;

namespace {

void quorum_line(Html& h, const Scene& scene, const Check& check, std::int64_t due) {
    const Wording& say = scene.say;
    h(tag::div, {attr::cls("quorum")}, [&] {
        const std::string present = measured(say, check.measure, check.got);
        const std::string all = measured(say, check.measure, due);
        const std::string needed = measured(say, check.measure, check.needed);
        h(tag::p, {attr::cls("quorum-figures")}, [&] {
            sentence(h, scene, Say::meeting_quorum_line,
                     {Arg::text("present", present), Arg::text("due", all), Arg::text("needed", needed)});
        });
        quorum_bar(h, scene, check, due);
    });
}

void waiting_list(Html& h, const MeetingView& view, const decision::Floor& floor) {
    const Scene& scene = view.scene;
    if (floor.waiting.empty()) return;
    const auto next = decision::next_speaker(floor, decision::speaking_of(scene.state.decisions, view.meeting));
    h(tag::p, {attr::cls("muted small")}, Say::meeting_waiting_title);
    h(tag::ol, {attr::cls("waiting")}, [&] {
        for (std::size_t i = 0; i < floor.waiting.size(); ++i) {
            const decision::Turn& turn = floor.waiting[i];
            h(tag::li, [&] {
                h.text(seat_words(scene, view.body, turn.seat));
                h.text(" ");
                side_badge(h, scene, turn.side);
                if (next && *next == i) h(tag::span, {attr::cls("muted small")}, Say::meeting_next);
            });
        }
    });
}

void check_row(Html& h, const Scene& scene, const Check& check) {
    h(tag::tr, [&] {
        h(tag::th, {Attribute::text("scope", "row")}, [&] {
            h.text(scene.say(check.is_quorum ? Say::meeting_check_quorum : Say::meeting_check_majority));
            h(tag::small, {attr::cls("source")}, check.source);
        });
        h(tag::td, {attr::cls("number")}, "≥ " + measured(scene.say, check.measure, check.needed));
        h(tag::td, {attr::cls("number")}, [&] {
            h(tag::b, {attr::cls(check.holds() ? Literal{"holds"} : Literal{"fails"})},
              measured(scene.say, check.measure, check.got));
            h(tag::span, {attr::cls(check.holds() ? Literal{"holds"} : Literal{"fails"})},
              check.holds() ? Say::meeting_check_holds : Say::meeting_check_fails);
        });
    });
}

void count_lines(Html& h, const Scene& scene, const Counts& counts) {
    for (const Measure measure : all_measures) {
        const auto& count = counts.of(measure);
        if (!count) continue;
        const auto figure = [&](std::int64_t value) { return measured(scene.say, measure, value); };
        const std::string due = figure(count->due), present = figure(count->present),
                          in_favour = figure(count->in_favour), against = figure(count->against),
                          abstained = figure(count->abstained);
        h(tag::p, [&] {
            sentence(h, scene, Say::meeting_count_line,
                     {Arg::text("due", due), Arg::text("present", present), Arg::text("in_favour", in_favour),
                      Arg::text("against", against), Arg::text("abstained", abstained)});
        });
    }
}

}  // namespace

MeetingView view_of(const Scene& scene, const decision::Meeting& meeting) {
    const decision::DecisionState& state = scene.state.decisions;
    const Body* const body = decision::find_body(state, meeting.body);
    GONGYI_CHECK(body != nullptr);
    MeetingView view{scene,
                     meeting,
                     *body,
                     decision::profile_of(state, meeting),
                     decision::form_of(state, meeting),
                     local_time(meeting.at, scene.say.zone()).date,
                     0,
                     false};
    view.own_seat = own_seat(scene, *body, view.day);
    const std::int64_t chair =
        meeting.stage == MeetingStage::convened ? presiding_seat(*body, view.day) : meeting.chair;
    view.is_chair = view.own_seat != 0 && view.own_seat == chair;
    return view;
}

decision::MatterId matter_in_question(const MeetingView& view) {
    const decision::Motion* const motion = decision::pending_motion(view.meeting);
    return motion == nullptr ? decision::MatterId{} : motion->matter;
}

Counts attendance_now(const MeetingView& view) {
    const bool is_over = view.meeting.stage == MeetingStage::closed || view.meeting.stage == MeetingStage::cancelled;
    if (is_over) return view.meeting.attendance;
    return decision::attendance(view.scene.state.decisions, view.meeting, matter_in_question(view), view.day);
}

const FreeText& moved_text(const MeetingView& view, const decision::Motion& motion) {
    const decision::Matter* const matter = decision::find_matter(view.scene.state.decisions, motion.matter);
    if (matter == nullptr) return motion.text;
    return matter->drafts[static_cast<std::size_t>(motion.draft - 1)].text;
}

void moved_draft_badges(Html& h, const MeetingView& view, const decision::Motion& motion) {
    const decision::Matter* const matter = decision::find_matter(view.scene.state.decisions, motion.matter);
    if (matter != nullptr) draft_badges(h, *matter, static_cast<std::size_t>(motion.draft - 1));
}

std::string another_text(const MeetingView& view, const decision::Motion& motion) {
    return std::string{words_or_none(view.scene, moved_text(view, motion))} + '.';
}

std::string motion_title(const MeetingView& view, const decision::Motion& motion) {
    const decision::Matter* const matter = decision::find_matter(view.scene.state.decisions, motion.matter);
    if (matter == nullptr) return words_or_sentence(view.scene, motion.text);
    const std::string title = matter_title(view.scene, *matter);
    return view.scene.say(Say::meeting_motion_on_matter,
                          {Arg::text("title", title), Arg::count("draft", motion.draft)});
}

std::string clock_time(const Scene& scene, UnixMs at) {
    const LocalTime local = local_time(at, scene.say.zone());
    const std::int64_t seconds = at.ms / 1'000 % 60;
    return two_digits(local.hour) + ':' + two_digits(local.minute) + ':' + two_digits(seconds);
}

std::vector<std::int64_t> seats_held(const MeetingView& view) {
    std::vector<std::int64_t> seats;
    for (std::size_t i = 0; i < view.body.seats.size(); ++i) {
        if (is_held(view.body, view.body.seats[i], view.day)) seats.push_back(static_cast<std::int64_t>(i) + 1);
    }
    return seats;
}

std::vector<std::int64_t> seats_voting(const MeetingView& view) {
    std::vector<std::int64_t> seats = seats_held(view);
    const decision::MatterId matter = matter_in_question(view);
    std::erase_if(seats, [&](std::int64_t seat) {
        return !decision::may_vote_on(view.body, view.meeting, seat, matter, view.day);
    });
    return seats;
}

const decision::RollVote* vote_of(const decision::Meeting& meeting, std::int64_t seat) {
    if (!meeting.vote) return nullptr;
    const auto& roll = meeting.vote->roll;
    const auto found =
        std::find_if(roll.begin(), roll.end(), [seat](const decision::RollVote& one) { return one.seat == seat; });
    return found == roll.end() ? nullptr : &*found;
}

Say measure_label(Measure measure) {
    constexpr std::array labels{Say::measure_heads, Say::measure_households, Say::measure_units, Say::measure_area};
    return labels[static_cast<std::size_t>(measure)];
}

std::string counted_text(Measure measure, std::int64_t count) {
    return measure == Measure::area ? write_hundredths(count) : std::to_string(count);
}

std::vector<Option> Options::all() const {
    std::vector<Option> options;
    for (const auto& [value, label] : texts_) options.push_back({value, label});
    return options;
}

bool offer(Html& h, const MeetingView& view, const Offer& wanted) {
    if (!is_accepted_now(view.scene, wanted.command)) return false;
    command_form(h, view.scene, {wanted.type, routes::meeting(view.meeting.id)},
                 {{"meeting", view.meeting.id.raw()}, {"seat", static_cast<std::uint64_t>(wanted.seat)}},
                 [&](FormFields& fields) {
                     for (const HiddenWord& word : wanted.words) fields.hidden(word.name.view(), word.value);
                     fields.button(wanted.text, wanted.look);
                 });
    return true;
}

void why_not(Html& h, const MeetingView& view, const decision::Command& command) {
    const auto refusal = refusal_now(view.scene, command);
    if (!refusal) return;
    // Vermilion is for what the meeting falls short of.
    const bool is_short = refusal->code == RefusalCode::quorum_not_met || refusal->code == RefusalCode::chair_absent;
    h(tag::p, {attr::cls(is_short ? Literal{"too-few"} : Literal{"why-not"})},
      refusal_sentence(view.scene.say, *refusal, "CNY"));
}

void side_badge(Html& h, const Scene& scene, decision::Side side) {
    const bool is_for = side == decision::Side::in_favour;
    badge(h, is_for ? Tone::act : Tone::seal, scene.say(is_for ? Say::choice_for : Say::choice_against));
}

void quorum_bar(Html& h, const Scene& scene, const Check& check, std::int64_t due) {
    const bool holds = check.holds();
    needed_bar(h, check.got, check.needed, due, holds ? Literal{"p0"} : Literal{"short"});
    const std::string missing = measured(scene.say, check.measure, check.needed - check.got);
    h(tag::p, {attr::cls(holds ? Literal{"enough"} : Literal{"too-few"})},
      holds ? std::string{scene.say(Say::meeting_quorum_met)}
            : scene.say(Say::meeting_quorum_short, {Arg::text("missing", missing)}));
}

void quorum_lines(Html& h, const MeetingView& view) {
    const Counts counts = attendance_now(view);
    const auto checks = decision::quorum_checks(view.form, counts);
    for (const Check& check : checks) quorum_line(h, view.scene, check, counts.of(check.measure)->due);
    if (checks.size() < view.form.quorum.size()) {
        h(tag::p, {attr::cls("muted")}, Say::meeting_not_counted);
    }
    if (view.form.quorum.empty()) h(tag::p, {attr::cls("muted")}, Say::meeting_no_quorum_rule);
}

void seconds_lines(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    if (!view.form.seconders || !has_seats(view.body) || decision::pending_motion(view.meeting) == nullptr) return;
    for (const std::int64_t seat : decision::question_seconders(view.meeting)) {
        const std::string words = seat_words(scene, view.body, seat);
        h(tag::p, {attr::cls("muted small")}, Say::meeting_seconded_by, {Arg::text("seat", words)});
    }
    const std::int64_t lacking = decision::seconds_lacking(scene.state.decisions, view.meeting);
    if (lacking == 0) return;
    h(tag::p, {attr::cls("too-few")}, Say::meeting_seconds_lacking, {Arg::count("count", lacking)});
}

void turn_countdown(Html& h, const Scene& scene, UnixMs until) {
    const std::int64_t seconds = std::max<std::int64_t>(0, (until.ms - scene.request.now.ms + 999) / 1'000);
    const std::string left = std::to_string(seconds / 60) + ':' + two_digits(seconds % 60);
    h(tag::span,
      {attr::cls("countdown"), Attribute::flag("data-needs-script"), attr::hidden,
       Attribute::number("data-countdown", until.ms), attr::role("timer")},
      left);
}

void debate(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const decision::Floor& floor = decision::question_floor(view.meeting);
    if (floor.current) {
        const UnixMs until = decision::turn_ends(floor, decision::speaking_of(scene.state.decisions, view.meeting));
        const bool is_over = scene.request.now >= until;
        h(tag::div, {attr::cls("speaker")}, [&] {
            h(tag::p, {attr::cls("speaker-name")}, [&] {
                h.text(seat_words(scene, view.body, floor.current->seat));
                h.text(" ");
                side_badge(h, scene, floor.current->side);
                turn_countdown(h, scene, until);
            });
            const std::string since = clock_time(scene, floor.current->at);
            const std::string end = clock_time(scene, until);
            h(tag::p, {attr::cls(is_over ? Literal{"too-few"} : Literal{"muted"})},
              scene.say(is_over ? Say::meeting_turn_over : Say::meeting_turn_until,
                        {Arg::text("since", since), Arg::text("until", end)}));
        });
    } else {
        h(tag::p, {attr::cls("muted")}, Say::meeting_nobody_speaks);
    }
    waiting_list(h, view, floor);
}

void verdict_badge(Html& h, const Scene& scene, const Verdict& verdict) {
    if (verdict.passes) return badge(h, Tone::act, Say::meeting_passed);
    badge(h, Tone::seal, scene.say(verdict.is_valid ? Say::meeting_failed : Say::meeting_invalid));
}

void counted_vote(Html& h, const Scene& scene, const Body& body, const decision::CountedVote& counted) {
    h(tag::p, {attr::cls("row")}, [&] {
        verdict_badge(h, scene, counted.verdict);
        h(tag::span, {attr::cls("muted small")}, method_word(counted.method));
    });
    count_lines(h, scene, counted.counts);
    h(tag::table, {attr::cls("checks-table")}, [&] {
        h(tag::thead, [&] {
            h(tag::tr, [&] {
                for (const Say head : {Say::meeting_check_head, Say::meeting_check_needed, Say::meeting_check_got}) {
                    h(tag::th, {Attribute::text("scope", "col")}, head);
                }
            });
        });
        h(tag::tbody, [&] {
            for (const Check& check : counted.verdict.checks) check_row(h, scene, check);
        });
    });
    if (counted.roll.empty()) return;
    h(tag::details, {attr::cls("folded")}, [&] {
        h(tag::summary, Say::meeting_roll_list);
        h(tag::ul, {attr::cls("roll")}, [&] {
            for (const decision::RollVote& vote : counted.roll) {
                h(tag::li, [&] {
                    h.text(seat_words(scene, body, vote.seat) + ' ');
                    h.text(choice_word(vote.choice));
                    if (!vote.is_entered) return;
                    h.text(" ");
                    badge(h, Tone::plain, Say::vote_entered);
                });
            }
        });
    });
}

}  // namespace gongyi::pages
