// Whether the portal can do its work: what /healthz answers, and what is said on stderr when it changes.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi::server {

// What can be wrong, in the order in which it is told.
enum class HealthPart : std::uint8_t {
    store,       // The last attempt to store something failed.
    writer,      // The writer does not answer.
    checkpoint,  // The record's checkpoint could not be signed.
    kept,        // The signed checkpoint could not be kept for the next start.
    database,    // The last check of the database found damage.
    clock,       // The machine's clock is not believed.
};
inline constexpr std::array all_health_parts{HealthPart::store, HealthPart::writer,   HealthPart::checkpoint,
                                             HealthPart::kept,  HealthPart::database, HealthPart::clock};
// "store": stable, for programs.
[[nodiscard]] std::string_view part_name(HealthPart part);

struct HealthFault {
    HealthPart part = HealthPart::store;
    std::string what;  // In English, for the operator. Names no person and no secret, but places of the machine.
};

// Thread-safe. Everything is good until somebody reports otherwise.
class Health {
public:
    // An empty `what` says that the part is good. A change is told on stderr. Cost while nothing changes and all
    // is good: one atomic read.
    void report(HealthPart part, std::string_view what);
    [[nodiscard]] bool is_good(HealthPart part) const { return !parts_.at(static_cast<std::size_t>(part)).is_bad; }
    // Nothing when all is good.
    [[nodiscard]] std::vector<HealthFault> faults() const;

private:
    struct Part {
        std::atomic<bool> is_bad{false};
        std::string what;  // Under mutex_.
    };
    mutable std::mutex mutex_;
    std::array<Part, all_health_parts.size()> parts_;
};

}  // namespace gongyi::server
