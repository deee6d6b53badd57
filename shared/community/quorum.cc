#include "shared/community/quorum.h"

#include <algorithm>
#include <limits>
#include <set>

#include "shared/base/check.h"

namespace gongyi {

namespace {

std::int64_t base_of(Base base, const Count& count) {
    switch (base) {
        case Base::due:
            return count.due;
        case Base::present:
            return count.present;
        case Base::cast:
            return count.in_favour + count.against;
    }
    return 0;
}

const Count& counted(const Counts& counts, Measure measure) {
    const std::optional<Count>& count = counts.of(measure);
    GONGYI_CHECK(count && check_count(*count) == CountFault::none);
    return *count;
}

bool all_hold(const std::vector<Check>& checks, bool of_quorum) {
    return std::all_of(checks.begin(), checks.end(),
                       [of_quorum](const Check& check) { return check.is_quorum != of_quorum || check.holds(); });
}

}  // namespace

CountFault check_count(const Count& count) {
    for (const std::int64_t number : {count.due, count.present, count.in_favour, count.against, count.abstained}) {
        if (number < 0 || number > counted_max) return CountFault::out_of_range;
    }
    if (count.due == 0) return CountFault::nobody_due;
    if (count.present > count.due) return CountFault::present_above_due;
    if (count.in_favour + count.against + count.abstained > count.present) return CountFault::votes_above_present;
    return CountFault::none;
}

std::int64_t least_share(const ShareRule& rule, std::int64_t base) {
    static_assert(counted_max <= std::numeric_limits<std::int64_t>::max() / fraction_max - 1);
    const std::int64_t product = base * rule.numerator;
    const std::int64_t whole = product / rule.denominator;
    const bool is_whole = product % rule.denominator == 0;
    const bool is_enough = is_whole && rule.comparison == Comparison::at_least;
    return std::max<std::int64_t>(1, is_enough ? whole : whole + 1);
}

Verdict judge(const MeetingForm& form, const Counts& counts) {
    Verdict verdict;
    for (const ShareRule& rule : form.quorum) {
        const Count& count = counted(counts, rule.measure);
        verdict.checks.push_back(
            {true, rule.measure, least_share(rule, base_of(rule.base, count)), count.present, rule.source});
    }
    for (const ShareRule& rule : form.majority) {
        const Count& count = counted(counts, rule.measure);
        std::int64_t needed = least_share(rule, base_of(rule.base, count));
        if (form.tie == TieRule::fails) needed = std::max(needed, count.against + 1);
        verdict.checks.push_back({false, rule.measure, needed, count.in_favour, rule.source});
    }
    verdict.is_valid = all_hold(verdict.checks, /*of_quorum=*/true);
    verdict.passes = verdict.is_valid && all_hold(verdict.checks, /*of_quorum=*/false);
    return verdict;
}

bool has_quorum(const MeetingForm& form, std::int64_t due, std::int64_t present) {
    return std::all_of(form.quorum.begin(), form.quorum.end(),
                       [&](const ShareRule& rule) { return present >= least_share(rule, due); });
}

std::string check_name(const Check& check) {
    return std::string{check.is_quorum ? "quorum." : "majority."} + std::string{measure_name(check.measure)};
}

bool counts_measure(const MeetingForm& form, Measure measure) {
    const auto is_of_measure = [measure](const ShareRule& rule) { return rule.measure == measure; };
    return std::any_of(form.quorum.begin(), form.quorum.end(), is_of_measure) ||
           std::any_of(form.majority.begin(), form.majority.end(), is_of_measure);
}

OwnerCount count_owners(std::span<const ExclusiveUnit> units) {
    OwnerCount count;
    std::set<OwnerId> owners;
    for (const ExclusiveUnit& unit : units) {
        owners.insert(unit.owner);
        count.area_hundredths += unit.area_hundredths;
    }
    count.heads = static_cast<std::int64_t>(owners.size());
    return count;
}

}  // namespace gongyi
