// A voter's receipt as a short text for the fragment of an address, so that paper can carry it as a QR code.
//
// The address names community and round; everything else that a receipt file says is in the code: base64url (RFC 4648
// section 5, no padding) of
//     1 byte    format, 1
//     1 byte    version of the ballot
//     96 bytes  credential
//     16 bytes  salt
//     8 bytes   deadline of the promise, UTC milliseconds, most significant first
//     1 byte    how many signatures of the promise follow
//     68 bytes  for each: key id and Ed25519 signature
//     rest      the choices, ascending: each less the one before it, 7 bits a byte, lowest first, the high bit set on
//     all
//               but the last byte
// It names nobody, as the receipt does not; but whoever reads it knows what was voted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "shared/portal/receipt.h"

namespace gongyi::portal {

// Signatures in a code at most: one, and after a change of keys two.
inline constexpr std::size_t receipt_code_signatures_max = 4;
// A code of one signature and a handful of choices has about 260 bytes. Longer ones suit no printed square anyway.
inline constexpr std::size_t receipt_code_bytes_max = 4 * 1024;

// Nothing if the promise has more signatures than fit or is signed in another name than the record's, or if the code
// would be longer than receipt_code_bytes_max: then only the file says everything.
[[nodiscard]] std::optional<std::string> write_receipt_code(const Receipt& receipt);

// Back to the receipt, to the byte. Nothing for any text that write_receipt_code() would not have written. Whether the
// promise is signed by the record's key is for check_receipt(), as with a file.
[[nodiscard]] std::optional<Receipt> parse_receipt_code(std::string_view code, std::string_view community,
                                                        RoundId round);

}  // namespace gongyi::portal
