// What the command line and the staff's page do with a census file: look at it, and make of it what is stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server-stub/accounts/secrets.h"
#include "server-stub/census/census_plan.h"
#include "server-stub/census/csv.h"

namespace gongyi::server {

struct CensusLook {
    TextEncoding encoding = TextEncoding::utf8;
    std::size_t lines = 0;
    std::vector<pages::CensusFault> faults;  // While there are any, nothing is planned.
    Census census;
};
// Cost: some microseconds a line, and as much for each person and home that is stored.
[[nodiscard]] CensusLook look_at_census(std::string_view bytes, const PrivateRows& stored, const OrgTree& tree,
                                        const Date& today, const CensusDecisions& decisions);

// What is stored of a census. The codes are known here alone: what is kept of them is their keyed hash.
struct CensusImport {
    std::vector<Person> people;
    std::vector<Account> accounts;  // That wait for them.
    std::vector<Home> homes;
    std::string codes;  // Of the new people, for their letters: comma-separated values that a spreadsheet opens.
};
// Requires that nothing is left to decide.
[[nodiscard]] CensusImport prepare_import(Census census, const ServerKey& key);

}  // namespace gongyi::server
