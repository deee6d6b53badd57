#include "shared/pages/outcome_figures.h"

#include <algorithm>

#include "shared/base/hash.h"
#include "shared/base/sort.h"
#include "shared/portal/entry_json.h"

namespace gongyi::pages {

namespace {

// The projects' indices by id, for looking up.
class IndexById {
public:
    explicit IndexById(const Round& round) {
        for (std::size_t i = 0; i < round.projects.size(); ++i) rows_.push_back({round.projects[i].id, i});
        sort_stably(rows_, [](const Row& a, const Row& b) { return a.id < b.id; });
    }
    [[nodiscard]] std::optional<std::size_t> find(ProjectId id) const {
        const auto at = std::lower_bound(rows_.begin(), rows_.end(), id,
                                         [](const Row& row, ProjectId want) { return row.id < want; });
        if (at == rows_.end() || at->id != id) return std::nullopt;
        return at->index;
    }

private:
    struct Row {
        ProjectId id;
        std::size_t index;
    };
    std::vector<Row> rows_;
};

bool is_vote(const Ballot& ballot, std::size_t position) {
    return ballot.points.empty() || ballot.points[position] > 0;
}

// "AB12 cd34-…" -> "ab12cd34…"
std::string without_separators(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c == ' ' || c == '-' || c == '\n' || c == '\r' || c == '\t') continue;
        digits += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return digits;
}

}  // namespace

std::vector<std::int64_t> votes_of(const Round& round) {
    std::vector<std::int64_t> votes(round.projects.size());
    const IndexById indices{round};
    for (const OpenedBallot& opened : round.ballots) {
        for (std::size_t i = 0; i < opened.ballot.choices.size(); ++i) {
            if (!is_vote(opened.ballot, i)) continue;
            if (const auto index = indices.find(opened.ballot.choices[i])) ++votes[*index];
        }
    }
    return votes;
}

namespace {

// Of a round without the secret ballot: its ballots stand in the order of their commitments.
Found find_plain_ballot(const Round& round, const Hash& wanted) {
    const auto at = std::lower_bound(round.ballots.begin(), round.ballots.end(), wanted,
                                     [&](const OpenedBallot& ballot, const Hash& hash) {
                                         return portal::ballot_commitment(round.id, ballot) < hash;
                                     });
    if (at == round.ballots.end() || portal::ballot_commitment(round.id, *at) != wanted) {
        return {.result = Search::missing, .commitment = wanted};
    }
    return {.result = Search::counted,
            .commitment = wanted,
            .position = at - round.ballots.begin() + 1,
            .total = static_cast<std::int64_t>(round.ballots.size()),
            .ballot = &at->ballot};
}

}  // namespace

Found find_ballot(const Round& round, std::string_view text) {
    constexpr std::size_t text_bytes_max = 200;
    if (text.size() > text_bytes_max) return {};
    const auto wanted = hash_from_hex(without_separators(text));
    if (!wanted) return {};
    if (!round.ballot_key) return find_plain_ballot(round, *wanted);
    const auto index = find_commitment(round, *wanted);
    if (!index) return {.result = Search::missing, .commitment = *wanted};
    Found found{.result = Search::recorded, .commitment = *wanted, .entry = round.commitments[*index].entry};
    if (round.outcomes.empty()) return found;
    const std::vector<std::size_t> counted = counted_casts(round.casts);
    const auto at = std::lower_bound(counted.begin(), counted.end(), *index);
    const bool counts = at != counted.end() && *at == *index;
    found.result = counts ? Search::counted : Search::replaced;
    found.position = counts ? at - counted.begin() + 1 : 0;
    found.total = static_cast<std::int64_t>(counted.size());
    found.ballot = &round.casts[*index].ballot;
    return found;
}

const RuleOutcome* official_outcome(const Round& round) {
    for (const RuleOutcome& outcome : round.outcomes) {
        if (outcome.rule == round.official_rule) return &outcome;
    }
    return nullptr;
}

bool is_selected(const RuleOutcome& outcome, ProjectId id) {
    return std::find(outcome.selected.begin(), outcome.selected.end(), id) != outcome.selected.end();
}

}  // namespace gongyi::pages
