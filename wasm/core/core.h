// The core module: one community's public record, replayed, and what a page asks of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "shared/portal/explanation.h"
#include "shared/portal/verify.h"
#include "wasm/core/ballot.h"
#include "wasm/core/operation.h"

namespace gongyi::core {

// What is told while a count is under way: how much is done, in thousandths, never falling.
using OnCount = std::function<void(std::uint32_t per_mille)>;

// Explanations for pages. Rendering a page never counts a what-if: the page's own worker answers at once.
class CoreExplanations final : public portal::Explanations {
public:
    [[nodiscard]] const portal::Explanation& of(const Round& round) override { return kept_.of(round); }
    [[nodiscard]] portal::Nearness nearness(const Round& round, TallyRule rule, std::size_t index) override {
        return kept_.nearness(round, rule, index);
    }
    // WhatIfLack::elsewhere but between begin_counting() and end_counting(), and for what was counted then.
    [[nodiscard]] portal::WhatIfResult what_if(const Round& round, const portal::WhatIfQuestion& question) override;

    // `progress` must outlive the counting.
    void begin_counting(tally::Progress& progress) { progress_ = &progress; }
    void end_counting() { progress_ = nullptr; }

private:
    portal::KeptExplanations kept_;
    portal::WhatIfCounter what_ifs_;
    tally::Progress* progress_ = nullptr;
};

class Core {
public:
    explicit Core(OnCount on_count = [](std::uint32_t) {}) : on_count_{std::move(on_count)} {}
    // Answers `operation` (an Operation's number). Never throws and never stops the program for any input: what cannot
    // be read is Status::invalid, and leaves the record as it was (append: up to the faulty entry). Want of memory
    // ends the program.
    [[nodiscard]] Answer call(std::uint32_t operation, std::string_view input) noexcept;

private:
    // Whole lines only. Stops at the first entry that cannot be so; those before it stay.
    [[nodiscard]] Answer append(std::string_view lines);
    // The same for texts.
    [[nodiscard]] Answer supply(std::string_view lines);

    record::MemoryNodes nodes_;
    portal::Replay replay_{nodes_};
    CoreExplanations explanations_;      // Of replay_'s rounds.
    std::optional<RunningAudit> audit_;  // Of one of them.
    OnCount on_count_;
};

}  // namespace gongyi::core
