#include "shared/decision/diff.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gongyi::decision {

namespace {

using Sentences = std::vector<std::string_view>;

// The length of the mark at `at` that ends a sentence; 0 for none.
std::size_t ending_at(std::string_view text, std::size_t at) {
    constexpr std::array<std::string_view, 6> endings{"。", "！", "？", "；", ". ", "\n"};
    for (const std::string_view ending : endings) {
        if (text.substr(at, ending.size()) == ending) return ending.size();
    }
    return 0;
}

Sentences split(std::string_view text) {
    Sentences sentences;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = ending_at(text, at);
        at += std::max<std::size_t>(length, 1);
        if (length == 0) continue;
        // A line break behind the full stop belongs to the sentence.
        if (at < text.size() && text[at] == '\n' && text[at - 1] != '\n') ++at;
        sentences.push_back(text.substr(begin, at - begin));
        begin = at;
    }
    if (begin < text.size()) sentences.push_back(text.substr(begin));
    return sentences;
}

void append(std::vector<DiffPart>& parts, Change change, const Sentences& from, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) parts.push_back({change, from[i]});
}

// Between common beginnings and ends.
void append_middle(std::vector<DiffPart>& parts, const Sentences& before, const Sentences& after) {
    if (before.size() > diff_sentences_max || after.size() > diff_sentences_max) {
        append(parts, Change::removed, before, 0, before.size());
        append(parts, Change::added, after, 0, after.size());
        return;
    }
    // lengths[i][j]: of the longest common subsequence of before[i…] and after[j…].
    const std::size_t width = after.size() + 1;
    std::vector<std::uint16_t> lengths((before.size() + 1) * width, 0);
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            const std::uint16_t skipped = std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
            lengths[i * width + j] =
                before[i] == after[j] ? static_cast<std::uint16_t>(lengths[(i + 1) * width + j + 1] + 1) : skipped;
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i] == after[j]) {
            parts.push_back({Change::same, after[j]});
            ++i;
            ++j;
        } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
            parts.push_back({Change::removed, before[i++]});
        } else {
            parts.push_back({Change::added, after[j++]});
        }
    }
    append(parts, Change::removed, before, i, before.size());
    append(parts, Change::added, after, j, after.size());
}

}  // namespace

std::vector<DiffPart> diff(std::string_view before, std::string_view after) {
    const Sentences old_ones = split(before);
    const Sentences new_ones = split(after);
    const std::size_t shorter = std::min(old_ones.size(), new_ones.size());
    std::size_t begin = 0;
    while (begin < shorter && old_ones[begin] == new_ones[begin]) ++begin;
    std::size_t end = 0;
    while (end < shorter - begin && old_ones[old_ones.size() - 1 - end] == new_ones[new_ones.size() - 1 - end]) ++end;
    const auto middle = [&](const Sentences& all) {
        return Sentences(all.begin() + static_cast<std::ptrdiff_t>(begin),
                         all.end() - static_cast<std::ptrdiff_t>(end));
    };
    std::vector<DiffPart> parts;
    append(parts, Change::same, new_ones, 0, begin);
    append_middle(parts, middle(old_ones), middle(new_ones));
    append(parts, Change::same, new_ones, new_ones.size() - end, new_ones.size());
    return parts;
}

}  // namespace gongyi::decision
