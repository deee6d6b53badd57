// What the table of pages (page_table.inc) is written with, and how a path finds its row.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "shared/pages/account_pages.h"
#include "shared/pages/pages.h"
#include "shared/pages/segments.h"

namespace gongyi::pages {

// What the placeholders of a pattern stand for, in order.
using PathValues = std::array<std::string_view, 2>;

// Whether `path` fits, and then the values. A placeholder takes any segment that is not empty.
[[nodiscard]] inline bool fits(std::string_view pattern, std::string_view path, PathValues& values) {
    Segments wanted{pattern};
    Segments given{path};
    std::size_t count = 0;
    while (!wanted.is_end()) {
        const std::string_view segment = wanted.next();
        if (given.is_end()) return false;
        const std::string_view value = given.next();
        const bool is_placeholder = segment.substr(0, 1) == "{";
        if (is_placeholder ? value.empty() : value != segment) return false;
        if (is_placeholder) values[count++] = value;
    }
    return given.is_end();
}

// Draws a page, or the one that says that there is none where its placeholders name nothing.
using DrawPage = Page (*)(const Scene& scene, const PathValues& values);
struct PageRow {
    std::string_view pattern;
    DrawPage draw;
};

// The first row that fits, or null; its values.
[[nodiscard]] inline const PageRow* find_row(std::span<const PageRow> rows, std::string_view path, PathValues& values) {
    for (const PageRow& row : rows) {
        if (fits(row.pattern, path, values)) return &row;
    }
    return nullptr;
}

// ---- From what the placeholders name to the function that draws it ----

template <Page (*draw)(const Scene&)>
Page plain(const Scene& scene, const PathValues& /*values*/) {
    return draw(scene);
}

template <auto draw, class Found>
Page if_found(const Scene& scene, const Found* found) {
    return found != nullptr ? draw(scene, *found) : not_found_page(scene);
}

template <auto draw>
Page of_round(const Scene& scene, const PathValues& values) {
    return if_found<draw>(scene, portal::find_round(scene.state, RoundId{number_of(values[0])}));
}

template <auto draw>
Page of_project(const Scene& scene, const PathValues& values) {
    const Round* const round = portal::find_round(scene.state, RoundId{number_of(values[0])});
    const Project* const project = round != nullptr ? find_project(*round, ProjectId{number_of(values[1])}) : nullptr;
    return project != nullptr ? draw(scene, *round, *project) : not_found_page(scene);
}

template <auto draw>
Page of_matter(const Scene& scene, const PathValues& values) {
    const decision::MatterId id{number_of(values[0])};
    return if_found<draw>(scene, decision::find_matter(scene.state.decisions, id));
}

template <auto draw>
Page of_meeting(const Scene& scene, const PathValues& values) {
    const decision::MeetingId id{number_of(values[0])};
    return if_found<draw>(scene, decision::find_meeting(scene.state.decisions, id));
}

template <auto draw>
Page of_notice(const Scene& scene, const PathValues& values) {
    const decision::NoticeId id{number_of(values[0])};
    return if_found<draw>(scene, decision::find_notice(scene.state.decisions, id));
}

template <auto draw>
Page of_body(const Scene& scene, const PathValues& values) {
    return if_found<draw>(scene, decision::find_body(scene.state.decisions, BodyId{number_of(values[0])}));
}

template <auto draw>
Page of_text(const Scene& scene, const PathValues& values) {
    const auto commitment = hash_from_hex(values[0]);
    return commitment ? draw(scene, *commitment) : not_found_page(scene);
}

// An entry that the server found and proved.
template <auto draw>
Page of_entry(const Scene& scene, const PathValues& values) {
    const auto& entry = scene.request.entry;
    const bool is_there = entry && values[0] == std::to_string(entry->index);
    return is_there ? draw(scene, *entry) : not_found_page(scene);
}

}  // namespace gongyi::pages
