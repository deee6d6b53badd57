// A try to sign in or to claim an account, and the limits that it counts for.
//
// All of them are keyed by a secret hash of what was typed, in the form that it is compared by (accounts/spelling.h),
// never by an account or a person: whether there is one is not to be seen by who is refused when, and no number that
// the record shows stands for anybody's way in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/services.h"

namespace gongyi::server {

// What was typed to be let in by.
enum class Typed : std::uint8_t {
    name,  // name_key().
    code,  // read_claim_code().
};

// What such a text counts as, wherever it is counted: the same number for each of its spellings, and none that anybody
// else can work out.
[[nodiscard]] std::uint64_t typed_number(const Services& services, Typed what, std::string_view text);

class Attempt {
public:
    // Of a stranger: counts for the address.
    [[nodiscard]] static Attempt from_address(Services& services, std::string_view address);
    // From a device that the account of this name has signed in with before: counts for that alone, so that strangers
    // keep nobody out who comes as usual.
    [[nodiscard]] static Attempt from_known_device(Services& services, std::uint64_t typed);

    // Counts for what was typed as well: from that address, and from wherever.
    void count_typed(Services& services, std::uint64_t typed, std::string_view address);
    // 0 when all layers that were added since the last call admit it; else for how many seconds one of them does not,
    // and then it counts in none.
    [[nodiscard]] std::int64_t admit(UnixMs now);
    // It was not in vain, or was not tried at all: it counts in none.
    void forgive() const;

private:
    struct Layer {
        RateLimit* limit;
        std::uint64_t subject;
    };
    std::vector<Layer> waiting_;
    std::vector<Layer> admitted_;
};

}  // namespace gongyi::server
