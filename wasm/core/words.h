// The words of one language, as a file beside the module: a browser loads the language that it shows, not all three.
//
// The file holds the templates of messages.h, in the order of Say, each ended by a zero byte, behind one line of its
// own that names the language and that order. wasm/words writes it from the same table that the server carries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/pages/locale.h"

namespace gongyi::core {

struct Words {
    pages::Locale locale = pages::Locale::zh_hans;
    std::vector<std::string_view> templates;  // In the order of Say.
};

[[nodiscard]] std::string write_words(pages::Locale locale);

// Refers to `text`. Nothing unless it is a whole file of a language, in this program's order.
[[nodiscard]] std::optional<Words> read_words(std::string_view text);

}  // namespace gongyi::core
