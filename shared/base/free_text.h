// What people wrote freely, as the public record has it: by a commitment. The text itself stands beside the record, so
// that it can be taken down without the record becoming another one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/commitment.h"

namespace gongyi {

// No field of free text allows more.
inline constexpr std::size_t free_text_code_points_max = 10'000;

// What a commitment is opened by.
struct SaltedText {
    Salt salt{};
    std::string text;
    [[nodiscard]] Hash commitment() const { return commit(salt, text); }
    friend bool operator==(const SaltedText&, const SaltedText&) = default;
};

// The salt of texts that stand within their entry (entries of version 1): nothing is hidden there.
inline constexpr Salt no_salt{};

// The field of an event or of a state. A state holds commitments alone: what opens them lies in one place
// (decision/texts.h), so that it can be removed from one place.
struct FreeText {
    Hash commitment{};  // Zeros: of no text, or of one that is not sealed yet.
    std::optional<SaltedText> opened;

    FreeText() = default;
    // Not sealed yet. Implicit, because a command's text becomes an event's.
    FreeText(std::string text) {  // NOLINT(google-explicit-constructor)
        if (!text.empty()) opened = SaltedText{no_salt, std::move(text)};
    }
    FreeText(const char* text) : FreeText{std::string{text}} {}  // NOLINT(google-explicit-constructor)

    // Whether nothing was written.
    [[nodiscard]] bool empty() const { return commitment == Hash{} && !opened; }
    [[nodiscard]] bool is_sealed() const { return commitment != Hash{}; }
    // Requires the text. Does nothing where there is none, or where it is sealed already.
    void seal(const Salt& salt) {
        if (!opened || is_sealed()) return;
        opened->salt = salt;
        commitment = opened->commitment();
    }
    friend bool operator==(const FreeText&, const FreeText&) = default;
};

// The salt for one text of a command that was given the random `seed`: the same text in two fields of one command has
// one commitment, so that it is taken down as one.
[[nodiscard]] Salt salt_from(const Hash& seed, std::string_view text);

}  // namespace gongyi
