// The community's places, and what lies in one of them.
#include "shared/decision/decide_parts.h"

namespace gongyi::decision {

namespace {

Expected<void, Refusal> check_usable(const DecisionState& state, NodeId id) {
    const Node* const node = find_node(state.tree, id);
    if (node == nullptr) return refuse(RefusalCode::no_such_node, "/node");
    if (node->until) return refuse(RefusalCode::node_merged, "/node");
    return {};
}

}  // namespace

Outcome decide_on(const DecisionState& state, const AddNodes& command, const Context&) {
    if (auto fits = check_add(state.tree, command.level, command.parent, command.from, command.names); !fits) {
        return unexpected(fits.error());
    }
    std::vector<Event> events;
    std::uint64_t node = state.tree.size();
    for (const std::string& name : command.names) {
        events.emplace_back(NodeAdded{NodeId{++node}, command.level, command.parent, name, command.from});
    }
    return events;
}

Outcome decide_on(const DecisionState& state, const RenameNode& command, const Context&) {
    if (auto fits = check_rename(state.tree, command.node, command.name, command.from); !fits) {
        return unexpected(fits.error());
    }
    return happens(NodeRenamed{command.node, command.name, command.from});
}

Outcome decide_on(const DecisionState& state, const MoveNode& command, const Context&) {
    if (auto fits = check_move(state.tree, command.node, command.parent, command.from); !fits) {
        return unexpected(fits.error());
    }
    return happens(NodeMoved{command.node, command.parent, command.from});
}

Outcome decide_on(const DecisionState& state, const MergeNodes& command, const Context&) {
    if (auto fits = check_merge(state.tree, command.node, command.into, command.from); !fits) {
        return unexpected(fits.error());
    }
    return happens(NodesMerged{command.node, command.into, command.from});
}

Outcome decide_on(const DecisionState& state, const SetBodyScope& command, const Context&) {
    const Body* const body = find_body(state, command.body);
    if (body == nullptr) return refuse(RefusalCode::no_such_body, "/body");
    if (auto usable = check_usable(state, command.node); !usable) return unexpected(usable.error());
    if (body->scope == command.node) return refuse(RefusalCode::node_unchanged, "/node");
    return happens(BodyScopeSet{command.body, command.node});
}

Outcome decide_on(const DecisionState& state, const SetMatterPlace& command, const Context&) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    if (auto usable = check_usable(state, command.node); !usable) return unexpected(usable.error());
    if ((*matter)->place == command.node) return refuse(RefusalCode::node_unchanged, "/node");
    return happens(MatterPlaceSet{command.matter, command.node});
}

}  // namespace gongyi::decision
