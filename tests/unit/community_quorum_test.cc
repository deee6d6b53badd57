#include "shared/community/quorum.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/base/random.h"

namespace gongyi {

namespace {

const MeetingForm& form_of(std::string_view profile, std::string_view form) {
    const RuleProfile* const found = find_profile(profile);
    REQUIRE(found != nullptr);
    const MeetingForm* const meeting = form.empty() ? &found->forms.front() : find_form(*found, form);
    REQUIRE(meeting != nullptr);
    return *meeting;
}

Verdict judge_heads(const MeetingForm& form, const Count& count) {
    Counts counts;
    counts.set(Measure::heads, count);
    return judge(form, counts);
}

// The names of the checks that do not hold.
std::vector<std::string> failing(const Verdict& verdict) {
    std::vector<std::string> names;
    for (const Check& check : verdict.checks) {
        if (!check.holds()) names.push_back(check_name(check));
    }
    return names;
}

// V7 to V9: heads and area of an estate's owners; areas in 0.01 m².
Verdict judge_owners(std::string_view form, const Count& heads, const Count& area) {
    Counts counts;
    counts.set(Measure::heads, heads);
    counts.set(Measure::area, area);
    return judge(form_of("cn.owners.278", form), counts);
}

}  // namespace

// The vectors V1 to V6 and V10, and both sides of every edge of each profile that counts heads alone.
TEST_CASE("a meeting is valid and a motion passes by the profile", "[community][quorum]") {
    struct Row {
        const char* name;
        const char* profile;
        const char* form;
        Count count;
        bool is_valid;
        bool passes;
    };
    const Row row = GENERATE(
        Row{"V1: 14 of 16, more than two thirds", "sz.council.luohu", "", {16, 14, 8, 6, 0}, true, true},
        Row{"8 of 14 is more than half, 7 is not", "sz.council.luohu", "", {16, 14, 7, 5, 2}, true, false},
        Row{"the last valid number", "sz.council.luohu", "", {16, 11, 6, 5, 0}, true, true},
        Row{"one below it", "sz.council.luohu", "", {16, 10, 10, 0, 0}, false, false},
        Row{"V2: 10 of 15 is not more than two thirds", "sz.council.luohu", "", {15, 10, 10, 0, 0}, false, false},
        Row{"V2: but at least two thirds", "cn.village.2018", "", {15, 10, 6, 4, 0}, true, true},
        Row{"V3: 500 of 1,000 is not more than half", "cn.rc.2018", "", {1'000, 500, 500, 0, 0}, false, false},
        Row{"V3: 501 is", "cn.rc.2018", "", {1'000, 501, 251, 250, 0}, true, true},
        Row{"V3: 250 of 501 fails", "cn.rc.2018", "", {1'000, 501, 250, 200, 51}, true, false},
        Row{"V5: 34 of 50", "cn.village.2018", "representatives", {50, 34, 18, 16, 0}, true, true},
        Row{"V5: 33 of 50", "cn.village.2018", "representatives", {50, 33, 33, 0, 0}, false, false},
        Row{"V5: 17 of 34 fails", "cn.village.2018", "representatives", {50, 34, 17, 10, 7}, true, false},
        Row{"V6: 227 of 340 Party members, 171 for", "cn.rc.2018", "party_members", {340, 227, 171, 56, 0}, true, true},
        Row{"V6: 226 is too few", "cn.rc.2018", "party_members", {340, 226, 226, 0, 0}, false, false},
        Row{"V6: 170 of all 340 fails", "cn.rc.2018", "party_members", {340, 340, 170, 0, 170}, true, false},
        Row{"the committee's majority is of all members",
            "cn.rc.2026",
            "party_committee",
            {9, 5, 4, 0, 1},
            true,
            false},
        Row{"five of nine", "cn.rc.2026", "party_committee", {9, 5, 5, 0, 0}, true, true},
        Row{"the joint meeting's is of those present", "cn.rc.2026", "joint_meeting", {9, 5, 3, 0, 2}, true, true},
        Row{"V10: a tie fails", "roberts.12", "", {20, 17, 7, 7, 3}, true, false},
        Row{"abstentions are ignored", "roberts.12", "", {20, 17, 2, 1, 14}, true, true},
        Row{"nobody votes", "roberts.12", "", {20, 17, 0, 0, 17}, true, false},
        Row{"where those present count, abstaining is a no", "sz.micro.2020", "", {16, 14, 7, 0, 7}, true, false},
        Row{"a meeting of one", "roberts.12", "", {1, 1, 1, 0, 0}, true, true});
    CAPTURE(row.name);
    const Verdict verdict = judge_heads(form_of(row.profile, row.form), row.count);
    CHECK(verdict.is_valid == row.is_valid);
    CHECK(verdict.passes == row.passes);
    CHECK_FALSE(verdict.checks.empty());
}

TEST_CASE("V4: a village assembly by households", "[community][quorum]") {
    const auto judged = [](const Count& count) {
        Counts counts;
        counts.set(Measure::households, count);
        return judge(form_of("cn.village.2018", "assembly_households"), counts);
    };
    CHECK(judged({300, 200, 101, 99, 0}).passes);
    CHECK_FALSE(judged({300, 200, 100, 99, 1}).passes);
    CHECK(judged({300, 200, 100, 99, 1}).is_valid);
    CHECK_FALSE(judged({300, 199, 199, 0, 0}).is_valid);
}

TEST_CASE("V7 to V9: owners decide by heads and by area", "[community][quorum]") {
    const Count heads{300, 200, 101, 99, 0};
    // V7: 10,000.00 m² of 20,000 is not more than half; 10,000.01 is.
    const Verdict ordinary = judge_owners("ordinary", heads, {3'000'000, 2'000'000, 1'000'000, 1'000'000, 0});
    CHECK(ordinary.is_valid);
    CHECK(failing(ordinary) == std::vector<std::string>{"majority.area"});
    CHECK(ordinary.checks.back().needed == 1'000'001);
    CHECK(judge_owners("ordinary", heads, {3'000'000, 2'000'000, 1'000'001, 999'999, 0}).passes);
    // V8: three quarters of both, exactly.
    const Count many{300, 200, 150, 50, 0};
    CHECK(judge_owners("special", many, {3'000'000, 2'000'000, 1'500'000, 500'000, 0}).passes);
    CHECK(failing(judge_owners("special", {300, 200, 149, 51, 0}, {3'000'000, 2'000'000, 1'500'000, 0, 0})) ==
          std::vector<std::string>{"majority.heads"});
    CHECK(failing(judge_owners("special", many, {3'000'000, 2'000'000, 1'499'999, 0, 0})) ==
          std::vector<std::string>{"majority.area"});
    // Too few take part, by heads and by area.
    CHECK(failing(judge_owners("ordinary", {300, 199, 199, 0, 0}, {3'000'000, 2'000'000, 2'000'000, 0, 0})) ==
          std::vector<std::string>{"quorum.heads"});
    const Verdict small = judge_owners("ordinary", {300, 200, 200, 0, 0}, {3'000'000, 1'999'999, 1'999'999, 0, 0});
    CHECK_FALSE(small.is_valid);
    CHECK_FALSE(small.passes);
    CHECK(failing(small) == std::vector<std::string>{"quorum.area"});
    // V9: a buyer of three homes is one person; their areas count.
    const std::vector<ExclusiveUnit> units{
        {OwnerId{1}, 8'900}, {OwnerId{1}, 4'500}, {OwnerId{1}, 6'000}, {OwnerId{2}, 7'750}};
    const OwnerCount count = count_owners(units);
    CHECK(count.heads == 2);
    CHECK(count.area_hundredths == 27'150);
}

TEST_CASE("V13: a signing rate of households, homes and area at once", "[community][quorum]") {
    const auto judged = [](std::int64_t area_in_favour) {
        Counts counts;
        counts.set(Measure::households, {1'000, 997, 997, 0, 0});
        counts.set(Measure::units, {1'000, 997, 997, 0, 0});
        counts.set(Measure::area, {1'000'000, area_in_favour, area_in_favour, 0, 0});
        return judge(form_of("sz.renewal.yucun", ""), counts);
    };
    CHECK(judged(997'000).passes);
    CHECK_FALSE(judged(996'900).passes);
    CHECK(failing(judged(996'900)) == std::vector<std::string>{"majority.area"});
    CHECK(failing(judged(996'999)) == std::vector<std::string>{"majority.area"});
}

TEST_CASE("numbers that cannot be are named", "[community][quorum]") {
    CHECK(check_count({10, 10, 5, 3, 2}) == CountFault::none);
    CHECK(check_count({10, 10, 5, 3, 3}) == CountFault::votes_above_present);
    CHECK(check_count({10, 11, 5, 3, 2}) == CountFault::present_above_due);
    CHECK(check_count({0, 0, 0, 0, 0}) == CountFault::nobody_due);
    CHECK(check_count({10, 10, -1, 3, 2}) == CountFault::out_of_range);
    CHECK(check_count({counted_max, counted_max, counted_max, 0, 0}) == CountFault::none);
    CHECK(check_count({counted_max + 1, 1, 1, 0, 0}) == CountFault::out_of_range);
}

// Goal: the least number is enough, and one less is not. Method: compare with the definition, in 128 bits.
TEST_CASE("what is needed is the smallest number that is enough", "[community][quorum]") {
    const auto is_enough = [](const ShareRule& rule, std::int64_t got, std::int64_t base) {
        __extension__ using Wide = __int128;
        const Wide left = Wide{got} * rule.denominator;
        const Wide right = Wide{base} * rule.numerator;
        return rule.comparison == Comparison::more_than ? left > right : left >= right;
    };
    SplitMix64 random{20'261'121};
    for (int i = 0; i < 20'000; ++i) {
        ShareRule rule;
        rule.denominator = static_cast<std::int64_t>(1 + random.below(random.chance(500) ? 12 : fraction_max));
        rule.numerator = static_cast<std::int64_t>(1 + random.below(static_cast<std::uint64_t>(rule.denominator)));
        rule.comparison = random.chance(500) ? Comparison::more_than : Comparison::at_least;
        const auto base = static_cast<std::int64_t>(random.below(random.chance(500) ? 60 : counted_max + 1));
        const std::int64_t needed = least_share(rule, base);
        REQUIRE(needed >= 1);
        if (base > 0) REQUIRE(is_enough(rule, needed, base));
        if (needed > 1) REQUIRE_FALSE(is_enough(rule, needed - 1, base));
    }
}

TEST_CASE("a tie may be left to the fraction", "[community][quorum]") {
    MeetingForm form;
    form.majority = {{Measure::heads, Base::cast, Comparison::at_least, 1, 2, "x"}};
    form.abstention = Abstention::ignored;
    form.tie = TieRule::fraction_decides;
    CHECK(judge_heads(form, {20, 17, 7, 7, 3}).passes);
    form.tie = TieRule::fails;
    CHECK_FALSE(judge_heads(form, {20, 17, 7, 7, 3}).passes);
    CHECK(judge_heads(form, {20, 17, 7, 7, 3}).checks.front().needed == 8);
}

}  // namespace gongyi
