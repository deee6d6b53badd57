#include "wasm/core/words.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "shared/pages/messages.h"

namespace gongyi::core {

namespace {

constexpr auto message_count = static_cast<std::size_t>(pages::Say::count);
constexpr char end_of_template = '\0';

// FNV-1a over the names of all messages: another order, or another message, is another number.
constexpr std::uint32_t order_of_messages() {
    constexpr std::string_view names =
#define GONGYI_MESSAGE(key, zh_hans, zh_hant, en) #key ","
#include "shared/pages/messages_table.inc"
#undef GONGYI_MESSAGE
        "";
    std::uint32_t sum = 2'166'136'261U;
    for (const char c : names) sum = (sum ^ static_cast<unsigned char>(c)) * 16'777'619U;
    return sum;
}

// "gongyi-words zh-Hans 1192 2890129412"
std::string first_line(pages::Locale locale) {
    constexpr std::uint32_t order = order_of_messages();
    return "gongyi-words " + std::string{pages::locale_tag(locale).view()} + ' ' + std::to_string(message_count) + ' ' +
           std::to_string(order) + '\n';
}

}  // namespace

std::string write_words(pages::Locale locale) {
    std::string text = first_line(locale);
    for (std::size_t i = 0; i < message_count; ++i) {
        text += pages::message_template(static_cast<pages::Say>(i), locale);
        text += end_of_template;
    }
    return text;
}

std::optional<Words> read_words(std::string_view text) {
    for (const pages::Locale locale : pages::all_locales) {
        const std::string line = first_line(locale);
        if (text.substr(0, line.size()) != line) continue;
        text.remove_prefix(line.size());
        Words words{.locale = locale, .templates = {}};
        words.templates.reserve(message_count);
        while (!text.empty()) {
            const std::size_t end = text.find(end_of_template);
            if (end == std::string_view::npos || words.templates.size() == message_count) return std::nullopt;
            words.templates.push_back(text.substr(0, end));
            text.remove_prefix(end + 1);
        }
        if (words.templates.size() < message_count) return std::nullopt;
        return words;
    }
    return std::nullopt;
}

}  // namespace gongyi::core
