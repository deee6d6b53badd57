// A file of small records that tells no order. It is a row of slots of one size, all of them there from the beginning;
// a record goes into free ones that are chosen at random. So one copy of it, whenever it is made, shows which records
// there are, and not which came first. (Two copies of different times show what came between.)
//
// Format, integers little-endian. A head of slot_head_bytes, of which the first 64 are used: 24 of magic, 16 of
// identity, 4 that count the slots, 4 zeros, 16 of a checksum. Then the slots, slot_bytes each:
//   16 checksum   of what follows, BLAKE2b-128
//   16 record     random, the same in all parts of a record
//   16 batch      zeros; until a batch is settled, its number
//    2 part, 2 parts, 2 bytes of payload here, then the payload, then zeros
// A free slot is zeros. A slot is never larger than what a disk writes at once, so it is there or it is not.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

inline constexpr std::size_t slot_bytes = 512;
inline constexpr std::size_t slot_head_bytes = 4'096;
inline constexpr std::size_t slot_payload_bytes = slot_bytes - 3 * 16 - 3 * 2;
inline constexpr std::size_t slot_record_bytes_max = 64 * slot_payload_bytes;
// A new file has so many, 1 MiB; it doubles when they are used up, to 8 GiB: twice round_ballots_max of marks and
// ballots, four times over.
inline constexpr std::uint32_t slots_min = 2'048;
inline constexpr std::uint32_t slots_max = 1U << 24U;

// Tells one file, and one batch, from another. Zeros are none.
using SlotTag = std::array<std::uint8_t, 16>;
[[nodiscard]] SlotTag random_slot_tag();

// What a test may do otherwise than the system, or how small it wants a file.
struct SlotOptions {
    ssize_t (*write)(int, const void*, std::size_t, off_t) = nullptr;  // ::pwrite
    int (*sync)(int) = nullptr;                                        // ::fdatasync
    std::uint32_t count_min = slots_min;
    std::uint32_t count_max = slots_max;
};

// Reads the file at `path` through: how many slots are neither free nor whole. A slot that is being written at that
// moment counts as it will be. Any thread, beside a SlotFile of the same path. Cost: reads all of it.
[[nodiscard]] Expected<std::size_t, StoreFault> count_damaged_slots(const std::string& path);

// One thread at a time.
class SlotFile {
public:
    // A record's number while the file is open. Numbers of records that were erased are used again.
    using Handle = std::uint32_t;
    struct Found {
        Handle record = 0;
        SlotTag batch{};
        std::string bytes;
    };

    // Makes the file at `path`, which must not be there, with `records` in it: durable when this returns, but for its
    // name in the folder.
    [[nodiscard]] static Expected<SlotFile, StoreFault> create(const std::string& path, const SlotTag& identity,
                                                               std::span<const std::string> records,
                                                               const SlotOptions& options = {});
    // Calls `found` for each record. Slots that are damaged, and records of which a part is missing, are named on
    // stderr, kept as they are and not used. Faults: others than the owner may read the file; it is none, or another
    // one's; it was cut short. Cost: reads all of it.
    [[nodiscard]] static Expected<SlotFile, StoreFault> open(const std::string& path, const SlotTag& identity,
                                                             const std::function<void(Found)>& found,
                                                             const SlotOptions& options = {});
    SlotFile(SlotFile&& other) noexcept;
    SlotFile& operator=(SlotFile&&) = delete;
    ~SlotFile();

    // Stores `records`, each of 1 to slot_record_bytes_max: durable when this returns, their handles in that order.
    // After a fault none of them is stored; where not even that can be made sure, nothing can be added until the file
    // is opened anew, and then they may be there. Cost: a write for each and one fdatasync; when the file is full, all
    // of it is written anew, twice as large.
    [[nodiscard]] Expected<std::vector<Handle>, StoreFault> add(std::span<const std::string> records,
                                                                const SlotTag& batch);
    // These belong to no batch any more. After a fault nothing can be added until the file is opened anew.
    [[nodiscard]] Expected<void, StoreFault> settle(std::span<const Handle> records);
    // Overwrites them with zeros: durable when this returns. After a fault some may be there; erase them again. When no
    // record is left, what was damaged is erased too.
    [[nodiscard]] Expected<void, StoreFault> erase(std::span<const Handle> records);
    [[nodiscard]] Expected<std::string, StoreFault> read(Handle record) const;

    [[nodiscard]] std::uint32_t slot_count() const { return slot_count_; }
    [[nodiscard]] std::size_t free_count() const { return free_.size(); }
    [[nodiscard]] std::size_t damaged_count() const { return damaged_.size(); }

private:
    using Slot = std::array<std::uint8_t, slot_bytes>;
    using Places = std::vector<std::uint32_t>;

    SlotFile(std::string path, int descriptor, const SlotTag& identity, const SlotOptions& options);
    [[nodiscard]] Expected<void, StoreFault> write_slot(std::uint32_t place, const Slot& slot) const;
    [[nodiscard]] Expected<Slot, StoreFault> read_slot(std::uint32_t place) const;
    [[nodiscard]] Expected<void, StoreFault> sync() const;
    [[nodiscard]] Expected<void, StoreFault> write_empty(std::uint32_t slot_count);
    [[nodiscard]] Expected<void, StoreFault> write_new(std::span<const Slot> slots, const Places& places);
    [[nodiscard]] Expected<void, StoreFault> overwrite(const Places& places) const;
    [[nodiscard]] Expected<void, StoreFault> read_head();
    [[nodiscard]] Expected<void, StoreFault> read_records(const std::function<void(Found)>& found);
    [[nodiscard]] Expected<void, StoreFault> grow(std::size_t wanted);
    [[nodiscard]] std::uint32_t take_free();
    [[nodiscard]] Handle keep(Places places);
    [[nodiscard]] StoreFault system_fault(const char* doing) const;

    std::string path_;
    int descriptor_;
    SlotTag identity_;
    SlotOptions options_;
    std::uint32_t slot_count_ = 0;
    std::vector<std::uint32_t> free_;
    std::vector<Places> records_;  // By handle; empty for one that was erased.
    std::vector<Handle> unused_;   // Handles of those.
    Places damaged_;
    bool is_broken_ = false;
};

// Overwrites the file at `path` and removes it. Nothing where there is none.
[[nodiscard]] Expected<void, StoreFault> shred_file(const std::string& path);
// Makes the names in the folder of `path` durable.
[[nodiscard]] Expected<void, StoreFault> sync_folder_of(const std::string& path);

}  // namespace gongyi::server
