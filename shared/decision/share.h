// Each person's share of what all may say, so that nobody speaks for thousands: how much they have had, and when there
// is more. decide() asks this; what can be counted is what the record says.
#pragma once

#include <string>

#include "shared/decision/decide.h"

namespace gongyi::decision {

// The names of a matter and a notice for PersonIn.
[[nodiscard]] std::string thing_of(MatterId matter);
[[nodiscard]] std::string thing_of(NoticeId notice);

// Whether two texts are the same but for blanks and line ends.
[[nodiscard]] bool is_same_text(std::string_view a, std::string_view b);

// Whether the asker may raise one more matter under `rule`: own_matters_open, day_share_used, said_already. The desk
// has a share a day alone; what has no author (the command line) has none.
// Cost: O(matters of the author).
[[nodiscard]] Expected<void, Refusal> check_raising(const DecisionState& state, const std::string& title,
                                                    const std::string& text, const VoiceRule& rule,
                                                    const Context& context);

// Whether the asker may give one more opinion; and the number to give it under, 0 where there is none.
// Refusals: said_already, own_share_used, day_share_used; desk_share_used.
// Cost: O(matters), and the opinions of those that are consulted about.
[[nodiscard]] Expected<std::int64_t, Refusal> check_opinion(const DecisionState& state, const Matter& matter,
                                                            const std::string& text, const Context& context);

// Likewise an objection. Cost: O(objections to the notice).
[[nodiscard]] Expected<std::int64_t, Refusal> check_objection(const DecisionState& state, const Notice& notice,
                                                              const std::string& text, const Context& context);

// Whether the author, or the desk, may write one more draft: own_share_used, day_share_used. The author's day is that
// of all their matters; the desk's is of this one. Cost: O(drafts of the author's matters).
[[nodiscard]] Expected<void, Refusal> check_revising(const DecisionState& state, const Matter& matter,
                                                     const Context& context);

}  // namespace gongyi::decision
