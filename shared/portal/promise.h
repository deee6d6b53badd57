// The server's promise that a ballot which it took will be in the record: a signed note (record/note.h), by the keys
// that sign the checkpoints.
//
//     gongyi/sijihuacheng/ballot-promise/1
//     3
//     47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
//     1780000660000
//
// With the note, and a record that goes beyond the deadline (or the close) without the commitment, anybody can show
// that the promise was broken. The first line keeps it from being taken for a checkpoint.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/hash.h"
#include "shared/base/parse_error.h"
#include "shared/base/time.h"
#include "shared/microproject/round.h"
#include "shared/record/note.h"

namespace gongyi::portal {

struct BallotPromise {
    std::string slug;  // Of the community.
    RoundId round;
    Hash commitment{};
    UnixMs deadline;  // By which it is in the record, if voting does not close before: then by the close.
    friend bool operator==(const BallotPromise&, const BallotPromise&) = default;
};

// The text that is signed.
[[nodiscard]] std::string write_promise(const BallotPromise& promise);
// Reads the text alone, which anybody can have written. Faults: the pointer is "/1" to "/4", the number of the line.
[[nodiscard]] Expected<BallotPromise, ParseError> parse_promise(std::string_view text);

}  // namespace gongyi::portal
