#include "server-stub/accounts/fair_pool.h"

#include <algorithm>
#include <utility>

#include "server-stub/broken_invariant.h"

namespace gongyi::server {

FairPool::FairPool(std::size_t thread_count, Limits limits) : limits_{limits} {
    for (std::size_t i = 0; i < thread_count; ++i) threads_.emplace_back([this] { run(); });
}

FairPool::~FairPool() {
    {
        const std::lock_guard lock{mutex_};
        is_stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool FairPool::submit(FairWork work) {
    FairWork dropped;
    {
        const std::lock_guard lock{mutex_};
        if (is_stopping_) return false;
        Lane& lane = work.is_known ? known_ : others_;
        const auto queue = lane.by_client.find(work.client);
        if (queue != lane.by_client.end() && queue->second.size() >= limits_.each_client) return false;
        const auto account = lane.by_account.find(work.account);
        if (account != lane.by_account.end() && account->second >= limits_.each_account) return false;
        if (lane.count >= limits_.all && !make_room(lane, work.client, dropped)) return false;
        ++lane.by_account[work.account];
        ++lane.count;
        std::deque<FairWork>& own = lane.by_client[work.client];
        if (own.empty()) lane.turns.push_back(work.client);
        own.push_back(std::move(work));
    }
    if (dropped.drop) dropped.drop();
    changed_.notify_one();
    return true;
}

// Takes the last piece of the client with most, unless `client` has as many itself.
bool FairPool::make_room(Lane& lane, const std::string& client, FairWork& dropped) {
    const auto most = std::max_element(lane.by_client.begin(), lane.by_client.end(),
                                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    const auto own = lane.by_client.find(client);
    const std::size_t own_count = own == lane.by_client.end() ? 0 : own->second.size();
    if (most == lane.by_client.end() || most->second.size() <= own_count + 1) return false;
    dropped = std::move(most->second.back());
    most->second.pop_back();
    forget(lane, dropped);
    return true;
}

void FairPool::forget(Lane& lane, const FairWork& work) {
    --lane.count;
    const auto account = lane.by_account.find(work.account);
    if (account != lane.by_account.end() && --account->second == 0) lane.by_account.erase(account);
}

FairWork FairPool::take() {
    const bool takes_known = known_.count > 0 && (others_.count == 0 || !is_turn_of_others_);
    is_turn_of_others_ = takes_known;
    Lane& lane = takes_known ? known_ : others_;
    const auto queue = lane.by_client.find(lane.turns.front());
    FairWork work = std::move(queue->second.front());
    queue->second.pop_front();
    forget(lane, work);
    if (queue->second.empty()) {
        lane.by_client.erase(queue);
        lane.turns.pop_front();
    } else {
        lane.turns.splice(lane.turns.end(), lane.turns, lane.turns.begin());
    }
    return work;
}

void FairPool::run() {
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [this] { return is_stopping_ || known_.count + others_.count > 0; });
        if (is_stopping_) return;
        const FairWork work = take();
        lock.unlock();
        if (!completes("work on a passphrase", work.run)) static_cast<void>(completes("an answer", work.given_up));
        lock.lock();
    }
}

}  // namespace gongyi::server
