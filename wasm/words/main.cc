// Writes what browsers load beside the core: the words of a language (zh-Hans, zh-Hant, en), or the script with the
// addresses to which a browser goes by itself (pages). To a file of its own: what a program under node writes to its
// standard output passes for a terminal's, where a zero byte does not survive.
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "shared/pages/locale.h"
#include "shared/pages/page_list.h"
#include "wasm/core/words.h"

namespace {

// "/rounds/{round}" as a part of a regular expression of JavaScript's: "\/rounds\/[^/]+".
std::string expression_of(std::string_view pattern) {
    std::string expression;
    bool is_placeholder = false;
    for (const char c : pattern) {
        if (c == '{') expression += "[^/]+";
        is_placeholder = c == '{' || (is_placeholder && c != '}');
        if (is_placeholder || c == '}') continue;
        if (c == '/') expression += '\\';
        expression += c;
    }
    return expression;
}

std::string write_pages() {
    std::string expressions;
    for (const gongyi::pages::ListedPage& page : gongyi::pages::all_pages) {
        if (page.where != gongyi::pages::PageWhere::browser) continue;
        if (!expressions.empty()) expressions += '|';
        expressions += expression_of(page.pattern);
    }
    return "// Written by the build from the table of pages.\nexport const browser_pages = /^(?:" + expressions +
           ")$/;\n";
}

std::optional<std::string> write(std::string_view what) {
    if (what == "pages") return write_pages();
    const auto locale = gongyi::pages::locale_from_tag(what);
    if (!locale) return std::nullopt;
    return gongyi::core::write_words(*locale);
}

}  // namespace

int main(int count, char** arguments) {
    const auto text = write(count == 3 ? arguments[1] : "");
    if (!text) {
        std::fputs("usage: words zh-Hans|zh-Hant|en|pages FILE\n", stderr);
        return 2;
    }
    std::FILE* const file = std::fopen(arguments[2], "wb");
    if (file == nullptr) return 1;
    const bool is_written = std::fwrite(text->data(), 1, text->size(), file) == text->size();
    return std::fclose(file) == 0 && is_written ? 0 : 1;
}
