#include "server-stub/accounts/worker_pool.h"

#include "server-stub/broken_invariant.h"

namespace gongyi::server {

WorkerPool::WorkerPool(std::size_t thread_count, std::size_t waiting_max) : waiting_max_{waiting_max} {
    for (std::size_t i = 0; i < thread_count; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock{mutex_};
        is_stopping_ = true;
        waiting_.clear();
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::function<void()> work, std::function<void()> given_up) {
    {
        const std::lock_guard lock{mutex_};
        if (is_stopping_ || waiting_.size() >= waiting_max_) return false;
        waiting_.push_back({std::move(work), std::move(given_up)});
    }
    changed_.notify_one();
    return true;
}

void WorkerPool::run() {
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
        if (is_stopping_) return;
        const Task task = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        if (!completes("slow work", task.work)) static_cast<void>(completes("an answer", task.given_up));
        lock.lock();
    }
}

}  // namespace gongyi::server
