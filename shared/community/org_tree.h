// The places of a community: district → subdistrict → community → estate or grid → building.
// Names and places change from a day on; what was before is kept, so the tree can be asked for as of any day.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/community/refusal.h"

namespace gongyi {

using NodeId = Id<struct NodeTag>;  // Counted from 1; 0 for none.

inline constexpr std::size_t nodes_max = 5'000;
inline constexpr std::size_t nodes_at_once_max = 50;  // Of one command.
inline constexpr std::size_t node_name_code_points_max = 40;
inline constexpr std::size_t node_changes_max = 200;  // Names, or places, of one node over time.

enum class NodeLevel : std::uint8_t {
    district,     // 区
    subdistrict,  // 街道
    community,    // 社区
    estate,       // 小区
    grid,         // 网格: on the same level as an estate
    building,     // 楼栋
};
inline constexpr std::array all_node_levels{NodeLevel::district, NodeLevel::subdistrict, NodeLevel::community,
                                            NodeLevel::estate,   NodeLevel::grid,        NodeLevel::building};

// "estate"
[[nodiscard]] std::string_view node_level_name(NodeLevel level);
// How far below the root: 0 for a district, 4 for a building; an estate and a grid are both at 3.
[[nodiscard]] int node_rank(NodeLevel level);

struct NodeName {
    Date from;
    std::string name;
    friend bool operator==(const NodeName&, const NodeName&) = default;
};
struct NodePlace {
    Date from;
    NodeId parent;  // 0: the node is a district.
    friend bool operator==(const NodePlace&, const NodePlace&) = default;
};

// The node of id N is OrgTree[N - 1].
struct Node {
    NodeId id;
    NodeLevel level = NodeLevel::building;
    std::vector<NodeName> names;    // At least one, by ascending day. The first day of the first is the node's first.
    std::vector<NodePlace> places;  // Likewise.
    NodeId merged_into;             // With `until`.
    std::optional<Date> until;      // Merged; the day itself no longer counts.
    friend bool operator==(const Node&, const Node&) = default;
};
using OrgTree = std::vector<Node>;

// ---- As of a day ----

[[nodiscard]] const Node* find_node(const OrgTree& tree, NodeId id);
[[nodiscard]] bool exists_on(const Node& node, const Date& day);
// The name and the parent on `day`; before the node's first day those of that first day, after its end the last.
[[nodiscard]] const std::string& name_on(const Node& node, const Date& day);
[[nodiscard]] NodeId parent_on(const Node& node, const Date& day);
// The nodes that stand directly under `parent` on `day` (0: the districts), in the order of their ids. Cost: O(nodes).
[[nodiscard]] std::vector<NodeId> children_on(const OrgTree& tree, NodeId parent, const Date& day);
// Whether `inner` is `outer` or stands somewhere under it on `day`.
[[nodiscard]] bool is_within(const OrgTree& tree, NodeId inner, NodeId outer, const Date& day);
// "坂田街道 / 四季花城社区 / 第一网格"; from the root down.
[[nodiscard]] std::string path_on(const OrgTree& tree, NodeId id, const Date& day);

// ---- Changes ----
// Each check says whether the change may happen: nothing, or no_such_node, node_merged, node_in_itself, wrong_level,
// merge_of_unlike, node_unchanged, node_name_taken, date_before_history, limit_reached. `field` of the refusal is the
// command's ("/parent"). A change comes after all that is known of what it touches: history is appended to, not
// rewritten.

[[nodiscard]] Expected<void, Refusal> check_add(const OrgTree& tree, NodeLevel level, NodeId parent, const Date& from,
                                                const std::vector<std::string>& names);
[[nodiscard]] Expected<void, Refusal> check_rename(const OrgTree& tree, NodeId node, const std::string& name,
                                                   const Date& from);
[[nodiscard]] Expected<void, Refusal> check_move(const OrgTree& tree, NodeId node, NodeId parent, const Date& from);
// `node` ends, and what stands under it stands under `into` from that day.
[[nodiscard]] Expected<void, Refusal> check_merge(const OrgTree& tree, NodeId node, NodeId into, const Date& from);

// Requires that the check holds.
void add_node(OrgTree& tree, NodeLevel level, NodeId parent, const Date& from, const std::string& name);
void rename_node(OrgTree& tree, NodeId node, const std::string& name, const Date& from);
void move_node(OrgTree& tree, NodeId node, NodeId parent, const Date& from);
void merge_nodes(OrgTree& tree, NodeId node, NodeId into, const Date& from);

}  // namespace gongyi
