#include "shared/community/refuse.h"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

namespace gongyi {

TEST_CASE("every refusal code has a name of its own, and numbers ascend", "[community][refusal]") {
    std::set<std::string> names;
    int last = 0;
    for (const RefusalCode code : refusal_codes()) {
        CHECK(static_cast<int>(code) > last);
        last = static_cast<int>(code);
        CHECK(names.insert(std::string{refusal_name(code)}).second);
    }
    CHECK(names.size() == refusal_codes().size());
    for (const RefusalCode code : refusal_codes()) CHECK(figures_of(code).count <= refusal_figures_max);
    // Numbers are stored and known to other programs: these two may never change.
    CHECK(static_cast<int>(RefusalCode::sign_in_needed) == 1);
    CHECK(static_cast<int>(RefusalCode::budget_exceeded) == 34);
}

}  // namespace gongyi
