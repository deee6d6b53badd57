// A witness of public records: what it promises, kept.
//
// The promise: of each record it signs one history. Every checkpoint that it signs goes on from the one that it signed
// before, and is at least as long. So of each record it remembers the last one, on the disk before the signature leaves
// (C2SP tlog-witness, add-checkpoint).
//
// Its data folder, which one process owns at a time, holds
//     witness.key             mode 0600: the line "gongyi witness key", then the public key as text, a space and the
//     seed
//                             in hexadecimal.
//     seen/HEX                of each record that was seen, HEX being the SHA-256 of its origin: the checkpoint signed
//                             last, as a note with the record's own signatures and the witness's.
// Whoever puts an older copy of this folder back breaks the promise: back up the key alone, and keep `seen`.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/store/event_store.h"
#include "server-stub/store/folder_lock.h"
#include "shared/base/expected.h"
#include "shared/base/time.h"
#include "shared/record/checkpoint.h"
#include "shared/record/cosignature.h"

namespace gongyi::server {

// Limits of a request to sign.
inline constexpr std::size_t add_checkpoint_bytes_max = 16 * 1'024;
inline constexpr std::size_t add_checkpoint_proof_lines_max = 63;  // C2SP tlog-witness
// Records that one witness watches, and the keys of each: a record that has rotated its key has two.
inline constexpr std::size_t witnessed_logs_max = 1'000;
inline constexpr std::size_t log_keys_max = 4;

// The answer to a request: a status of HTTP, and the body.
struct WitnessAnswer {
    int status = 200;  // 200, 400, 403, 404, 409, 422; 500 when the disk failed.
    std::string body;  // 200: the signature line. 409: the size that was signed last, and a line feed. Else a reason.
};

class Witness {
public:
    using Clock = std::function<UnixMs()>;

    // A record that is watched.
    struct Log {
        std::string origin;
        std::vector<record::VerifyingKey> keys;
        std::optional<record::Checkpoint> seen;  // Signed last; nothing before the first.
        std::string note;                        // The same as it is kept; empty before the first.
    };

    // Opens the data folder; at the first start the key is made, for which a name is needed. Faults: the folder or a
    // file in it cannot be used, a file in `seen` is not what this witness wrote, there is no name or another one, too
    // many records or keys.
    //   name  As in a signature line (record/note.h); empty: as before.
    //   logs  The keys that sign the records that are watched: one whose name is the record's origin each, or several.
    [[nodiscard]] static Expected<std::unique_ptr<Witness>, StoreFault> open(
        const std::string& data, const std::string& name, const std::vector<record::VerifyingKey>& logs, Clock clock);

    // Signs the checkpoint in `body`, if it is due to be. Any thread; one request after the other.
    //   body  "old SIZE", the lines of a proof of consistency from SIZE in base64, an empty line, the signed
    //   checkpoint.
    // Cost: about 100 µs, and a write that is synced.
    [[nodiscard]] WitnessAnswer add_checkpoint(std::string_view body);

    [[nodiscard]] const record::WitnessKey& key() const { return key_; }
    // All records, by origin, as they are at this moment.
    [[nodiscard]] std::vector<Log> logs() const;

private:
    Witness(std::string data, FolderLock lock, record::SigningKey signing_key, record::WitnessKey key, Clock clock);
    [[nodiscard]] Expected<void, StoreFault> add_log(const record::VerifyingKey& key);
    [[nodiscard]] Expected<void, StoreFault> remember(const Log& log) const;
    [[nodiscard]] std::string path_of(const std::string& origin) const;

    std::string data_;
    FolderLock lock_;
    record::SigningKey signing_key_;
    record::WitnessKey key_;
    Clock clock_;
    mutable std::mutex mutex_;
    std::map<std::string, Log, std::less<>> logs_;
};

// Reading a request, for the witness and for tests.
struct AddCheckpoint {
    std::uint64_t old_size = 0;
    std::vector<Hash> path;
    std::string note;
};
// The fault is a sentence.
[[nodiscard]] Expected<AddCheckpoint, std::string> parse_add_checkpoint(std::string_view body);
[[nodiscard]] std::string write_add_checkpoint(const AddCheckpoint& request);

}  // namespace gongyi::server
