#include "server-stub/portal_host/ballot_box.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "server-stub/accounts/secrets.h"
#include "shared/portal/ballot_pool.h"

namespace gongyi::server {

const BallotBox::Round* BallotBox::find(RoundId round) const {
    const auto found = rounds_.find(round);
    return found == rounds_.end() ? nullptr : &found->second;
}

void BallotBox::mark(const portal::RollEntry& entry) {
    const std::unique_lock lock{mutex_};
    rounds_[entry.round].roll.insert_or_assign(entry.voter, entry.mark);
}

void BallotBox::take_back(const portal::PaperReturn& taken) {
    const std::unique_lock lock{mutex_};
    Round& round = rounds_[taken.round];
    round.roll.erase(taken.voter);
    round.returns.push_back(taken);
    round.returns.back().voter = ResidentId{};
}

void BallotBox::note_urn(const portal::UrnEntry& entry) {
    const std::unique_lock lock{mutex_};
    rounds_[entry.round].urns.push_back(entry);
}

void BallotBox::put(const portal::SealedCast& sealed, std::int64_t window) {
    const std::unique_lock lock{mutex_};
    Round& round = rounds_[sealed.round];
    round.casts.insert_or_assign(sealed.commitment, sealed);
    round.waiting.insert_or_assign(sealed.commitment, window);
    if (sealed.cast.is_paper()) return;
    // After a restart they come in any order.
    const auto version_of = [&](const Hash& commitment) { return round.casts.at(commitment).cast.version; };
    Hash& first = round.first.try_emplace(sealed.cast.input(), sealed.commitment).first->second;
    if (sealed.cast.version < version_of(first)) first = sealed.commitment;
    Hash& latest = round.latest.try_emplace(sealed.cast.input(), sealed.commitment).first->second;
    if (sealed.cast.version > version_of(latest)) latest = sealed.commitment;
}

void BallotBox::note_committed(RoundId round, const std::vector<Hash>& commitments) {
    const std::unique_lock lock{mutex_};
    for (const Hash& commitment : commitments) rounds_[round].waiting.erase(commitment);
}

void BallotBox::forget(RoundId round) {
    const std::unique_lock lock{mutex_};
    const auto found = rounds_.find(round);
    if (found == rounds_.end()) return;
    Round& left = found->second;
    left.casts.clear();
    left.first.clear();
    left.latest.clear();
    left.waiting.clear();
}

std::optional<portal::RollMark> BallotBox::find_mark(RoundId round, ResidentId voter) const {
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(round);
    if (in_round == nullptr) return std::nullopt;
    const auto found = in_round->roll.find(voter);
    if (found == in_round->roll.end()) return std::nullopt;
    return found->second;
}

bool BallotBox::has(RoundId round, const Hash& commitment) const {
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(round);
    return in_round != nullptr && in_round->casts.contains(commitment);
}

std::optional<portal::SealedCast> BallotBox::find_cast(RoundId round, const Hash& commitment) const {
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(round);
    if (in_round == nullptr) return std::nullopt;
    const auto found = in_round->casts.find(commitment);
    if (found == in_round->casts.end()) return std::nullopt;
    return found->second;
}

std::optional<portal::SealedCast> BallotBox::find_latest(RoundId round, const BallotKey& input) const {
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(round);
    if (in_round == nullptr) return std::nullopt;
    const auto found = in_round->latest.find(input);
    if (found == in_round->latest.end()) return std::nullopt;
    return in_round->casts.at(found->second);
}

std::vector<std::string> BallotBox::paper_serials(RoundId round) const {
    const std::shared_lock lock{mutex_};
    std::vector<std::string> serials;
    const Round* in_round = find(round);
    if (in_round == nullptr) return serials;
    for (const auto& [commitment, sealed] : in_round->casts) {
        if (sealed.cast.is_paper()) serials.push_back(sealed.cast.paper);
    }
    return serials;
}

std::int64_t BallotBox::papers_issued(RoundId round) const {
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(round);
    if (in_round == nullptr) return 0;
    return std::count_if(in_round->roll.begin(), in_round->roll.end(),
                         [](const auto& entry) { return !entry.second.blinded; });
}

std::vector<ResidentId> BallotBox::desk_hands(RoundId round) const {
    const std::shared_lock lock{mutex_};
    std::vector<ResidentId> hands;
    const Round* in_round = find(round);
    if (in_round == nullptr) return hands;
    const auto add = [&](const portal::Handing& handing) {
        hands.push_back(handing.by);
        if (handing.second != ResidentId{}) hands.push_back(handing.second);
    };
    for (const auto& [voter, mark] : in_round->roll) {
        if (mark.handing) add(*mark.handing);
    }
    for (const portal::PaperReturn& taken : in_round->returns) add(taken.handing);
    return hands;
}

std::vector<ResidentId> BallotBox::urn_hands(RoundId round) const {
    const std::shared_lock lock{mutex_};
    std::vector<ResidentId> hands;
    const Round* in_round = find(round);
    if (in_round == nullptr) return hands;
    for (const portal::UrnEntry& entry : in_round->urns) {
        hands.push_back(entry.by);
        hands.push_back(entry.second);
    }
    return hands;
}

std::vector<std::string> BallotBox::void_papers(RoundId round) const {
    const std::shared_lock lock{mutex_};
    std::vector<std::string> serials;
    const Round* in_round = find(round);
    if (in_round == nullptr) return serials;
    for (const portal::PaperReturn& taken : in_round->returns) {
        if (!taken.serial.empty()) serials.push_back(taken.serial);
    }
    std::sort(serials.begin(), serials.end());
    return serials;
}

PaperAccount BallotBox::paper_account(RoundId round, const std::function<std::int64_t(ResidentId)>& desk_of) const {
    PaperAccount account;
    account.voided = void_papers(round);
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(round);
    if (in_round == nullptr) return account;
    std::map<std::tuple<Date, std::int64_t, std::int64_t>, PaperDay> days;
    const auto day_of = [&](const Date& day, std::int64_t place, ResidentId by) -> PaperDay& {
        const std::int64_t desk = desk_of(by);
        PaperDay& one = days[{day, place, desk}];
        one.day = day;
        one.place = place;
        one.desk = desk;
        return one;
    };
    for (const auto& [voter, mark] : in_round->roll) {
        if (mark.handing) ++day_of(mark.handing->on, mark.handing->place, mark.handing->by).handed;
    }
    for (const portal::PaperReturn& taken : in_round->returns) {
        ++day_of(taken.handing.on, taken.handing.place, taken.handing.by).handed;
        ++day_of(taken.on, taken.handing.place, taken.by).returned;
    }
    for (const auto& [key, day] : days) account.days.push_back(day);
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> entered;
    for (const portal::UrnEntry& entry : in_round->urns) {
        entered[{desk_of(entry.by), desk_of(entry.second)}] += entry.count;
    }
    for (const auto& [desks, count] : entered) account.entered.push_back({desks.first, desks.second, count});
    return account;
}

std::vector<Hash> BallotBox::ready(const Round& round, const portal::BoxDue& needed, std::int64_t window) {
    const auto may_enter = [&](const OpenedCast& cast, const Hash& commitment) {
        if (needed.batch_min == 0) return true;
        return !cast.is_paper() && round.first.at(cast.input()) == commitment;
    };
    std::vector<Hash> ready;
    for (const auto& [commitment, came_in] : round.waiting) {
        if (came_in < window && may_enter(round.casts.at(commitment).cast, commitment)) ready.push_back(commitment);
    }
    return ready;
}

bool BallotBox::has_due(const portal::BoxDue& needed, std::int64_t window) const {
    const std::shared_lock lock{mutex_};
    const Round* in_round = find(needed.round);
    return in_round != nullptr && portal::is_batch_due(ready(*in_round, needed, window).size(), needed.batch_min);
}

portal::BoxFacts BallotBox::facts(const portal::BoxDue& needed, std::int64_t window) const {
    const std::shared_lock lock{mutex_};
    portal::BoxFacts facts;
    facts.round = needed.round;
    const Round* in_round = find(needed.round);
    if (in_round == nullptr) return facts;
    const bool needs_everything = needed.need == portal::BoxNeed::everything;
    if (!needs_everything) {
        facts.due = portal::draw_batch(ready(*in_round, needed, window), needed.batch_min, random_below);
        return facts;
    }
    for (const auto& [commitment, came_in] : in_round->waiting) facts.due.push_back(commitment);
    facts.casts.reserve(in_round->casts.size());
    for (const auto& [commitment, sealed] : in_round->casts) facts.casts.push_back(sealed);
    for (const auto& [voter, mark] : in_round->roll) {
        ++(mark.blinded ? facts.credentials_issued : facts.papers_issued);
    }
    return facts;
}

}  // namespace gongyi::server
