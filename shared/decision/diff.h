// What changed from one draft to the next, sentence by sentence.
#pragma once

#include <string_view>
#include <vector>

namespace gongyi::decision {

enum class Change : unsigned char { same, removed, added };

struct DiffPart {
    Change change = Change::same;
    std::string_view text;  // Of one of the two texts, which must outlive it. With its line break, where it has one.
    friend bool operator==(const DiffPart&, const DiffPart&) = default;
};

// Texts with more sentences than this are compared as wholes between what they begin and end with alike.
inline constexpr std::size_t diff_sentences_max = 2'000;

// The parts in reading order; what was removed before what was added in its place. Sentences end behind 。！？；,
// behind
// ". ", and at line breaks. The longest common subsequence (Wagner and Fischer 1974).
// Cost: O(n · m) sentences after common beginnings and ends are taken off.
[[nodiscard]] std::vector<DiffPart> diff(std::string_view before, std::string_view after);

}  // namespace gongyi::decision
