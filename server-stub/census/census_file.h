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
// a line break as a blank. Days may be written as spreadsheets do: 1961/3/8, 1961.3.8, 1961年3月8日, each with 0:00 or
// 00:00:00 behind it. Rows in which nothing stands are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server-stub/store/rows.h"
#include "shared/base/expected.h"
#include "shared/community/people.h"
#include "shared/pages/census_facts.h"

namespace gongyi::server {

inline constexpr std::size_t census_lines_max = 300'000;
// What a page takes; a larger file is for the command line.
inline constexpr std::size_t census_file_bytes_max = 8 << 20;

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
    // Name and household, and the home, as they were written, but for blanks at the ends: what is merged with another
    // line is named where they differ.
    std::string person_as_written;
    std::string home_as_written;
};

// The lines, or every fault with its line and column, up to pages::census_faults_max.
[[nodiscard]] Expected<std::vector<CensusLine>, std::vector<pages::CensusFault>> read_census(std::string_view text);

}  // namespace gongyi::server
