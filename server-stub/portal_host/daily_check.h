// Reads database and record through now and then while the portal runs, on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "server-stub/portal_host/portal_host.h"

namespace gongyi::server {

// How often; the start has done the same already.
inline constexpr std::int64_t check_hours_default = 24;

class DailyCheck {
public:
    // Reports to the host's Health after each `period_ms` (over 0). The host must outlive it.
    DailyCheck(PortalHost& host, std::int64_t period_ms);
    DailyCheck(const DailyCheck&) = delete;
    DailyCheck& operator=(const DailyCheck&) = delete;
    ~DailyCheck();

private:
    void run(std::int64_t period_ms);

    PortalHost& host_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace gongyi::server
