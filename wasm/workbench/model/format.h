// Amounts, instants and names as texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/microproject/round.h"
#include "wasm/workbench/model/messages.h"

namespace gongyi::workbench {

// "¥1,240,000"; an imported election's own currency follows the number: "995,079 PLN".
[[nodiscard]] std::string format_amount(Money amount, std::string_view currency);
// "11月30日 20:00", in English "2026-11-30 20:00".
[[nodiscard]] std::string format_instant(Language language, UnixMs at, Zone zone);
// `part` of `whole` in percent, rounded to the nearest whole number; 0 when whole is 0.
[[nodiscard]] std::int64_t percent(std::int64_t part, std::int64_t whole);
[[nodiscard]] std::string_view category_text(Language language, Category category);

}  // namespace gongyi::workbench
