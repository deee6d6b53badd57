#include "shared/microproject/round.h"

#include <algorithm>

namespace gongyi {

Money category_cap(Category category) {
    switch (category) {
        case Category::works:
            return yuan(1'000'000);
        case Category::goods:
        case Category::services:
            return yuan(500'000);
        case Category::other:
            return money_max;
    }
    return money_max;
}

const Project* find_project(const Round& round, ProjectId id) {
    // Ids ascend within a round: projects are numbered as they are added.
    const auto found = std::lower_bound(round.projects.begin(), round.projects.end(), id,
                                        [](const Project& project, ProjectId wanted) { return project.id < wanted; });
    return found != round.projects.end() && found->id == id ? &*found : nullptr;
}

Money cost_of(const Round& round, const std::vector<ProjectId>& choices) {
    Money total;
    for (const ProjectId id : choices) {
        if (const Project* project = find_project(round, id)) total += project->cost;
    }
    return total;
}

}  // namespace gongyi
