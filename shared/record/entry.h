// Entries of the public record and their leaf hashes.
//
// An entry is the canonical JSON (RFC 8785) of {"at","by","data","type","v"}; its bytes are what is hashed, stored and
// sent. What `data` holds by `type` is portal/entry_json.h's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/hash.h"

namespace gongyi::record {

// The longest entry that is written or accepted, in bytes.
inline constexpr std::size_t entry_bytes_max = 1U << 20U;

// RFC 9162 section 2.1.1: SHA-256(0x00 ‖ entry) and SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Hash leaf_hash(std::string_view entry);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

}  // namespace gongyi::record
