// A board with an open round of three projects and a closed one of four, for tests of the workbench.
#pragma once

#include "wasm/workbench/model/board.h"

namespace gongyi::workbench {

inline BoardProject make_project(std::uint64_t id, const char* title, Money cost, std::int64_t supporters = 0) {
    BoardProject made;
    made.project.id = ProjectId{id};
    made.project.title = title;
    made.project.place = "二期";
    made.project.need = "下雨天路滑";
    made.project.cost = cost;
    made.project.cost_lines = {{.item = "材料", .amount = cost}};
    made.project.beneficiaries = 40;
    made.supporters = supporters;
    return made;
}

inline constexpr RoundId closed_round{1};
inline constexpr RoundId open_round{2};

inline Board make_board() {
    Board board{.community = "四季花城社区", .zone = {}, .entry_count = 1234, .root_hex = "00", .rounds = {}};
    BoardRound closed;
    closed.facts.id = closed_round;
    closed.facts.title = "2025 年民生微实事";
    closed.facts.stage = Stage::closed;
    closed.facts.budget = yuan(1'000'000);
    closed.facts.currency = "CNY";
    closed.facts.official_rule = TallyRule::equal_shares;
    closed.projects = {make_project(1, "路灯", yuan(600'000), 300), make_project(2, "坡道", yuan(300'000), 200),
                       make_project(3, "课堂", yuan(400'000), 250), make_project(4, "Library", yuan(100'000), 20)};
    closed.voters = 400;
    closed.counts = {{.rule = TallyRule::greedy,
                      .selected = {ProjectId{1}, ProjectId{3}},
                      .cost = yuan(1'000'000),
                      .reach = {40, 160, 200, 0}},
                     {.rule = TallyRule::equal_shares,
                      .selected = {ProjectId{3}, ProjectId{2}, ProjectId{4}},
                      .cost = yuan(800'000),
                      .reach = {10, 190, 180, 20}}};
    BoardRound open;
    open.facts.id = open_round;
    open.facts.title = "2026 年民生微实事";
    open.facts.stage = Stage::voting;
    open.facts.budget = yuan(2'000'000);
    open.facts.currency = "CNY";
    open.facts.closes_at = {10 * day_ms};
    open.projects = {make_project(5, "雨棚", yuan(120'000)), make_project(6, "充电棚", yuan(420'000)),
                     make_project(7, "义诊", yuan(30'000))};
    board.rounds = {closed, open};
    return board;
}

}  // namespace gongyi::workbench
