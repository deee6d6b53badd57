// A small community that decides: bodies with seats and without, the rules of cn.rc.2026, and the way of a matter.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/decision/decide.h"

namespace gongyi::test {

inline constexpr UnixMs decision_start{1'780'000'000'000};  // 2026-05-29 04:26:40 in China.
inline constexpr ResidentId proposer{9001};

// The bodies, in the order of their ids. Members (Party members' meeting) has no seats.
// The last two are there after add_newcomers().
enum class Seated : std::uint64_t {
    committee = 1,
    joint,
    members,
    representatives,
    council,
    children,
    merchants,
    commissioners,
    branch
};

// The holder of a seat, from 1. Seat 1 presides everywhere.
[[nodiscard]] ResidentId holder_of(Seated body, std::int64_t seat);
[[nodiscard]] inline BodyId body_id(Seated body) {
    return BodyId{static_cast<std::uint64_t>(body)};
}
// Five seats with a vote and one without.
inline constexpr std::int64_t voting_seats = 5;
inline constexpr std::int64_t observing_seat = 6;

class DecisionHarness {
public:
    // What follows from the command, or the refusal and nothing changed.
    Expected<void, Refusal> run(const decision::Command& command, Role role = Role::staff, ResidentId actor = {});
    // The same, where a refusal is a mistake of the test.
    void must(const decision::Command& command, Role role = Role::staff, ResidentId actor = {});
    void wait_days(std::int64_t days) { now.ms += days * day_ms; }

    decision::DecisionState state;
    std::vector<std::pair<UnixMs, decision::Event>> history;
    std::vector<Role> roles;  // By whom, parallel to history.
    UnixMs now = decision_start;
    const Calendar* calendar = &shipped_calendar();
    // Who there is; without, nobody is looked up, as in a browser.
    std::optional<std::map<ResidentId, PersonFacts>> census{};
    // Whether people can be told apart, as on the server.
    bool counts_shares = false;
};

// Rules adopted and bodies seated.
[[nodiscard]] DecisionHarness decision_community(const Date& term_to = {2027, 12, 31});
// Special commissioners and an estate's Party branch.
void add_newcomers(DecisionHarness& harness, const Date& term_to = {2027, 12, 31});
// Places since 2026-01-01: district 1, subdistrict 2, community 3, grids 4 and 5, estate 6; buildings 7 and 8 in grid
// 4, 9 in grid 5, 10 in the estate.
void add_places(DecisionHarness& harness);
[[nodiscard]] decision::OpenMatter matter_command();
// A meeting of the body that the matter's present gate asks for: the convening, some days later the opening.
[[nodiscard]] decision::ConveneMeeting convening_for(const DecisionHarness& harness, decision::MatterId matter);
[[nodiscard]] decision::MeetingId convene_for(DecisionHarness& harness, decision::MatterId matter);
void sign_in_and_open(DecisionHarness& harness, decision::MeetingId meeting);
// Votes on the pending question: so many for, so many against.
void vote_by_hands(DecisionHarness& harness, decision::MeetingId meeting, std::int64_t in_favour, std::int64_t against);
void sign_and_publish(DecisionHarness& harness, decision::MeetingId meeting);
// Files what the gate asks for, in the role that may.
void file_documents(DecisionHarness& harness, decision::MatterId matter);
// Takes the matter through its present gate, whatever kind that is.
void pass_gate(DecisionHarness& harness, decision::MatterId matter);
// What was written; "" where it is gone.
[[nodiscard]] inline std::string words(const decision::DecisionState& state, const FreeText& text) {
    return std::string{decision::words_of(state.texts, text).value_or("")};
}
// The counts of heads in a command.
[[nodiscard]] Counts heads(const Count& count);

}  // namespace gongyi::test
