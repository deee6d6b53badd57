// Prints the words of the language that its argument names (zh-Hans, zh-Hant, en), for the web root.
#include <cstdio>
#include <optional>
#include <string>

#include "shared/pages/locale.h"
#include "wasm/core/words.h"

int main(int count, char** arguments) {
    const auto locale = gongyi::pages::locale_from_tag(count == 2 ? arguments[1] : "");
    if (!locale) {
        std::fputs("usage: words zh-Hans|zh-Hant|en\n", stderr);
        return 2;
    }
    const std::string text = gongyi::core::write_words(*locale);
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
