// The languages that pages are written in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/pages/html.h"

namespace gongyi::pages {

enum class Locale : std::uint8_t { zh_hans, zh_hant, en };
inline constexpr std::array all_locales{Locale::zh_hans, Locale::zh_hant, Locale::en};

// BCP 47: "zh-Hans". What the `lang` attribute, the cookie and the address /lang?to= say.
[[nodiscard]] constexpr Literal locale_tag(Locale locale) {
    switch (locale) {
        case Locale::zh_hans:
            return "zh-Hans";
        case Locale::zh_hant:
            return "zh-Hant";
        case Locale::en:
            break;
    }
    return "en";
}

// The locale whose tag is exactly `tag`.
[[nodiscard]] constexpr std::optional<Locale> locale_from_tag(std::string_view tag) {
    for (const Locale locale : all_locales) {
        if (locale_tag(locale).view() == tag) return locale;
    }
    return std::nullopt;
}

}  // namespace gongyi::pages
