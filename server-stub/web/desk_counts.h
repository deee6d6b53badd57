// What staff see of the private rows before they act on a round: how many papers were handed out and entered, at the
// desk and before they close the vote; and how many may vote, before they open it.
#pragma once

#include <optional>
#include <string_view>

#include "server-stub/services.h"
#include "shared/pages/render.h"

namespace gongyi::server::web {

[[nodiscard]] pages::DeskFacts desk_counts(const Services& services, RoundId round);

// For the page /rounds/N/open; nothing for others.
[[nodiscard]] std::optional<pages::OpenFacts> open_facts_for(const Services& services, const portal::State& state,
                                                             std::string_view path);

// For the pages /rounds/N/desk and /rounds/N/close; nothing for others.
[[nodiscard]] std::optional<pages::DeskFacts> desk_counts_for(const Services& services, std::string_view path);

}  // namespace gongyi::server::web
