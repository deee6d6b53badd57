#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/community/authority.h"

namespace gongyi {

// Goal: every cell of act × role is stated here once more, so that nobody gains a right by a slip in the table.
// Method: the roles that may, by act, in the order of the enum; all others may not.
TEST_CASE("the table of authority says who may do what", "[community][authority]") {
    const auto roles_that_may = [](Act act) {
        std::string names;
        for (const Role role : all_roles) {
            if (may(role, act)) names += std::string{role_name(role)} + " ";
        }
        return names;
    };
    CHECK(roles_that_may(Act::found_community) == "system ");
    CHECK(roles_that_may(Act::draft_round) == "staff system ");
    CHECK(roles_that_may(Act::add_project) == "staff system ");
    CHECK(roles_that_may(Act::open_voting) == "staff system ");
    CHECK(roles_that_may(Act::cast_ballot) == "visitor resident council staff supervisor ");
    CHECK(roles_that_may(Act::close_voting) == "staff system ");
    CHECK(roles_that_may(Act::import_round) == "system ");
    CHECK(roles_that_may(Act::tick) == "system ");
    CHECK(roles_that_may(Act::announce_record_key) == "system ");
    CHECK(roles_that_may(Act::announce_program) == "system ");
    CHECK(roles_that_may(Act::name_witnesses) == "system ");
    CHECK(roles_that_may(Act::issue_credential) == "resident council staff supervisor ");
    CHECK(roles_that_may(Act::enter_papers) == "staff system ");
    CHECK(roles_that_may(Act::restore_record) == "system ");
    CHECK(roles_that_may(Act::deliberate) == "resident council staff supervisor system ");
}

}  // namespace gongyi
