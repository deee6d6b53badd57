// A strict look at HTML that the pages made: not a parser of other people's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongyi::tests {

// What is wrong with a document, in words; empty when nothing is. Checks that elements nest and close, attributes are
// quoted and none comes twice, no '<' or stray '&' stands in text, ids are unique, every <label for>, aria-describedby
// and aria-labelledby names an id, and nothing carries a style, an event handler or a script of its own.
[[nodiscard]] std::vector<std::string> html_faults(std::string_view html);

// The document's text, without tags, with the five escapes undone; of <script> and <title> too.
[[nodiscard]] std::string html_text(std::string_view html);

}  // namespace gongyi::tests
