// The census files that staff are looking at: held in memory alone between the look and the import, one for each of
// them. What was decided about its lines is held with a file, and so are the codes of one that was just imported, for
// as long as somebody who pressed twice may be waiting for the same answer.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/census/census_plan.h"
#include "shared/base/time.h"

namespace gongyi::server {

inline constexpr std::size_t census_files_max = 4;  // Of all staff; the one that was looked at longest ago goes first.
inline constexpr std::int64_t census_file_held_ms = hour_ms;
inline constexpr std::int64_t census_answer_held_ms = 10'000;

// Thread-safe.
class CensusDesk {
public:
    struct File {
        std::shared_ptr<const std::string> bytes;
        CensusDecisions decisions;
    };
    struct Done {
        std::int64_t people = 0;
        std::int64_t homes = 0;
        std::string codes;
    };

    // Holds the file instead of the one that `by` was looking at. The name under which it is found: its SHA-256.
    std::string hold(ResidentId by, std::string bytes, UnixMs now);
    // The file with what was decided so far and `more`, which counts where both say something. Nothing when it is not
    // held, or held for somebody else.
    std::optional<File> find(ResidentId by, std::string_view held, const CensusDecisions& more, UnixMs now);
    // It is stored: the file goes, what came of it stays for census_answer_held_ms.
    void finish(ResidentId by, std::string_view held, Done done, UnixMs now);
    [[nodiscard]] std::optional<Done> find_done(ResidentId by, std::string_view held, UnixMs now);

private:
    struct Held {
        ResidentId by;
        std::string name;
        File file;
        UnixMs at;
        std::optional<Done> done;
    };
    // Drops what is too old. Then the one of that name; null if there is none.
    Held* look_up(ResidentId by, std::string_view held, UnixMs now);

    std::mutex mutex_;
    std::vector<Held> held_;
};

}  // namespace gongyi::server
