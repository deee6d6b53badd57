#include "server-stub/second_person/pending_acts.h"

namespace gongyi::server {

namespace {

bool has_lapsed(const PendingAct& act, UnixMs now) {
    return now.ms - act.at.ms >= pending_act_ms;
}

}  // namespace

void PendingActs::load(std::vector<PendingAct> acts) {
    for (const PendingAct& act : acts) put(act);
}

void PendingActs::put(const PendingAct& act) {
    const std::lock_guard lock{mutex_};
    acts_.insert_or_assign(act.id, act);
    last_id_ = std::max(last_id_, act.id);
}

void PendingActs::forget(std::int64_t id) {
    const std::lock_guard lock{mutex_};
    acts_.erase(id);
}

std::optional<PendingAct> PendingActs::find(std::int64_t id, UnixMs now) const {
    const std::lock_guard lock{mutex_};
    const auto found = acts_.find(id);
    if (found == acts_.end() || has_lapsed(found->second, now)) return std::nullopt;
    return found->second;
}

std::vector<PendingAct> PendingActs::all(UnixMs now) const {
    const std::lock_guard lock{mutex_};
    std::vector<PendingAct> list;
    for (const auto& [id, act] : acts_) {
        if (!has_lapsed(act, now)) list.push_back(act);
    }
    return list;
}

std::int64_t PendingActs::next_id() const {
    const std::lock_guard lock{mutex_};
    return last_id_ + 1;
}

std::vector<std::int64_t> PendingActs::lapsed(UnixMs now) const {
    const std::lock_guard lock{mutex_};
    std::vector<std::int64_t> ids;
    for (const auto& [id, act] : acts_) {
        if (has_lapsed(act, now)) ids.push_back(id);
    }
    return ids;
}

}  // namespace gongyi::server
