#include "tests/support/tally_reference.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "shared/base/random.h"

namespace gongyi::test {

namespace {

using namespace gongyi::tally;

class Reference {
public:
    Reference(const Election& election, const Rule& rule) : e_{election}, rule_{rule} {
        const std::size_t projects = e_.projects.size();
        worth_.assign(e_.ballots.count(), std::vector<std::int64_t>(projects));
        votes_.assign(projects, 0);
        score_.assign(projects, 0);
        for (std::uint32_t v = 0; v < e_.ballots.count(); ++v) {
            const auto named = e_.ballots.projects(v);
            for (std::size_t i = 0; i < named.size(); ++i) {
                const std::int64_t points = has_points(e_.kind) ? e_.ballots.points(v)[i] : 1;
                const auto borda = static_cast<std::int64_t>(named.size() - 1 - i);
                std::int64_t worth = 0;
                if (rule.utility == Utility::cost) worth = points > 0 ? e_.projects[named[i]].cost : 0;
                if (rule.utility == Utility::cardinality) worth = points > 0 ? 1 : 0;
                if (rule.utility == Utility::points) worth = points;
                if (rule.utility == Utility::borda) worth = borda;
                worth_[v][named[i]] = worth;
                if (points > 0) ++votes_[named[i]];
                if (rule.utility == Utility::points || rule.utility == Utility::borda) {
                    score_[named[i]] += worth;
                } else if (points > 0) {
                    ++score_[named[i]];
                }
            }
        }
        std::vector<std::uint32_t> by_id(projects);
        std::iota(by_id.begin(), by_id.end(), 0U);
        std::sort(by_id.begin(), by_id.end(), [&](auto a, auto b) { return e_.projects[a].id < e_.projects[b].id; });
        if (rule.seed) {
            SplitMix64 random{*rule.seed};
            shuffle(by_id, random);
        }
        place_.resize(projects);
        for (std::uint32_t i = 0; i < projects; ++i) place_[by_id[i]] = i;
    }

    ReferenceOutcome count() {
        for (std::uint32_t p = 0; p < e_.projects.size(); ++p) {
            if (votes_[p] < rule_.min_votes ||
                Rational{votes_[p]} / 1 < Rational{rule_.threshold.part, rule_.threshold.whole} * e_.ballots.count())
                continue;
            part_.push_back(p);
        }
        if (rule_.method == Method::greedy) greedy(rule_.order, skips(rule_));
        if (rule_.method == Method::phragmen) phragmen();
        if (rule_.method == Method::mes) {
            raise();
            if (rule_.completion == Completion::greedy || rule_.completion == Completion::add1u) {
                greedy(completion_order(rule_.utility), true);
            }
        }
        return std::move(out_);
    }

private:
    std::int64_t cost(std::uint32_t p) const { return e_.projects[p].cost; }

    bool prefers(std::uint32_t a, std::uint32_t b) const {
        if (cost(a) != cost(b)) return cost(a) < cost(b);
        if (votes_[a] != votes_[b]) return votes_[a] > votes_[b];
        return place_[a] < place_[b];
    }

    bool is_selected(std::uint32_t p) const {
        return std::find(out_.selected.begin(), out_.selected.end(), p) != out_.selected.end();
    }

    void select(std::uint32_t p) {
        out_.selected.push_back(p);
        out_.cost += cost(p);
    }

    void greedy(GreedyOrder order, bool skip) {
        const auto score = [&](std::uint32_t p) -> Rational {
            if (order == GreedyOrder::votes) return score_[p];
            if (cost(p) > 0) return Rational{score_[p]} / cost(p);
            return score_[p] > 0 ? Rational{std::numeric_limits<std::int64_t>::max()} : Rational{0};
        };
        std::vector<std::uint32_t> open;
        for (const auto p : part_) {
            if (!is_selected(p)) open.push_back(p);
        }
        while (!open.empty()) {
            const auto best = std::min_element(open.begin(), open.end(), [&](auto a, auto b) {
                return score(a) != score(b) ? score(a) > score(b) : prefers(a, b);
            });
            if (out_.cost + cost(*best) <= e_.budget) {
                select(*best);
            } else if (!skip) {
                return;
            }
            open.erase(best);
        }
    }

    // Equal shares once, with what everyone starts with.
    ReferenceOutcome equal_shares(const Rational& start) const {
        ReferenceOutcome out;
        out.start = start;
        out.money.assign(worth_.size(), start);
        std::vector<std::uint32_t> open;
        for (const auto p : part_) {
            if (std::any_of(worth_.begin(), worth_.end(), [&](const auto& w) { return w[p] > 0; })) open.push_back(p);
        }
        for (;;) {
            std::optional<std::pair<std::uint32_t, Rational>> best;
            for (const auto p : open) {
                const auto rate = affordable_rate(out.money, p);
                if (!rate) continue;
                if (!best || *rate < best->second || (*rate == best->second && prefers(p, best->first)))
                    best.emplace(p, *rate);
            }
            if (!best) return out;
            const auto [bought, rate] = *best;
            std::vector<Rational> paid(worth_.size());
            for (std::size_t v = 0; v < worth_.size(); ++v) {
                if (worth_[v][bought] <= 0) continue;
                paid[v] = std::min(out.money[v], Rational{rate * worth_[v][bought]});
                out.money[v] -= paid[v];
            }
            out.selected.push_back(bought);
            out.cost += cost(bought);
            out.rates.push_back(rate);
            out.payments.push_back(std::move(paid));
            open.erase(std::find(open.begin(), open.end(), bought));
        }
    }

    // The smallest rate with sum of min(money, rate * worth) = cost: tries which supporters give all they have, poorest
    // in relation to their worth first.
    std::optional<Rational> affordable_rate(const std::vector<Rational>& money, std::uint32_t p) const {
        std::vector<std::size_t> supporters;
        for (std::size_t v = 0; v < worth_.size(); ++v) {
            if (worth_[v][p] > 0) supporters.push_back(v);
        }
        std::sort(supporters.begin(), supporters.end(), [&](std::size_t a, std::size_t b) {
            return Rational{money[a] / worth_[a][p]} < Rational{money[b] / worth_[b][p]};
        });
        Rational missing = cost(p);
        Rational worth_left = 0;
        for (const auto v : supporters) worth_left += worth_[v][p];
        for (const auto v : supporters) {
            const Rational rate = missing / worth_left;
            if (rate * worth_[v][p] <= money[v]) return rate;
            missing -= money[v];
            worth_left -= worth_[v][p];
        }
        return std::nullopt;
    }

    void raise() {
        std::int64_t unit = 1;
        for (int i = 0; i < e_.amount_decimals; ++i) unit *= 10;
        Rational start = 0;
        if (e_.ballots.count() > 0) {
            start = Rational{e_.budget} / e_.ballots.count();
            if (rule_.integral) start = Rational{e_.budget / e_.ballots.count() / unit * unit};
        }
        out_ = equal_shares(start);
        if (rule_.completion != Completion::add1 && rule_.completion != Completion::add1u) return;
        for (std::uint64_t raised = 1; can_be_raised(); ++raised) {
            start += unit;
            ReferenceOutcome next = equal_shares(start);
            if (next.cost > e_.budget) return;
            out_ = std::move(next);
            out_.raised = raised;
        }
    }

    bool can_be_raised() const {
        return std::any_of(part_.begin(), part_.end(), [&](std::uint32_t p) {
            const bool supported = std::any_of(worth_.begin(), worth_.end(), [&](const auto& w) { return w[p] > 0; });
            const bool fits = out_.cost + cost(p) <= e_.budget;
            return supported && !is_selected(p) && (fits || !rule_.exhaustive);
        });
    }

    void phragmen() {
        std::vector<Rational> paid_at(worth_.size());
        std::vector<std::uint32_t> open;
        for (const auto p : part_) {
            if (cost(p) <= e_.budget) open.push_back(p);
        }
        const auto supports = [&](std::size_t v, std::uint32_t p) {
            const auto named = e_.ballots.projects(static_cast<std::uint32_t>(v));
            for (std::size_t i = 0; i < named.size(); ++i) {
                if (named[i] == p)
                    return !has_points(e_.kind) || e_.ballots.points(static_cast<std::uint32_t>(v))[i] > 0;
            }
            return false;
        };
        while (!open.empty()) {
            std::vector<std::uint32_t> next;
            std::optional<Rational> earliest;
            for (const auto p : open) {
                if (votes_[p] == 0) continue;
                Rational time = cost(p);
                for (std::size_t v = 0; v < worth_.size(); ++v) time += supports(v, p) ? paid_at[v] : Rational{0};
                time /= votes_[p];
                if (!earliest || time < *earliest) next.clear();
                if (!earliest || time <= *earliest) {
                    earliest = time;
                    next.push_back(p);
                }
            }
            if (!earliest) next = open;
            const auto fits = [&](std::uint32_t p) { return out_.cost + cost(p) <= e_.budget; };
            if (!skips(rule_) && !std::all_of(next.begin(), next.end(), fits)) return;
            std::sort(next.begin(), next.end(), [&](auto a, auto b) { return prefers(a, b); });
            const auto bought = std::find_if(next.begin(), next.end(), fits);
            if (bought == next.end()) {
                for (const auto p : next) open.erase(std::find(open.begin(), open.end(), p));
                continue;
            }
            select(*bought);
            if (earliest) out_.rates.push_back(*earliest);
            for (std::size_t v = 0; v < worth_.size(); ++v) {
                if (earliest && supports(v, *bought)) paid_at[v] = *earliest;
            }
            open.erase(std::find(open.begin(), open.end(), *bought));
        }
    }

    const Election& e_;
    const Rule& rule_;
    std::vector<std::vector<std::int64_t>> worth_{};  // By voter and project.
    std::vector<std::int64_t> votes_{};
    std::vector<std::int64_t> score_{};
    std::vector<std::uint32_t> place_{};
    std::vector<std::uint32_t> part_{};
    ReferenceOutcome out_{};
};

}  // namespace

ReferenceOutcome reference_tally(const Election& election, const Rule& rule) {
    return Reference{election, rule}.count();
}

}  // namespace gongyi::test
