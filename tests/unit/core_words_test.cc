#include "wasm/core/words.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>

#include "shared/pages/messages.h"

using namespace gongyi;

namespace {

constexpr auto message_count = static_cast<std::size_t>(pages::Say::count);

}  // namespace

TEST_CASE("the words of a language are read as they were written", "[core][words]") {
    const auto locale = GENERATE(from_range(pages::all_locales));
    const std::string text = core::write_words(locale);
    const auto words = core::read_words(text);
    REQUIRE(words);
    CHECK(words->locale == locale);
    REQUIRE(words->templates.size() == message_count);
    for (std::size_t i = 0; i < message_count; ++i) {
        CHECK(words->templates[i] == pages::message_template(static_cast<pages::Say>(i), locale));
    }
}

TEST_CASE("words that are not those of this program are refused", "[core][words]") {
    const std::string text = core::write_words(pages::Locale::en);
    CHECK_FALSE(core::read_words(""));
    CHECK_FALSE(core::read_words(text.substr(0, text.find('\n') + 1)));
    CHECK_FALSE(core::read_words(text.substr(0, text.size() - 1)));
    CHECK_FALSE(core::read_words(text + '\0'));
    CHECK_FALSE(core::read_words(text + "more"));
    const std::size_t last = text.rfind('\0', text.size() - 2);
    CHECK_FALSE(core::read_words(text.substr(0, last + 1)));

    // The line that names language and order.
    for (const std::string& part : {std::string{"gongyi-words"}, std::string{" en "}, std::to_string(message_count)}) {
        std::string other = text;
        CAPTURE(part);
        other[other.find(part)] = '?';
        CHECK_FALSE(core::read_words(other));
    }
    std::string other_order = text;
    char& digit = other_order[other_order.find('\n') - 1];
    digit = digit == '0' ? '1' : '0';
    CHECK_FALSE(core::read_words(other_order));
}
