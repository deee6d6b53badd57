#include "shared/portal/ballot_pool.h"

#include <algorithm>
#include <utility>

namespace gongyi::portal {

namespace {

// Which batch the cast came in. Batches stand in the order of their entries.
std::size_t batch_of(const Round& round, std::size_t cast) {
    const auto found =
        std::lower_bound(round.batches.begin(), round.batches.end(), round.commitments[cast].entry,
                         [](const BallotBatch& batch, std::uint64_t entry) { return batch.last_entry < entry; });
    return static_cast<std::size_t>(found - round.batches.begin());
}

}  // namespace

bool is_batch_due(std::size_t waiting, std::int64_t batch_min) {
    return waiting > 0 && waiting >= 2 * static_cast<std::size_t>(batch_min);
}

std::vector<Hash> draw_batch(std::vector<Hash> waiting, std::int64_t batch_min, const RandomBelow& random_below) {
    if (!is_batch_due(waiting.size(), batch_min)) return {};
    const auto staying = static_cast<std::size_t>(batch_min);
    for (std::size_t i = 0; i < staying; ++i) {
        std::swap(waiting[i], waiting[i + static_cast<std::size_t>(random_below(waiting.size() - i))]);
    }
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(staying));
    return waiting;
}

std::vector<BatchCount> count_batches(const Round& round) {
    // Whatever no batch holds, which a record never has, goes into one that is left out at the end.
    std::vector<BatchCount> counts(round.batches.size() + 1);
    for (std::size_t i = 0; i < round.casts.size(); ++i) ++counts[batch_of(round, i)].ballots;
    const std::vector<std::size_t> order = casts_by_credential(round.casts);
    std::size_t before = counts.size();  // In which the credential's ballot before this one came.
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool is_first = i == 0 || round.casts[order[i]].input() != round.casts[order[i - 1]].input();
        const std::size_t batch = batch_of(round, order[i]);
        if (is_first) {
            ++counts[batch].first;
        } else if (batch != before) {
            ++counts[batch].later;
        }
        before = batch;
    }
    counts.pop_back();
    return counts;
}

bool are_batches_lawful(const Round& round) {
    if (round.batch_min == 0 || round.batches.size() < 2) return true;
    const std::vector<BatchCount> counts = count_batches(round);
    for (const BatchCount& batch : counts) {
        const bool may_hold_others = &batch == &counts.back();
        if (batch.first < round.batch_min) return false;
        if (!may_hold_others && batch.ballots != batch.first) return false;
    }
    return true;
}

std::int64_t smallest_batch(const Round& round) {
    std::int64_t smallest = 0;
    for (const BatchCount& batch : count_batches(round)) {
        const std::int64_t size = batch.first != 0 ? batch.first : batch.later;
        if (size != 0 && (smallest == 0 || size < smallest)) smallest = size;
    }
    return smallest;
}

}  // namespace gongyi::portal
