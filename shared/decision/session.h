// A meeting in session: who counts as present, what the quorum still lacks, how long one speaks. decide() asks this and
// pages show it, so that they cannot differ.
#pragma once

#include <vector>

#include "shared/decision/state.h"

namespace gongyi::decision {

// Whether the seat takes part in votes on `matter` (0: on what is no matter): signed in, with a vote, not withdrawn.
// Requires a seat of the body.
[[nodiscard]] bool may_vote_on(const Body& body, const Meeting& meeting, std::int64_t seat, MatterId matter,
                               const Date& day);

// 应到 and 实到 for a question about `matter`, in each measure of the form; not yet counted ones are absent. Who
// withdrew from a matter is not present for it, but stays due: the others must make the quorum.
//   day  of the meeting: on it seats are judged
[[nodiscard]] Counts attendance(const DecisionState& state, const Meeting& meeting, MatterId matter, const Date& day);

// The quorum's checks, in the order of the form; those of measures that were not counted yet are left out.
[[nodiscard]] std::vector<Check> quorum_checks(const MeetingForm& form, const Counts& counts);

// Whether a body can meet in the form: where there are seats, heads alone are counted.
[[nodiscard]] bool suits(const Body& body, const MeetingForm& form);

// How many seconds the question still lacks before it is debated: the amendment while there is one, else the motion. 0
// where the form asks for none, and where the body has no seats, since nobody can be named there.
// Requires a pending motion.
[[nodiscard]] std::int64_t seconds_lacking(const DecisionState& state, const Meeting& meeting);

[[nodiscard]] const SpeakingRule& speaking_of(const DecisionState& state, const Meeting& meeting);

}  // namespace gongyi::decision
