// The decision flow of the demo community: bodies that sit, matters at every gate, notices, meetings past and to come.
#pragma once

#include <span>
#include <vector>

#include "shared/portal/demo.h"
#include "shared/portal/event.h"

namespace gongyi::portal {

// Entries in the order of their times, none behind `now`. Made by commands through decide(), so they obey the portal's
// own rules. Empty when the calendar that comes with the program does not cover the half year around `now`.
[[nodiscard]] std::vector<Entry> make_council_history(std::span<const DemoPerson> people, UnixMs now);

}  // namespace gongyi::portal
