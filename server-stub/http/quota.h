// So much of something at once (connections, bytes), in all and for each who holds some of it.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gongyi::server {

// Thread-safe. Must outlive its shares.
class Quota {
public:
    struct Limits {
        std::int64_t all = 0;
        std::int64_t each = 0;
    };
    enum class Verdict : std::uint8_t {
        granted,
        holder_full,  // This holder would have more than `each`.
        all_full,     // All together would have more than `all`.
    };

    // What one holder has of it; gives it back when it ends.
    class Share {
    public:
        Share() = default;
        Share(Share&& other) noexcept { *this = std::move(other); }
        Share& operator=(Share&& other) noexcept;
        ~Share() { give_back(); }
        // Takes `amount` more, or nothing of it.
        [[nodiscard]] Verdict take(std::int64_t amount);
        void give_back();
        [[nodiscard]] std::int64_t amount() const { return amount_; }

    private:
        friend class Quota;
        Quota* quota_ = nullptr;
        std::string holder_;
        std::int64_t amount_ = 0;
    };

    explicit Quota(Limits limits) : limits_{limits} {}
    Quota(const Quota&) = delete;
    Quota& operator=(const Quota&) = delete;

    // A share of `holder`, empty as yet.
    [[nodiscard]] Share share_of(std::string_view holder);
    [[nodiscard]] std::int64_t held() const;

private:
    Limits limits_;
    mutable std::mutex mutex_;
    std::int64_t held_ = 0;
    std::unordered_map<std::string, std::int64_t> by_holder_;  // Nobody who has nothing.
};

}  // namespace gongyi::server
