// What the worker tells the page and what the page asks of it, as JSON: the one codec between the two sides.
//
// Both sides are this module at the same version; the texts are never stored and never leave the browser.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "wasm/workbench/model/model.h"

namespace gongyi::workbench {

// The longest text that is accepted: a board of rounds_max rounds fits.
inline constexpr std::size_t news_bytes_max = 256U << 20U;

[[nodiscard]] std::string write_news(const Board& board);
[[nodiscard]] std::string write_news(const WhatIfAnswer& answer);
[[nodiscard]] std::string write_news(const LoadingWentOn& loading);
[[nodiscard]] std::string write_news(const LoadingFailed& failure);
// One of the actions "What the world says" but MinutePassed.
[[nodiscard]] Expected<Action, ParseError> parse_news(std::string_view json);

[[nodiscard]] std::string write_question(const WhatIfQuestion& question);
[[nodiscard]] Expected<WhatIfQuestion, ParseError> parse_question(std::string_view json);

}  // namespace gongyi::workbench
