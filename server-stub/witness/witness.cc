#include "server-stub/witness/witness.h"

#include <sodium/randombytes.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <span>
#include <utility>

#include "server-stub/keys/key_file.h"
#include "shared/base/number.h"
#include "shared/record/merkle.h"
#include "shared/record/note_lines.h"
#include "shared/record/proof.h"

namespace gongyi::server {

namespace {

constexpr std::string_view key_first_line = "gongyi witness key";

auto fault(std::string what) {
    return unexpected(StoreFault{std::move(what)});
}

// The next line of `text`, which loses it; nothing when no line feed is left.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

void wipe_text(std::string& text) {
    wipe(std::span{reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

record::WitnessKey public_half(const record::SigningKey& key) {
    auto half = record::WitnessKey::make(key.verifying_key().name(), key.verifying_key().bytes());
    GONGYI_CHECK(half.has_value());
    return *std::move(half);
}

Expected<record::SigningKey, StoreFault> make_key(const std::string& path, const std::string& name) {
    if (name.empty()) return fault("a new witness needs a name (--name), such as witness.example/street-office");
    Secret<32> seed;
    randombytes_buf(seed.data(), seed.bytes().size());
    auto key = record::SigningKey::from_seed(name, seed);
    if (!key) return fault("\"" + name + "\" is no name of a key: without white space and plus signs");
    std::string text{key_first_line};
    text += '\n' + public_half(*key).to_text() + ' ';
    text += to_hex(std::string_view{reinterpret_cast<const char*>(seed.data()), seed.bytes().size()});
    text += '\n';
    auto stored = write_key_file(path, text, ExistingFile::refuse);
    wipe_text(text);
    if (!stored) return unexpected(stored.error());
    return *std::move(key);
}

// The key in the file's text; nothing when it is damaged.
std::optional<record::SigningKey> read_key(std::string_view text) {
    if (take_line(text) != key_first_line) return std::nullopt;
    const auto line = take_line(text);
    if (!line || !text.empty()) return std::nullopt;
    const std::size_t space = line->find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto stated = record::WitnessKey::parse(line->substr(0, space));
    Secret<32> seed;
    if (!stated || !read_hex(line->substr(space + 1), seed.bytes())) return std::nullopt;
    auto key = record::SigningKey::from_seed(stated->name(), seed);
    if (!key || public_half(*key) != *stated) return std::nullopt;
    return key;
}

Expected<record::SigningKey, StoreFault> open_key(const std::string& data, const std::string& name) {
    const std::string path = data + "/witness.key";
    auto text = read_key_file(path);
    if (!text) return unexpected(text.error());
    if (!*text) return make_key(path, name);
    auto key = read_key(**text);
    wipe_text(**text);
    if (!key) return fault(path + " is damaged. Copy its backup back");
    if (!name.empty() && key->verifying_key().name() != name) {
        return fault(path + " is the key of " + key->verifying_key().name() + ", not of " + name);
    }
    return *std::move(key);
}

// The lines of `note` that `keys` signed its text by, as they stand there; empty when there are none. A line in the
// name of one of them that is not its spoils all.
std::string lines_of(std::string_view note, const std::vector<record::VerifyingKey>& keys) {
    const auto opened = record::open_note(note, keys);
    const auto parts = record::split_note(note);
    if (!opened || !parts) return {};
    std::string lines;
    for (const record::SignatureLine& each : parts->signatures) {
        const bool is_known = std::any_of(keys.begin(), keys.end(), [&](const record::VerifyingKey& key) {
            return key.name() == each.name && key.id() == each.id;
        });
        if (is_known) lines += each.line;
    }
    return lines;
}

WitnessAnswer refuse(int status, std::string why) {
    return {status, std::move(why) + '\n'};
}

// Whether `next` may be signed after what was `seen` last; the answer if not. The empty record comes before the first.
std::optional<WitnessAnswer> refusal_of(const record::Checkpoint& seen, const record::Checkpoint& next,
                                        const AddCheckpoint& request) {
    if (request.old_size > next.size) return refuse(400, "the old size is larger than the checkpoint's");
    const WitnessAnswer conflict{409, std::to_string(seen.size) + '\n'};
    if (request.old_size != seen.size) return conflict;
    if (next.size == seen.size) {
        if (!request.path.empty()) return refuse(422, "equal sizes need no proof");
        // The same size with another root: two records.
        return next.root == seen.root ? std::nullopt : std::optional{conflict};
    }
    if (seen.size == 0) {
        if (!request.path.empty()) return refuse(422, "from size 0 there is nothing to prove");
        return std::nullopt;
    }
    const auto proof = record::verify_consistency(seen.size, next.size, seen.root, next.root, request.path);
    if (proof == record::ProofFault::none) return std::nullopt;
    return refuse(422, "the proof of consistency does not hold: " + std::string{record::fault_name(proof)});
}

}  // namespace

Expected<AddCheckpoint, std::string> parse_add_checkpoint(std::string_view body) {
    const auto refuse = [](const char* why) { return unexpected(std::string{why}); };
    if (body.size() > add_checkpoint_bytes_max) return refuse("the request is too long");
    AddCheckpoint request;
    auto line = take_line(body);
    constexpr std::string_view before = "old ";
    if (!line || !line->starts_with(before)) return refuse("the first line must be: old SIZE");
    const auto old_size = whole_number(line->substr(before.size()));
    if (!old_size) return refuse("the old size must be a whole number without leading zeros");
    request.old_size = *old_size;
    for (;;) {
        line = take_line(body);
        if (!line) return refuse("an empty line must follow the proof");
        if (line->empty()) break;
        if (request.path.size() == add_checkpoint_proof_lines_max) return refuse("the proof has too many lines");
        const auto hash = hash_from_base64(*line);
        if (!hash) return refuse("each line of the proof must be 32 bytes in base64");
        request.path.push_back(*hash);
    }
    request.note = body;
    return request;
}

std::string write_add_checkpoint(const AddCheckpoint& request) {
    std::string body = "old " + std::to_string(request.old_size) + '\n';
    for (const Hash& hash : request.path) body += to_base64(hash) + '\n';
    return body + '\n' + request.note;
}

Witness::Witness(std::string data, FolderLock lock, record::SigningKey signing_key, record::WitnessKey key, Clock clock)
    : data_{std::move(data)},
      lock_{std::move(lock)},
      signing_key_{std::move(signing_key)},
      key_{std::move(key)},
      clock_{std::move(clock)} {}

Expected<std::unique_ptr<Witness>, StoreFault> Witness::open(const std::string& data, const std::string& name,
                                                             const std::vector<record::VerifyingKey>& logs,
                                                             Clock clock) {
    std::error_code failed;
    std::filesystem::create_directories(data + "/seen", failed);
    if (failed) return fault("cannot make " + data + "/seen: " + failed.message());
    ::chmod((data + "/seen").c_str(), S_IRWXU);
    auto lock = FolderLock::take(data);
    if (!lock) return unexpected(lock.error());
    auto key = open_key(data, name);
    if (!key) return unexpected(key.error());
    record::WitnessKey half = public_half(*key);
    std::unique_ptr<Witness> witness{
        new Witness{data, *std::move(lock), *std::move(key), std::move(half), std::move(clock)}};
    for (const record::VerifyingKey& log : logs) {
        if (auto added = witness->add_log(log); !added) return unexpected(added.error());
    }
    return witness;
}

std::string Witness::path_of(const std::string& origin) const {
    return data_ + "/seen/" + to_hex(sha256(origin));
}

Expected<void, StoreFault> Witness::add_log(const record::VerifyingKey& key) {
    const auto found = logs_.find(key.name());
    if (found != logs_.end()) {
        if (found->second.keys.size() == log_keys_max) return fault("too many keys of " + key.name());
        found->second.keys.push_back(key);
        return {};
    }
    if (logs_.size() == witnessed_logs_max) return fault("too many records to watch");
    Log log{key.name(), {key}, std::nullopt, {}};
    const std::string path = path_of(log.origin);
    auto text = read_key_file(path);
    if (!text) return unexpected(text.error());
    if (*text) {
        // Only what this witness itself signed is a memory to go by.
        log.note = **std::move(text);
        const auto time = record::cosigned_at(log.note, key_);
        const auto stated = record::stated_checkpoint(log.note);
        if (!time || !*time || !stated || stated->origin != log.origin) {
            return fault(path +
                         " is not what this witness signed last. Without it the promise to sign one history of " +
                         log.origin + " cannot be kept: find out what happened to it before you move it away");
        }
        log.seen = *stated;
    }
    logs_.emplace(log.origin, std::move(log));
    return {};
}

Expected<void, StoreFault> Witness::remember(const Log& log) const {
    return write_key_file(path_of(log.origin), log.note, ExistingFile::replace);
}

WitnessAnswer Witness::add_checkpoint(std::string_view body) {
    const auto request = parse_add_checkpoint(body);
    if (!request) return refuse(400, request.error());
    const auto next = record::stated_checkpoint(request->note);
    if (!next) return refuse(400, "behind the empty line must stand a signed checkpoint");

    const std::lock_guard lock{mutex_};  // Until the new one is on the disk: else two requests could both be the next.
    const auto found = logs_.find(next->origin);
    if (found == logs_.end()) return refuse(404, "this record is not watched here");
    Log& log = found->second;
    const std::string signatures = lines_of(request->note, log.keys);
    if (signatures.empty()) return refuse(403, "no key that is known of this record has signed the checkpoint");
    const record::Checkpoint before = log.seen.value_or(record::Checkpoint{log.origin, 0, record::TreeHead{}.root()});
    if (auto refused = refusal_of(before, *next, *request)) return *std::move(refused);

    const std::string text = record::write_checkpoint(*next);
    const auto time_s = static_cast<std::uint64_t>(std::max<std::int64_t>(clock_().ms, 0) / 1'000);
    const std::string cosignature = record::cosignature_line(text, time_s, signing_key_);
    Log signed_log{log.origin, log.keys, *next, text + '\n' + signatures + cosignature};
    if (signed_log.note.size() > key_file_bytes_max) return refuse(400, "the checkpoint is too long");
    if (const auto kept = remember(signed_log); !kept) {
        // It may be there or not: whoever asks again is told what holds.
        std::fprintf(stderr, "gongyi: %s\n", kept.error().what.c_str());
        return refuse(500, "it could not be written down, so it was not signed");
    }
    log = std::move(signed_log);
    return {200, cosignature};
}

std::vector<Witness::Log> Witness::logs() const {
    const std::lock_guard lock{mutex_};
    std::vector<Log> all;
    for (const auto& [origin, log] : logs_) all.push_back(log);
    return all;
}

}  // namespace gongyi::server
