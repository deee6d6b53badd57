#include "shared/community/body.h"

#include "shared/base/check.h"

namespace gongyi {

namespace {

// In the order of BodyKind.
constexpr std::array<std::string_view, all_body_kinds.size()> names{
    "party_committee", "joint_committees", "party_members", "representatives", "assembly", "residents_committee",
    "council",         "consultation",     "merchants",     "owners",          "children", "supervision",
};

}  // namespace

std::string_view body_kind_name(BodyKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    GONGYI_CHECK(index < names.size());
    return names[index];
}

}  // namespace gongyi
