// The free texts of an event, by the same list of fields as its JSON.
#pragma once

#include <functional>

#include "shared/decision/events.h"

namespace gongyi::decision {

// Each that is not empty, in the order of the fields' names.
void for_each_text(Event& event, const std::function<void(FreeText&)>& visit);

}  // namespace gongyi::decision
