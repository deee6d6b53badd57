// What pages about one's own account are told beside the viewer. The server gives it, to that person alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/time.h"

namespace gongyi::pages {

// One session. No address and no device: those are not kept.
struct SessionFacts {
    std::string handle;  // Names it in a form; opens nothing.
    UnixMs begun_at;
    UnixMs seen_at;  // Some moment of the day on which it was last used.
    bool is_shared = false;
    bool is_this = false;  // That of whoever asks.
};

struct AccountFacts {
    std::vector<SessionFacts> sessions;  // Newest first.
    bool has_factor = false;
    std::int64_t recovery_codes_left = 0;
    // While the second step is set up: what codes are made from, in base32, and the same as an address for a QR code.
    std::string factor_secret;
    std::string factor_address;
    // To be shown this once, right after they were made.
    std::vector<std::string> recovery_codes;
    // While somebody signs in who has done the first step: what stands for that.
    std::string ticket;
};

}  // namespace gongyi::pages
