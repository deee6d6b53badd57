// The roll and the sealed ballots of rounds that are open, in a file of their own beside the database:
// open-rounds.slots. SQLite would show the order in which they came, by its log and by the places of its cells; this
// file shows none (slot_file.h). At the close the roll goes into the database, and what was here is overwritten.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "server-stub/store/rows.h"
#include "server-stub/store/slot_file.h"

namespace gongyi::server {

inline constexpr const char* open_rounds_file = "open-rounds.slots";

// What is added at once.
struct SealedBatch {
    std::vector<portal::RollEntry> roll;
    std::vector<portal::SealedCast> casts;
    [[nodiscard]] bool is_empty() const { return roll.empty() && casts.empty(); }
};

// A record of the file: a mark on the roll, or a ballot. Nothing for bytes that are neither.
[[nodiscard]] std::string write_sealed_record(const portal::RollEntry& entry);
[[nodiscard]] std::string write_sealed_record(const portal::SealedCast& sealed);
[[nodiscard]] std::optional<std::variant<portal::RollEntry, portal::SealedCast>> read_sealed_record(
    std::string_view bytes);

// One thread at a time.
class OpenRounds {
public:
    // Of the file in the folder `data`, which is there. Records of a batch other than `settled` never came to be, and
    // are erased. Faults: those of SlotFile::open, and a record that cannot be understood.
    [[nodiscard]] static Expected<OpenRounds, StoreFault> open(const std::string& data, const SlotTag& identity,
                                                               const std::optional<SlotTag>& settled,
                                                               const SlotOptions& options = {});

    // All of `added` is stored when this returns, or nothing. With a `batch` it counts only once that is settled:
    // settle() or undo() must follow before anything else is added. Faults: SlotFile::add, and somebody who is on the
    // roll already, or a ballot that is there.
    [[nodiscard]] Expected<void, StoreFault> add(const SealedBatch& added, const SlotTag& batch);
    // The last batch is stored in the database, too. After a fault nothing more can be added until the file is opened
    // anew with this batch.
    [[nodiscard]] Expected<void, StoreFault> settle();
    // The last batch is not to be. As for settle().
    [[nodiscard]] Expected<void, StoreFault> undo();

    // Overwrites the marks of these voters, where they are there; again after a fault.
    [[nodiscard]] Expected<void, StoreFault> erase_marks(std::span<const std::pair<RoundId, ResidentId>> voters);

    // The round's roll, by voter.
    [[nodiscard]] Expected<std::vector<portal::RollEntry>, StoreFault> roll_of(RoundId round) const;
    // Adds what is here to `rows`: in no order that tells anything.
    [[nodiscard]] Expected<void, StoreFault> read(PrivateRows& rows) const;
    // Overwrites all of the round; again after a fault.
    [[nodiscard]] Expected<void, StoreFault> forget(RoundId round);
    [[nodiscard]] std::vector<RoundId> rounds() const;

private:
    using Handle = SlotFile::Handle;
    struct HashOfCommitment {
        std::size_t operator()(const Hash& commitment) const noexcept;
    };
    struct Round {
        std::unordered_map<ResidentId, Handle> roll;
        std::unordered_map<Hash, Handle, HashOfCommitment> casts;
    };
    explicit OpenRounds(SlotFile file) : file_{std::move(file)} {}
    [[nodiscard]] Expected<void, StoreFault> check_new(const SealedBatch& added) const;

    SlotFile file_;
    std::map<RoundId, Round> rounds_;
    // The last batch, if it is not settled yet.
    SealedBatch last_;
    std::vector<Handle> last_handles_;
    bool is_broken_ = false;
};

}  // namespace gongyi::server
