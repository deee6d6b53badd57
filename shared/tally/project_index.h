// Finds projects by id, for readers that look up millions of them.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi::tally {

// Ids numbered from 0 in the order in which they are added. A hash table with open addressing, at most half full.
class ProjectIndex {
public:
    // False, and nothing added, if the id is already there.
    [[nodiscard]] bool add(std::string_view id);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;

private:
    [[nodiscard]] std::size_t slot_of(std::string_view id) const;
    void grow();

    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(16, empty);
    std::deque<std::string> ids_{};
    static constexpr std::uint32_t empty = 0xffffffff;
};

}  // namespace gongyi::tally
