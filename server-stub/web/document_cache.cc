#include "server-stub/web/document_cache.h"

namespace gongyi::server {

DocumentCache::Bytes DocumentCache::find(const Hash& hash) {
    const std::lock_guard lock{mutex_};
    const auto found = held_.find(hash);
    const auto held = found == held_.end() ? nullptr : found->second.lock();
    return held ? Bytes{held, &held->bytes} : nullptr;
}

DocumentCache::Bytes DocumentCache::put(const Hash& hash, std::string bytes) {
    const auto held = std::make_shared<Held>();
    held->share = quota_.share_of("");
    if (held->share.take(static_cast<std::int64_t>(bytes.size())) != Quota::Verdict::granted) return nullptr;
    held->bytes = std::move(bytes);
    const std::lock_guard lock{mutex_};
    std::erase_if(held_, [](const auto& one) { return one.second.expired(); });
    held_.insert_or_assign(hash, held);
    return {held, &held->bytes};
}

}  // namespace gongyi::server
