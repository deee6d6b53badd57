#include "shared/microproject/commands.h"

#include "shared/base/number.h"
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

std::string sheet_serial(const PaperSheets& sheets, std::int64_t number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 4 - std::min<std::size_t>(4, digits.size()), '0');
    return sheets.series + '-' + digits;
}

bool is_printed(const std::vector<PaperSheets>& sheets, std::string_view serial) {
    constexpr std::size_t digits = 4;
    if (serial.size() < digits) return false;
    std::string_view number_text = serial.substr(serial.size() - digits);
    number_text.remove_prefix(std::min(number_text.find_first_not_of('0'), digits));
    const auto number = whole_number(number_text);
    if (!number) return false;
    return std::any_of(sheets.begin(), sheets.end(), [&](const PaperSheets& one) {
        const auto wanted = static_cast<std::int64_t>(*number);
        return wanted >= one.first && wanted <= one.last && sheet_serial(one, wanted) == serial;
    });
}

std::int64_t sheet_count(const std::vector<PaperSheets>& sheets) {
    std::int64_t count = 0;
    for (const PaperSheets& one : sheets) count += one.last - one.first + 1;
    return count;
}

bool do_overlap(const PaperSheets& a, const PaperSheets& b) {
    return a.series == b.series && a.first <= b.last && b.first <= a.last;
}

std::string_view paper_back_name(PaperBack reason) {
    constexpr std::array<std::string_view, all_papers_back.size()> names{"never_asked", "wrong_person", "spoilt",
                                                                         "votes_online"};
    return names.at(static_cast<std::size_t>(reason));
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
