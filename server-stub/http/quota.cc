#include "server-stub/http/quota.h"

namespace gongyi::server {

Quota::Share& Quota::Share::operator=(Share&& other) noexcept {
    if (this == &other) return *this;
    give_back();
    quota_ = std::exchange(other.quota_, nullptr);
    holder_ = std::move(other.holder_);
    amount_ = std::exchange(other.amount_, 0);
    return *this;
}

Quota::Verdict Quota::Share::take(std::int64_t amount) {
    if (quota_ == nullptr) return Verdict::granted;
    const std::lock_guard lock{quota_->mutex_};
    const auto found = quota_->by_holder_.find(holder_);
    const std::int64_t has = found == quota_->by_holder_.end() ? 0 : found->second;
    if (has + amount > quota_->limits_.each) return Verdict::holder_full;
    if (quota_->held_ + amount > quota_->limits_.all) return Verdict::all_full;
    quota_->by_holder_[holder_] += amount;
    quota_->held_ += amount;
    amount_ += amount;
    return Verdict::granted;
}

void Quota::Share::give_back() {
    if (amount_ == 0) return;
    const std::lock_guard lock{quota_->mutex_};
    const auto found = quota_->by_holder_.find(holder_);
    found->second -= amount_;
    if (found->second == 0) quota_->by_holder_.erase(found);
    quota_->held_ -= std::exchange(amount_, 0);
}

Quota::Share Quota::share_of(std::string_view holder) {
    Share share;
    share.quota_ = this;
    share.holder_ = holder;
    return share;
}

std::int64_t Quota::held() const {
    const std::lock_guard lock{mutex_};
    return held_;
}

}  // namespace gongyi::server
