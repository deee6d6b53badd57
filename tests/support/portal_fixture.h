// A small community for tests: what stands when nothing is wrong.
#pragma once

#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/portal/ballot.h"
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

// The key of a round of the test community.
[[nodiscard]] ballotbox::RoundKey round_key(RoundId round);
// What `voter` makes for a round, the same at each call.
[[nodiscard]] portal::BallotSecret ballot_secret(ResidentId voter, RoundId round);

// Runs commands through decide() and keeps what follows, as the server does.
class Harness {
public:
    // The state, entries and kept ballots after `command`, or the refusal and nothing changed.
    Expected<void, Refusal> run(const portal::Command& command, Role role, ResidentId actor = staff,
                                UnixMs at = fixture_now);
    // Takes a credential, if the voter has none yet, and votes with it, with `salt_byte` in every byte of the salt.
    Expected<void, Refusal> vote(ResidentId voter, RoundId round, std::vector<ProjectId> choices,
                                 std::uint8_t salt_byte = 1, UnixMs at = fixture_now);

    // What the shell would look up for `command`.
    [[nodiscard]] portal::Facts facts_for(const portal::Command& command, ResidentId actor, UnixMs at) const;
    // The ballot that vote() would cast. Signed, with a genuine credential, where has_genuine_ballots.
    [[nodiscard]] OpenedCast make_cast(ResidentId voter, RoundId round, std::vector<ProjectId> choices, int version,
                                       std::uint8_t salt_byte) const;

    // Without, credentials and signatures are made up, which is faster; decide() is told that they are good.
    bool has_genuine_ballots = false;
    // Of the rounds that are opened: 0 lets a Tick put all that waits into the record, whatever it is.
    std::int64_t batch_min = 0;
    portal::State state;
    std::vector<portal::Entry> entries;
    std::vector<portal::RollEntry> roll;
    std::vector<portal::SealedCast> casts;
    std::vector<portal::SealedCast> due;  // Not yet in the record.
    std::vector<portal::PaperReturn> returns;
    std::vector<portal::UrnEntry> urns;
    // Of the next commands: who confirms them, and whether the voter's letter was shown.
    ResidentId second{};
    bool is_letter_shown = false;

private:
    void add_hands(portal::Facts& facts, RoundId round) const;
    [[nodiscard]] std::vector<Hash> draw_due(const portal::BoxDue& needed) const;
    mutable SplitMix64 lots_{1};
};

// Founded, with round 1 of three projects (1: 60,000 yuan, 2: 30,000, 3: 50,000) in `stage`; when closed, two ballots.
[[nodiscard]] Harness community_with_round(Stage stage, BallotForm form = BallotForm::approval);

}  // namespace gongyi::test
