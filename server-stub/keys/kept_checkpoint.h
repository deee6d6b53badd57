// The checkpoint that was signed last, kept beside the key that signed it: record.checkpoint in the data folder. A
// start compares the record with it, so that one that was rolled back or changed is not signed without a word.
//
// The file is the signed note as /checkpoint serves it, so `gongyi verify --checkpoint` takes it too. It is replaced
// before the checkpoint is shown to anybody, without waiting for the disk; sync() does that now and then. After a power
// cut it may be some seconds old, or gone. That weakens the check and never raises a false alarm: the entries below a
// checkpoint are durable before it is signed, so the record continues every checkpoint that ever stood here.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

class KeptCheckpoint {
public:
    explicit KeptCheckpoint(const std::string& data);

    // "DATA/record.checkpoint"
    [[nodiscard]] const std::string& path() const { return path_; }
    // What is kept; nothing when there is no file, or an empty one (a power cut). Faults: it cannot be read, or is
    // larger than a note may be.
    [[nodiscard]] Expected<std::optional<std::string>, StoreFault> read() const;
    // Replaces it (mode 0600). Whoever reads it meanwhile finds the old note or the new one. One caller at a time.
    // After a fault sync() tries again. Cost: a small file in the page cache, no fsync. Any thread.
    [[nodiscard]] Expected<void, StoreFault> keep(std::string_view note);
    // Returns when what was kept last is durable; at once if it is already. One caller at a time, beside keep().
    [[nodiscard]] Expected<void, StoreFault> sync();
    // Lays what is kept aside as record.checkpoint.former: evidence, when the record is let go on without it.
    void lay_aside();

private:
    [[nodiscard]] Expected<void, StoreFault> write();

    std::string path_;
    std::mutex mutex_;
    std::string unwritten_;  // Empty when the file has it.
    std::atomic<bool> is_sync_due_{false};
};

}  // namespace gongyi::server
