// The census as a file of comma-separated values (csv.h), one person or one unsold home a line:
//
//     name,born,since,class,household,building,home,area_m2,owner
//     陈桂芳,1961-03-08,2009-05-01,non_hukou,百花园3栋1204,百花园3栋,百花园3栋1204,89.50,yes
//     ,,,,,百花园3栋,百花园3栋1301,89.50,unsold
//
//   class     hukou, non_hukou, hong_kong_macau, works_here, owner (lives elsewhere) or tenant
//   building  a building of the community's places, by its name today; may be empty
//   home      of which the line tells area and owner; may be empty, with the two fields behind it
//   area_m2   exclusive area, up to two decimals
//   owner     yes, no, or unsold
//
// Who owns several homes has a line for each; several owners of one home likewise.
//
// Every field is taken in its kept form (accounts/spelling.h, kept_name()): in plain width, without blanks at the ends,
// a line break as a blank. Days may be written as spreadsheets do: 1961/3/8, 1961.3.8, 1961年3月8日. Rows in which
// nothing stands are passed over.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/ballots/paper_file.h"
#include "server-stub/store/rows.h"
#include "shared/community/org_tree.h"

namespace gongyi::server {

inline constexpr std::size_t census_lines_max = 300'000;
inline constexpr std::size_t census_faults_max = 100;  // Named; what is behind them is not looked at.

enum class Owns : std::uint8_t { no, yes, unsold };

struct CensusLine {
    std::size_t line = 0;  // From 1; where its row begins.
    std::string name;      // Empty for an unsold home.
    PersonFacts facts;
    std::string household;
    std::string building;
    std::string home;
    std::int64_t area = 0;  // In units of 0.01 m²; 0 where there is no home.
    Owns owns = Owns::no;
};

// The lines, or every fault with its line and column.
[[nodiscard]] Expected<std::vector<CensusLine>, std::vector<LineFault>> read_census(std::string_view text);

// A line about somebody who may be somebody else of whom there is a line, or who is in the community already: born on
// the same day, and of the same name in another household, or of a name and a household that look the same.
struct Alike {
    std::size_t line = 0;
    std::size_t other_line = 0;  // 0: who is in the community already.
    std::string name;            // Of `line`, then of the other.
    std::string household;
    std::string other_name;
    std::string other_household;
};
inline constexpr std::size_t census_alike_max = 100;  // Asked about at once.

// What staff say of lines that are alike: the line is about the one whom it is like, or about somebody else.
struct CensusDecisions {
    std::set<std::size_t> same;
    std::set<std::size_t> two;
};

// What the lines add to the people and homes that there are. A person is known by name, date of birth and household, a
// home by its name; by census_key() all of them, so blanks and width make no second one.
struct Census {
    std::vector<Person> people;      // New ones. Their ids are drawn.
    std::vector<Home> homes;         // New ones, and those of which the owners changed.
    std::vector<LineFault> repeats;  // Lines about somebody of an earlier line, or known already, in another spelling.
    std::vector<Alike> alike;        // Not decided: nothing may be stored while there are any.
};
// Faults: a person or home that differs from another line or from what is stored, a building that is not there, more
// than home_owners_max owners or homes_max homes; a decision about a line that is like nobody.
[[nodiscard]] Expected<Census, std::vector<LineFault>> plan_census(const std::vector<CensusLine>& lines,
                                                                   const PrivateRows& stored, const OrgTree& tree,
                                                                   const Date& today,
                                                                   const CensusDecisions& decisions = {});

}  // namespace gongyi::server
