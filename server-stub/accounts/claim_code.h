// The one-time code on a household's letter, with which a person claims the account that waits for them.
//
// Twelve characters of Crockford's base32 (60 bits), in groups: 7K3M-Q8XA-0V2T. People type it, so it is read
// leniently: any case and width, any dashes, blanks or line ends or none, O for 0, I and L for 1 (meant_code()). After
// the claim it is the account's name for signing in, and opens nothing by itself. Only its keyed hash is stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server-stub/accounts/secrets.h"
#include "server-stub/store/rows.h"

namespace gongyi::server {

inline constexpr std::size_t claim_code_characters = 12;
// The longest text that is looked at: a code with a separator after each character, all of them in full width.
inline constexpr std::size_t claim_code_bytes_max = 2 * 3 * claim_code_characters;

// The code in its plain form, twelve characters without hyphens; nothing for any other text.
[[nodiscard]] std::optional<std::string> read_claim_code(std::string_view typed);
// With hyphens, for print. Requires the plain form.
[[nodiscard]] std::string show_claim_code(std::string_view plain);

// A random code, plain.
[[nodiscard]] std::string random_claim_code();
// The code of a generated person of a demo community: the same for the same seed, so that it can be printed again.
// It protects nothing and is for demo communities alone.
[[nodiscard]] std::string demo_claim_code(std::uint64_t seed, ResidentId person);

[[nodiscard]] Hash claim_code_hash(const ServerKey& key, std::string_view plain);

}  // namespace gongyi::server
