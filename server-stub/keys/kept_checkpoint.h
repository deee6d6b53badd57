// The checkpoint that was signed last, kept beside the key that signed it. A start compares the record with it, so that
// one that was rolled back or changed is not signed without a word.
//
//   record.checkpoint       the signed note as /checkpoint serves it (`gongyi verify --checkpoint` takes it), durable,
//                           replaced once a second at most by sync().
//   record.checkpoint.live  the newest, written before anybody is shown it, over the one before and without waiting for
//                           the disk: it survives the end of the process, not a power cut. Its first line is the length
//                           and the SHA-256 of the note behind it; what does not fit them was torn, and counts as none.
//
// (Replacing a file at each checkpoint would have ext4 write it out at once: 2.9 ms, where this takes 0.02.)
// An older one weakens the check and never raises a false alarm: the entries below a checkpoint are durable before it
// is signed, so the record continues every checkpoint that ever stood here.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

class KeptCheckpoint {
public:
    explicit KeptCheckpoint(const std::string& data);
    KeptCheckpoint(const KeptCheckpoint&) = delete;
    KeptCheckpoint& operator=(const KeptCheckpoint&) = delete;
    ~KeptCheckpoint();

    // "DATA/record.checkpoint"
    [[nodiscard]] const std::string& path() const { return path_; }
    // What is kept: none, one or two notes. An empty file is none (a power cut). Faults: one cannot be read, or is
    // larger than a note may be.
    [[nodiscard]] Expected<std::vector<std::string>, StoreFault> read() const;
    // Keeps the note (files of mode 0600). After a fault sync() tries again. Cost: one write to the page cache, no
    // fsync. Any thread.
    [[nodiscard]] Expected<void, StoreFault> keep(std::string_view note);
    // Returns when what was kept last is durable; at once if it is already. One caller at a time, beside keep().
    [[nodiscard]] Expected<void, StoreFault> sync();
    // Lays the newest aside as record.checkpoint.former: evidence, when the record is let go on without it. What is
    // kept stays until the next is.
    void lay_aside() const;

private:
    [[nodiscard]] Expected<void, StoreFault> write_live();

    std::string path_;
    std::mutex mutex_;
    int live_ = -1;          // The open record.checkpoint.live; -1 before the first note.
    std::string note_;       // The newest.
    bool is_live_ = true;    // Whether that is written to it,
    bool is_synced_ = true;  // and durable in record.checkpoint.
};

}  // namespace gongyi::server
