// The fields of what is about places, commissioners and estate branches: a part of fields.h, which includes it.
#pragma once

#include "shared/decision/fields.h"

namespace gongyi::decision {

[[nodiscard]] inline const std::vector<JsonName<NodeLevel>>& node_levels() {
    static const std::vector<JsonName<NodeLevel>> names = [] {
        std::vector<JsonName<NodeLevel>> table;
        for (const NodeLevel level : all_node_levels) table.push_back({node_level_name(level), level});
        return table;
    }();
    return names;
}
inline constexpr std::array duty_kinds{
    JsonName<DutyKind>{"reception", DutyKind::reception},
    JsonName<DutyKind>{"visit", DutyKind::visit},
    JsonName<DutyKind>{"deliberation", DutyKind::deliberation},
    JsonName<DutyKind>{"supervision", DutyKind::supervision},
};
inline constexpr std::array branch_rights{
    JsonName<BranchRight>{"deliberate", BranchRight::deliberate},
    JsonName<BranchRight>{"advise", BranchRight::advise},
    JsonName<BranchRight>{"personnel", BranchRight::personnel},
    JsonName<BranchRight>{"supervise", BranchRight::supervise},
    JsonName<BranchRight>{"appraise", BranchRight::appraise},
};

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AddNodes>& x) {
    v.date("from", x.from);
    v.choice("level", x.level, node_levels());
    v.lines("names", x.names, 1, nodes_at_once_max, node_name_code_points_max);
    v.optional_id("parent", x.parent);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, RenameNode>& x) {
    v.date("from", x.from);
    v.line("name", x.name, node_name_code_points_max);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MoveNode>& x) {
    v.date("from", x.from);
    v.id("node", x.node);
    v.id("parent", x.parent);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MergeNodes>& x) {
    v.date("from", x.from);
    v.id("into", x.into);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SetBodyScope>& x) {
    v.id("body", x.body);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, SetMatterPlace>& x) {
    v.id("matter", x.matter);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, LogDuty>& x) {
    v.id("body", x.body);
    v.date("date", x.date);
    v.choice("duty", x.duty, duty_kinds);
    v.number("from_minute", x.from_minute, 0, minutes_a_day - 1);
    v.optional_id("matter", x.matter);
    v.text("note", x.note, note_code_points_max);
    v.number("seat", x.seat, 0, seats_max);
    v.number("to_minute", x.to_minute, 0, minutes_a_day);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ExerciseRight>& x) {
    v.id("body", x.body);
    v.id("matter", x.matter);
    v.number("rating", x.rating, 0, 5);
    v.choice("right", x.right, branch_rights);
    v.number("seat", x.seat, 0, seats_max);
    v.text("text", x.text, objection_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, NodeAdded>& x) {
    v.date("from", x.from);
    v.choice("level", x.level, node_levels());
    v.line("name", x.name, node_name_code_points_max);
    v.id("node", x.node);
    v.optional_id("parent", x.parent);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, NodeRenamed>& x) {
    v.date("from", x.from);
    v.line("name", x.name, node_name_code_points_max);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, NodeMoved>& x) {
    v.date("from", x.from);
    v.id("node", x.node);
    v.id("parent", x.parent);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, NodesMerged>& x) {
    v.date("from", x.from);
    v.id("into", x.into);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, BodyScopeSet>& x) {
    v.id("body", x.body);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, MatterPlaceSet>& x) {
    v.id("matter", x.matter);
    v.id("node", x.node);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, DutyLogged>& x) {
    v.id("body", x.body);
    v.date("date", x.date);
    v.choice("duty", x.duty, duty_kinds);
    v.number("from_minute", x.from_minute, 0, minutes_a_day - 1);
    v.optional_id("matter", x.matter);
    v.text("note", x.note, note_code_points_max);
    v.number("seat", x.seat, 0, seats_max);
    v.number("to_minute", x.to_minute, 0, minutes_a_day);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, RightExercised>& x) {
    v.id("body", x.body);
    v.id("matter", x.matter);
    v.number("rating", x.rating, 0, 5);
    v.choice("right", x.right, branch_rights);
    v.number("seat", x.seat, 0, seats_max);
    v.text("text", x.text, objection_code_points_max);
}

}  // namespace gongyi::decision
