#include "shared/community/authority.h"

#include "shared/base/check.h"

namespace gongyi {

namespace {

// One row an act, in the order of Act; one column a role, in the order of Role.
//                                           visitor resident council staff supervisor system
constexpr std::array<std::array<bool, 6>, 17> table{{
    /* found_community */ {{false, false, false, false, false, true}},
    /* draft_round     */ {{false, false, false, true, false, true}},
    /* add_project     */ {{false, false, false, true, false, true}},
    /* open_voting     */ {{false, false, false, true, false, true}},
    // Whoever has a credential casts, without an account: who that is nobody can tell.
    /* cast_ballot     */ {{true, true, true, true, true, false}},
    /* close_voting    */ {{false, false, false, true, false, true}},
    /* import_round    */ {{false, false, false, false, false, true}},
    /* tick            */ {{false, false, false, false, false, true}},
    /* announce_record_key */ {{false, false, false, false, false, true}},
    /* announce_program    */ {{false, false, false, false, false, true}},
    /* name_witnesses      */ {{false, false, false, false, false, true}},
    // Members of the council, staff and supervisors vote as the residents that they are, when the electorate has them.
    /* issue_credential*/ {{false, true, true, true, true, false}},
    /* enter_papers    */ {{false, false, false, true, false, true}},
    /* restore_record  */ {{false, false, false, false, false, true}},
    /* register_sheets     */ {{false, false, false, true, false, true}},
    /* take_paper_back     */ {{false, false, false, true, false, false}},
    /* deliberate          */ {{false, true, true, true, true, true}},
}};
static_assert(table.size() == all_acts.size() && table[0].size() == all_roles.size());

}  // namespace

bool may(Role role, Act act) {
    return table[static_cast<std::size_t>(act)][static_cast<std::size_t>(role)];
}

std::string_view role_name(Role role) {
    switch (role) {
        case Role::visitor:
            return "visitor";
        case Role::resident:
            return "resident";
        case Role::council:
            return "council";
        case Role::staff:
            return "staff";
        case Role::supervisor:
            return "supervisor";
        case Role::system:
            return "system";
    }
    GONGYI_CHECK(false && "every role has a name");
    return {};
}

}  // namespace gongyi
