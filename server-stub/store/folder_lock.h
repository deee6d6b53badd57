// One process at a time owns a data folder.
#pragma once

#include <string>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// Holds an advisory lock (flock) on the folder itself until it is destroyed or the process ends, however it ends.
class FolderLock {
public:
    [[nodiscard]] static Expected<FolderLock, StoreFault> take(const std::string& folder);
    FolderLock(FolderLock&& other) noexcept : descriptor_{other.descriptor_} { other.descriptor_ = -1; }
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

}  // namespace gongyi::server
