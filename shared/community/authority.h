// Who may do what: one table, tested over every act × role.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace gongyi {

// What a person is to the portal. A person has one role per session.
enum class Role : std::uint8_t {
    visitor,     // Anyone, not signed in.
    resident,    // 居民
    council,     // 议事会成员
    staff,       // 社区工作者
    supervisor,  // 居务监督
    system,      // The portal itself: its clock, and the operator's command line.
};
inline constexpr std::array all_roles{Role::visitor, Role::resident,   Role::council,
                                      Role::staff,   Role::supervisor, Role::system};

// One for each kind of command, in the order of portal::Command's alternatives.
enum class Act : std::uint8_t {
    found_community,
    draft_round,
    add_project,
    open_voting,
    cast_ballot,
    close_voting,
    import_round,
    tick,
    announce_record_key,
    announce_program,
    name_witnesses,
    issue_credential,
    enter_papers,
    restore_record,
    register_sheets,
    take_paper_back,
    deliberate,  // Matters, meetings and notices: decision::may() and the seats say more.
};
inline constexpr std::array all_acts{
    Act::found_community, Act::draft_round,      Act::add_project,  Act::open_voting,         Act::cast_ballot,
    Act::close_voting,    Act::import_round,     Act::tick,         Act::announce_record_key, Act::announce_program,
    Act::name_witnesses,  Act::issue_credential, Act::enter_papers, Act::restore_record,      Act::register_sheets,
    Act::take_paper_back, Act::deliberate};

[[nodiscard]] bool may(Role role, Act act);

// "resident", and back for the words in commands and entries.
[[nodiscard]] std::string_view role_name(Role role);

}  // namespace gongyi
