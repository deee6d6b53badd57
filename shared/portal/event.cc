#include "shared/portal/event.h"

#include <array>
#include <vector>

#include "shared/decision/event_texts.h"

namespace gongyi::portal {

namespace {

// Of the alternatives but the last, decision::Event.
constexpr std::array<std::string_view, std::variant_size_v<Event> - 1> names{
    "CommunityFounded", "RoundDrafted",      "ProjectAdded",       "VotingOpened",         "VotingClosed",
    "BallotsOpened",    "RoundTallied",      "RecordKeyAnnounced", "ProgramAnnounced",     "WitnessesNamed",
    "BallotsCommitted", "RoundKeyPublished", "RecordRestored",     "JournalHeadPublished", "SheetsRegistered",
};

}  // namespace

std::span<const std::string_view> event_names() {
    static const std::vector<std::string_view> all = [] {
        std::vector<std::string_view> list(names.begin(), names.end());
        list.insert(list.end(), decision::event_names().begin(), decision::event_names().end());
        return list;
    }();
    return all;
}

std::string_view event_name(const Event& event) {
    if (const auto* decided = std::get_if<decision::Event>(&event)) return decision::event_names()[decided->index()];
    return names[event.index()];
}

void for_each_text(Event& event, const std::function<void(FreeText&)>& visit) {
    if (auto* decided = std::get_if<decision::Event>(&event)) decision::for_each_text(*decided, visit);
}

}  // namespace gongyi::portal
