#include "shared/decision/session.h"

#include <algorithm>

namespace gongyi::decision {

bool may_vote_on(const Body& body, const Meeting& meeting, std::int64_t seat, MatterId matter, const Date& day) {
    return meeting.present.contains(seat) && !meeting.recused.contains({seat, matter.raw()}) &&
           is_voting(body, body.seats[static_cast<std::size_t>(seat - 1)], day);
}

Counts attendance(const DecisionState& state, const Meeting& meeting, MatterId matter, const Date& day) {
    const Body& body = *find_body(state, meeting.body);
    if (!has_seats(body)) return meeting.attendance;
    Count count;
    count.due = votes_due(body, day);
    count.present = std::count_if(meeting.present.begin(), meeting.present.end(),
                                  [&](std::int64_t seat) { return may_vote_on(body, meeting, seat, matter, day); });
    Counts counts;
    counts.set(Measure::heads, count);
    return counts;
}

std::vector<Check> quorum_checks(const MeetingForm& form, const Counts& counts) {
    std::vector<Check> checks;
    for (const ShareRule& rule : form.quorum) {
        const auto& count = counts.of(rule.measure);
        if (!count) continue;
        checks.push_back({true, rule.measure, least_share(rule, count->due), count->present, rule.source});
    }
    return checks;
}

bool suits(const Body& body, const MeetingForm& form) {
    if (!has_seats(body)) return true;
    return std::all_of(all_measures.begin(), all_measures.end(),
                       [&](Measure measure) { return counts_measure(form, measure) == (measure == Measure::heads); });
}

std::int64_t seconds_lacking(const DecisionState& state, const Meeting& meeting) {
    const auto& rule = form_of(state, meeting).seconders;
    if (!rule || !has_seats(*find_body(state, meeting.body))) return 0;
    const auto given = static_cast<std::int64_t>(question_seconders(meeting).size());
    return std::max<std::int64_t>(0, rule->count - given);
}

const SpeakingRule& speaking_of(const DecisionState& state, const Meeting& meeting) {
    static const SpeakingRule usual;  // Two turns of two minutes, sides alternate: the twelve principles.
    const RuleProfile& profile = profile_of(state, meeting);
    return profile.speaking ? *profile.speaking : usual;
}

}  // namespace gongyi::decision
