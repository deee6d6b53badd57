// What the page's scripts send: small JSON objects, read once, here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/microproject/commands.h"
#include "shared/pages/render.h"
#include "shared/pages/viewer_json.h"
#include "shared/record/checkpoint.h"

namespace gongyi::core {

// The longest input that is JSON, in bytes: a viewer with a standing in every round is the largest part of it.
inline constexpr std::size_t request_bytes_max = 8U << 20U;
inline constexpr std::size_t path_bytes_max = 2'048;
// Form fields: far more than the largest ballot has.
inline constexpr std::size_t filled_max = 2 * ballot_choices_max;
// A rule profile is the longest field; a receipt of the largest ballot has half of that.
inline constexpr std::size_t filled_bytes_max = profile_bytes_max;

// {"command":JSON,"now_ms":…,"viewer":JSON}: the inner texts are those that the server takes and gives. Of commands
// scripts send ballots alone; every other is a form (try_form).
struct DecideRequest {
    CastBallot cast;
    pages::ViewerBlock block;
    UnixMs now;
};
[[nodiscard]] Expected<DecideRequest, ParseError> parse_decide_request(std::string_view json);

// {"command":JSON or null,"filled":[["choice","12"]],"is_live":true,"now_ms":…,
//  "origin":"https://gongyi.example","path":"/rounds/3","query":"","viewer":JSON}. The language is the viewer's.
struct RenderRequest {
    std::optional<CastBallot> cast;  // "command". Decided first; what refuses it becomes a fault of the page's form.
    pages::ViewerBlock block;
    pages::Request page;
};
[[nodiscard]] Expected<RenderRequest, ParseError> parse_render_request(std::string_view json);

// {"kept":{"key":TEXT,"note":NOTE} or null,"note":NOTE,"now_ms":…,"witnessed":NOTE}: the checkpoint that the server
// states, the one with its key that was believed last, and the newest that witnesses signed. The last two fields may be
// left out; without a clock no witness is ever late.
struct CheckRequest {
    struct Kept {
        record::VerifyingKey key;
        record::Checkpoint checkpoint;
    };
    std::optional<Kept> kept;
    std::string note;
    record::Checkpoint stated;  // What `note` says, not verified.
    std::string witnessed;      // Empty for none.
    UnixMs now;
};
[[nodiscard]] Expected<CheckRequest, ParseError> parse_check_request(std::string_view json);

// {"round":3}; null stands for all rounds, and gives nothing here.
struct RecountRequest {
    std::optional<RoundId> round;
};
[[nodiscard]] Expected<RecountRequest, ParseError> parse_recount_request(std::string_view json);

// {"entry":TEXT,"index":12}
struct CompareRequest {
    std::uint64_t index = 0;
    std::string entry;
};
[[nodiscard]] Expected<CompareRequest, ParseError> parse_compare_request(std::string_view json);

}  // namespace gongyi::core
