// The free texts that the record refers to, whatever they are about, and those that were taken down.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/base/free_text.h"
#include "shared/base/time.h"

namespace gongyi::decision {

// Why a text was taken down: published, and no free text itself.
enum class Ground : std::uint8_t { personal_information, rights_of_others, unlawful, authors_wish };
inline constexpr std::array all_grounds{Ground::personal_information, Ground::rights_of_others, Ground::unlawful,
                                        Ground::authors_wish};

// "personal_information": the ground in the entry.
[[nodiscard]] std::string_view ground_name(Ground ground);

struct Takedown {
    Ground ground = Ground::personal_information;
    UnixMs at;
    std::uint64_t entry = 0;  // That says so, from 0.
    friend bool operator==(const Takedown&, const Takedown&) = default;
};

struct KeptText {
    std::uint64_t entry = 0;             // The first one that refers to it, from 0.
    std::optional<SaltedText> opened{};  // Nothing after the takedown, and as long as it was not supplied.
    std::optional<Takedown> takedown{};
    // The bytes of a document that was filed: no text of the record, and never opened here. It can be taken down too.
    bool is_file = false;
    // Whether it stands within its entry (version 1), and so cannot be taken down.
    [[nodiscard]] bool is_within_entry() const { return opened && opened->salt == no_salt; }
    // Neither shown nor taken down: whoever shows the record keeps it back.
    [[nodiscard]] bool is_withheld() const { return !opened && !takedown && !is_file; }
    friend bool operator==(const KeptText&, const KeptText&) = default;
};

// By commitment.
using Texts = std::map<Hash, KeptText>;

// Moves what opens `text` into `texts`, where it is noted as referred to by `entry`. Requires that it is sealed or
// empty.
void keep_text(Texts& texts, FreeText& text, std::uint64_t entry);

enum class Supplied : std::uint8_t {
    kept,        // Or there already.
    taken_down,  // Not kept.
    unknown,     // No entry refers to it, or not yet. Not kept.
};
// What opens a commitment of a record that was read without its texts.
[[nodiscard]] Supplied supply_text(Texts& texts, SaltedText text);

// The words, while they are there. Empty words for an empty text. Refers to `texts`.
[[nodiscard]] std::optional<std::string_view> words_of(const Texts& texts, const FreeText& text);
// Why the words are not there any more, or null.
[[nodiscard]] const Takedown* takedown_of(const Texts& texts, const FreeText& text);
// Commitments of texts that are withheld, ascending. Cost: O(texts).
[[nodiscard]] std::vector<Hash> withheld_texts(const Texts& texts);

}  // namespace gongyi::decision
