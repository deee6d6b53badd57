#include "server-stub/web/page_cache.h"

namespace gongyi::server {

PageCache::Html PageCache::find(std::string_view path, pages::Locale locale, std::uint64_t version) {
    const std::lock_guard lock{mutex_};
    if (version != version_) return nullptr;
    const Pages& kept = by_locale_.at(static_cast<std::size_t>(locale));
    const auto found = kept.find(path);
    if (found == kept.end()) return nullptr;
    const auto age = std::chrono::steady_clock::now() - found->second.made_at;
    return age < std::chrono::milliseconds{cached_page_ms_max} ? found->second.html : nullptr;
}

void PageCache::put(std::string_view path, pages::Locale locale, std::uint64_t version, Html html) {
    const std::lock_guard lock{mutex_};
    if (version < version_) return;
    if (version > version_) {
        for (Pages& kept : by_locale_) kept.clear();
        version_ = version;
    }
    std::size_t count = 0;
    for (const Pages& kept : by_locale_) count += kept.size();
    Pages& kept = by_locale_.at(static_cast<std::size_t>(locale));
    if (count >= cached_pages_max && kept.find(path) == kept.end()) return;
    kept.insert_or_assign(std::string{path}, Entry{std::move(html), std::chrono::steady_clock::now()});
}

}  // namespace gongyi::server
