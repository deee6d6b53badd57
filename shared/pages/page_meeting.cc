// One meeting, for whoever looks: what it is about, whether enough have come, what is before it, and what this person
// can do now.
#include <algorithm>
#include <array>

#include "shared/decision/todo.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/meeting_parts.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

using decision::MeetingStage;

namespace {

// A text that somebody wrote, short ones in full and longer ones behind a line.
void moved_words(Html& h, const Scene& scene, const FreeText& text, Say summary) {
    constexpr std::size_t short_bytes = 600;
    if (words_or_none(scene, text).size() <= short_bytes) {
        h(tag::div, {attr::cls("moved")}, [&] { free_text(h, scene, text); });
        return;
    }
    h(tag::details, {attr::cls("folded")}, [&] {
        h(tag::summary, summary);
        h(tag::div, {attr::cls("moved")}, [&] { free_text(h, scene, text); });
    });
}

void meeting_head(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const decision::Meeting& meeting = view.meeting;
    h(tag::div, {attr::cls("row")}, [&] {
        const bool is_open = meeting.stage == MeetingStage::open;
        badge(h, is_open ? Tone::act : Tone::plain, scene.say(meeting_stage_word(meeting.stage)));
        h(tag::a, {attr::cls("target"), attr::href(routes::meeting_screen(meeting.id))}, Say::meeting_screen);
    });
    h(tag::h1, title_in(scene.say, view.form.title));
    h(tag::p, [&] {
        h(tag::a, {attr::href(routes::body(view.body.id))}, view.body.name);
        h.text(" · ");
        h.text(scene.say.time(meeting.at));
        h.text(" · ");
        h.text(meeting.place);
    });
    if (meeting.stage == MeetingStage::cancelled) {
        const std::string reason = words_or_sentence(scene, meeting.cancel_reason);
        notice(h, NoticeKind::warning, Say::meeting_is_cancelled,
               scene.say(Say::meeting_cancelled_because, {Arg::text("reason", reason)}));
        h(tag::p, {attr::cls("small")}, [&] { take_down_link(h, scene, meeting.cancel_reason); });
    }
}

void agenda_card(Html& h, const MeetingView& view) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::meeting_agenda);
        h(tag::ol, {attr::cls("prose")}, [&] {
            for (const decision::AgendaItem& item : view.meeting.agenda) {
                h(tag::li, [&] {
                    const std::string title = agenda_title(view.scene, item);
                    if (item.matter == decision::MatterId{}) {
                        h.text(title);
                    } else {
                        h(tag::a, {attr::href(routes::matter(item.matter))}, title);
                    }
                    if (!item.title.empty()) take_down_link(h, view.scene, item.title);
                });
            }
        });
    });
}

void quorum_card(Html& h, const MeetingView& view) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::meeting_quorum_title);
        quorum_lines(h, view);
        if (!has_seats(view.body) || view.meeting.stage == MeetingStage::closed) return;
        const std::int64_t chair =
            view.meeting.stage == MeetingStage::open ? view.meeting.chair : presiding_seat(view.body, view.day);
        if (chair == 0) return;
        const std::string seat = seat_words(view.scene, view.body, chair);
        h(tag::p, {attr::cls("muted small")}, Say::meeting_chair_is, {Arg::text("seat", seat)});
    });
}

std::string share_words(const Wording& say, const ShareRule& rule) {
    constexpr std::array bases{Say::share_of_due, Say::share_of_present, Say::share_of_cast};
    constexpr std::array measures{Say::share_heads, Say::share_households, Say::share_units, Say::share_area};
    const std::string_view base = say(bases[static_cast<std::size_t>(rule.base)]);
    const std::string_view measure = say(measures[static_cast<std::size_t>(rule.measure)]);
    const bool is_more = rule.comparison == Comparison::more_than;
    return say(is_more ? Say::share_more_than : Say::share_at_least,
               {Arg::text("measure", measure), Arg::text("base", base), Arg::year("numerator", rule.numerator),
                Arg::year("denominator", rule.denominator)});
}

void share_rows(Html& h, const Scene& scene, Say label, const std::vector<ShareRule>& rules) {
    for (const ShareRule& rule : rules) {
        h(tag::div, [&] {
            h(tag::dt, label);
            h(tag::dd, [&] {
                h.text(share_words(scene.say, rule));
                h(tag::small, {attr::cls("source")}, rule.source);
            });
        });
    }
}

// The question, an amendment before the motion that it changes.
void question_texts(Html& h, const MeetingView& view, const decision::Motion& motion) {
    const Scene& scene = view.scene;
    if (const decision::Amendment* const amendment = decision::pending_amendment(view.meeting)) {
        h(tag::p, {attr::cls("muted small")}, Say::meeting_amendment_first);
        moved_words(h, scene, amendment->text, Say::meeting_read_amendment);
        h(tag::p, {attr::cls("muted small")}, Say::meeting_amends);
    }
    const std::string mover = seat_words(scene, view.body, motion.mover);
    h(tag::p, {attr::cls("question")}, [&] {
        h.text(motion_title(view, motion));
        take_down_link(h, scene, motion.text);
    });
    h(tag::p, {attr::cls("muted small")}, Say::meeting_moved_by, {Arg::text("seat", mover)});
    if (motion.matter == decision::MatterId{}) return;
    moved_words(h, scene, moved_text(view, motion), Say::meeting_read_draft);
    moved_draft_badges(h, view, motion);
    h(tag::p, [&] {
        h(tag::a, {attr::cls("target"), attr::href(routes::matter(motion.matter))}, Say::meeting_see_matter);
    });
}

// The roll so far: who voted what, and who has not been called.
void roll_list(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    const std::vector<std::int64_t> seats = seats_voting(view);
    const auto cast = static_cast<std::int64_t>(view.meeting.vote->roll.size());
    h(tag::p, [&] {
        sentence(h, scene, Say::meeting_roll_so_far,
                 {Arg::count("cast", cast), Arg::count("seats", static_cast<std::int64_t>(seats.size()))});
    });
    h(tag::ul, {attr::cls("roll")}, [&] {
        for (const decision::RollVote& vote : view.meeting.vote->roll) {
            h(tag::li, [&] {
                h(tag::span, [&] {
                    h.text(seat_words(scene, view.body, vote.seat) + ' ');
                    if (vote.is_entered) badge(h, Tone::plain, Say::vote_entered);
                });
                h(tag::b, choice_word(vote.choice));
            });
        }
        for (const std::int64_t seat : seats) {
            if (vote_of(view.meeting, seat) != nullptr) continue;
            h(tag::li, {attr::cls("muted")}, [&] {
                h(tag::span, seat_words(scene, view.body, seat));
                h(tag::span, Say::meeting_not_voted);
            });
        }
    });
}

}  // namespace

void rules_card(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::meeting_rules_title);
        h(tag::p, {attr::cls("row")}, [&] {
            h(tag::span, title_in(scene.say, view.profile.title));
            badge(h, view.form.state == SourceState::unverified ? Tone::gold : Tone::plain,
                  scene.say(source_state_word(view.form.state)));
        });
        h(tag::dl, {attr::cls("explained")}, [&] {
            share_rows(h, scene, Say::meeting_rule_quorum, view.form.quorum);
            share_rows(h, scene, Say::meeting_rule_majority, view.form.majority);
            const bool is_ignored = view.form.abstention == Abstention::ignored;
            figure_row(h, Say::meeting_rule_abstention,
                       scene.say(is_ignored ? Say::abstention_ignored : Say::abstention_as_no));
            if (const auto& seconders = view.form.seconders) {
                h(tag::div, [&] {
                    h(tag::dt, Say::meeting_rule_seconders);
                    h(tag::dd, [&] {
                        h.text(scene.say(Say::meeting_seconders_needed, {Arg::count("count", seconders->count)}));
                        h(tag::small, {attr::cls("source")}, seconders->source);
                    });
                });
            }
            const SpeakingRule& speaking = decision::speaking_of(scene.state.decisions, view.meeting);
            figure_row(h, Say::meeting_rule_speaking,
                       scene.say(speaking.alternates_sides ? Say::speaking_alternates : Say::speaking_in_order,
                                 {Arg::count("turns", speaking.turns_per_motion),
                                  Arg::count("seconds", speaking.seconds_per_turn)}));
        });
        h(tag::p, {attr::cls("source")}, view.profile.source);
    });
}

void question_section(Html& h, const MeetingView& view) {
    if (view.meeting.stage != MeetingStage::open) return;
    const Scene& scene = view.scene;
    const decision::Motion* const motion = decision::pending_motion(view.meeting);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::meeting_question_title);
        if (motion == nullptr) {
            h(tag::p, {attr::cls("muted")}, Say::meeting_no_motion);
            return;
        }
        question_texts(h, view, *motion);
        seconds_lines(h, view);
        for (const auto& [seat, matter] : view.meeting.recused) {
            if (matter != motion->matter.raw()) continue;
            const std::string words = seat_words(scene, view.body, seat);
            h(tag::p, {attr::cls("muted small")}, Say::meeting_recused, {Arg::text("seat", words)});
        }
    });
    if (motion == nullptr || decision::seconds_lacking(scene.state.decisions, view.meeting) > 0) return;
    h(tag::section, {attr::cls("card")}, [&] {
        if (!view.meeting.vote) {
            h(tag::h2, Say::meeting_debate_title);
            return debate(h, view);
        }
        const decision::VoteMethod method = view.meeting.vote->method;
        h(tag::h2, Say::meeting_vote_title);
        h(tag::p, {attr::cls("question")}, method_word(method));
        if (method == decision::VoteMethod::roll) return roll_list(h, view);
        const bool is_secret = method == decision::VoteMethod::secret && has_seats(view.body);
        h(tag::p, {attr::cls("muted")}, is_secret ? Say::meeting_secret_on_paper : Say::meeting_tellers_count);
    });
}

void decided_section(Html& h, const MeetingView& view) {
    const Scene& scene = view.scene;
    for (std::size_t i = view.meeting.motions.size(); i-- > 0;) {
        const decision::Motion& motion = view.meeting.motions[i];
        const bool is_amended = std::any_of(motion.amendments.begin(), motion.amendments.end(),
                                            [](const decision::Amendment& one) { return one.count || one.fell; });
        const bool is_any = motion.count || motion.fell || is_amended;
        const bool is_dropped = !motion.count && !motion.fell && view.meeting.stage == MeetingStage::closed;
        if (!is_any && !is_dropped) continue;
        h(tag::section, {attr::cls("card")}, [&] {
            h(tag::h2, motion_title(view, motion));
            h(tag::p, {attr::cls("small")}, [&] { take_down_link(h, scene, motion.text); });
            if (motion.count) counted_vote(h, scene, view.body, *motion.count);
            if (motion.fell) h(tag::p, {attr::cls("muted")}, Say::meeting_motion_fell);
            if (is_dropped) h(tag::p, {attr::cls("muted")}, Say::meeting_motion_dropped);
            for (std::size_t j = 0; j < motion.amendments.size(); ++j) {
                const decision::Amendment& amendment = motion.amendments[j];
                if (!amendment.count && !amendment.fell) continue;
                const auto number = static_cast<std::int64_t>(j) + 1;
                h(tag::h3, Say::meeting_amendment_number, {Arg::count("number", number)});
                moved_words(h, scene, amendment.text, Say::meeting_read_amendment);
                if (amendment.count) counted_vote(h, scene, view.body, *amendment.count);
                if (amendment.fell) h(tag::p, {attr::cls("muted")}, Say::meeting_motion_fell);
            }
            const bool waits = view.body.kind == BodyKind::children && motion.reply.empty() && motion.count &&
                               motion.count->verdict.passes && view.meeting.closed_at;
            if (waits) {
                const std::string day = scene.say.date(decision::child_reply_due(view.meeting, scene.say.zone()));
                h(tag::p, {attr::cls("muted")}, Say::meeting_reply_due, {Arg::text("day", day)});
            }
            if (!motion.reply.empty()) {
                h(tag::h3, Say::meeting_reply_title);
                h(tag::div, {attr::cls("moved")}, [&] { free_text(h, scene, motion.reply); });
            }
        });
    }
}

Page meeting_page(const Scene& scene, const decision::Meeting& meeting) {
    const MeetingView view = view_of(scene, meeting);
    return document(scene, {.name = "meeting", .title = title_in(scene.say, view.form.title), .follows_record = true},
                    [&](Html& h) {
                        back_link(h, routes::meetings(), Say::meetings_title);
                        meeting_head(h, view);
                        returned_fault(h, scene);
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] {
                                member_section(h, view);
                                chair_section(h, view);
                                question_section(h, view);
                                desk_section(h, view);
                                decided_section(h, view);
                                minutes_section(h, view);
                            });
                            h(tag::div, [&] {
                                quorum_card(h, view);
                                agenda_card(h, view);
                                rules_card(h, view);
                            });
                        });
                    });
}

}  // namespace gongyi::pages
