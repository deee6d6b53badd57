// What the browser may ask of the core, and how it is answered. Mirrored in static/core.js: append, never renumber.
#pragma once

#include <cstdint>
#include <string>

namespace gongyi::core {

// Inputs and outputs are JSON but for append, whose input is what the server sends. The inputs of check, decide,
// render, recount and compare are specified in request.h.
enum class Operation : std::uint32_t {
    append = 1,   // Entries of the record, each ended by a line feed -> as summary.
    check = 2,    // The server's signed checkpoint beside what is here, and what was kept of it -> see below.
    decide = 3,   // Whether a command would be accepted -> {} or, refused, {"code","field","sentence"}.
    render = 4,   // A page -> its status in decimal, a line feed, the document.
    recount = 5,  // Counts closed rounds by both rules -> {"ballots","entries","equal","root"}.
    summary = 6,  // Nothing -> {"entries","root"}.
    compare = 7,  // An entry as somebody shows it -> {"entries","equal"}: whether it is the record's here.
    // These are specified in ballot.h.
    prepare_ballot = 8,
    accept_credential = 9,
    sign_ballot = 10,
    check_promise = 11,
    read_receipt = 12,
    step_audit = 13,
    what_if = 14,     // A page that asks what if, which is counted first -> as render, whose input it has too.
    supply = 15,      // Texts of entries that are here, each ended by a line feed (portal/text_json.h) -> as summary.
    taken_down = 16,  // Nothing -> {"commitments"}: of the texts that were taken down, to be forgotten.
    // A form of the decision flow that is about to be posted: `filled` holds its fields, the rest is as for render ->
    // nothing when its command would be accepted now; refused, the page with the form as it would come back, as render.
    try_form = 17,
};

// The answer to check: {"continues","key","relation","signature","size","stated","trust",
// "withheld","witness","witness_at_ms","witness_size"}.
//   size, stated  How many entries are here, and in the checkpoint.
//   relation      equal; behind or ahead: the record here is shorter or longer than stated; different: of the same
//                 length with another root.
//   key           The key that the record here announced last; empty when it announced none.
//   signature     good: that key signs the checkpoint; no_key; else the name of a record::NoteFault.
//   continues     How the record here goes on from the checkpoint that was kept: first (none was kept), yes, no (other
//                 entries), shorter (it has not that many).
//   trust         Of the key that was kept: first (none was), same, followed, replaced, unknown (portal::KeyTrust).
//   withheld      How many texts nobody has supplied, though they were not taken down.
//   witness       portal::WitnessState of the checkpoint that was shown as witnessed, by what is here; its time and
//   size.
// A record is to be believed that is equal, with a good signature, continues first or yes, trust first, same or
// followed, witness not contradicted.

enum class Status : std::uint32_t {
    ok = 0,
    refused = 1,  // The portal's rules say no: the body tells why.
    invalid = 2,  // The input cannot be read, or names what is not there: {"pointer","what"}.
};

struct Answer {
    Status status = Status::ok;
    std::string body;  // JSON in well-formed UTF-8, but for render.
};

}  // namespace gongyi::core
