// Who is due when owners decide together: Civil Code art. 278 and the interpretation of 2020, article 9.
#include "shared/community/homes.h"

#include <catch2/catch_test_macros.hpp>

namespace gongyi {

TEST_CASE("homes of one buyer are one person, and all that is unsold is one", "[community][homes]") {
    const ResidentId chen{1}, li{2}, huang{3};
    const std::vector<Home> homes{
        {"1栋101", NodeId{7}, 8'950, {chen}, "陈家"},
        {"1栋102", NodeId{7}, 8'950, {chen}, "陈家"},
        {"1栋103", NodeId{7}, 12'005, {li, huang}, "李家"},
        {"1栋104", NodeId{7}, 7'500, {li}, "李家"},
        {"1栋105", NodeId{7}, 7'500, {}, ""},
        {"1栋106", NodeId{7}, 7'500, {}, ""},
    };
    const OwnersDue due = owners_due(homes);
    CHECK(due.heads == 4);       // 陈; 李 and 黄 together; 李 alone; the developer.
    CHECK(due.households == 2);  // Unsold homes have none.
    CHECK(due.units == 6);
    CHECK(due.area == 52'405);
    CHECK(owners_due({}) == OwnersDue{});
}

}  // namespace gongyi
