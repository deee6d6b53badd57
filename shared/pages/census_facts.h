// What staff see of the census: its figures, what a file of it would do, and what is wrong with the file. The server
// gives it, to staff alone; the command line says the same sentences.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi::pages {

// A column of the file, called as its first line calls it.
enum class CensusColumn : std::uint8_t {
    none,
    name,
    born,
    since,
    resident_class,
    household,
    building,
    home,
    area_m2,
    owner
};
inline constexpr std::array<std::string_view, 10> census_columns{"",          "name",     "born", "since",   "class",
                                                                 "household", "building", "home", "area_m2", "owner"};
inline constexpr std::string_view census_header = "name,born,since,class,household,building,home,area_m2,owner";

// What can be wrong with it; each has its sentence, census_fault_… of the messages, in this order.
enum class CensusProblem : std::uint8_t {
    encoding,        // `count` is the byte of the line that neither UTF-8 nor GB18030 has.
    utf8,            // It begins with UTF-8's mark, and is none.
    utf16,           // `count` is the character of the line that is broken.
    header,          // The first line does not name the columns.
    nobody,          // There is no line behind it.
    lines_max,       // More than `count` lines.
    quote,           // A quote is not closed.
    fields_few,      // Fewer than `count` fields.
    fields_many,     // More than `count`.
    character,       // One that no text may hold.
    length,          // Not 1 to `count` characters.
    bytes,           // More than `count` bytes, or no text.
    day,             // Not a day.
    moment,          // A day with a time that is not its beginning.
    before_birth,    // Since when is before the date of birth.
    class_word,      // Not the word of a class.
    owner_word,      // Not yes, no or unsold.
    not_unsold,      // Filled for an unsold home.
    home_for_owner,  // No home, but an owner.
    home_for_area,   // No home, but an area.
    area,            // Not an area.
    person_differs,  // From what is known of this person.
    home_differs,    // From what is known of this home.
    no_building,     // The community has none of this name.
    many_buildings,  // It has several.
    homes_max,       // More homes than a census may hold.
    has_owner,       // An unsold home that has one.
    owners_max,      // More than `count` owners.
    idle_decision,   // It was decided, but is like nobody.
};
inline constexpr std::size_t census_faults_max = 100;  // Named; what is behind them is not looked at.
inline constexpr std::size_t census_problem_count = static_cast<std::size_t>(CensusProblem::idle_decision) + 1;

struct CensusFault {
    CensusProblem problem{};
    CensusColumn column = CensusColumn::none;
    std::int64_t count = 0;
    std::size_t line = 0;  // From 1; where its row begins.
};

// A line about a person or a home of an earlier line, or known already (other_line 0), in another spelling.
struct CensusRepeat {
    std::size_t line = 0;
    std::size_t other_line = 0;
    bool is_home = false;
};

// A line about somebody who may be somebody else of whom there is a line, or who is in the community already: born on
// the same day, and of the same name in another household, or of a name and a household that look the same. Likewise a
// home whose name looks like another's.
struct CensusQuestion {
    std::size_t line = 0;
    std::size_t other_line = 0;  // 0: who is in the community already.
    bool is_home = false;
    std::string what;  // Of `line`, then of the other: name and household, or the home's name.
    std::string other;
};

// The name of the field with which a question is answered ("person-3", "home-3"), and the answers.
inline constexpr std::string_view census_person_prefix = "person-";
inline constexpr std::string_view census_home_prefix = "home-";
inline constexpr std::string_view census_same = "same";
inline constexpr std::string_view census_two = "two";
// What the form asks for.
inline constexpr std::string_view census_confirm = "confirm";

struct CensusFigures {
    std::array<std::int64_t, 6> people{};  // By class, in the order of ResidentClass.
    std::int64_t households = 0;
    std::int64_t homes = 0;
};

// What a file would do, or has done.
struct CensusTrial {
    std::string held{};  // Names the file, which the server holds meanwhile.
    std::int64_t lines = 0;
    std::int64_t people = 0;  // New ones.
    std::int64_t homes = 0;   // New ones, and those of which the owners changed.
    std::vector<CensusFault> faults{};
    std::vector<CensusRepeat> repeats{};
    std::vector<CensusQuestion> questions{};
    bool is_done = false;  // Stored.
    std::string codes{};   // Then: the new people's claim codes as comma-separated values, this once.
};

struct CensusFacts {
    CensusFigures figures;
    std::optional<CensusTrial> trial;
    bool is_gone = false;   // The file that was asked about is held no longer.
    bool is_stale = false;  // The census changed since the file was looked at: it was looked at again.
};

}  // namespace gongyi::pages
