#include "shared/community/people.h"

#include "shared/community/refuse.h"

#include <set>

namespace gongyi {

namespace {

bool includes(const Electorate& electorate, ResidentClass resident_class) {
    switch (resident_class) {
        case ResidentClass::hukou:
            return true;
        case ResidentClass::non_hukou:
            return electorate.includes_non_hukou;
        case ResidentClass::hong_kong_macau:
            return electorate.includes_hong_kong_macau;
        case ResidentClass::works_here:
            return electorate.includes_works_here;
        case ResidentClass::tenant:
            return electorate.includes_non_hukou;
        case ResidentClass::owner:
            return false;
    }
    return false;
}

}  // namespace

Expected<void, Refusal> check_eligible(const Electorate& electorate, const PersonFacts& person,
                                       const Date& voting_day) {
    const int years = completed_years(person.born, voting_day);
    if (years < electorate.age_years_min) {
        return unexpected(refusal<RefusalCode::not_of_age>("", electorate.age_years_min, years));
    }
    const int months = completed_months(person.resident_since, voting_day);
    if (person.resident_class != ResidentClass::hukou && months < electorate.residence_months_min) {
        return unexpected(refusal<RefusalCode::residence_too_short>("", electorate.residence_months_min, months));
    }
    if (!includes(electorate, person.resident_class)) {
        return unexpected(refusal(RefusalCode::resident_class_excluded));
    }
    return {};
}

ResidentsDue residents_due(std::span<const Residing> residents, const Date& day) {
    ResidentsDue due;
    std::set<std::string_view> households;
    for (const Residing& resident : residents) {
        if (!check_eligible(Electorate{}, resident.facts, day)) continue;
        ++due.heads;
        households.insert(resident.household);
    }
    due.households = static_cast<std::int64_t>(households.size());
    return due;
}

}  // namespace gongyi
