// The core module: one community's public record, replayed, and what a page asks of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/portal/explanation.h"
#include "shared/portal/verify.h"
#include "wasm/core/ballot.h"
#include "wasm/core/operation.h"

namespace gongyi::core {

class Core {
public:
    // Answers `operation` (an Operation's number). Never throws and never stops the program for any input: what cannot
    // be read is Status::invalid, and leaves the record as it was (append: up to the faulty entry).
    [[nodiscard]] Answer call(std::uint32_t operation, std::string_view input) noexcept;

private:
    [[nodiscard]] Answer answer(Operation operation, std::string_view input);
    // Whole lines only. Stops at the first entry that cannot be so; those before it stay.
    [[nodiscard]] Answer append(std::string_view lines);

    record::MemoryNodes nodes_;
    portal::Replay replay_{nodes_};
    portal::KeptExplanations explanations_;  // Of replay_'s rounds.
    std::optional<RunningAudit> audit_;      // Of one of them.
};

}  // namespace gongyi::core
