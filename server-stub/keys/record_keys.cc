#include "server-stub/keys/record_keys.h"

#include <sodium/randombytes.h>

#include <filesystem>
#include <span>
#include <utility>

#include "server-stub/keys/key_file.h"
#include "shared/base/check.h"
#include "shared/base/hash.h"
#include "shared/record/key_change.h"

namespace gongyi::server {

namespace {

constexpr std::string_view first_line = "gongyi record keys";
constexpr std::size_t keys_max = 2;

void wipe_text(std::string& text) {
    wipe(std::span{reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

Secret<32> random_seed() {
    Secret<32> seed;
    randombytes_buf(seed.data(), seed.bytes().size());
    return seed;
}

// The next line of `text`, which loses it; nothing when no line feed is left.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

}  // namespace

bool RecordKeys::add(const std::string& name, Secret<32> seed) {
    auto key = record::SigningKey::from_seed(name, seed);
    if (!key) return false;
    keys_.push_back(*std::move(key));
    seeds_.push_back(std::move(seed));
    return true;
}

std::shared_ptr<RecordKeys> RecordKeys::generate(const std::string& name) {
    auto keys = std::make_shared<RecordKeys>();
    return keys->add(name, random_seed()) ? keys : nullptr;
}

std::shared_ptr<RecordKeys> RecordKeys::rotate(const RecordKeys& former) {
    const std::string& name = former.newest().name();
    auto keys = std::make_shared<RecordKeys>();
    const bool is_kept = keys->add(name, Secret<32>{former.seeds_.back().bytes()});
    GONGYI_CHECK(is_kept);
    return keys->add(name, random_seed()) ? keys : nullptr;
}

std::shared_ptr<RecordKeys> RecordKeys::parse(std::string_view text) {
    if (take_line(text) != first_line) return nullptr;
    auto keys = std::make_shared<RecordKeys>();
    while (!text.empty()) {
        const auto line = take_line(text);
        const std::size_t space = line ? line->find(' ') : std::string_view::npos;
        if (space == std::string_view::npos || keys->keys_.size() == keys_max) return nullptr;
        const auto stated = record::VerifyingKey::parse(line->substr(0, space));
        Secret<32> seed;
        if (!stated || !read_hex(line->substr(space + 1), seed.bytes())) return nullptr;
        if (!keys->add(stated->name(), std::move(seed)) || keys->newest() != *stated) return nullptr;
    }
    return keys->keys_.empty() ? nullptr : keys;
}

std::string RecordKeys::to_text() const {
    std::string text{first_line};
    text += '\n';
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const std::span<const std::uint8_t> seed = seeds_[i].bytes();
        std::string hex = to_hex(std::string_view{reinterpret_cast<const char*>(seed.data()), seed.size()});
        text += keys_[i].verifying_key().to_text() + " " + hex + "\n";
        wipe_text(hex);
    }
    return text;
}

Expected<std::string, record::NoteFault> RecordKeys::sign(std::string_view text) const {
    return record::sign_note(text, keys_);
}

const record::VerifyingKey* RecordKeys::former() const {
    return keys_.size() < 2 ? nullptr : &keys_.front().verifying_key();
}

std::string RecordKeys::endorsement() const {
    if (former() == nullptr) return {};
    auto note = record::endorse_key(newest(), keys_.front());
    GONGYI_CHECK(note.has_value());
    return *std::move(note);
}

std::string record_key_path(const std::string& data) {
    return (std::filesystem::path{data} / "record.key").string();
}

Expected<std::shared_ptr<RecordKeys>, StoreFault> load_record_keys(const std::string& data) {
    const std::string path = record_key_path(data);
    auto text = read_key_file(path);
    if (!text) return unexpected(text.error());
    if (!*text) return std::shared_ptr<RecordKeys>{};
    auto keys = RecordKeys::parse(**text);
    wipe_text(**text);
    if (keys == nullptr) {
        return unexpected(StoreFault{path + " is damaged: restore it from its backup, or make a new key with gongyi "
                                            "keys rotate"});
    }
    return keys;
}

Expected<void, StoreFault> store_record_keys(const std::string& data, const RecordKeys& keys) {
    std::string text = keys.to_text();
    auto stored = write_key_file(record_key_path(data), text, ExistingFile::replace);
    wipe_text(text);
    return stored;
}

}  // namespace gongyi::server
