// Which spellings are the same text, and which only look alike: for names, passphrases, codes and the census.
//
// People type the same thing in many ways: full width where a Chinese input method is on, accents composed or apart,
// blanks of many kinds. What is *equal* is decided by PRECIS (RFC 8264): a name by the Nickname profile (RFC 8266), a
// passphrase by OpaqueString (RFC 8265 section 4.2) with one rule added. What is *alike* is decided by the skeletons of
// Unicode Technical Standard 39, section 4. The tables are ICU's.
//
// All of it takes well-formed UTF-8; ill-formed bytes count as U+FFFD. Any thread. Cost: some microseconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongyi::server {

// The name as it is kept and shown (RFC 8266 section 2.3, enforcement): each blank is U+0020, none at the ends, none
// beside another; NFKC. Capitals stay. Nothing when it is ill-formed, or has a character without a meaning
// (FreeformClass).
[[nodiscard]] std::optional<std::string> kept_name(std::string_view name);
// What two names are compared by (RFC 8266 section 2.4): as above, in lower case. Never refuses: names that were taken
// before there was this rule have one too.
[[nodiscard]] std::string name_key(std::string_view name);
// What two names that look alike have in common: the skeleton (UTS 39) of the name as it is shown, in lower case. Equal
// keys do not imply equal looks (I and i): ask for both.
[[nodiscard]] std::string name_look(std::string_view name);

// The same without any blank, for the names of people and homes in a census: 张　三 and 张三, １栋 101 and 1栋101.
[[nodiscard]] std::string census_key(std::string_view text);
[[nodiscard]] std::string census_look(std::string_view text);

// What is hashed of a passphrase: OpaqueString, and full and half width as plain, which OpaqueString leaves apart: a
// passphrase is not seen while it is typed, and the key that switches the width is beside the space bar. Nothing when
// it is ill-formed or holds what FreeformClass does not; what emoji keyboards put between (U+200C, U+200D, U+FE0F) is
// let through.
[[nodiscard]] std::optional<std::string> prepared_passphrase(std::string_view passphrase);

// A code of Latin letters and digits as it was meant: NFKC, without dashes, blanks, line ends and what nobody sees.
// Nothing when it is ill-formed.
[[nodiscard]] std::optional<std::string> meant_code(std::string_view typed);

// The version of the tables ("15.0"): what was worked out by another one is worked out again.
[[nodiscard]] std::string spelling_version();

}  // namespace gongyi::server
