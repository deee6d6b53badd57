#include "shared/tally/project_index.h"

namespace gongyi::tally {

namespace {

// FNV-1a, 64 bits. Ids come from the community's own file: nobody gains by making them collide, and colliding ones are
// slow, not wrong.
std::uint64_t hash_of(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash ^ (hash >> 32U);
}

}  // namespace

// The slot that holds `id`, or the empty one where it belongs.
std::size_t ProjectIndex::slot_of(std::string_view id) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = static_cast<std::size_t>(hash_of(id)) & mask;
    while (slots_[slot] != empty && ids_[slots_[slot]] != id) slot = (slot + 1) & mask;
    return slot;
}

bool ProjectIndex::add(std::string_view id) {
    if (ids_.size() * 2 >= slots_.size()) grow();
    const std::size_t slot = slot_of(id);
    if (slots_[slot] != empty) return false;
    slots_[slot] = static_cast<std::uint32_t>(ids_.size());
    ids_.emplace_back(id);
    return true;
}

std::optional<std::uint32_t> ProjectIndex::find(std::string_view id) const {
    const std::uint32_t found = slots_[slot_of(id)];
    if (found == empty) return std::nullopt;
    return found;
}

void ProjectIndex::grow() {
    slots_.assign(slots_.size() * 2, empty);
    for (std::uint32_t i = 0; i < ids_.size(); ++i) slots_[slot_of(ids_[i])] = i;
}

}  // namespace gongyi::tally
