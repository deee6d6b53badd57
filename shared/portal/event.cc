#include "shared/portal/event.h"

#include <array>

namespace gongyi::portal {

namespace {

constexpr std::array<std::string_view, std::variant_size_v<Event>> names{
    "CommunityFounded", "RoundDrafted",     "ProjectAdded",      "VotingOpened",
    "VotingClosed",     "BallotsOpened",    "RoundTallied",      "RecordKeyAnnounced",
    "ProgramAnnounced", "BallotsCommitted", "RoundKeyPublished",
};

}  // namespace

std::span<const std::string_view> event_names() {
    return names;
}

std::string_view event_name(const Event& event) {
    return names[event.index()];
}

}  // namespace gongyi::portal
