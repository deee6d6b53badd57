// Everything that the public record can say happened.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "shared/community/authority.h"
#include "shared/community/community.h"
#include "shared/microproject/events.h"

namespace gongyi::portal {

struct CommunityFounded {
    Community community;
};

using Event =
    std::variant<CommunityFounded, RoundDrafted, ProjectAdded, VotingOpened, VotingClosed, BallotsOpened, RoundTallied>;

// One entry: an event, when it happened, and in which role it was brought about. No person is named.
struct Entry {
    UnixMs at;
    Role by = Role::system;
    Event event;
};

// The types of entries, in the order of Event's alternatives: "CommunityFounded", "RoundDrafted" …
[[nodiscard]] std::span<const std::string_view> event_names();
// "VotingOpened": the entry's type in the record.
[[nodiscard]] std::string_view event_name(const Event& event);

}  // namespace gongyi::portal
