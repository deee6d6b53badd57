// How many papers of a round were handed out and entered: what staff see at the desk and before they close the vote.
#pragma once

#include <optional>
#include <string_view>

#include "server-stub/services.h"
#include "shared/pages/render.h"

namespace gongyi::server::web {

[[nodiscard]] pages::DeskFacts desk_counts(const Services& services, RoundId round);

// For the pages /rounds/N/desk and /rounds/N/close; nothing for others.
[[nodiscard]] std::optional<pages::DeskFacts> desk_counts_for(const Services& services, std::string_view path);

}  // namespace gongyi::server::web
