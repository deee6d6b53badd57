// Pages for visitors, kept while nothing that they show has changed.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/pages/locale.h"

namespace gongyi::server {

// How many addresses are kept, in all languages together. A page beyond is made each time.
inline constexpr std::size_t cached_pages_max = 2'000;
// How long a page may be shown though nothing happened: it may say how much time is left.
inline constexpr std::int64_t cached_page_ms_max = 10'000;

// Thread-safe. Pages that were made from an older snapshot are never returned for a newer one.
class PageCache {
public:
    using Html = std::shared_ptr<const std::string>;

    // Null when there is none. Cost: one look-up, no copy.
    [[nodiscard]] Html find(std::string_view path, pages::Locale locale, std::uint64_t version);
    void put(std::string_view path, pages::Locale locale, std::uint64_t version, Html html);

private:
    struct Entry {
        Html html;
        std::chrono::steady_clock::time_point made_at;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    using Pages = std::unordered_map<std::string, Entry, TextHash, std::equal_to<>>;

    std::mutex mutex_;
    std::uint64_t version_ = 0;
    std::array<Pages, pages::all_locales.size()> by_locale_;
};

}  // namespace gongyi::server
