// Whether the record that one was shown is the one that its witnesses saw.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/base/time.h"
#include "shared/portal/state.h"
#include "shared/record/checkpoint.h"
#include "shared/record/tree.h"

namespace gongyi::portal {

// For how long a record is believed on its own key's word alone: a witness that is out for longer is missed. So long,
// then, a split view can last until every browser that sees it warns.
inline constexpr std::int64_t witness_patience_ms = hour_ms;

enum class WitnessState : std::uint8_t {
    none,          // The record names no witnesses.
    witnessed,     // Enough of them signed this very size, lately.
    fresh,         // Enough of them signed an earlier size, lately: they have not seen the newest entries yet.
    missing,       // Enough of them have not signed for longer than witness_patience_ms.
    contradicted,  // One of them signed a checkpoint that this record does not go on from: there are two records.
};
// "witnessed"
[[nodiscard]] std::string_view state_name(WitnessState state);

struct WitnessFinding {
    WitnessState state = WitnessState::none;
    std::int64_t signers = 0;  // How many of the present witnesses signed the checkpoint shown.
    // What enough of them signed, and when the last of those that it takes did so. Where there is no such checkpoint:
    // 0, and when the present witnesses were named.
    std::uint64_t size = 0;
    UnixMs at;
};

// Judges a record by the checkpoint that is shown as witnessed: a signed note, or empty when there is none. Whether the
// record's key signed it does not matter: witnesses sign nothing else.
//   state, tree  The record that one has. It must be at least as new as the note.
//   now          As this device knows it.
// What is no checkpoint of this record counts as none. Cost: about 60 µs a witness.
[[nodiscard]] WitnessFinding judge_witnessed(const State& state, const record::Tree& tree, std::string_view note,
                                             UnixMs now);

}  // namespace gongyi::portal
