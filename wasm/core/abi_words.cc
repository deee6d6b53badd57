// The messages in the module: those of the one language that static/core.js gave it. It stands in for
// shared/pages/messages_table.cc, which the linker then leaves out with all its languages.
#include <cstddef>
#include <cstdint>
#include <string>

#include <emscripten/emscripten.h>

#include "shared/base/check.h"
#include "shared/pages/messages.h"
#include "wasm/core/words.h"

namespace {

// Of the whole module: pages take their words from message_template(), which belongs to no Core.
std::string text;
gongyi::core::Words words;

}  // namespace

namespace gongyi::pages {

std::string_view message_template(Say message, Locale locale) {
    GONGYI_CHECK(words.locale == locale && !words.templates.empty());
    return words.templates[static_cast<std::size_t>(message)];
}

}  // namespace gongyi::pages

// Takes the words of a language (wasm/core/words.h), once, before the first operation that answers with a sentence.
// Returns 0, and keeps nothing, for what are not the words of this program.
extern "C" EMSCRIPTEN_KEEPALIVE std::uint32_t gongyi_speak(const char* input, std::size_t size) {
    text.assign(input, size);
    auto read = gongyi::core::read_words(text);
    if (!read) return 0;
    words = std::move(*read);
    return 1;
}
