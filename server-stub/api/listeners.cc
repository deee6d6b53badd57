#include "server-stub/api/listeners.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace gongyi::server {

Listeners::Seat::~Seat() {
    const std::lock_guard lock{listeners_->mutex_};
    if (!gives_way_) listeners_->seats_.erase(place_);
}

void Listeners::Seat::on_wake(std::function<void()> wake) {
    const std::lock_guard lock{listeners_->mutex_};
    wake_ = std::move(wake);
}

std::unique_ptr<Listeners::Seat> Listeners::enter(std::string_view address, std::string_view session) {
    auto seat = std::make_unique<Seat>();
    seat->listeners_ = this;
    seat->address_ = std::hash<std::string_view>{}(address);
    seat->session_ = session.empty() ? 0 : std::hash<std::string_view>{}(session) | 1U;
    const std::lock_guard lock{mutex_};
    if (Seat* const leaving = who_gives_way(*seat)) {
        seats_.erase(leaving->place_);
        leaving->gives_way_ = true;
        if (leaving->wake_) leaving->wake_();
    }
    seat->place_ = seats_.insert(seats_.end(), seat.get());
    return seat;
}

Listeners::Seat* Listeners::who_gives_way(const Seat& newcomer) const {
    const auto first_of = [this](std::size_t count_max, const auto& is_like) -> Seat* {
        const auto count = static_cast<std::size_t>(std::count_if(seats_.begin(), seats_.end(), is_like));
        if (count < count_max) return nullptr;
        return *std::find_if(seats_.begin(), seats_.end(), is_like);
    };
    if (newcomer.session_ != 0) {
        const auto is_same = [&](const Seat* seat) { return seat->session_ == newcomer.session_; };
        if (Seat* const first = first_of(listeners_of_session_max, is_same)) return first;
    }
    const auto is_near = [&](const Seat* seat) { return seat->address_ == newcomer.address_; };
    if (Seat* const first = first_of(listeners_of_address_max, is_near)) return first;
    if (seats_.size() < listeners_max) return nullptr;
    std::unordered_map<std::size_t, std::size_t> counts;
    for (const Seat* seat : seats_) ++counts[seat->address_];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return first_of(0, [&](const Seat* seat) { return seat->address_ == most->first; });
}

std::size_t Listeners::count() const {
    const std::lock_guard lock{mutex_};
    return seats_.size();
}

}  // namespace gongyi::server
