#include "shared/community/org_tree.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/community/refuse.h"

namespace gongyi {

namespace {

// In the order of NodeLevel.
constexpr std::array<std::string_view, all_node_levels.size()> level_names{
    "district", "subdistrict", "community", "estate", "grid", "building",
};

using Verdict = Expected<void, Refusal>;

// The last of `changes` that holds on `day`, or the first.
template <class Change>
const Change& change_on(const std::vector<Change>& changes, const Date& day) {
    GONGYI_CHECK(!changes.empty());
    const auto after = std::find_if(changes.begin(), changes.end(), [&](const Change& one) { return one.from > day; });
    return after == changes.begin() ? changes.front() : *std::prev(after);
}

Node& node_at(OrgTree& tree, NodeId id) {
    GONGYI_CHECK(find_node(tree, id) != nullptr);
    return tree[static_cast<std::size_t>(id.raw() - 1)];
}

Expected<const Node*, Refusal> living_node(const OrgTree& tree, NodeId id, const char* field) {
    const Node* const node = find_node(tree, id);
    if (node == nullptr) return refuse(RefusalCode::no_such_node, field);
    if (node->until) return refuse(RefusalCode::node_merged, field);
    return node;
}

Verdict check_not_before(const Date& from, const Date& earliest) {
    if (from >= earliest) return {};
    return refuse<RefusalCode::date_before_history>("/from", days_from_epoch(earliest));
}

// Districts have no parent; everything else stands one rank below its own.
Verdict check_level(const OrgTree& tree, NodeLevel level, NodeId parent) {
    const int parent_rank = parent == NodeId{} ? -1 : node_rank(find_node(tree, parent)->level);
    if (node_rank(level) == parent_rank + 1) return {};
    return refuse(RefusalCode::wrong_level, "/parent");
}

Verdict check_free(const OrgTree& tree, NodeId parent, const std::string& name, NodeId except, const char* field) {
    for (const Node& node : tree) {
        const bool is_sibling = !node.until && node.places.back().parent == parent && node.id != except;
        if (is_sibling && node.names.back().name == name) return refuse(RefusalCode::node_name_taken, field);
    }
    return {};
}

Verdict check_room(std::size_t changes) {
    if (changes < node_changes_max) return {};
    return refuse<RefusalCode::limit_reached>("/node", node_changes_max);
}

Date last_change(const Node& node) {
    return std::max(node.names.back().from, node.places.back().from);
}

}  // namespace

std::string_view node_level_name(NodeLevel level) {
    const auto index = static_cast<std::size_t>(level);
    GONGYI_CHECK(index < level_names.size());
    return level_names[index];
}

int node_rank(NodeLevel level) {
    switch (level) {
        case NodeLevel::district:
            return 0;
        case NodeLevel::subdistrict:
            return 1;
        case NodeLevel::community:
            return 2;
        case NodeLevel::estate:
        case NodeLevel::grid:
            return 3;
        case NodeLevel::building:
            break;
    }
    return 4;
}

const Node* find_node(const OrgTree& tree, NodeId id) {
    if (id.raw() < 1 || id.raw() > tree.size()) return nullptr;
    return &tree[static_cast<std::size_t>(id.raw() - 1)];
}

bool exists_on(const Node& node, const Date& day) {
    return day >= node.places.front().from && (!node.until || day < *node.until);
}

const std::string& name_on(const Node& node, const Date& day) {
    return change_on(node.names, day).name;
}

NodeId parent_on(const Node& node, const Date& day) {
    return change_on(node.places, day).parent;
}

std::vector<NodeId> children_on(const OrgTree& tree, NodeId parent, const Date& day) {
    std::vector<NodeId> children;
    for (const Node& node : tree) {
        if (exists_on(node, day) && parent_on(node, day) == parent) children.push_back(node.id);
    }
    return children;
}

bool is_within(const OrgTree& tree, NodeId inner, NodeId outer, const Date& day) {
    // A parent stands one rank higher, so the way up ends.
    for (const Node* node = find_node(tree, inner); node != nullptr; node = find_node(tree, parent_on(*node, day))) {
        if (node->id == outer) return true;
    }
    return false;
}

std::string path_on(const OrgTree& tree, NodeId id, const Date& day) {
    std::string path;
    for (const Node* node = find_node(tree, id); node != nullptr; node = find_node(tree, parent_on(*node, day))) {
        path = path.empty() ? name_on(*node, day) : name_on(*node, day) + " / " + path;
    }
    return path;
}

Verdict check_add(const OrgTree& tree, NodeLevel level, NodeId parent, const Date& from,
                  const std::vector<std::string>& names) {
    if (parent != NodeId{}) {
        const auto found = living_node(tree, parent, "/parent");
        if (!found) return unexpected(found.error());
    }
    if (auto fits = check_level(tree, level, parent); !fits) return fits;
    if (parent != NodeId{}) {
        if (auto in_time = check_not_before(from, find_node(tree, parent)->places.front().from); !in_time) {
            return in_time;
        }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (auto is_free = check_free(tree, parent, names[i], NodeId{}, "/names"); !is_free) return is_free;
        const auto end = names.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::find(names.begin(), end, names[i]) != end) return refuse(RefusalCode::node_name_taken, "/names");
    }
    if (tree.size() + names.size() > nodes_max) {
        return refuse<RefusalCode::limit_reached>("/names", nodes_max);
    }
    return {};
}

Verdict check_rename(const OrgTree& tree, NodeId id, const std::string& name, const Date& from) {
    const auto node = living_node(tree, id, "/node");
    if (!node) return unexpected(node.error());
    if ((*node)->names.back().name == name) return refuse(RefusalCode::node_unchanged, "/name");
    if (auto is_free = check_free(tree, (*node)->places.back().parent, name, id, "/name"); !is_free) return is_free;
    if (auto in_time = check_not_before(from, last_change(**node)); !in_time) return in_time;
    return check_room((*node)->names.size());
}

Verdict check_move(const OrgTree& tree, NodeId id, NodeId parent, const Date& from) {
    const auto node = living_node(tree, id, "/node");
    if (!node) return unexpected(node.error());
    const auto under = living_node(tree, parent, "/parent");
    if (!under) return unexpected(under.error());
    if (is_within(tree, parent, id, from)) return refuse(RefusalCode::node_in_itself, "/parent");
    if (auto fits = check_level(tree, (*node)->level, parent); !fits) return fits;
    if ((*node)->places.back().parent == parent) return refuse(RefusalCode::node_unchanged, "/parent");
    if (auto is_free = check_free(tree, parent, (*node)->names.back().name, id, "/parent"); !is_free) return is_free;
    const Date earliest = std::max(last_change(**node), (*under)->places.front().from);
    if (auto in_time = check_not_before(from, earliest); !in_time) return in_time;
    return check_room((*node)->places.size());
}

Verdict check_merge(const OrgTree& tree, NodeId id, NodeId into, const Date& from) {
    const auto node = living_node(tree, id, "/node");
    if (!node) return unexpected(node.error());
    const auto target = living_node(tree, into, "/into");
    if (!target) return unexpected(target.error());
    if (id == into) return refuse(RefusalCode::node_in_itself, "/into");
    const bool is_alike =
        (*node)->level == (*target)->level && (*node)->places.back().parent == (*target)->places.back().parent;
    if (!is_alike) return refuse(RefusalCode::merge_of_unlike, "/into");
    Date earliest = std::max(last_change(**node), (*target)->places.front().from);
    for (const Node& child : tree) {
        const NodePlace& place = child.places.back();
        if (child.until || place.parent != id) continue;
        earliest = std::max(earliest, last_change(child));
        if (auto is_free = check_free(tree, into, child.names.back().name, child.id, "/into"); !is_free) return is_free;
        if (auto room = check_room(child.places.size()); !room) return room;
    }
    return check_not_before(from, earliest);
}

void add_node(OrgTree& tree, NodeLevel level, NodeId parent, const Date& from, const std::string& name) {
    Node node;
    node.id = NodeId{tree.size() + 1};
    node.level = level;
    node.names.push_back({from, name});
    node.places.push_back({from, parent});
    tree.push_back(std::move(node));
}

void rename_node(OrgTree& tree, NodeId node, const std::string& name, const Date& from) {
    node_at(tree, node).names.push_back({from, name});
}

void move_node(OrgTree& tree, NodeId node, NodeId parent, const Date& from) {
    node_at(tree, node).places.push_back({from, parent});
}

void merge_nodes(OrgTree& tree, NodeId id, NodeId into, const Date& from) {
    for (Node& child : tree) {
        if (!child.until && child.places.back().parent == id) child.places.push_back({from, into});
    }
    Node& node = node_at(tree, id);
    node.merged_into = into;
    node.until = from;
}

}  // namespace gongyi
