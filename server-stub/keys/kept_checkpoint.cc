#include "server-stub/keys/kept_checkpoint.h"

#include <cstdio>
#include <filesystem>

#include "server-stub/store/small_file.h"
#include "shared/record/note.h"

namespace gongyi::server {

KeptCheckpoint::KeptCheckpoint(const std::string& data)
    : path_{(std::filesystem::path{data} / "record.checkpoint").string()} {}

Expected<std::optional<std::string>, StoreFault> KeptCheckpoint::read() const {
    auto text = read_small_file(path_, record::note_bytes_max);
    if (text && *text && (*text)->empty()) text->reset();
    return text;
}

Expected<void, StoreFault> KeptCheckpoint::write() {
    if (unwritten_.empty()) return {};
    if (auto written = replace_small_file(path_, unwritten_); !written) return written;
    unwritten_.clear();
    is_sync_due_ = true;
    return {};
}

Expected<void, StoreFault> KeptCheckpoint::keep(std::string_view note) {
    const std::lock_guard lock{mutex_};
    unwritten_ = note;
    return write();
}

Expected<void, StoreFault> KeptCheckpoint::sync() {
    {
        const std::lock_guard lock{mutex_};
        if (auto written = write(); !written) return written;
    }
    if (!is_sync_due_.exchange(false)) return {};
    auto synced = sync_small_file(path_);
    if (!synced) is_sync_due_ = true;
    return synced;
}

void KeptCheckpoint::lay_aside() {
    // Where it cannot be moved it stays, and the next checkpoint replaces it.
    static_cast<void>(std::rename(path_.c_str(), (path_ + ".former").c_str()));
}

}  // namespace gongyi::server
