// Who listens to the news of the record (server-sent events): each keeps a connection for as long as it likes.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>

namespace gongyi::server {

inline constexpr std::size_t listeners_max = 1'000;
// From one address: a quarter of all, since a whole community may be behind one.
inline constexpr std::size_t listeners_of_address_max = 250;
// Of one session: somebody's windows and devices.
inline constexpr std::size_t listeners_of_session_max = 8;
// When those who gave way may come back.
inline constexpr std::int64_t listeners_retry_ms = 60'000;

// Thread-safe. Nobody is refused: who came first gives way, of the same session if that has too many, else of the same
// address, else of the address that has most.
class Listeners {
public:
    // A listener's; it leaves when this is destroyed. Must not outlive the Listeners.
    class Seat {
    public:
        ~Seat();
        [[nodiscard]] bool gives_way() const { return gives_way_; }
        // `wake` is called, from any thread, when it is to give way.
        void on_wake(std::function<void()> wake);

    private:
        friend class Listeners;
        Listeners* listeners_ = nullptr;
        std::size_t address_ = 0;  // Hashes.
        std::size_t session_ = 0;  // 0: a visitor.
        std::atomic<bool> gives_way_{false};
        std::function<void()> wake_;
        std::list<Seat*>::iterator place_;  // In seats_, unless it gives way.
    };

    //   session  What tells sessions apart; empty for a visitor.
    // Cost: O(listeners).
    [[nodiscard]] std::unique_ptr<Seat> enter(std::string_view address, std::string_view session);
    [[nodiscard]] std::size_t count() const;

private:
    [[nodiscard]] Seat* who_gives_way(const Seat& newcomer) const;

    mutable std::mutex mutex_;
    std::list<Seat*> seats_;  // Whoever came first, first.
};

}  // namespace gongyi::server
