// Documents that somebody is reading: many who read the same share the bytes.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server-stub/accounts/directory.h"
#include "server-stub/http/quota.h"

namespace gongyi::server {

// Of all documents that are being read at once; a reader of one more is asked to come back.
inline constexpr std::int64_t documents_read_bytes_max = 64 << 20;

// Thread-safe. Must outlive what it returns.
class DocumentCache {
public:
    using Shared = std::shared_ptr<const KeptDocument>;

    // Null when nobody is reading it.
    [[nodiscard]] Shared find(const Hash& hash);
    // Null when there is no place for it.
    [[nodiscard]] Shared put(const Hash& hash, KeptDocument document);

private:
    struct Held {
        KeptDocument document;
        Quota::Share share;
    };
    Quota quota_{{.all = documents_read_bytes_max, .each = documents_read_bytes_max}};
    std::mutex mutex_;
    std::unordered_map<Hash, std::weak_ptr<Held>, HashOfHash> held_;
};

}  // namespace gongyi::server
