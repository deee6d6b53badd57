// A few threads for work that is slow (Argon2id on purpose, credentials by nature), so that it never holds up the
// others.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gongyi::server {

// Each waiting passphrase takes about 100 ms, so the last of these waits some seconds; beyond, people are asked to
// come back.
inline constexpr std::size_t waiting_work_max = 64;

class WorkerPool {
public:
    //   waiting_max  how much may wait at once; beyond, callers are told to come back.
    explicit WorkerPool(std::size_t thread_count, std::size_t waiting_max = waiting_work_max);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    // Finishes the work that has begun, drops what waits, joins the threads.
    ~WorkerPool();

    // False when too much is waiting already; then `work` will not run.
    //   given_up  called if `work` throws: whoever waits for it is to be told.
    [[nodiscard]] bool submit(std::function<void()> work, std::function<void()> given_up);

private:
    struct Task {
        std::function<void()> work;
        std::function<void()> given_up;
    };
    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t waiting_max_;
    std::deque<Task> waiting_;
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace gongyi::server
