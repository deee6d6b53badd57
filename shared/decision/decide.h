// Whether something about bodies, matters, meetings and notices happens. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/community/calendar.h"
#include "shared/community/people.h"
#include "shared/community/refusal.h"
#include "shared/decision/commands.h"
#include "shared/decision/events.h"

namespace gongyi::decision {

// Somebody who was looked up in the census: nothing if they are not there.
struct LookedUp {
    std::optional<PersonFacts> person;
};

// The asker's number in the matter or notice that `thing` names ("matter 12"): Opinion::person. Always the same for a
// person and a thing, and without the shell's key nobody can tell it from another's.
using PersonIn = std::function<std::int64_t(std::string_view thing)>;

struct Context {
    ResidentId actor;
    Role role = Role::visitor;
    UnixMs now;
    Zone zone;
    const Calendar* calendar = &shipped_calendar();
    // Random and secret, new for each command: what the salts of its texts follow from (salt_from).
    Hash text_seed{};
    // TakeSeat: who is to hold it. Nothing where nobody can look (a browser); the server always does.
    std::optional<LookedUp> holder{};
    // Nothing likewise: then nobody's share is counted.
    PersonIn person_in{};
};

// What follows, its texts sealed, or the first reason why not; refusals come in the order who, what, when, how much.
// Cost: O(meetings · motions) for CloseGate and what asks for a gate; else O(1) in the number of matters.
[[nodiscard]] Expected<std::vector<Event>, Refusal> decide(const DecisionState& state, const Command& command,
                                                           const Context& context);

// Whether the event of a record that came from elsewhere can follow: what it names exists and is in the right stage.
// apply_event may be called if and only if this holds. The text says what is wrong, in English, for a log.
[[nodiscard]] Expected<void, std::string> check_applicable(const DecisionState& state, const Event& event);

// Total: an event is a fact. Its texts are sealed, and come to lie in state.texts. `by` is the entry's role.
void apply_event(DecisionState& state, Event event, UnixMs at, Role by);

}  // namespace gongyi::decision
