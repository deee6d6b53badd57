// What the lines of a census add to the people and homes that there are.
#pragma once

#include <set>
#include <vector>

#include "server-stub/census/census_file.h"
#include "server-stub/store/rows.h"
#include "shared/community/org_tree.h"

namespace gongyi::server {

inline constexpr std::size_t census_alike_max = 100;  // Asked about at once.

// What staff say of lines that are alike: the line is about the one that it is like, or about another.
struct CensusDecisions {
    std::set<std::size_t> same;  // People.
    std::set<std::size_t> two;
    std::set<std::size_t> same_home;
    std::set<std::size_t> two_homes;
};

// A person is known by name, date of birth and household, a home by its name; by census_key() all of them, so blanks
// and width make no second one.
struct Census {
    std::vector<Person> people;                // New ones. Their ids are drawn.
    std::vector<Home> homes;                   // New ones, and those of which the owners changed.
    std::vector<pages::CensusRepeat> repeats;  // Merged, and written otherwise.
    std::vector<pages::CensusQuestion> alike;  // Not decided: nothing may be stored while there are any.
    std::size_t idle_decision = 0;             // A line that was decided and is like nobody; 0 for none.
};
// Faults: a person or home that differs from another line or from what is stored, a building that is not there, more
// than home_owners_max owners or homes_max homes.
[[nodiscard]] Expected<Census, std::vector<pages::CensusFault>> plan_census(const std::vector<CensusLine>& lines,
                                                                            const PrivateRows& stored,
                                                                            const OrgTree& tree, const Date& today,
                                                                            const CensusDecisions& decisions = {});

}  // namespace gongyi::server
