// What may be a passphrase, and what a name to sign in with.
//
// NIST SP 800-63B, revision 3 (2017, updated 2020), section 5.1.1.2: at least 8 characters, all of them free, and none
// of those that are commonly used, expected or compromised. Characters are Unicode code points, as it says there.
// Revision 4 (2025) asks for 15 where a passphrase is the only factor; why that is not asked of residents stands in
// docs/security.md, section 18.
//
// Any thread. Cost: some microseconds, and a millisecond the first time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/store/rows.h"
#include "shared/base/expected.h"
#include "shared/pages/render.h"
#include "shared/portal/state.h"

namespace gongyi::server {

// Letters and signs that must be left beside the words that are expected of this person here; digits beyond the eight
// of a date count too.
inline constexpr std::size_t own_characters_min = 4;
inline constexpr std::size_t expected_digits_max = 8;

// Why a passphrase, prepared and within the lengths, is one of those that are guessed first.
enum class Guessable : std::uint8_t {
    no,
    known,  // Chosen by many, alone or with digits at its ends; a date, a telephone number; keys or letters in a row;
            // the same again and again; blanks alone.
    names,  // What this person or this place is called, and hardly anything else.
};
// `expected`: how the person, the community and the program are called.
[[nodiscard]] Guessable judge_passphrase(std::string_view prepared, const std::vector<std::string>& expected);

// How this community and this program are called.
[[nodiscard]] std::vector<std::string> expected_words(const portal::State& state);

// A new passphrase, typed twice: its prepared form, or what is wrong with it.
[[nodiscard]] Expected<std::string, pages::FormFault> read_new_passphrase(std::string_view typed,
                                                                          std::string_view again,
                                                                          const std::vector<std::string>& expected);

// A new name to sign in with: as it is kept, or what is wrong with it; whether somebody has it is asked of the
// Directory. Names that stand for an office, and numbers, by which the public record knows people, are nobody's.
[[nodiscard]] Expected<std::string, pages::FormFault> read_new_name(std::string_view typed);

}  // namespace gongyi::server
