// Entries as canonical JSON: the bytes of the record.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/portal/event.h"

namespace gongyi::portal {

// {"at":…,"by":"staff","data":{…},"type":"VotingOpened","v":2}, RFC 8785, of the version that the entry has. Its free
// texts are sealed.
[[nodiscard]] std::string write_entry(const Entry& entry);
// Accepts canonical JSON alone: write_entry(parse_entry(x)) is x. Never throws. Of version 2 the free texts are not
// opened: they come from elsewhere (text_json.h).
[[nodiscard]] Expected<Entry, ParseError> parse_entry(std::string_view json);

// The text that a ballot's commitment is over: {"choices":[12,15],"round":3}. Points follow when there are any.
[[nodiscard]] std::string ballot_text(RoundId round, const Ballot& ballot);
[[nodiscard]] Hash ballot_commitment(RoundId round, const OpenedBallot& ballot);

}  // namespace gongyi::portal
