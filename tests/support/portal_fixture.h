// A small community for tests: what stands when nothing is wrong.
#pragma once

#include <string>
#include <vector>

#include "shared/portal/decide.h"
#include "shared/portal/state.h"

namespace gongyi::test {

inline constexpr UnixMs fixture_now{1'780'000'000'000};  // 2026-05-28T20:26:40Z
inline constexpr ResidentId ana{7001};
inline constexpr ResidentId staff{7002};

// Of age, holds a hukou here.
inline constexpr PersonFacts adult{{1980, 5, 1}, {2010, 1, 1}, ResidentClass::hukou};

[[nodiscard]] portal::FoundCommunity found_command();
// Ballots of `form` with at most two choices (knapsack: three); a budget of 100,000 yuan; open from fixture_now for ten
// days.
[[nodiscard]] DraftRound draft_command(BallotForm form = BallotForm::approval);
[[nodiscard]] AddProject project_command(RoundId round, std::string title, Money cost);

// Runs commands through decide() and keeps what follows, as the server does.
class Harness {
public:
    // The state, entries and sealed ballots after `command`, or the refusal and nothing changed.
    Expected<void, Refusal> run(const portal::Command& command, Role role, ResidentId actor = staff,
                                UnixMs at = fixture_now);
    // Votes as `voter` with `salt_byte` in every byte of the salt.
    Expected<void, Refusal> vote(ResidentId voter, RoundId round, std::vector<ProjectId> choices,
                                 std::uint8_t salt_byte = 1, UnixMs at = fixture_now);

    portal::State state;
    std::vector<portal::Entry> entries;
    std::vector<portal::SealedBallot> sealed;
};

// Founded, with round 1 of three projects (1: 60,000 yuan, 2: 30,000, 3: 50,000) in `stage`; when closed, two ballots.
[[nodiscard]] Harness community_with_round(Stage stage, BallotForm form = BallotForm::approval);

}  // namespace gongyi::test
