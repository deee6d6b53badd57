// The sentences about a census file, for its page and for the command line.
#pragma once

#include <string>

#include "shared/pages/census_facts.h"
#include "shared/pages/messages.h"

namespace gongyi::pages {

// "born: a date like 1961-03-08", without the line.
[[nodiscard]] std::string census_fault_words(const Wording& say, const CensusFault& fault);
[[nodiscard]] std::string census_repeat_words(const Wording& say, const CensusRepeat& repeat);
[[nodiscard]] std::string census_question_words(const Wording& say, const CensusQuestion& question);

}  // namespace gongyi::pages
