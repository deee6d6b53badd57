// How a record's key hands over to the next one: so that whoever trusts a key can follow the record to a newer key
// without asking anybody.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/record/note.h"

namespace gongyi::record {

// The longest text of a key and the longest endorsement that an entry of the record holds, in bytes.
inline constexpr std::size_t key_text_bytes_max = 320;
inline constexpr std::size_t endorsement_bytes_max = 1'024;

// The former key's word for the next one: a signed note of the two lines "gongyi record key" and the next key as text.
// No checkpoint has two lines, so neither can pass for the other. Faults: as of sign_note.
[[nodiscard]] Expected<std::string, NoteFault> endorse_key(const VerifyingKey& next, const SigningKey& former);

// Whether `endorsement` is `former`'s word for exactly `next`.
[[nodiscard]] bool is_endorsed(std::string_view endorsement, const VerifyingKey& next, const VerifyingKey& former);

}  // namespace gongyi::record
