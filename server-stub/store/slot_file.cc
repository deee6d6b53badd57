#include "server-stub/store/slot_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <thread>
#include <utility>

#include "shared/base/check.h"

namespace gongyi::server {
namespace {

constexpr std::string_view magic = "gongyi open rounds 1\n";
constexpr std::size_t magic_bytes = 24;
constexpr std::size_t checksum_bytes = 16;
// Of the head: magic, identity, count, zeros.
constexpr std::size_t head_checked_bytes = magic_bytes + 16 + 8;
// Of a slot: where its fields are.
constexpr std::size_t record_at = checksum_bytes;
constexpr std::size_t batch_at = record_at + 16;
constexpr std::size_t part_at = batch_at + 16;
constexpr std::size_t parts_at = part_at + 2;
constexpr std::size_t size_at = parts_at + 2;
constexpr std::size_t payload_at = size_at + 2;
static_assert(payload_at + slot_payload_bytes == slot_bytes);
static_assert(slot_head_bytes % slot_bytes == 0);
// So much is written, or read, at once where all of the file is.
constexpr std::size_t slots_at_once = 1'024;

using Checksum = std::array<std::uint8_t, checksum_bytes>;

Checksum checksum_of(const std::uint8_t* bytes, std::size_t size) {
    Checksum sum{};
    crypto_generichash(sum.data(), sum.size(), bytes, size, nullptr, 0);
    return sum;
}

template <class Bytes>
void put_16(Bytes& bytes, std::size_t at, std::size_t value) {
    bytes[at] = static_cast<std::uint8_t>(value & 0xffU);
    bytes[at + 1] = static_cast<std::uint8_t>(value >> 8U);
}

template <class Bytes>
std::size_t number_16(const Bytes& bytes, std::size_t at) {
    return static_cast<std::size_t>(bytes[at]) | static_cast<std::size_t>(bytes[at + 1]) << 8U;
}

template <class Slot>
void seal(Slot& slot) {
    const Checksum sum = checksum_of(slot.data() + checksum_bytes, slot.size() - checksum_bytes);
    std::copy(sum.begin(), sum.end(), slot.begin());
}

template <class Slot>
bool is_whole(const Slot& slot) {
    const Checksum sum = checksum_of(slot.data() + checksum_bytes, slot.size() - checksum_bytes);
    return std::equal(sum.begin(), sum.end(), slot.begin()) && number_16(slot, part_at) < number_16(slot, parts_at) &&
           number_16(slot, size_at) <= slot_payload_bytes;
}

template <class Slot>
bool is_free(const Slot& slot) {
    return std::all_of(slot.begin(), slot.end(), [](std::uint8_t byte) { return byte == 0; });
}

template <class Slot>
SlotTag number_at(const Slot& slot, std::size_t at) {
    SlotTag number{};
    std::copy_n(slot.begin() + static_cast<std::ptrdiff_t>(at), number.size(), number.begin());
    return number;
}

off_t offset_of(std::uint32_t place) {
    return static_cast<off_t>(slot_head_bytes) + static_cast<off_t>(place) * static_cast<off_t>(slot_bytes);
}

// Cuts a record into slots.
template <class Slot>
void append_slots(std::vector<Slot>& slots, std::string_view record, const SlotTag& batch) {
    GONGYI_CHECK(!record.empty() && record.size() <= slot_record_bytes_max);
    const SlotTag number = random_slot_tag();
    const std::size_t parts = (record.size() + slot_payload_bytes - 1) / slot_payload_bytes;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::string_view piece = record.substr(part * slot_payload_bytes, slot_payload_bytes);
        Slot& slot = slots.emplace_back();
        std::copy(number.begin(), number.end(), slot.begin() + record_at);
        std::copy(batch.begin(), batch.end(), slot.begin() + batch_at);
        put_16(slot, part_at, part);
        put_16(slot, parts_at, parts);
        put_16(slot, size_at, piece.size());
        std::copy(piece.begin(), piece.end(), slot.begin() + payload_at);
        seal(slot);
    }
}

std::uint32_t random_below(std::size_t bound) {
    return randombytes_uniform(static_cast<std::uint32_t>(bound));
}

// What a larger file is written as, before it takes the place of the one at `path`.
std::string draft_of(const std::string& path) {
    return path + ".growing";
}

ssize_t read_all(int descriptor, std::uint8_t* to, std::size_t size, off_t offset) {
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::pread(descriptor, to + done, size - done, offset + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return got;
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(done);
}

}  // namespace

SlotTag random_slot_tag() {
    SlotTag number{};
    randombytes_buf(number.data(), number.size());
    return number;
}

SlotFile::SlotFile(std::string path, int descriptor, const SlotTag& identity, const SlotOptions& options)
    : path_{std::move(path)}, descriptor_{descriptor}, identity_{identity}, options_{options} {
    if (options_.write == nullptr) options_.write = ::pwrite;
    if (options_.sync == nullptr) options_.sync = ::fdatasync;
}

SlotFile::SlotFile(SlotFile&& other) noexcept
    : path_{std::move(other.path_)},
      descriptor_{std::exchange(other.descriptor_, -1)},
      identity_{other.identity_},
      options_{other.options_},
      slot_count_{other.slot_count_},
      free_{std::move(other.free_)},
      records_{std::move(other.records_)},
      unused_{std::move(other.unused_)},
      damaged_{std::move(other.damaged_)},
      is_broken_{other.is_broken_} {}

SlotFile::~SlotFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

StoreFault SlotFile::system_fault(const char* doing) const {
    return StoreFault{std::string{"cannot "} + doing + ' ' + path_ + ": " + std::strerror(errno)};
}

Expected<void, StoreFault> SlotFile::write_slot(std::uint32_t place, const Slot& slot) const {
    std::size_t done = 0;
    while (done < slot.size()) {
        const ssize_t written = options_.write(descriptor_, slot.data() + done, slot.size() - done,
                                               offset_of(place) + static_cast<off_t>(done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return unexpected(system_fault("write"));
        done += static_cast<std::size_t>(written);
    }
    return {};
}

Expected<SlotFile::Slot, StoreFault> SlotFile::read_slot(std::uint32_t place) const {
    Slot slot{};
    if (read_all(descriptor_, slot.data(), slot.size(), offset_of(place)) != static_cast<ssize_t>(slot.size()))
        return unexpected(system_fault("read"));
    return slot;
}

Expected<void, StoreFault> SlotFile::sync() const {
    if (options_.sync(descriptor_) != 0) return unexpected(system_fault("make durable"));
    return {};
}

// All of the file, so that no later write has to find room for it: where a file system puts what it is given first
// would tell an order.
Expected<void, StoreFault> SlotFile::write_empty(std::uint32_t slot_count) {
    slot_count_ = slot_count;
    std::array<std::uint8_t, slot_head_bytes> head{};
    std::copy(magic.begin(), magic.end(), head.begin());
    std::copy(identity_.begin(), identity_.end(), head.begin() + magic_bytes);
    put_16(head, magic_bytes + 16, slot_count & 0xffffU);
    put_16(head, magic_bytes + 18, slot_count >> 16U);
    const Checksum sum = checksum_of(head.data(), head_checked_bytes);
    std::copy(sum.begin(), sum.end(), head.begin() + head_checked_bytes);
    const auto write_at = [this](const std::uint8_t* bytes, std::size_t size, off_t offset) {
        std::size_t done = 0;
        while (done < size) {
            const ssize_t written =
                options_.write(descriptor_, bytes + done, size - done, offset + static_cast<off_t>(done));
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            done += static_cast<std::size_t>(written);
        }
        return true;
    };
    if (!write_at(head.data(), head.size(), 0)) return unexpected(system_fault("write"));
    const std::vector<std::uint8_t> zeros(slots_at_once * slot_bytes);
    for (std::uint32_t place = 0; place < slot_count; place += slots_at_once) {
        const std::size_t count = std::min<std::size_t>(slots_at_once, slot_count - place);
        if (!write_at(zeros.data(), count * slot_bytes, offset_of(place))) return unexpected(system_fault("write"));
    }
    free_.resize(slot_count);
    for (std::uint32_t place = 0; place < slot_count; ++place) free_[place] = place;
    return {};
}

std::uint32_t SlotFile::take_free() {
    std::swap(free_[random_below(free_.size())], free_.back());
    const std::uint32_t place = free_.back();
    free_.pop_back();
    return place;
}

SlotFile::Handle SlotFile::keep(Places places) {
    if (unused_.empty()) {
        records_.push_back(std::move(places));
        return static_cast<Handle>(records_.size() - 1);
    }
    const Handle handle = unused_.back();
    unused_.pop_back();
    records_[handle] = std::move(places);
    return handle;
}

Expected<SlotFile, StoreFault> SlotFile::create(const std::string& path, const SlotTag& identity,
                                                std::span<const std::string> records, const SlotOptions& options) {
    std::vector<Slot> slots;
    for (const std::string& record : records) append_slots(slots, record, {});
    std::size_t slot_count = options.count_min;
    while (slot_count < slots.size()) slot_count *= 2;
    if (slot_count > options.count_max) return unexpected(StoreFault{path + " would be too large"});
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    SlotFile file{path, descriptor, identity, options};
    if (descriptor < 0) return unexpected(file.system_fault("create"));
    if (auto written = file.write_empty(static_cast<std::uint32_t>(slot_count)); !written)
        return unexpected(std::move(written.error()));
    std::size_t at = 0;
    for (const std::string& record : records) {
        const std::size_t parts = (record.size() + slot_payload_bytes - 1) / slot_payload_bytes;
        Places places;
        for (std::size_t part = 0; part < parts; ++part) places.push_back(file.take_free());
        if (auto written = file.write_new(std::span{slots}.subspan(at, parts), places); !written)
            return unexpected(std::move(written.error()));
        at += parts;
        static_cast<void>(file.keep(std::move(places)));
    }
    if (::fsync(descriptor) != 0) return unexpected(file.system_fault("make durable"));
    return file;
}

Expected<SlotFile, StoreFault> SlotFile::open(const std::string& path, const SlotTag& identity,
                                              const std::function<void(Found)>& found, const SlotOptions& options) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    SlotFile file{path, descriptor, identity, options};
    if (descriptor < 0) return unexpected(file.system_fault("open"));
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return unexpected(file.system_fault("look at"));
    if (!S_ISREG(status.st_mode)) return unexpected(StoreFault{path + " is no regular file"});
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return unexpected(
            StoreFault{path +
                       " may be read or changed by others than its owner, and holds ballots: see who could have, then "
                       "chmod 600 it"});
    }
    if (auto read = file.read_head(); !read) return unexpected(std::move(read.error()));
    const off_t size = offset_of(file.slot_count_);
    if (status.st_size != size) {
        return unexpected(StoreFault{path + " has " + std::to_string(status.st_size) + " bytes and not the " +
                                     std::to_string(size) +
                                     " that it speaks of: put a whole copy from your backup in its place"});
    }
    if (auto read = file.read_records(found); !read) return unexpected(std::move(read.error()));
    if (auto gone = shred_file(draft_of(path)); !gone) return unexpected(std::move(gone.error()));
    return file;
}

Expected<std::size_t, StoreFault> count_damaged_slots(const std::string& path) {
    using Bytes = std::array<std::uint8_t, slot_bytes>;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return unexpected(StoreFault{"cannot open " + path + ": " + std::strerror(errno)});
    const auto is_good = [](const Bytes& slot) { return is_free(slot) || is_whole(slot); };
    // While it is being written one may look broken for a moment.
    const auto stays_broken = [&](off_t offset) {
        constexpr int looks_max = 5;
        Bytes slot{};
        for (int i = 0; i < looks_max; ++i) {
            std::this_thread::yield();
            if (read_all(descriptor, slot.data(), slot.size(), offset) != static_cast<ssize_t>(slot.size()))
                return true;
            if (is_good(slot)) return false;
        }
        return true;
    };
    std::vector<Bytes> slots(slots_at_once);
    std::size_t damaged = 0;
    ssize_t got = 0;
    for (off_t at = slot_head_bytes;; at += got) {
        got = read_all(descriptor, slots.front().data(), slots.size() * slot_bytes, at);
        if (got <= 0) break;
        const auto count = static_cast<std::size_t>(got) / slot_bytes;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_good(slots[i]) && stays_broken(at + static_cast<off_t>(i * slot_bytes))) ++damaged;
        }
    }
    const int fault = errno;
    ::close(descriptor);
    if (got < 0) return unexpected(StoreFault{"cannot read " + path + ": " + std::strerror(fault)});
    return damaged;
}

Expected<void, StoreFault> SlotFile::read_head() {
    std::array<std::uint8_t, slot_head_bytes> head{};
    const ssize_t got = read_all(descriptor_, head.data(), head.size(), 0);
    if (got < 0) return unexpected(system_fault("read"));
    const Checksum sum = checksum_of(head.data(), head_checked_bytes);
    const bool is_one = got == static_cast<ssize_t>(head.size()) &&
                        std::equal(magic.begin(), magic.end(), head.begin()) &&
                        std::equal(sum.begin(), sum.end(), head.begin() + head_checked_bytes);
    if (!is_one) {
        return unexpected(StoreFault{path_ + " is not what gongyi wrote: put the copy from your backup in its place"});
    }
    if (number_at(head, magic_bytes) != identity_) {
        return unexpected(StoreFault{path_ + " belongs to another data folder than the database beside it"});
    }
    const std::size_t count = number_16(head, magic_bytes + 16) | number_16(head, magic_bytes + 18) << 16U;
    if (count == 0 || count > options_.count_max) {
        return unexpected(StoreFault{path_ + " speaks of " + std::to_string(count) + " slots, more than there may be"});
    }
    slot_count_ = static_cast<std::uint32_t>(count);
    return {};
}

Expected<void, StoreFault> SlotFile::read_records(const std::function<void(Found)>& found) {
    struct Parts {
        Places places;  // By part.
        std::vector<std::string> pieces;
        SlotTag batch{};
        std::size_t there = 0;
    };
    constexpr std::uint32_t none = slots_max;
    std::map<SlotTag, Parts> unfinished;  // Records of several parts, of which some have been read.
    const auto finish = [&](Parts parts) {
        std::string bytes;
        for (const std::string& piece : parts.pieces) bytes += piece;
        const Handle handle = keep(std::move(parts.places));
        found({handle, parts.batch, std::move(bytes)});
    };
    std::vector<Slot> slots(slots_at_once);
    for (std::uint32_t first = 0; first < slot_count_; first += slots_at_once) {
        const std::size_t count = std::min<std::size_t>(slots_at_once, slot_count_ - first);
        const std::size_t bytes = count * slot_bytes;
        if (read_all(descriptor_, slots.front().data(), bytes, offset_of(first)) != static_cast<ssize_t>(bytes))
            return unexpected(system_fault("read"));
        for (std::size_t i = 0; i < count; ++i) {
            const Slot& slot = slots[i];
            const std::uint32_t place = first + static_cast<std::uint32_t>(i);
            if (is_free(slot)) {
                free_.push_back(place);
                continue;
            }
            if (!is_whole(slot)) {
                std::fprintf(stderr, "gongyi: slot %u of %s is damaged\n", place, path_.c_str());
                damaged_.push_back(place);
                continue;
            }
            const std::size_t part = number_16(slot, part_at);
            const std::size_t count_of_parts = number_16(slot, parts_at);
            const auto payload = slot.begin() + payload_at;
            std::string piece{payload, payload + static_cast<std::ptrdiff_t>(number_16(slot, size_at))};
            if (count_of_parts == 1) {
                finish({{place}, {std::move(piece)}, number_at(slot, batch_at), 1});
                continue;
            }
            const SlotTag number = number_at(slot, record_at);
            Parts& parts = unfinished[number];
            parts.places.resize(count_of_parts, none);
            parts.pieces.resize(count_of_parts);
            if (parts.places[part] == none) ++parts.there;
            parts.places[part] = place;
            parts.pieces[part] = std::move(piece);
            parts.batch = number_at(slot, batch_at);
            if (parts.there < count_of_parts) continue;
            finish(std::move(parts));
            unfinished.erase(number);
        }
    }
    for (const auto& [number, parts] : unfinished) {
        for (const std::uint32_t place : parts.places) {
            if (place == none) continue;
            std::fprintf(stderr, "gongyi: slot %u of %s is a part of what is not whole: %zu parts of %zu are there\n",
                         place, path_.c_str(), parts.there, parts.places.size());
            damaged_.push_back(place);
        }
    }
    return {};
}

Expected<void, StoreFault> SlotFile::write_new(std::span<const Slot> slots, const Places& places) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (auto written = write_slot(places[i], slots[i]); !written) return written;
    }
    return {};
}

Expected<void, StoreFault> SlotFile::overwrite(const Places& places) const {
    constexpr Slot zeros{};
    for (const std::uint32_t place : places) {
        if (auto written = write_slot(place, zeros); !written) return written;
    }
    return sync();
}

// Into a new file, in new places, which then takes the place of this one. Nothing of the old one stays on the disk.
Expected<void, StoreFault> SlotFile::grow(std::size_t wanted) {
    const std::size_t used = slot_count_ - free_.size();
    std::size_t slot_count = slot_count_;
    while (slot_count < used + wanted) slot_count *= 2;
    if (slot_count > options_.count_max) return unexpected(StoreFault{path_ + " is full"});
    const std::string draft = draft_of(path_);
    if (auto gone = shred_file(draft); !gone) return gone;
    const int descriptor = ::open(draft.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    SlotFile larger{draft, descriptor, identity_, options_};
    if (descriptor < 0) return unexpected(larger.system_fault("create"));
    if (auto written = larger.write_empty(static_cast<std::uint32_t>(slot_count)); !written) return written;
    const auto move = [&](const Places& from, Places& to) -> Expected<void, StoreFault> {
        for (const std::uint32_t place : from) {
            const auto slot = read_slot(place);
            if (!slot) return unexpected(slot.error());
            to.push_back(larger.take_free());
            if (auto written = larger.write_slot(to.back(), *slot); !written) return written;
        }
        return {};
    };
    larger.records_.resize(records_.size());
    for (std::size_t i = 0; i < records_.size(); ++i) {
        if (auto moved = move(records_[i], larger.records_[i]); !moved) return moved;
    }
    if (auto moved = move(damaged_, larger.damaged_); !moved) return moved;
    if (::fsync(descriptor) != 0) return unexpected(larger.system_fault("make durable"));
    if (::rename(draft.c_str(), path_.c_str()) != 0) return unexpected(larger.system_fault("put in its place"));
    // The file of this name is the larger one now.
    std::swap(descriptor_, larger.descriptor_);
    std::swap(slot_count_, larger.slot_count_);
    free_.swap(larger.free_);
    records_.swap(larger.records_);
    damaged_.swap(larger.damaged_);
    if (auto synced = sync_folder_of(path_); !synced) {
        is_broken_ = true;  // After the power went, the old one might be there again.
        return synced;
    }
    // The old one has no name any more, and should have no content either. (That it cannot be overwritten is no reason
    // not to go on.)
    Places all(larger.slot_count_);
    for (std::uint32_t place = 0; place < larger.slot_count_; ++place) all[place] = place;
    if (const auto erased = larger.overwrite(all); !erased)
        std::fprintf(stderr, "gongyi: the file before %s could not be overwritten: %s\n", path_.c_str(),
                     erased.error().what.c_str());
    return {};
}

Expected<std::vector<SlotFile::Handle>, StoreFault> SlotFile::add(std::span<const std::string> records,
                                                                  const SlotTag& batch) {
    if (is_broken_) {
        return unexpected(StoreFault{path_ + " could not be written before: look after the disk, then start gongyi "
                                             "again"});
    }
    std::vector<Slot> slots;
    slots.reserve(records.size());
    for (const std::string& record : records) append_slots(slots, record, batch);
    if (slots.size() > free_.size()) {
        if (auto grown = grow(slots.size()); !grown) return unexpected(std::move(grown.error()));
    }
    Places places;
    places.reserve(slots.size());
    for (std::size_t i = 0; i < slots.size(); ++i) places.push_back(take_free());
    auto stored = write_new(slots, places);
    if (stored) stored = sync();
    if (!stored) {
        is_broken_ = !overwrite(places);
        if (!is_broken_) free_.insert(free_.end(), places.begin(), places.end());
        return unexpected(std::move(stored.error()));
    }
    std::vector<Handle> handles;
    handles.reserve(records.size());
    std::size_t at = 0;
    for (const std::string& record : records) {
        const std::size_t parts = (record.size() + slot_payload_bytes - 1) / slot_payload_bytes;
        const auto first = places.begin() + static_cast<std::ptrdiff_t>(at);
        handles.push_back(keep(Places{first, first + static_cast<std::ptrdiff_t>(parts)}));
        at += parts;
    }
    return handles;
}

Expected<void, StoreFault> SlotFile::settle(std::span<const Handle> records) {
    const auto settle_all = [&]() -> Expected<void, StoreFault> {
        for (const Handle record : records) {
            for (const std::uint32_t place : records_[record]) {
                auto slot = read_slot(place);
                if (!slot) return unexpected(std::move(slot.error()));
                std::fill_n(slot->begin() + batch_at, sizeof(SlotTag), std::uint8_t{0});
                seal(*slot);
                if (auto written = write_slot(place, *slot); !written) return written;
            }
        }
        return sync();
    };
    auto settled = settle_all();
    is_broken_ = is_broken_ || !settled;
    return settled;
}

Expected<void, StoreFault> SlotFile::erase(std::span<const Handle> records) {
    Places places;
    for (const Handle record : records) {
        places.insert(places.end(), records_[record].begin(), records_[record].end());
    }
    std::size_t left = slot_count_ - free_.size() - damaged_.size() - places.size();
    if (left == 0) places.insert(places.end(), damaged_.begin(), damaged_.end());
    if (auto erased = overwrite(places); !erased) return erased;
    if (left == 0) damaged_.clear();
    free_.insert(free_.end(), places.begin(), places.end());
    for (const Handle record : records) {
        if (records_[record].empty()) continue;
        records_[record].clear();
        unused_.push_back(record);
    }
    return {};
}

Expected<std::string, StoreFault> SlotFile::read(Handle record) const {
    std::string bytes;
    for (const std::uint32_t place : records_[record]) {
        const auto slot = read_slot(place);
        if (!slot) return unexpected(slot.error());
        if (!is_whole(*slot))
            return unexpected(StoreFault{"slot " + std::to_string(place) + " of " + path_ + " is damaged"});
        const auto payload = slot->begin() + payload_at;
        bytes.append(payload, payload + static_cast<std::ptrdiff_t>(number_16(*slot, size_at)));
    }
    return bytes;
}

Expected<void, StoreFault> shred_file(const std::string& path) {
    const auto fault = [&](const char* doing) {
        return unexpected(StoreFault{std::string{"cannot "} + doing + ' ' + path + ": " + std::strerror(errno)});
    };
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT) return {};
        return fault("open");
    }
    struct stat status {};
    bool is_done = ::fstat(descriptor, &status) == 0;
    const std::vector<std::uint8_t> zeros(slots_at_once * slot_bytes);
    for (off_t at = 0; is_done && at < status.st_size;) {
        const auto size = std::min<std::size_t>(zeros.size(), static_cast<std::size_t>(status.st_size - at));
        const ssize_t written = ::pwrite(descriptor, zeros.data(), size, at);
        if (written < 0 && errno == EINTR) continue;
        is_done = written > 0;
        at += written;
    }
    is_done = is_done && ::fdatasync(descriptor) == 0;
    ::close(descriptor);
    if (!is_done) return fault("overwrite");
    if (::unlink(path.c_str()) != 0) return fault("remove");
    return {};
}

Expected<void, StoreFault> sync_folder_of(const std::string& path) {
    const std::string parent = std::filesystem::path{path}.parent_path().string();
    const std::string folder = parent.empty() ? "." : parent;
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int why = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (is_synced) return {};
    return unexpected(StoreFault{"cannot make the names in " + folder + " durable: " + std::strerror(why)});
}

}  // namespace gongyi::server
