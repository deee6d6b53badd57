// Goal: a census from a spreadsheet is read with the line of every fault, and adds nobody twice.
// Method: any bytes as the file; what it adds is added, and the same file must then add nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server-stub/census/census_plan.h"
#include "server-stub/census/csv.h"
#include "shared/base/check.h"
#include "shared/base/text.h"

namespace {

using namespace gongyi;
using namespace gongyi::server;

// A building 3栋 in the first of two grids, and one of the name 4栋 in each.
const OrgTree& places() {
    static const OrgTree tree = [] {
        OrgTree made;
        const Date from{2026, 1, 1};
        add_node(made, NodeLevel::district, {}, from, "区");
        add_node(made, NodeLevel::subdistrict, NodeId{1}, from, "街道");
        add_node(made, NodeLevel::community, NodeId{2}, from, "社区");
        add_node(made, NodeLevel::grid, NodeId{3}, from, "一");
        add_node(made, NodeLevel::grid, NodeId{3}, from, "二");
        add_node(made, NodeLevel::building, NodeId{4}, from, "3栋");
        add_node(made, NodeLevel::building, NodeId{4}, from, "4栋");
        add_node(made, NodeLevel::building, NodeId{5}, from, "4栋");
        return made;
    }();
    return tree;
}

void check_faults(const std::vector<pages::CensusFault>& faults, std::string_view text) {
    const auto line_count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    GONGYI_CHECK(!faults.empty() && faults.size() <= pages::census_faults_max);
    for (const pages::CensusFault& fault : faults) GONGYI_CHECK(fault.line >= 1 && fault.line <= line_count);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto decoded = decode_text({reinterpret_cast<const char*>(data), size});
    if (!decoded) {
        GONGYI_CHECK(decoded.error().line >= 1);
        return 0;
    }
    const std::string_view text = decoded->text;
    GONGYI_CHECK(count_code_points(text).has_value());
    const auto lines = read_census(text);
    if (!lines) {
        check_faults(lines.error(), text);
        return 0;
    }
    GONGYI_CHECK(lines->size() <= census_lines_max);
    const Date today{2026, 11, 28};
    const auto census = plan_census(*lines, {}, places(), today);
    if (!census) {
        check_faults(census.error(), text);
        return 0;
    }
    if (!census->alike.empty()) return 0;
    PrivateRows stored;
    stored.people = census->people;
    stored.homes = census->homes;
    const auto again = plan_census(*lines, stored, places(), today);
    GONGYI_CHECK(again.has_value() && again->people.empty() && again->homes.empty());
    return 0;
}
