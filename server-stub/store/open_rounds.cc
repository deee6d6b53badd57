#include "server-stub/store/open_rounds.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "shared/base/check.h"
#include "shared/base/match.h"

namespace gongyi::server {
namespace {

// The first byte of a record. Append; never change one.
enum class RecordKind : std::uint8_t {
    credential_mark = 1,
    paper_mark = 2,
    cast = 3,
    paper = 4,
    handed_mark = 5,  // Of a paper, with who handed it out.
};

class Writer {
public:
    explicit Writer(RecordKind kind) { bytes_.push_back(static_cast<char>(kind)); }
    Writer& number(std::uint64_t value) {
        for (int i = 0; i < 8; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i) & 0xffU));
        return *this;
    }
    template <class Bytes>
    Writer& raw(const Bytes& bytes) {
        bytes_.append(bytes.begin(), bytes.end());
        return *this;
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

// Reads what Writer wrote; after a fault everything is zero, and is_done() false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_{bytes} {}
    std::uint64_t number() {
        const std::string_view bytes = take(8);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            value |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
        }
        return value;
    }
    template <class Bytes>
    void raw(Bytes& to) {
        const std::string_view bytes = take(to.size());
        if (!bytes.empty()) std::memcpy(to.data(), bytes.data(), bytes.size());
    }
    std::string text(std::size_t size) { return std::string{take(size)}; }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }
    [[nodiscard]] bool is_done() const { return is_good_ && rest_.empty(); }

private:
    std::string_view take(std::size_t size) {
        is_good_ = is_good_ && size <= rest_.size();
        if (!is_good_) return {};
        const std::string_view bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }
    std::string_view rest_;
    bool is_good_ = true;
};

// The choices come last: a number, then as many ids.
void write_choices(Writer& writer, const OpenedCast& cast) {
    GONGYI_CHECK(cast.ballot.points.empty());  // Only imported ballots give points.
    writer.number(cast.ballot.choices.size());
    for (const ProjectId choice : cast.ballot.choices) writer.number(choice.raw());
}

bool read_choices(Reader& reader, OpenedCast& cast) {
    const std::uint64_t count = reader.number();
    if (count > ballot_choices_max || reader.left() != 8 * count) return false;
    for (std::uint64_t i = 0; i < count; ++i) cast.ballot.choices.emplace_back(reader.number());
    return true;
}

// Kind, round, commitment, salt, version, serial's length, credential, signature, serial, number of choices, choices.
static_assert(1 + 5 * 8 + 32 + 16 + 96 + 64 + paper_serial_bytes_max + 8 * ballot_choices_max <= slot_record_bytes_max);

// The last day of the year 9999.
constexpr std::uint64_t days_max = 2'932'896;

StoreFault changed_fault() {
    return {std::string{open_rounds_file} + " was changed by somebody else"};
}

std::string path_in(const std::string& data) {
    return (std::filesystem::path{data} / open_rounds_file).string();
}

}  // namespace

std::string write_sealed_record(const portal::RollEntry& entry) {
    const auto& blinded = entry.mark.blinded;
    const auto& handing = entry.mark.handing;
    const RecordKind paper_kind = handing ? RecordKind::handed_mark : RecordKind::paper_mark;
    Writer writer{blinded ? RecordKind::credential_mark : paper_kind};
    writer.number(entry.round.raw()).number(entry.voter.raw());
    if (blinded) {
        writer.raw(*blinded);
    } else if (handing) {
        writer.number(handing->by.raw()).number(handing->second.raw());
        writer.number(static_cast<std::uint64_t>(days_from_epoch(handing->on)));
        writer.number(static_cast<std::uint64_t>(handing->place));
    }
    return writer.take();
}

std::string write_sealed_record(const portal::SealedCast& sealed) {
    const OpenedCast& cast = sealed.cast;
    Writer writer{cast.is_paper() ? RecordKind::paper : RecordKind::cast};
    writer.number(sealed.round.raw()).raw(sealed.commitment).raw(cast.salt);
    if (cast.is_paper()) {
        writer.number(cast.paper.size()).raw(cast.paper);
    } else {
        writer.number(static_cast<std::uint64_t>(cast.version)).raw(cast.credential).raw(cast.signature);
    }
    write_choices(writer, cast);
    return writer.take();
}

std::optional<std::variant<portal::RollEntry, portal::SealedCast>> read_sealed_record(std::string_view bytes) {
    if (bytes.empty()) return std::nullopt;
    const auto kind = static_cast<RecordKind>(bytes.front());
    Reader reader{bytes.substr(1)};
    if (kind == RecordKind::credential_mark || kind == RecordKind::paper_mark || kind == RecordKind::handed_mark) {
        portal::RollEntry entry;
        entry.round = RoundId{reader.number()};
        entry.voter = ResidentId{reader.number()};
        if (kind == RecordKind::credential_mark) reader.raw(entry.mark.blinded.emplace());
        if (kind == RecordKind::handed_mark) {
            portal::Handing& handing = entry.mark.handing.emplace();
            handing.by = ResidentId{reader.number()};
            handing.second = ResidentId{reader.number()};
            const std::uint64_t day = reader.number();
            handing.place = static_cast<std::int64_t>(reader.number());
            if (day > days_max || handing.place >= static_cast<std::int64_t>(sheets_max)) return std::nullopt;
            handing.on = date_from_days(static_cast<std::int64_t>(day));
        }
        if (!reader.is_done()) return std::nullopt;
        return entry;
    }
    if (kind != RecordKind::cast && kind != RecordKind::paper) return std::nullopt;
    portal::SealedCast sealed;
    sealed.round = RoundId{reader.number()};
    reader.raw(sealed.commitment);
    reader.raw(sealed.cast.salt);
    const std::uint64_t number = reader.number();
    if (kind == RecordKind::paper) {
        if (number == 0 || number > paper_serial_bytes_max) return std::nullopt;
        sealed.cast.paper = reader.text(number);
    } else {
        if (number > static_cast<std::uint64_t>(ballot_versions_max)) return std::nullopt;
        sealed.cast.version = static_cast<int>(number);
        reader.raw(sealed.cast.credential);
        reader.raw(sealed.cast.signature);
    }
    if (!read_choices(reader, sealed.cast) || !reader.is_done()) return std::nullopt;
    return sealed;
}

std::size_t OpenRounds::HashOfCommitment::operator()(const Hash& commitment) const noexcept {
    std::size_t value = 0;  // A commitment is itself a hash: any part of it will do.
    std::memcpy(&value, commitment.data(), sizeof value);
    return value;
}

Expected<OpenRounds, StoreFault> OpenRounds::open(const std::string& data, const SlotTag& identity,
                                                  const std::optional<SlotTag>& settled, const SlotOptions& options) {
    const std::string path = path_in(data);
    std::map<RoundId, Round> rounds;
    std::vector<Handle> undone;
    std::vector<Handle> unsettled;
    bool is_understood = true;
    const auto keep = [&](const SlotFile::Found& found) {
        if (found.batch != SlotTag{} && (!settled || found.batch != *settled)) return undone.push_back(found.record);
        if (found.batch != SlotTag{}) unsettled.push_back(found.record);
        const auto read = read_sealed_record(found.bytes);
        if (!read) {
            is_understood = false;
            return;
        }
        const bool is_new =
            std::visit(Match{[&](const portal::RollEntry& entry) {
                                 return rounds[entry.round].roll.emplace(entry.voter, found.record).second;
                             },
                             [&](const portal::SealedCast& sealed) {
                                 return rounds[sealed.round].casts.emplace(sealed.commitment, found.record).second;
                             }},
                       *read);
        is_understood = is_understood && is_new;
    };
    auto file = SlotFile::open(path, identity, keep, options);
    if (!file) return unexpected(std::move(file.error()));
    if (!is_understood) return unexpected(StoreFault{path + " holds what this version of gongyi does not understand"});
    OpenRounds opened{std::move(*file)};
    opened.rounds_ = std::move(rounds);
    if (!undone.empty()) {
        if (auto erased = opened.file_.erase(undone); !erased) return unexpected(std::move(erased.error()));
    }
    if (!unsettled.empty()) {
        if (auto done = opened.file_.settle(unsettled); !done) return unexpected(std::move(done.error()));
    }
    return opened;
}

Expected<void, StoreFault> OpenRounds::check_new(const SealedBatch& added) const {
    std::map<RoundId, Round> among;
    for (const portal::RollEntry& entry : added.roll) {
        const auto round = rounds_.find(entry.round);
        const bool is_there = round != rounds_.end() && round->second.roll.contains(entry.voter);
        if (is_there || !among[entry.round].roll.emplace(entry.voter, 0).second)
            return unexpected(StoreFault{"somebody is on the roll already"});
    }
    for (const portal::SealedCast& sealed : added.casts) {
        const auto round = rounds_.find(sealed.round);
        const bool is_there = round != rounds_.end() && round->second.casts.contains(sealed.commitment);
        if (is_there || !among[sealed.round].casts.emplace(sealed.commitment, 0).second)
            return unexpected(StoreFault{"a ballot is there already"});
    }
    return {};
}

Expected<void, StoreFault> OpenRounds::add(const SealedBatch& added, const SlotTag& batch) {
    GONGYI_CHECK(last_handles_.empty() || is_broken_);
    if (is_broken_) {
        return unexpected(StoreFault{std::string{open_rounds_file} +
                                     " could not be written before: look after the disk, then start gongyi again"});
    }
    if (auto is_new = check_new(added); !is_new) return is_new;
    std::vector<std::string> records;
    records.reserve(added.roll.size() + added.casts.size());
    for (const portal::RollEntry& entry : added.roll) records.push_back(write_sealed_record(entry));
    for (const portal::SealedCast& sealed : added.casts) records.push_back(write_sealed_record(sealed));
    auto handles = file_.add(records, batch);
    if (!handles) return unexpected(std::move(handles.error()));
    auto handle = handles->begin();
    for (const portal::RollEntry& entry : added.roll) rounds_[entry.round].roll.emplace(entry.voter, *handle++);
    for (const portal::SealedCast& sealed : added.casts)
        rounds_[sealed.round].casts.emplace(sealed.commitment, *handle++);
    if (batch == SlotTag{}) return {};
    last_ = added;
    last_handles_ = std::move(*handles);
    return {};
}

Expected<void, StoreFault> OpenRounds::settle() {
    auto settled = file_.settle(last_handles_);
    is_broken_ = !settled;
    last_handles_.clear();
    last_ = {};
    return settled;
}

Expected<void, StoreFault> OpenRounds::undo() {
    for (const portal::RollEntry& entry : last_.roll) rounds_[entry.round].roll.erase(entry.voter);
    for (const portal::SealedCast& sealed : last_.casts) rounds_[sealed.round].casts.erase(sealed.commitment);
    auto erased = file_.erase(last_handles_);
    is_broken_ = !erased;
    last_handles_.clear();
    last_ = {};
    return erased;
}

Expected<void, StoreFault> OpenRounds::erase_marks(std::span<const std::pair<RoundId, ResidentId>> voters) {
    std::vector<Handle> handles;
    for (const auto& [round, voter] : voters) {
        const auto found = rounds_.find(round);
        if (found == rounds_.end()) continue;
        const auto mark = found->second.roll.find(voter);
        if (mark != found->second.roll.end()) handles.push_back(mark->second);
    }
    if (handles.empty()) return {};
    if (auto erased = file_.erase(handles); !erased) return erased;
    for (const auto& [round, voter] : voters) {
        const auto found = rounds_.find(round);
        if (found != rounds_.end()) found->second.roll.erase(voter);
    }
    return {};
}

Expected<std::vector<portal::RollEntry>, StoreFault> OpenRounds::roll_of(RoundId round) const {
    std::vector<portal::RollEntry> roll;
    const auto found = rounds_.find(round);
    if (found == rounds_.end()) return roll;
    for (const auto& [voter, handle] : found->second.roll) {
        const auto bytes = file_.read(handle);
        if (!bytes) return unexpected(bytes.error());
        const auto read = read_sealed_record(*bytes);
        const auto* const entry = read ? std::get_if<portal::RollEntry>(&*read) : nullptr;
        if (entry == nullptr) return unexpected(changed_fault());
        roll.push_back(*entry);
    }
    std::sort(roll.begin(), roll.end(), [](const auto& a, const auto& b) { return a.voter < b.voter; });
    return roll;
}

Expected<void, StoreFault> OpenRounds::read(PrivateRows& rows) const {
    for (const auto& [id, round] : rounds_) {
        auto roll = roll_of(id);
        if (!roll) return unexpected(std::move(roll.error()));
        rows.roll.insert(rows.roll.end(), roll->begin(), roll->end());
        const std::size_t first = rows.casts.size();
        for (const auto& [commitment, handle] : round.casts) {
            const auto bytes = file_.read(handle);
            if (!bytes) return unexpected(bytes.error());
            auto sealed = read_sealed_record(*bytes);
            auto* const cast = sealed ? std::get_if<portal::SealedCast>(&*sealed) : nullptr;
            if (cast == nullptr) return unexpected(changed_fault());
            rows.casts.push_back(std::move(*cast));
        }
        std::sort(rows.casts.begin() + static_cast<std::ptrdiff_t>(first), rows.casts.end(),
                  [](const auto& a, const auto& b) { return a.commitment < b.commitment; });
    }
    return {};
}

Expected<void, StoreFault> OpenRounds::forget(RoundId round) {
    const auto found = rounds_.find(round);
    if (found == rounds_.end()) return {};
    std::vector<Handle> handles;
    for (const auto& [voter, handle] : found->second.roll) handles.push_back(handle);
    for (const auto& [commitment, handle] : found->second.casts) handles.push_back(handle);
    if (auto erased = file_.erase(handles); !erased) return erased;
    rounds_.erase(found);
    return {};
}

std::vector<RoundId> OpenRounds::rounds() const {
    std::vector<RoundId> ids;
    for (const auto& [id, round] : rounds_) ids.push_back(id);
    return ids;
}

}  // namespace gongyi::server
