// Asks the witnesses for their signatures: in the background, so that no witness can hold up the portal.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server-stub/cli/http_get.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/witness/witness_board.h"
#include "shared/record/cosignature.h"

namespace gongyi::server {

// How often it is looked whether there is something to sign. All that is new since goes into one request.
inline constexpr std::int64_t gather_period_ms = 1'000;
// How long a witness may take to answer, and how large its answer may be.
inline constexpr std::int64_t witness_answer_ms_max = 5'000;
inline constexpr std::size_t witness_answer_bytes_max = 16 * 1'024;
// A witness is asked again after so long though nothing is new, so that everybody can see that it is there.
inline constexpr std::int64_t witness_refresh_ms = 10 * minute_ms;
// After failures it is left alone for one second, two, four …, at most so long.
inline constexpr std::int64_t witness_pause_ms_max = 5 * minute_ms;

// A witness as the operator names it.
struct WitnessAddress {
    record::WitnessKey key;
    PortalAddress address;
    std::string prefix;  // Of its paths: "" or "/witness", without a slash at the end.
};
// From "NAME+ID+KEY http://HOST[:PORT][/PREFIX]" or https. The fault is a sentence.
[[nodiscard]] Expected<WitnessAddress, std::string> read_witness_address(std::string_view text);

class WitnessGatherer {
public:
    // Both must outlive this, and the board must have begun with these witnesses, in this order.
    WitnessGatherer(PortalHost& host, WitnessBoard& board, std::vector<WitnessAddress> witnesses);
    WitnessGatherer(const WitnessGatherer&) = delete;
    WitnessGatherer& operator=(const WitnessGatherer&) = delete;
    ~WitnessGatherer();

    void start();
    // Waits for the requests under way.
    void stop();

private:
    // What is remembered of one witness between two requests.
    struct Asked {
        std::int64_t at_ms = 0;  // On a clock that runs evenly; when it answered last.
        std::int64_t not_before_ms = 0;
        std::int64_t pause_ms = 0;  // 0 while all is well.
        std::uint64_t signed_size = 0;
    };

    void loop();
    void gather();
    // On a thread of its own: one witness, one checkpoint.
    void ask(std::size_t witness, const Snapshot& snapshot);
    [[nodiscard]] pages::WitnessFault request_signature(std::size_t witness, const Snapshot& snapshot);

    PortalHost& host_;
    WitnessBoard& board_;
    std::vector<WitnessAddress> witnesses_;
    std::vector<Asked> asked_;  // Parallel to witnesses_.
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace gongyi::server
