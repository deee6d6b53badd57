// What a command is called when somebody reads that it was given, or is asked to confirm it.
#pragma once

#include <string>
#include <string_view>

#include "shared/pages/scene.h"

namespace gongyi::pages {

// "CloseVoting": "截止投票". `name` is a command's, or that of an act about a person ("appoint"); one that has no
// words, of a later version, is said as it is.
[[nodiscard]] std::string command_words(const Scene& scene, std::string_view name);

}  // namespace gongyi::pages
