// What one person of staff has asked for and a second one has to confirm. Kept privately until then.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server-stub/store/rows.h"

namespace gongyi::server {

// The most that one person may have waiting, so that nobody uses the place up for all, and how long each waits.
inline constexpr std::size_t pending_acts_each_max = 50;
inline constexpr std::int64_t pending_act_ms = 7 * day_ms;

// Thread-safe. Holds what is committed.
class PendingActs {
public:
    void load(std::vector<PendingAct> acts);
    void put(const PendingAct& act);
    void forget(std::int64_t id);

    [[nodiscard]] std::optional<PendingAct> find(std::int64_t id, UnixMs now) const;
    // Those that have not lapsed, by id.
    [[nodiscard]] std::vector<PendingAct> all(UnixMs now) const;
    // The number of the next one. Those that have lapsed count among the most that may wait.
    [[nodiscard]] std::int64_t next_id() const;
    [[nodiscard]] std::vector<std::int64_t> lapsed(UnixMs now) const;

private:
    mutable std::mutex mutex_;
    std::map<std::int64_t, PendingAct> acts_;
    std::int64_t last_id_ = 0;
};

}  // namespace gongyi::server
