// Whether a meeting was valid and a motion passed, by a form of meeting. Whole numbers only: a share is compared by
// cross-multiplication, and what is needed is the smallest number that is enough.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/base/expected.h"
#include "shared/community/profile.h"

namespace gongyi {

inline constexpr std::int64_t counted_max = 1'000'000'000'000;  // Of one measure: 10,000 km² in units of 0.01 m².

// What was counted in one measure: persons, households, homes, or units of 0.01 m².
struct Count {
    std::int64_t due = 0;
    std::int64_t present = 0;
    std::int64_t in_favour = 0;
    std::int64_t against = 0;
    std::int64_t abstained = 0;
    friend bool operator==(const Count&, const Count&) = default;
};

// A count for each measure that was counted.
class Counts {
public:
    void set(Measure measure, const Count& count) { counts_[static_cast<std::size_t>(measure)] = count; }
    [[nodiscard]] const std::optional<Count>& of(Measure measure) const {
        return counts_[static_cast<std::size_t>(measure)];
    }
    friend bool operator==(const Counts&, const Counts&) = default;

private:
    std::array<std::optional<Count>, all_measures.size()> counts_{};
};

// Why numbers cannot be: nobody is due; more are present than due; more votes than present; below 0 or above the limit.
enum class CountFault : std::uint8_t { none, nobody_due, present_above_due, votes_above_present, out_of_range };
[[nodiscard]] CountFault check_count(const Count& count);

struct Check {
    bool is_quorum = false;  // Else of the majority.
    Measure measure = Measure::heads;
    std::int64_t needed = 0;
    std::int64_t got = 0;
    std::string source;
    [[nodiscard]] bool holds() const { return got >= needed; }
    friend bool operator==(const Check&, const Check&) = default;
};

struct Verdict {
    bool is_valid = false;  // Every check of the quorum holds.
    bool passes = false;    // It is valid, and every check of the majority holds.
    std::vector<Check> checks;
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

// The smallest x with x / base > or ≥ the fraction; at least 1.
//   base  0 to counted_max
[[nodiscard]] std::int64_t least_share(const ShareRule& rule, std::int64_t base);

// Requires that every measure of the form is counted, and check_count of each.
[[nodiscard]] Verdict judge(const MeetingForm& form, const Counts& counts);

// The quorum alone, while a meeting goes on.
[[nodiscard]] bool has_quorum(const MeetingForm& form, std::int64_t due, std::int64_t present);

// "quorum.heads", "majority.area"
[[nodiscard]] std::string check_name(const Check& check);
// Whether a form counts `measure`.
[[nodiscard]] bool counts_measure(const MeetingForm& form, Measure measure);

using OwnerId = Id<struct OwnerTag>;

// One home, shop or space in exclusive ownership. The developer owns what is unsold or not handed over.
struct ExclusiveUnit {
    OwnerId owner;
    std::int64_t area_hundredths = 0;  // Of a square metre.
};

struct OwnerCount {
    std::int64_t heads = 0;
    std::int64_t area_hundredths = 0;
};

// Heads and area of the owners of `units` by the Supreme People's Court's interpretation on condominiums (2020) art. 9:
// an owner of several units, and the developer of all that is unsold, count as one person; the area of all counts.
[[nodiscard]] OwnerCount count_owners(std::span<const ExclusiveUnit> units);

}  // namespace gongyi
