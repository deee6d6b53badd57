// Where `gongyi verify` takes a record from: a file, or a portal over HTTP or HTTPS.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/portal/verify.h"

namespace gongyi::server {

// The largest record that is read, in bytes.
inline constexpr std::size_t record_bytes_max = 1U << 30U;

// What somebody shows: entries, each ended by a line feed, and the signed checkpoint. `checkpoint` is empty where there
// is none.
struct ShownRecord {
    std::string entries;
    std::string checkpoint;
    // What the entries' commitments are opened by, as the portal's /texts has it. Nothing where it was not shown.
    std::optional<std::string> texts;
    // The newest checkpoint that witnesses signed. Empty where there is none.
    std::string witnessed = {};
};

// `source` is a path, or "http://HOST[:PORT]" or "https://…" of a portal, whose record is then downloaded with its
// checkpoint.
// The fault is a sentence: nothing was read.
[[nodiscard]] Expected<ShownRecord, std::string> read_record(const std::string& source);

// Replays `entries`, each ended by a line feed; `source` names them in the fault.
[[nodiscard]] Expected<portal::Replay, std::string> replay_entries(std::string_view entries, const std::string& source);

// Gives the replay the texts of `lines` (ShownRecord::texts). The fault is of the first line that is none, or whose
// text does not fit its commitment.
[[nodiscard]] Expected<void, ParseError> supply_lines(portal::Replay& replay, std::string_view lines);

// A whole file of at most `bytes_max` bytes. The fault is a sentence.
[[nodiscard]] Expected<std::string, std::string> read_whole_file(const std::string& path, std::size_t bytes_max);

}  // namespace gongyi::server
