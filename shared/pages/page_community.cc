// The places of the community as of a day, what has changed in them, and the staff's forms to change them.
#include <algorithm>
#include <optional>

#include "shared/base/sort.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"
#include "shared/pages/place_parts.h"

namespace gongyi::pages {

namespace {

constexpr Literal on_field{"on"};
constexpr int estate_rank = 3;

std::int64_t buildings_under(const OrgTree& tree, NodeId node, const Date& day) {
    return static_cast<std::int64_t>(children_on(tree, node, day).size());
}

// An estate or grid with its buildings, folded: a community has a hundred of them.
void estate(Html& h, const Scene& scene, const Node& node, const Date& day) {
    const OrgTree& tree = scene.state.decisions.tree;
    const std::vector<NodeId> buildings = children_on(tree, node.id, day);
    h(tag::details, {attr::cls("folded")}, [&] {
        h(tag::summary, [&] {
            h.text(name_on(node, day) + " ");
            h(tag::span, {attr::cls("muted small")},
              std::string{scene.say(node_level_word(node.level))} + " · " +
                  scene.say(Say::community_buildings, {Arg::count("count", buildings_under(tree, node.id, day))}));
        });
        std::string names;
        for (const NodeId building : buildings) {
            if (!names.empty()) names += scene.say(Say::list_separator);
            names += name_on(*find_node(tree, building), day);
        }
        h(tag::p, names);
    });
}

void branch(Html& h, const Scene& scene, NodeId parent, const Date& day) {
    const OrgTree& tree = scene.state.decisions.tree;
    const std::vector<NodeId> children = children_on(tree, parent, day);
    if (children.empty()) return;
    h(tag::ul, {attr::cls("places")}, [&] {
        for (const NodeId id : children) {
            const Node& node = *find_node(tree, id);
            h(tag::li, [&] {
                if (node_rank(node.level) >= estate_rank) return estate(h, scene, node, day);
                h(tag::b, name_on(node, day));
                h(tag::span, {attr::cls("muted small")}, " " + std::string{scene.say(node_level_word(node.level))});
                branch(h, scene, id, day);
            });
        }
    });
}

// ---- History ----

struct Change {
    Date day;
    std::string words;
    std::string more;  // A second line; may be empty.
};

std::string name_at(const OrgTree& tree, NodeId id, const Date& day) {
    const Node* const node = find_node(tree, id);
    return node == nullptr ? std::string{} : name_on(*node, day);
}

void add_merger(std::vector<Change>& changes, const Scene& scene, const Node& node) {
    const OrgTree& tree = scene.state.decisions.tree;
    const Date before = date_from_days(days_from_epoch(*node.until) - 1);
    const std::string day = scene.say.full_date(*node.until);
    const std::string into = name_at(tree, node.merged_into, *node.until);
    const std::int64_t taken = buildings_under(tree, node.id, before);
    changes.push_back(
        {*node.until,
         scene.say(Say::node_was_merged,
                   {Arg::text("day", day), Arg::text("name", node.names.back().name), Arg::text("into", into)}),
         taken == 0 ? "" : scene.say(Say::node_took_along, {Arg::count("count", taken)})});
}

// A building that moved along with the grid that was merged is told with the merger.
bool came_by_merger(const OrgTree& tree, NodeId from, const NodePlace& place) {
    const Node* const left = find_node(tree, from);
    return left != nullptr && left->until == place.from && left->merged_into == place.parent;
}

void add_changes_of(std::vector<Change>& changes, const Scene& scene, const Node& node, const Date& founded) {
    const OrgTree& tree = scene.state.decisions.tree;
    const Date& first = node.places.front().from;
    if (first > founded) {
        const std::string day = scene.say.full_date(first);
        const std::string parent = name_at(tree, node.places.front().parent, first);
        changes.push_back({first,
                           scene.say(Say::node_was_added, {Arg::text("day", day), Arg::text("parent", parent),
                                                           Arg::text("name", node.names.front().name)}),
                           ""});
    }
    for (std::size_t i = 1; i < node.names.size(); ++i) {
        const std::string day = scene.say.full_date(node.names[i].from);
        changes.push_back(
            {node.names[i].from,
             scene.say(Say::node_was_renamed, {Arg::text("day", day), Arg::text("old", node.names[i - 1].name),
                                               Arg::text("name", node.names[i].name)}),
             ""});
    }
    for (std::size_t i = 1; i < node.places.size(); ++i) {
        const NodePlace& place = node.places[i];
        const NodeId left = node.places[i - 1].parent;
        if (came_by_merger(tree, left, place)) continue;
        const std::string day = scene.say.full_date(place.from);
        const std::string from = name_at(tree, left, place.from);
        const std::string to = name_at(tree, place.parent, place.from);
        changes.push_back(
            {place.from,
             scene.say(Say::node_was_moved, {Arg::text("day", day), Arg::text("name", name_on(node, place.from)),
                                             Arg::text("from", from), Arg::text("to", to)}),
             ""});
    }
    if (node.until) add_merger(changes, scene, node);
}

// Newest first. What was there from the first day on is no change.
void history(Html& h, const Scene& scene) {
    const OrgTree& tree = scene.state.decisions.tree;
    const auto oldest = std::min_element(tree.begin(), tree.end(), [](const Node& a, const Node& b) {
        return a.places.front().from < b.places.front().from;
    });
    std::vector<Change> changes;
    for (const Node& node : tree) add_changes_of(changes, scene, node, oldest->places.front().from);
    sort_stably(changes, [](const Change& a, const Change& b) { return a.day > b.day; });
    h(tag::section, {attr::cls("card"), attr::id("history")}, [&] {
        h(tag::h2, Say::community_history);
        if (changes.empty()) return h(tag::p, {attr::cls("muted")}, Say::community_no_history);
        h(tag::ul, {attr::cls("items")}, [&] {
            for (const Change& change : changes) {
                h(tag::li, [&] {
                    h(tag::p, change.words);
                    if (!change.more.empty()) h(tag::p, {attr::cls("muted small")}, change.more);
                });
            }
        });
    });
}

// ---- Staff ----

void add_form(Html& h, const Scene& scene) {
    Options levels, parents;
    for (auto level = all_node_levels.rbegin(); level != all_node_levels.rend(); ++level) {
        levels.add(std::string{node_level_name(*level)}, std::string{scene.say(node_level_word(*level))});
    }
    for (const Node& node : scene.state.decisions.tree) {
        if (!node.until && node.level != NodeLevel::building) {
            parents.add(std::to_string(node.id.raw()), node.names.back().name);
        }
    }
    parents.add("", std::string{scene.say(Say::node_no_parent)});
    folded_form(h, scene, Say::node_add, {"AddNodes", routes::community()}, {}, [&](FormFields& form) {
        form.select("level", Say::node_level, levels.all());
        form.select("parent", Say::node_parent, parents.all());
        form.area(
            "names", Say::node_names,
            scene.say(Say::node_names_hint, {Arg::count("allowed", static_cast<std::int64_t>(nodes_at_once_max))}));
        form.line("from", Say::node_from, {}, "date", to_iso(today(scene)));
        form.button(Say::node_add_now, ButtonLook::line);
    });
}

void rename_form(Html& h, const Scene& scene) {
    const Options nodes = node_options(scene);
    folded_form(h, scene, Say::node_rename, {"RenameNode", routes::community()}, {}, [&](FormFields& form) {
        form.select("node", Say::node_which, nodes.all());
        form.line("name", Say::node_new_name);
        form.line("from", Say::node_from, {}, "date", to_iso(today(scene)));
        form.button(Say::node_rename, ButtonLook::line);
    });
}

// The estates and grids that there are.
Options estate_options(const Scene& scene) {
    Options options;
    for (const Node& node : scene.state.decisions.tree) {
        if (!node.until && node_rank(node.level) == estate_rank) {
            options.add(std::to_string(node.id.raw()), node.names.back().name);
        }
    }
    return options;
}

void move_form(Html& h, const Scene& scene) {
    const Options buildings = node_options(scene, node_rank(NodeLevel::building));
    const Options estates = estate_options(scene);
    if (buildings.is_empty()) return;
    folded_form(h, scene, Say::node_move, {"MoveNode", routes::community()}, {}, [&](FormFields& form) {
        form.select("node", Say::node_which, buildings.all());
        form.select("parent", Say::node_move_to, estates.all());
        form.line("from", Say::node_from, {}, "date", to_iso(today(scene)));
        form.button(Say::node_move, ButtonLook::line);
    });
}

void merge_form(Html& h, const Scene& scene) {
    const Options estates = estate_options(scene);
    if (estates.all().size() < 2) return;
    folded_form(h, scene, Say::node_merge, {"MergeNodes", routes::community()}, {}, [&](FormFields& form) {
        h(tag::p, {attr::cls("muted")}, Say::node_merge_hint);
        form.select("node", Say::node_merge_from, estates.all());
        form.select("into", Say::node_merge_into, estates.all());
        form.line("from", Say::node_from, {}, "date", to_iso(today(scene)));
        form.button(Say::node_merge, ButtonLook::line);
    });
}

void staff_forms(Html& h, const Scene& scene) {
    if (!may_give<decision::AddNodes>(scene)) return;
    h(tag::section, {attr::cls("card desk")}, [&] {
        h(tag::h2, Say::meeting_desk);
        add_form(h, scene);
        if (scene.state.decisions.tree.empty()) return;
        rename_form(h, scene);
        move_form(h, scene);
        merge_form(h, scene);
    });
}

void day_form(Html& h, const Date& day) {
    h(tag::form, {attr::cls("command"), Attribute::text("method", "get"), attr::action(routes::community())}, [&] {
        h(tag::div, {attr::cls("field")}, [&] {
            h(tag::label, {attr::for_id("on")}, Say::community_on);
            h(tag::input, {attr::id("on"), attr::name(on_field), attr::type("date"), attr::value(to_iso(day))});
        });
        submit_button(h, ButtonLook::line, Say::community_on_now);
    });
}

void tree_of(Html& h, const Scene& scene, const Date& day) {
    const std::string words = scene.say.full_date(day);
    h(tag::section, {attr::cls("card"), attr::id("tree")}, [&] {
        h(tag::h2, Say::community_as_of, {Arg::text("day", words)});
        if (children_on(scene.state.decisions.tree, NodeId{}, day).empty()) {
            h(tag::p, {attr::cls("muted")}, Say::community_none_on_day);
        }
        branch(h, scene, NodeId{}, day);
        day_form(h, day);
    });
}

}  // namespace

Page community_page(const Scene& scene) {
    const std::string asked = scene.query_value(on_field.view());
    const std::optional<Date> on = date_from_iso(asked);
    const Date day = on.value_or(today(scene));
    return document(scene, {.name = "community", .title = scene.say(Say::community_title), .follows_record = true},
                    [&](Html& h) {
                        h(tag::h1, Say::community_title);
                        h(tag::p, {attr::cls("muted")}, Say::community_intro);
                        returned_fault(h, scene);
                        if (!asked.empty() && !on) notice(h, NoticeKind::warning, "", Say::community_on_malformed);
                        if (scene.state.decisions.tree.empty()) {
                            empty_state(h, Say::community_none_title, Say::community_none_text);
                            return staff_forms(h, scene);
                        }
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] { tree_of(h, scene, day); });
                            h(tag::div, [&] {
                                history(h, scene);
                                staff_forms(h, scene);
                            });
                        });
                    });
}

}  // namespace gongyi::pages
