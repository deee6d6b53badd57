// What was wrong with input, and where.
#pragma once

#include <string>

namespace gongyi {

// A fault in JSON input.
//   pointer  JSON pointer (RFC 6901) of the value at fault; "" is the whole document.
//   want     what would have been accepted there, as the rest of a sentence: "a whole number from 0 to 255".
struct ParseError {
    std::string pointer;
    std::string want;
    friend bool operator==(const ParseError&, const ParseError&) = default;
};

}  // namespace gongyi
