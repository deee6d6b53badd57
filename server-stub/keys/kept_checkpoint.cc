#include "server-stub/keys/kept_checkpoint.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include "server-stub/store/small_file.h"
#include "shared/base/hash.h"
#include "shared/base/number.h"
#include "shared/record/checkpoint.h"

namespace gongyi::server {
namespace {

constexpr std::size_t hash_digits = 64;

std::string live_path(const std::string& path) {
    return path + ".live";
}

std::string with_head(std::string_view note) {
    return std::to_string(note.size()) + ' ' + to_hex(sha256(note)) + '\n' + std::string{note};
}

// The note in a live file's bytes, behind which those of a longer one before it may stand.
std::optional<std::string> without_head(std::string_view bytes) {
    const std::size_t space = bytes.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto size = whole_number(bytes.substr(0, space));
    const std::size_t begin = space + 1 + hash_digits + 1;
    if (!size || begin > bytes.size() || *size > bytes.size() - begin) return std::nullopt;
    const std::string_view note = bytes.substr(begin, static_cast<std::size_t>(*size));
    if (to_hex(sha256(note)) != bytes.substr(space + 1, hash_digits)) return std::nullopt;
    return std::string{note};
}

}  // namespace

KeptCheckpoint::KeptCheckpoint(const std::string& data)
    : path_{(std::filesystem::path{data} / "record.checkpoint").string()} {}

KeptCheckpoint::~KeptCheckpoint() {
    if (live_ >= 0) ::close(live_);
}

Expected<std::vector<std::string>, StoreFault> KeptCheckpoint::read() const {
    std::vector<std::string> notes;
    auto durable = read_small_file(path_, record::note_bytes_max);
    if (!durable) return unexpected(durable.error());
    if (*durable && !(*durable)->empty()) notes.push_back(**std::move(durable));
    const auto live = read_small_file(live_path(path_), record::note_bytes_max + 2 * hash_digits);
    if (!live) return unexpected(live.error());
    if (auto note = *live ? without_head(**live) : std::nullopt) {
        if (notes.empty() || notes.front() != *note) notes.push_back(*std::move(note));
    }
    return notes;
}

Expected<void, StoreFault> KeptCheckpoint::write_live() {
    if (is_live_) return {};
    const auto fault = [this](const char* doing) {
        return unexpected(StoreFault{std::string{doing} + live_path(path_) + ": " + std::strerror(errno)});
    };
    if (live_ < 0) live_ = ::open(live_path(path_).c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (live_ < 0) return fault("cannot open ");
    const std::string bytes = with_head(note_);
    const ssize_t written = ::pwrite(live_, bytes.data(), bytes.size(), 0);
    if (written < 0) return fault("cannot write ");
    if (static_cast<std::size_t>(written) != bytes.size()) {
        return unexpected(StoreFault{"cannot write all of " + live_path(path_)});
    }
    is_live_ = true;
    return {};
}

Expected<void, StoreFault> KeptCheckpoint::keep(std::string_view note) {
    const std::lock_guard lock{mutex_};
    note_ = note;
    is_live_ = false;
    is_synced_ = false;
    return write_live();
}

Expected<void, StoreFault> KeptCheckpoint::sync() {
    std::string note;
    {
        const std::lock_guard lock{mutex_};
        if (auto written = write_live(); !written) return written;
        if (is_synced_) return {};
        note = note_;
    }
    if (auto replaced = replace_small_file(path_, note); !replaced) return replaced;
    if (auto synced = sync_small_file(path_); !synced) return synced;
    const std::lock_guard lock{mutex_};
    is_synced_ = note == note_;
    return {};
}

void KeptCheckpoint::lay_aside() const {
    const auto notes = read();
    if (!notes || notes->empty()) return;
    const auto size_of = [](const std::string& note) {
        const auto stated = record::stated_checkpoint(note);
        return stated ? stated->size : 0;
    };
    const bool is_second = notes->size() > 1 && size_of(notes->back()) > size_of(notes->front());
    // Without it there is less to show later; what the record says of it stands there.
    static_cast<void>(replace_small_file(path_ + ".former", is_second ? notes->back() : notes->front()));
}

}  // namespace gongyi::server
