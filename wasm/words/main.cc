// Writes the words of a language (zh-Hans, zh-Hant, en) to a file of the web root. To a file of its own: what a program
// under node writes to its standard output passes for a terminal's, where a zero byte does not survive.
#include <cstdio>
#include <optional>
#include <string>

#include "shared/pages/locale.h"
#include "wasm/core/words.h"

int main(int count, char** arguments) {
    const auto locale = gongyi::pages::locale_from_tag(count == 3 ? arguments[1] : "");
    if (!locale) {
        std::fputs("usage: words zh-Hans|zh-Hant|en FILE\n", stderr);
        return 2;
    }
    const std::string text = gongyi::core::write_words(*locale);
    std::FILE* const file = std::fopen(arguments[2], "wb");
    if (file == nullptr) return 1;
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return std::fclose(file) == 0 && is_written ? 0 : 1;
}
