#include "server-stub/portal_host/daily_check.h"

#include <chrono>

#include "server-stub/portal_host/record_check.h"

namespace gongyi::server {

DailyCheck::DailyCheck(PortalHost& host, std::int64_t period_ms)
    : host_{host}, thread_{[this, period_ms] { run(period_ms); }} {}

DailyCheck::~DailyCheck() {
    {
        const std::lock_guard lock{mutex_};
        is_stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void DailyCheck::run(std::int64_t period_ms) {
    std::unique_lock lock{mutex_};
    while (!changed_.wait_for(lock, std::chrono::milliseconds{period_ms}, [this] { return is_stopping_; })) {
        lock.unlock();
        const auto checked = check_running(host_.store(), host_.snapshot()->checkpoint);
        host_.health().report(HealthPart::database,
                              checked ? std::string_view{} : std::string_view{checked.error().what});
        lock.lock();
    }
}

}  // namespace gongyi::server
