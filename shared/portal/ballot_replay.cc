#include "shared/portal/ballot_replay.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "shared/base/check.h"
#include "shared/microproject/rules.h"
#include "shared/portal/ballot.h"
#include "shared/portal/ballot_pool.h"

namespace gongyi::portal {

namespace {

using ballotbox::Element;

auto fault(const char* what) {
    return unexpected(std::string{what});
}

ReplayVerdict check_stage(const Round& round, Stage stage) {
    if (round.stage != stage) return fault("comes in the wrong stage of its round");
    return {};
}

// Opened ballots of a round without the secret ballot: imported ones.
ReplayVerdict check_plain_ballots(const Round& round, const std::vector<OpenedBallot>& ballots) {
    for (const OpenedBallot& opened : ballots) {
        for (const ProjectId id : opened.ballot.choices) {
            if (find_project(round, id) == nullptr) return fault("has a ballot for a project of no such round");
        }
        const std::size_t points = opened.ballot.points.size();
        if (points != 0 && points != opened.ballot.choices.size()) {
            return fault("has a ballot whose points don't match");
        }
    }
    if (round.ballots.size() + ballots.size() > static_cast<std::size_t>(round.ballot_count)) {
        return fault("opens more ballots than were cast");
    }
    return {};
}

ReplayVerdict check_casts(const Round& round, const std::vector<OpenedCast>& casts) {
    if (round.casts.size() + casts.size() > round.commitments.size()) {
        return fault("opens more ballots than were committed to");
    }
    for (std::size_t i = 0; i < casts.size(); ++i) {
        // Opened in the order of their commitments, so that each has its place: none is left out, changed or added.
        if (cast_commitment(round.id, casts[i]) != round.commitments[round.casts.size() + i].commitment) {
            return fault("opens a ballot that is not the next one committed to");
        }
        if (!check_choices(round, casts[i].ballot.choices))
            return fault("opens a ballot that its round does not allow");
    }
    return {};
}

// Whether no two casts are the same version of one credential, or the same paper.
bool are_distinct(const std::vector<OpenedCast>& casts) {
    std::vector<std::tuple<BallotKey, int, std::string_view>> names;
    names.reserve(casts.size());
    for (const OpenedCast& cast : casts) names.emplace_back(cast.input(), cast.version, cast.paper);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end();
}

ReplayVerdict check_counted(const Round& round) {
    if (round.private_key.empty()) return fault("counts before the round's key is published");
    if (!are_distinct(round.casts)) return fault("counts a ballot twice");
    std::int64_t papers = 0;
    std::int64_t credentials = 0;
    for (const std::size_t i : counted_casts(round.casts)) ++(round.casts[i].is_paper() ? papers : credentials);
    if (papers > round.papers_issued) return fault("counts more papers than were handed out");
    if (credentials > round.credentials_issued) return fault("counts more ballots than credentials were issued");
    if (papers + credentials != round.ballot_count)
        return fault("counts another number of ballots than the close said");
    if (!are_batches_lawful(round)) return fault("counts ballots whose batches were too small");
    if (round.sheets.empty()) return {};
    for (const OpenedCast& cast : round.casts) {
        if (!cast.is_paper()) continue;
        if (!is_printed(round.sheets, cast.paper)) return fault("counts a paper that was not printed");
        const auto& voided = round.papers.voided;
        if (std::find(voided.begin(), voided.end(), cast.paper) != voided.end()) return fault("counts a void paper");
    }
    return {};
}

// That what desks handed out is no more than what was issued, at places that are there.
ReplayVerdict check_paper_account(const Round& round, const PaperAccount& account, std::int64_t issued) {
    std::int64_t handed = 0;
    for (const PaperDay& one : account.days) {
        if (one.place >= std::ssize(round.sheets)) return fault("closes with papers of a place that is not there");
        handed += one.handed - one.returned;
    }
    if (handed < 0 || handed > issued) return fault("closes with other numbers of papers than were handed out");
    return {};
}

}  // namespace

ReplayVerdict check_voting_opened(const Round& round, const VotingOpened& event) {
    if (event.ballot_key && !Element::parse(*event.ballot_key)) return fault("opens voting with a key that is none");
    if (event.batch_min != 0 && !event.ballot_key) return fault("opens voting with batches and without credentials");
    return check_stage(round, Stage::draft);
}

ReplayVerdict check_sheets_registered(const Round& round, const SheetsRegistered& event) {
    if (round.stage == Stage::closed) return fault("registers sheets after the close");
    if (round.sheets.size() >= sheets_max) return fault("registers sheets more often than allowed");
    for (const PaperSheets& known : round.sheets) {
        if (do_overlap(known, event.sheets)) return fault("registers a sheet twice");
    }
    return {};
}

bool is_large_enough(const Round& round, const BallotsCommitted& event) {
    return static_cast<std::int64_t>(event.commitments.size()) >= round.batch_min;
}

ReplayVerdict check_ballots_committed(const Round& round, const BallotsCommitted& event) {
    if (auto stage = check_stage(round, Stage::voting); !stage) return stage;
    if (!round.ballot_key) return fault("commits to ballots of a round without credentials");
    if (round.commitments.size() + event.commitments.size() > static_cast<std::size_t>(round_ballots_max)) {
        return fault("commits to more ballots than a round may have");
    }
    if (!is_large_enough(round, event) && !round.commitments.empty()) {
        return fault("commits to fewer ballots than a batch of its round holds");
    }
    for (std::size_t i = 0; i < event.commitments.size(); ++i) {
        if (i > 0 && !(event.commitments[i - 1] < event.commitments[i])) return fault("has commitments out of order");
        if (find_commitment(round, event.commitments[i])) return fault("commits to a ballot twice");
    }
    return {};
}

ReplayVerdict check_voting_closed(const Round& round, const VotingClosed& event) {
    if (auto stage = check_stage(round, Stage::voting); !stage) return stage;
    if (event.ballot_count < 0 || event.ballot_count > round_ballots_max) {
        return fault("closes with an impossible number of ballots");
    }
    if (event.issued.has_value() != round.ballot_key.has_value()) {
        return fault("closes without saying what was issued, or says it of a round without credentials");
    }
    if (!event.issued) return {};
    if (event.ballot_count > event.issued->credentials + event.issued->papers) {
        return fault("closes with more ballots than credentials and papers were issued");
    }
    if (event.ballot_count > static_cast<std::int64_t>(round.commitments.size())) {
        return fault("closes with more ballots than were committed to");
    }
    if (auto papers = check_paper_account(round, event.papers, event.issued->papers); !papers) return papers;
    return {};
}

ReplayVerdict check_ballots_opened(const Round& round, const BallotsOpened& event) {
    if (auto stage = check_stage(round, Stage::closed); !stage) return stage;
    if (!round.outcomes.empty()) return fault("opens ballots after the count");
    if (event.casts.empty() == round.ballot_key.has_value())
        return fault("opens ballots of another kind than the round's");
    return round.ballot_key ? check_casts(round, event.casts) : check_plain_ballots(round, event.ballots);
}

ReplayVerdict check_round_key_published(const Round& round, const RoundKeyPublished& event) {
    if (auto stage = check_stage(round, Stage::closed); !stage) return stage;
    if (!round.ballot_key) return fault("publishes a key of a round that has none");
    if (!round.private_key.empty()) return fault("publishes a key twice");
    if (round.casts.size() != round.commitments.size()) return fault("publishes the key before all ballots are opened");
    const auto public_key = Element::parse(*round.ballot_key);
    GONGYI_CHECK(public_key.has_value());
    if (!ballotbox::RoundKey::from_published(event.private_key, *public_key)) {
        return fault("publishes a key that is not the round's");
    }
    return {};
}

ReplayVerdict check_round_tallied(const Round& round, const RoundTallied& event) {
    if (auto stage = check_stage(round, Stage::closed); !stage) return stage;
    if (!round.outcomes.empty()) return fault("counts a round twice");
    for (const RuleOutcome& outcome : event.outcomes) {
        for (const ProjectId id : outcome.selected) {
            if (find_project(round, id) == nullptr) return fault("selects a project of no such round");
        }
    }
    if (round.ballot_key) return check_counted(round);
    if (round.ballots.size() != static_cast<std::size_t>(round.ballot_count)) {
        return fault("counts before all ballots are opened");
    }
    return {};
}

void apply_ballots_committed(Round& round, const BallotsCommitted& event, std::uint64_t entry, UnixMs at) {
    const bool goes_on =
        !round.batches.empty() && round.batches.back().last_entry + 1 == entry && round.batches.back().at == at;
    if (!goes_on) round.batches.push_back({entry, entry, at});
    round.batches.back().last_entry = entry;
    const auto known = static_cast<std::ptrdiff_t>(round.commitments.size());
    for (const Hash& commitment : event.commitments) round.commitments.push_back({commitment, entry});
    std::inplace_merge(round.commitments.begin(), round.commitments.begin() + known, round.commitments.end(),
                       [](const CommittedBallot& a, const CommittedBallot& b) { return a.commitment < b.commitment; });
}

void apply_ballots_opened(Round& round, const BallotsOpened& event) {
    round.ballots.insert(round.ballots.end(), event.ballots.begin(), event.ballots.end());
    round.casts.insert(round.casts.end(), event.casts.begin(), event.casts.end());
}

void apply_round_tallied(Round& round, const RoundTallied& event) {
    round.outcomes = event.outcomes;
    for (const std::size_t i : counted_casts(round.casts)) {
        round.ballots.push_back({round.casts[i].ballot, round.casts[i].salt});
    }
}

}  // namespace gongyi::portal
