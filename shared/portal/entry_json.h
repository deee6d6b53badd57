// Entries as canonical JSON: the bytes of the record.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/portal/event.h"

namespace gongyi::portal {

// The version that is written. Older ones are read and upgraded, never rewritten.
inline constexpr int entry_version = 1;

// {"at":…,"by":"staff","data":{…},"type":"VotingOpened","v":1}, RFC 8785.
[[nodiscard]] std::string write_entry(const Entry& entry);
// Accepts canonical JSON alone: write_entry(parse_entry(x)) is x. Never throws.
[[nodiscard]] Expected<Entry, ParseError> parse_entry(std::string_view json);

// The text that a ballot's commitment is over: {"choices":[12,15],"round":3}. Points follow when there are any.
[[nodiscard]] std::string ballot_text(RoundId round, const Ballot& ballot);
[[nodiscard]] Hash ballot_commitment(RoundId round, const OpenedBallot& ballot);

}  // namespace gongyi::portal
