// Answers that are given once and hold a secret (a new letter's code): for some seconds more they are there for whoever
// pressed twice, since a browser shows the second answer.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "server-stub/http/exchange.h"
#include "shared/base/time.h"
#include "shared/community/people.h"

namespace gongyi::server {

inline constexpr std::int64_t shown_once_ms = 10'000;

// Thread-safe. In memory alone.
class ShownOnce {
public:
    using Show = std::function<void(const ExchangePtr&)>;

    // What confirming the act `id` showed to `reader`.
    void keep(std::int64_t id, ResidentId reader, Show show, UnixMs now) {
        const std::lock_guard lock{mutex_};
        forget(now);
        answers_.push_back({id, reader, std::move(show), now});
    }
    // Empty when there is nothing.
    [[nodiscard]] Show find(std::int64_t id, ResidentId reader, UnixMs now) {
        const std::lock_guard lock{mutex_};
        forget(now);
        for (const Answer& answer : answers_) {
            if (answer.id == id && answer.reader == reader) return answer.show;
        }
        return {};
    }

private:
    struct Answer {
        std::int64_t id;
        ResidentId reader;
        Show show;
        UnixMs at;
    };
    void forget(UnixMs now) {
        std::erase_if(answers_, [now](const Answer& answer) { return now.ms - answer.at.ms >= shown_once_ms; });
    }

    std::mutex mutex_;
    std::vector<Answer> answers_;
};

}  // namespace gongyi::server
