// Who has done the first step of signing in and is yet to do the second.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server-stub/accounts/secrets.h"

namespace gongyi::server {

// To find a phone and read six digits.
inline constexpr std::int64_t ticket_ms = 5 * minute_ms;
// So many are remembered; then whoever would be over first gives way.
inline constexpr std::size_t tickets_max = 4'096;

struct FirstStep {
    ResidentId person;
    bool is_shared_device = false;
    UnixMs until;
};

// In memory alone: a restart asks for the passphrase again. Thread-safe.
class Tickets {
public:
    // What the form of the second step carries: it stands for the passphrase for ticket_ms.
    [[nodiscard]] std::string issue(FirstStep step) {
        std::string ticket = random_token();
        const std::lock_guard lock{mutex_};
        if (steps_.size() >= tickets_max) {
            auto first = steps_.begin();
            for (auto at = steps_.begin(); at != steps_.end(); ++at) {
                if (at->second.until < first->second.until) first = at;
            }
            steps_.erase(first);
        }
        steps_.emplace(ticket, step);
        return ticket;
    }
    [[nodiscard]] std::optional<FirstStep> find(std::string_view ticket, UnixMs now) {
        const std::lock_guard lock{mutex_};
        const auto step = steps_.find(ticket);
        if (step == steps_.end()) return std::nullopt;
        if (step->second.until > now) return step->second;
        steps_.erase(step);
        return std::nullopt;
    }
    // It has been used.
    void end(std::string_view ticket) {
        const std::lock_guard lock{mutex_};
        const auto step = steps_.find(ticket);
        if (step != steps_.end()) steps_.erase(step);
    }

private:
    std::mutex mutex_;
    std::map<std::string, FirstStep, std::less<>> steps_;
};

}  // namespace gongyi::server
