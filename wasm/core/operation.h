// What the browser may ask of the core, and how it is answered. Mirrored in static/core.js: append, never renumber.
#pragma once

#include <cstdint>
#include <string>

namespace gongyi::core {

// Inputs and outputs are JSON but for append and check, whose inputs are what the server sends. The inputs of decide,
// render and recount are specified in request.h.
enum class Operation : std::uint32_t {
    append = 1,   // Entries of the record, each ended by a line feed -> as summary.
    check = 2,    // The checkpoint's text -> {"relation","size","stated"}; relation: equal, behind, ahead, different.
    decide = 3,   // Whether a command would be accepted -> {} or, refused, {"code","field","sentence"}.
    render = 4,   // A page -> its status in decimal, a line feed, the document.
    recount = 5,  // Counts closed rounds by both rules -> {"ballots","entries","equal","root"}.
    summary = 6,  // Nothing -> {"entries","root"}.
};

enum class Status : std::uint32_t {
    ok = 0,
    refused = 1,  // The portal's rules say no: the body tells why.
    invalid = 2,  // The input cannot be read, or names what is not there: {"pointer","what"}.
    fault = 3,    // A library gave up (no memory, for one): {"what"}.
};

struct Answer {
    Status status = Status::ok;
    std::string body;  // JSON in well-formed UTF-8, but for render.
};

}  // namespace gongyi::core
