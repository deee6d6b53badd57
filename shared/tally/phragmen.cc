// Sequential Phragmén, exactly.
//
// When a project is bought its supporters' money is gone, so a voter has what was earned since the last purchase that
// the voter took part in: now - paid_at. A project can be bought at the time T at which votes * T - the sum of paid_at
// = cost. Times are kept in fixed point; their errors only add up by one unit per purchase, because a time is an
// average of earlier ones plus a constant. Exact rationals decide between times that are too close to tell apart.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "shared/base/check.h"
#include "shared/tally/ballot_groups.h"
#include "shared/tally/counting.h"
#include "shared/tally/exact_rates.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

namespace {

class Phragmen {
public:
    explicit Phragmen(const Counting& counting)
        : counting_{counting},
          groups_{group_ballots(counting.election, Utility::cardinality, counting.takes_part)},
          skip_{skips(counting.rule)},
          bits_{124 - bit_width(Wide{counting.election.budget} * 2 + 1) - bit_width(groups_.voter_count)},
          paid_in_(groups_.count(), never),
          paid_sums_(counting.election.projects.size()),
          spending_(counting.election.projects.size()),
          is_open_(counting.election.projects.size()) {
        for (std::uint32_t p = 0; p < is_open_.size(); ++p) {
            if (counting.takes_part[p] == 0) continue;
            if (counting.cost(p) > counting.election.budget) {
                counting.outcome.projects[p].verdict = Verdict::over_budget;
                continue;
            }
            is_open_[p] = 1;
            if (groups_.votes[p] == 0) {
                unsupported_.push_back(p);
            } else {
                push({time_of(p), p});
            }
        }
    }

    bool count() {
        if (!counting_.go_on(0)) return false;
        while (buy_next()) {
            const std::int64_t budget = std::max<std::int64_t>(1, counting_.election.budget);
            if (!counting_.go_on(static_cast<std::uint32_t>(Wide{counting_.outcome.cost} * 990 / budget))) return false;
        }
        if (!stopped_) fund_unsupported();
        explain();
        return counting_.go_on(1000);
    }

private:
    struct Candidate {
        Wide time;  // When it can be bought, times 2^bits, as it was when queued: the time can only have grown.
        std::uint32_t project;
    };

    // A group that pays for a project.
    struct Payer {
        std::uint32_t paid_in = 0;
        std::uint32_t weight = 0;
        std::uint32_t first_choice = 0;
        std::span<const std::uint32_t> more_choices{};
    };
    static constexpr std::size_t block_size = 64;

    static bool is_later(const Candidate& a, const Candidate& b) {
        return a.time != b.time ? a.time > b.time : a.project > b.project;
    }

    void push(Candidate candidate) {
        queue_.push_back(candidate);
        std::push_heap(queue_.begin(), queue_.end(), is_later);
    }

    Candidate pop() {
        std::pop_heap(queue_.begin(), queue_.end(), is_later);
        const Candidate first = queue_.back();
        queue_.pop_back();
        return first;
    }

    [[nodiscard]] Wide time_of(std::uint32_t project) const {
        return ((Wide{counting_.cost(project)} << bits_) + paid_sums_[project]) /
               static_cast<Wide>(groups_.votes[project]);
    }

    // The projects that can be bought first, all at the same exact time; empty when none is left.
    std::vector<std::uint32_t> next_projects() {
        std::vector<std::uint32_t> close;
        Wide latest = 0;
        while (!queue_.empty() && (close.empty() || queue_.front().time <= latest)) {
            Candidate candidate = pop();
            if (is_open_[candidate.project] == 0) continue;
            if (const Wide time = time_of(candidate.project); time != candidate.time) {
                push({time, candidate.project});
                continue;
            }
            // Either time may be off by error_, and is rounded down.
            if (close.empty()) latest = candidate.time + 2 * error_ + 1;
            close.push_back(candidate.project);
        }
        if (close.size() > 1) keep_earliest(close);
        return close;
    }

    // Of several projects keeps those with the smallest exact time; the others go back.
    void keep_earliest(std::vector<std::uint32_t>& close) {
        std::vector<ExactRate> times;
        for (const std::uint32_t project : close) times.push_back(exact_time(project));
        const auto compare = [](const ExactRate& a, const ExactRate& b) {
            return BigInt{a.numerator * b.divisor}.compare(BigInt{b.numerator * a.divisor});
        };
        std::size_t best = 0;
        for (std::size_t i = 1; i < times.size(); ++i) {
            if (compare(times[i], times[best]) < 0) best = i;
        }
        std::vector<std::uint32_t> earliest;
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (compare(times[i], times[best]) == 0) {
                earliest.push_back(close[i]);
            } else {
                push({time_of(close[i]), close[i]});
            }
        }
        close = std::move(earliest);
    }

    [[nodiscard]] ExactRate exact_time(std::uint32_t project) const {
        // money() subtracts, and the times are added here.
        std::vector<std::int64_t> coefficients(exact_.count());
        for (const Support& supporter : groups_.supporters_of(project)) {
            const std::uint32_t paid = paid_in_[supporter.index];
            if (paid != never) coefficients[paid] -= groups_.weights[supporter.index];
        }
        return {exact_.denominator() * counting_.cost(project) + exact_.money(0, coefficients),
                static_cast<std::int64_t>(groups_.votes[project])};
    }

    // Copies what lies far apart in memory, for a loop that does nothing else: the processor then waits for many of
    // them at a time.
    void gather(std::span<const std::uint32_t> block, std::array<Payer, block_size>& payers) const {
        for (std::size_t i = 0; i < block.size(); ++i) {
            const std::uint32_t group = block[i];
            const auto choices = groups_.choices_of(group).indices();
            payers[i] = {paid_in_[group], groups_.weights[group], choices.front(), choices.subspan(1)};
        }
    }

    void add_earned(std::uint32_t choice, std::uint32_t project, Wide earned) {
        paid_sums_[choice] += earned;
        note_spending(choice, project, earned);
    }

    bool buy_next() {
        std::vector<std::uint32_t> tied = next_projects();
        if (tied.empty()) return false;
        counting_.ties.sort(tied);
        const auto fits = [&](std::uint32_t p) { return counting_.cost(p) <= counting_.left(); };
        std::vector<std::uint32_t> fitting;
        std::copy_if(tied.begin(), tied.end(), std::back_inserter(fitting), fits);
        end_time_ = time_of(tied.front());
        if (!skip_ && fitting.size() < tied.size()) {
            for (const std::uint32_t project : tied) {
                if (!fits(project)) reject(project);
            }
            stopped_ = true;
            return false;
        }
        for (const std::uint32_t project : tied) {
            if (!fits(project)) reject(project);
        }
        if (fitting.empty()) return true;
        if (fitting.size() > 1) ties_.push_back({counting_.outcome.selected.size(), counting_.left(), fitting});
        for (std::size_t i = 1; i < fitting.size(); ++i) push({time_of(fitting[i]), fitting[i]});
        buy(fitting.front());
        return true;
    }

    void reject(std::uint32_t project) {
        is_open_[project] = 0;
        counting_.outcome.projects[project].verdict = Verdict::over_budget;
    }

    void buy(std::uint32_t project) {
        const auto round = static_cast<std::uint32_t>(times_.size());
        const ExactRate exact = exact_time(project);
        exact_.add(exact);
        const Wide time = exact_.scaled(round, bits_);
        times_.push_back(time);
        error_ = 1;                         // Each time is rounded from an exact one.
        std::uint32_t saved_since = round;  // The earliest last purchase of a supporter.
        bool has_newcomer = false;          // A supporter who never paid before.
        std::array<Payer, block_size> payers;
        const auto supporters = groups_.supporters_of(project).indices();
        for (std::size_t first = 0; first < supporters.size(); first += block_size) {
            const auto block = supporters.subspan(first, std::min(block_size, supporters.size() - first));
            gather(block, payers);
            for (std::size_t i = 0; i < block.size(); ++i) {
                const Payer& payer = payers[i];
                has_newcomer = has_newcomer || payer.paid_in == never;
                saved_since = std::min(saved_since, payer.paid_in);
                const Wide earned = (time - (payer.paid_in == never ? 0 : times_[payer.paid_in])) * payer.weight;
                add_earned(payer.first_choice, project, earned);
                for (const std::uint32_t choice : payer.more_choices) add_earned(choice, project, earned);
                paid_in_[block[i]] = round;
            }
        }
        is_open_[project] = 0;
        Round result{.project = project};
        result.rate = exact_.fraction(round, 1, 1);
        result.payment_max = has_newcomer ? result.rate : exact_.difference(round, saved_since);
        result.payers = result.emptied = static_cast<std::uint32_t>(groups_.votes[project]);
        counting_.outcome.projects[project].money_behind = counting_.cost(project);
        counting_.select(project, Verdict::bought, std::move(result));
    }

    // Nobody's money can buy these. They come when nothing else is left, like other purchases at one and the same time.
    void fund_unsupported() {
        counting_.ties.sort(unsupported_);
        const auto fits = [&](std::uint32_t p) { return counting_.cost(p) <= counting_.left(); };
        if (unsupported_.size() > 1)
            ties_.push_back({counting_.outcome.selected.size(), counting_.left(), unsupported_});
        for (auto at = unsupported_.begin(); at != unsupported_.end(); ++at) {
            if (!skip_ && !std::all_of(at, unsupported_.end(), fits)) {
                for (; at != unsupported_.end(); ++at) {
                    if (!fits(*at)) reject(*at);
                }
                stopped_ = true;
                return;
            }
            if (!fits(*at)) {
                reject(*at);
                continue;
            }
            is_open_[*at] = 0;
            counting_.select(*at, Verdict::bought, Round{.project = *at});
        }
    }

    void explain() {
        for (std::uint32_t p = 0; p < is_open_.size(); ++p) {
            ProjectOutcome& project = counting_.outcome.projects[p];
            if (counting_.takes_part[p] == 0 || project.selected) continue;
            if (is_open_[p] != 0) project.verdict = Verdict::after_stop;
            // end_time_ is rounded down; money that covers a cost to the last unit must not seem to fall short of it.
            const Wide earned = (end_time_ + error_ + 1) * static_cast<Wide>(groups_.votes[p]);
            project.start_money = static_cast<std::int64_t>(earned >> bits_);
            project.money_behind = static_cast<std::int64_t>((earned - paid_sums_[p]) >> bits_);
            project.missing = std::max<std::int64_t>(0, counting_.cost(p) - project.money_behind);
            if (spending_count_ <= explained_pairs_max) explain_spending(spending_[p], bits_, project);
        }
        for (const auto& [selected_before, left, projects] : ties_) {
            report_tie(counting_, static_cast<std::uint32_t>(selected_before + 1), projects, left);
        }
    }

    void note_spending(std::uint32_t of, std::uint32_t on, Wide amount) {
        if (of == on || spending_count_ > explained_pairs_max) return;
        auto& spending = spending_[of];
        if (spending.empty() || spending.back().project != on) {
            spending.push_back({on, 0});
            ++spending_count_;
        }
        spending.back().amount += amount;
    }

    struct PendingTie {
        std::size_t selected_before;
        std::int64_t left;
        std::vector<std::uint32_t> projects;
    };

    static constexpr std::uint32_t never = 0xffffffff;

    const Counting& counting_;
    BallotGroups groups_;
    bool skip_;
    int bits_;
    Wide error_ = 0;                                     // No time of a purchase is further than this from the truth.
    std::vector<std::uint32_t> paid_in_;                 // The last purchase that each group took part in.
    std::vector<Wide> paid_sums_;                        // Of each project, the sum of its supporters' paid_at.
    std::vector<std::vector<ScaledSpending>> spending_;  // Of each project's supporters, by purchase.
    std::size_t spending_count_ = 0;
    std::vector<std::uint8_t> is_open_;  // Neither bought nor given up.
    std::vector<std::uint32_t> unsupported_{};
    std::vector<Candidate> queue_{};
    std::vector<Wide> times_{};  // Of the purchases.
    Wide end_time_ = 0;
    bool stopped_ = false;
    std::vector<PendingTie> ties_{};
    ExactRates exact_{BigInt{0}, BigInt{1}};
};

}  // namespace

bool count_phragmen(const Counting& counting) {
    return Phragmen{counting}.count();
}

}  // namespace gongyi::tally
