#include "shared/pages/census_words.h"

namespace gongyi::pages {

namespace {

constexpr std::array<Say, census_problem_count> sentences{Say::census_fault_encoding,
                                                          Say::census_fault_utf8,
                                                          Say::census_fault_utf16,
                                                          Say::census_fault_header,
                                                          Say::census_fault_nobody,
                                                          Say::census_fault_lines_max,
                                                          Say::census_fault_quote,
                                                          Say::census_fault_fields_few,
                                                          Say::census_fault_fields_many,
                                                          Say::census_fault_character,
                                                          Say::census_fault_length,
                                                          Say::census_fault_bytes,
                                                          Say::census_fault_day,
                                                          Say::census_fault_moment,
                                                          Say::census_fault_before_birth,
                                                          Say::census_fault_class_word,
                                                          Say::census_fault_owner_word,
                                                          Say::census_fault_not_unsold,
                                                          Say::census_fault_home_for_owner,
                                                          Say::census_fault_home_for_area,
                                                          Say::census_fault_area,
                                                          Say::census_fault_person_differs,
                                                          Say::census_fault_home_differs,
                                                          Say::census_fault_no_building,
                                                          Say::census_fault_many_buildings,
                                                          Say::census_fault_homes_max,
                                                          Say::census_fault_has_owner,
                                                          Say::census_fault_owners_max,
                                                          Say::census_fault_idle_decision};

// Which line a person or a home is like: "line 3", or one that is known already.
std::string other_words(const Wording& say, std::size_t other_line, bool is_home) {
    if (other_line != 0) return say(Say::census_line, {Arg::year("line", static_cast<std::int64_t>(other_line))});
    return std::string{say(is_home ? Say::census_known_home : Say::census_known_person)};
}

}  // namespace

std::string census_fault_words(const Wording& say, const CensusFault& fault) {
    const auto sentence = say(sentences.at(static_cast<std::size_t>(fault.problem)),
                              {Arg::year("count", fault.count), Arg::text("header", census_header)});
    if (fault.column == CensusColumn::none) return sentence;
    return std::string{census_columns.at(static_cast<std::size_t>(fault.column))} + ": " + sentence;
}

std::string census_repeat_words(const Wording& say, const CensusRepeat& repeat) {
    const std::string other = other_words(say, repeat.other_line, repeat.is_home);
    return say(repeat.is_home ? Say::census_repeat_home : Say::census_repeat_person, {Arg::text("other", other)});
}

std::string census_question_words(const Wording& say, const CensusQuestion& question) {
    const std::string other = other_words(say, question.other_line, question.is_home);
    return say(Say::census_alike,
               {Arg::text("what", question.what), Arg::text("which", other), Arg::text("other", question.other)});
}

}  // namespace gongyi::pages
