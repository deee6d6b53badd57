// A voter's receipt as a file: the ballot, its salt and the server's signed promise. What proves, without anybody's
// word, that a ballot was taken and then left out.
//
// {"ballot":"{\"choices\":[12],…}","community":"sijihuacheng","format":"gongyi-receipt/1","promise":"gongyi/…",
//  "round":3,"salt":"…"}: canonical JSON. Whoever has the file knows what was voted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/portal/promise.h"
#include "shared/portal/state.h"

namespace gongyi::portal {

// The promise is a note with a few signatures, the ballot at most ballot_choices_max ids.
inline constexpr std::size_t receipt_bytes_max = 64 * 1024;

struct Receipt {
    std::string community;  // Its slug.
    RoundId round;
    std::string ballot_text;  // cast_text()
    Salt salt{};
    std::string promise;  // The signed note.

    // What follows from the text above.
    Ballot ballot;
    int version = 0;
    Hash commitment{};
    UnixMs deadline;  // As the promise says; whether anybody signed it is for check_receipt().
};

[[nodiscard]] std::string write_receipt(const Receipt& receipt);
// Faults also if the ballot is no canonical text of this round, or the promise is about another ballot.
[[nodiscard]] Expected<Receipt, ParseError> parse_receipt(std::string_view json);
// The ballot of a receipt with its credential, without salt and signature; nothing if its text is no ballot of its
// round.
[[nodiscard]] std::optional<OpenedCast> cast_of(const Receipt& receipt);

enum class ReceiptStanding : std::uint8_t {
    unsigned_promise,  // No key of this record signs the promise: it proves nothing.
    other_record,      // Of another community, or a round that is not there or has no such ballots.
    waiting,           // Not in the record, which does not go beyond the deadline yet.
    recorded,          // In the record; opened after the close.
    counted,
    replaced,  // By a later ballot of the same credential.
    dropped,   // The promise was broken: the record goes beyond the deadline, or the close, without the ballot.
};
// A stable name, for programs: "dropped".
[[nodiscard]] std::string_view standing_name(ReceiptStanding standing);

// Where the receipt's ballot is, by a record that was replayed.
[[nodiscard]] ReceiptStanding check_receipt(const Receipt& receipt, const State& state);

// Whether `note` is a promise about this ballot, signed by a key of the record; its deadline. Nothing otherwise.
[[nodiscard]] std::optional<UnixMs> open_promise(const State& state, std::string_view note, RoundId round,
                                                 const Hash& commitment);

}  // namespace gongyi::portal
