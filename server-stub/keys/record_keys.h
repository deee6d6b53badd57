// The keys that sign the record's checkpoints, as they are kept: record.key in the data folder.
//
// The file holds the present key and, after a rotation, the one before it, which goes on signing beside it so that
// people who know only that one are not left alone. Its first line is "gongyi record keys"; then a line for each key,
// the newest last: the public key as the record announces it, a space, the 32 bytes of the seed in hexadecimal.
// A backup is a copy of the file; copying it back is all that restoring takes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server-stub/keys/note_signer.h"
#include "server-stub/store/event_store.h"
#include "shared/base/secret.h"

namespace gongyi::server {

class RecordKeys final : public NoteSigner {
public:
    // A fresh random key. Nothing for a name that VerifyingKey::make refuses.
    [[nodiscard]] static std::shared_ptr<RecordKeys> generate(const std::string& name);
    // `former`'s newest key, and a fresh one after it.
    [[nodiscard]] static std::shared_ptr<RecordKeys> rotate(const RecordKeys& former);
    // From the file's text; null when it is damaged: every public key must be the one that follows from its seed.
    [[nodiscard]] static std::shared_ptr<RecordKeys> parse(std::string_view text);
    // The file's text. A secret: wipe it after use.
    [[nodiscard]] std::string to_text() const;

    // Signs with every key, the newest last. Cost: about 30 µs a key.
    [[nodiscard]] Expected<std::string, record::NoteFault> sign(std::string_view text) const override;

    [[nodiscard]] const record::VerifyingKey& newest() const { return keys_.back().verifying_key(); }
    // The key before the newest; null when there is none.
    [[nodiscard]] const record::VerifyingKey* former() const;
    // The former key's word for the newest (record/key_change.h); empty when there is no former key.
    [[nodiscard]] std::string endorsement() const;

    RecordKeys() = default;  // Without keys: for the functions above alone.

private:
    [[nodiscard]] bool add(const std::string& name, Secret<32> seed);

    std::vector<Secret<32>> seeds_;
    std::vector<record::SigningKey> keys_;  // Parallel to seeds_; one or two.
};

// "DATA/record.key"
[[nodiscard]] std::string record_key_path(const std::string& data);
// The keys in the data folder; null when there is no file. Faults: as of read_key_file, and a damaged file.
[[nodiscard]] Expected<std::shared_ptr<RecordKeys>, StoreFault> load_record_keys(const std::string& data);
[[nodiscard]] Expected<void, StoreFault> store_record_keys(const std::string& data, const RecordKeys& keys);

}  // namespace gongyi::server
