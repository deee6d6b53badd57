#include "server-stub/web/document_cache.h"

namespace gongyi::server {

DocumentCache::Shared DocumentCache::find(const Hash& hash) {
    const std::lock_guard lock{mutex_};
    const auto found = held_.find(hash);
    const auto held = found == held_.end() ? nullptr : found->second.lock();
    return held ? Shared{held, &held->document} : nullptr;
}

DocumentCache::Shared DocumentCache::put(const Hash& hash, KeptDocument document) {
    const auto held = std::make_shared<Held>();
    held->share = quota_.share_of("");
    if (held->share.take(static_cast<std::int64_t>(document.bytes.size())) != Quota::Verdict::granted) return nullptr;
    held->document = std::move(document);
    const std::lock_guard lock{mutex_};
    std::erase_if(held_, [](const auto& one) { return one.second.expired(); });
    held_.insert_or_assign(hash, held);
    return {held, &held->document};
}

}  // namespace gongyi::server
