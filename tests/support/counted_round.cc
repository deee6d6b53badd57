#include "tests/support/counted_round.h"

#include "shared/portal/election.h"

namespace gongyi::tests {

Round counted_round(Money budget, const std::vector<std::int64_t>& costs, const std::vector<Voters>& voters) {
    Round round;
    round.id = RoundId{1};
    round.title = "一轮";
    round.budget = budget;
    round.currency = "CNY";
    round.stage = Stage::closed;
    for (const std::int64_t cost : costs) {
        Project project;
        project.id = ProjectId{round.projects.size() + 1};
        project.title = "项目" + std::to_string(project.id.raw());
        project.cost = yuan(cost);
        round.projects.push_back(project);
    }
    for (const Voters& each : voters) {
        OpenedBallot opened;
        for (const std::size_t index : each.choices) opened.ballot.choices.push_back(round.projects[index].id);
        for (int i = 0; i < each.count; ++i) round.ballots.push_back(opened);
    }
    round.outcomes = portal::count(round);
    return round;
}

}  // namespace gongyi::tests
