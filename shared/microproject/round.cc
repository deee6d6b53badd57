#include "shared/microproject/round.h"

#include "shared/base/sort.h"

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

VotingPeriod voting_period(const Round& round) {
    // An imported round was not opened here.
    const bool was_opened = round.opened_at.ms != 0 && round.source.empty();
    return {was_opened ? round.opened_at : round.opens_at,
            round.close_reason.empty() ? round.closes_at : round.stage_since};
}

const Project* find_project(const Round& round, ProjectId id) {
    // Ids ascend within a round: projects are numbered as they are added.
    const auto found = std::lower_bound(round.projects.begin(), round.projects.end(), id,
                                        [](const Project& project, ProjectId wanted) { return project.id < wanted; });
    return found != round.projects.end() && found->id == id ? &*found : nullptr;
}

BallotKey OpenedCast::input() const {
    BallotKey key{};
    std::copy_n(credential.begin(), key.size(), key.begin());
    return key;
}

bool is_paper_serial(std::string_view text) {
    return !text.empty() && text.size() <= paper_serial_bytes_max && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::int64_t turnout_so_far(const Round& round) {
    return static_cast<std::int64_t>(round.commitments.size());
}

std::int64_t turnout_told_from(const Round& round) {
    return 2 * round.batch_min;
}

std::vector<std::size_t> casts_by_credential(const std::vector<OpenedCast>& casts) {
    std::vector<std::size_t> with_credential;
    for (std::size_t i = 0; i < casts.size(); ++i) {
        if (!casts[i].is_paper()) with_credential.push_back(i);
    }
    sort_stably(with_credential, [&](std::size_t a, std::size_t b) {
        const BallotKey left = casts[a].input();
        const BallotKey right = casts[b].input();
        return left != right ? left < right : casts[a].version < casts[b].version;
    });
    return with_credential;
}

std::vector<std::size_t> counted_casts(const std::vector<OpenedCast>& casts) {
    const std::vector<std::size_t> with_credential = casts_by_credential(casts);
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < casts.size(); ++i) {
        if (casts[i].is_paper()) counted.push_back(i);
    }
    for (std::size_t i = 0; i < with_credential.size(); ++i) {
        const bool is_last = i + 1 == with_credential.size() ||
                             casts[with_credential[i]].input() != casts[with_credential[i + 1]].input();
        if (is_last) counted.push_back(with_credential[i]);
    }
    std::sort(counted.begin(), counted.end());
    return counted;
}

std::optional<std::size_t> find_commitment(const Round& round, const Hash& commitment) {
    const auto found = std::lower_bound(
        round.commitments.begin(), round.commitments.end(), commitment,
        [](const CommittedBallot& committed, const Hash& wanted) { return committed.commitment < wanted; });
    if (found == round.commitments.end() || found->commitment != commitment) return std::nullopt;
    return static_cast<std::size_t>(found - round.commitments.begin());
}

Money cost_of(const Round& round, const std::vector<ProjectId>& choices) {
    Money total;
    for (const ProjectId id : choices) {
        if (const Project* project = find_project(round, id)) total += project->cost;
    }
    return total;
}

}  // namespace gongyi
