#include "server-stub/witness/witness_board.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "server-stub/witness/witnessed_file.h"
#include "shared/base/check.h"
#include "shared/record/note_lines.h"

namespace gongyi::server {

namespace {

// Witnesses are asked for the same checkpoint at the same time: so many stay open for one that is late.
constexpr std::size_t gathered_max = 8;

}  // namespace

std::int64_t WitnessBoard::Gathered::count() const {
    return std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return !line.empty(); });
}

std::string WitnessBoard::Gathered::note() const {
    std::string note = head;
    for (const std::string& line : lines) note += line;
    return note;
}

Expected<void, StoreFault> WitnessBoard::begin(const std::string& data, const std::string& origin,
                                               const portal::WitnessPolicy& policy) {
    const auto notes = read_witnessed_checkpoints(data);
    if (!notes) return unexpected(notes.error());
    const std::lock_guard lock{mutex_};
    data_ = data;
    origin_ = origin;
    policy_ = policy;
    gathered_.clear();
    witnessed_size_ = 0;
    newest_.assign(policy.witnesses.size(), {});
    view_ = {};
    view_.seen.resize(policy.witnesses.size());
    for (const std::string& note : *notes) {
        for (std::size_t i = 0; i < policy_.witnesses.size(); ++i) static_cast<void>(take(i, note));
    }
    publish();
    return {};
}

bool WitnessBoard::take(std::size_t witness, const std::string& note) {
    const record::WitnessKey& key = policy_.witnesses[witness];
    const auto time_s = record::cosigned_at(note, key);
    const auto stated = record::stated_checkpoint(note);
    if (!time_s || !*time_s || !stated || stated->origin != origin_) return false;
    // The lines: this witness's, and those that no witness made, which are the record's own.
    const auto parts = record::split_note(note);
    GONGYI_CHECK(parts.has_value());
    std::string head = std::string{parts->text} + '\n';
    std::string own;
    for (const record::SignatureLine& each : parts->signatures) {
        const auto is_of = [&](const record::WitnessKey& one) {
            return one.name() == each.name && one.id() == each.id;
        };
        if (is_of(key))
            own = each.line;
        else if (each.name == origin_)
            head += each.line;
    }
    const auto place = std::find_if(gathered_.begin(), gathered_.end(),
                                    [&](const Gathered& one) { return one.checkpoint.size >= stated->size; });
    if (place == gathered_.end() || place->checkpoint != *stated) {
        // Another root of one size: the record's own doing, which a witness has signed before. The later counts.
        gathered_.insert(place, Gathered{*stated, head, std::vector<std::string>(policy_.witnesses.size())});
    }
    const auto gathered = std::find_if(gathered_.begin(), gathered_.end(),
                                       [&](const Gathered& one) { return one.checkpoint == *stated; });
    gathered->lines[witness] = own;
    pages::WitnessSeen& seen = view_.seen[witness];
    if (stated->size >= seen.size) {
        seen.size = stated->size;
        seen.at = UnixMs{static_cast<std::int64_t>(std::min(**time_s, std::uint64_t{1} << 37U)) * 1'000};
        newest_[witness] = head + own;
    }
    if (gathered->count() >= policy_.quorum && stated->size >= witnessed_size_) {
        witnessed_size_ = stated->size;
        view_.witnessed = gathered->note();
    }
    while (gathered_.size() > gathered_max) gathered_.pop_front();
    return true;
}

bool WitnessBoard::add(std::size_t witness, const std::string& note) {
    const std::lock_guard lock{mutex_};
    GONGYI_CHECK(witness < policy_.witnesses.size());
    if (!take(witness, note)) return false;
    publish();
    store();
    return true;
}

bool WitnessBoard::set_fault(std::size_t witness, pages::WitnessFault fault) {
    const std::lock_guard lock{mutex_};
    GONGYI_CHECK(witness < view_.seen.size());
    if (view_.seen[witness].fault == fault) return false;
    view_.seen[witness].fault = fault;
    publish();
    return true;
}

void WitnessBoard::publish() {
    published_ = std::make_shared<const View>(view_);
}

void WitnessBoard::store() {
    std::vector<std::string> notes;
    if (!view_.witnessed.empty()) notes.push_back(view_.witnessed);
    for (const std::string& note : newest_) {
        if (!note.empty()) notes.push_back(note);
    }
    if (const auto stored = write_witnessed_checkpoints(data_, notes); !stored) {
        std::fprintf(stderr, "gongyi: what the witnesses signed could not be kept: %s\n", stored.error().what.c_str());
    }
}

std::shared_ptr<const WitnessBoard::View> WitnessBoard::view() const {
    const std::lock_guard lock{mutex_};
    return published_;
}

}  // namespace gongyi::server
