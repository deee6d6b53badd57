// The pages for whoever does not draw them: the server's router and the scripts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace gongyi::pages {

// Who renders a page (page_table.inc).
enum class PageWhere : std::uint8_t { browser, entered, server };
// The server's answers to the GET of a page: usual; with the proof of an entry; with the address under which it was
// asked for, made each time; that, and kept by nobody; a count that waits for its turn; a person, as staff see them;
// lines of the journal.
enum class PageAnswer : std::uint8_t { page, entry, screen, poster, what_if, person, journal };
enum class PageLog : std::uint8_t { usual, quiet };

struct ListedPage {
    std::string_view pattern;
    PageWhere where;
    PageAnswer answer;
    PageLog log;
};

#define GONGYI_PAGE(pattern, where, answer, log, render) \
    ListedPage{pattern, PageWhere::where, PageAnswer::answer, PageLog::log},
inline constexpr ListedPage all_pages[] = {
#include "shared/pages/page_table.inc"
};
#undef GONGYI_PAGE

}  // namespace gongyi::pages
