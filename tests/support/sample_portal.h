// A made-up portal for tests of pages: one round of each stage, one imported, and the people who look at them.
#pragma once

#include <string>
#include <vector>

#include "shared/pages/render.h"
#include "shared/portal/state.h"

namespace gongyi::tests {

// 2026-11-21 20:00 in China.
inline constexpr UnixMs sample_now{1'795'262'400'000};

inline constexpr RoundId closed_round{1};
inline constexpr RoundId knapsack_round{2};  // Open.
inline constexpr RoundId approval_round{3};  // Open.
inline constexpr RoundId draft_round{4};
inline constexpr RoundId imported_round{5};  // Closed, in EUR.

// What people wrote, in a sample: replaced by hostile text in tests of escaping.
struct SampleText {
    std::string title_suffix;
};

// Made once: its ballots take a while to sign.
[[nodiscard]] const portal::State& sample_state();
[[nodiscard]] portal::State sample_state(const SampleText& text);
// The receipts of two ballots in the closed round: one that counts, one that was replaced.
[[nodiscard]] std::string sample_receipt(const portal::State& state);
[[nodiscard]] std::string replaced_receipt(const portal::State& state);
[[nodiscard]] pages::Live sample_live(const portal::State& state);

[[nodiscard]] pages::Viewer visitor();
// Was issued a credential in the closed round and the knapsack round, not yet in the approval round.
[[nodiscard]] pages::Viewer voter();
// Seventeen years old: may vote in neither.
[[nodiscard]] pages::Viewer too_young();
[[nodiscard]] pages::Viewer staff();

// A page as somebody sees it.
struct PageSample {
    std::string name;  // Of the file in which the preview writes it.
    pages::Viewer viewer;
    pages::Request request;
    int status = 200;
};
// Every kind of page in the states that matter, in zh-Hans.
[[nodiscard]] std::vector<PageSample> page_samples(const portal::State& state);

}  // namespace gongyi::tests
