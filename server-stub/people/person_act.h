// What staff change about people: their role, their standing, what the census says of them, their letter. Suspending is
// one person's act, all else takes two.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/accounts/directory.h"
#include "server-stub/accounts/secrets.h"
#include "server-stub/store/rows.h"
#include "shared/base/expected.h"
#include "shared/pages/render.h"

namespace gongyi::server {

// PendingAct::kind of an act about a person.
inline constexpr std::string_view pending_person_kind = "person";

enum class PersonDeed : std::uint8_t { appoint, suspend, restore, move_away, correct, renew_letter };
// "move_away", as forms and pending acts have it; nothing for any other word.
[[nodiscard]] std::string_view person_deed_name(PersonDeed deed);
[[nodiscard]] std::optional<PersonDeed> person_deed_from(std::string_view name);

// Whether staff may do that to somebody of that role. Nothing to supervisors, and no new letter for staff: whoever
// confirms one has the account in hand, and could act as a third person.
[[nodiscard]] bool may_change(PersonDeed deed, Role role);

struct PersonAct {
    PersonDeed deed{};
    ResidentId person;
    Role role = Role::resident;  // appoint: resident, council or staff. (resident: dismissed.)
    std::string name{};          // correct, all of it: as the census is to have it.
    std::string household{};
    Date born{};
    Date resident_since{};
    ResidentClass resident_class = ResidentClass::hukou;
};

[[nodiscard]] std::string write_person_act(const PersonAct& act);
[[nodiscard]] std::optional<PersonAct> read_person_act(std::string_view body);

// What of the census an act corrects, by the names of the fields: "name household". Empty when nothing changes.
[[nodiscard]] std::string corrected_fields(const PersonAct& act, const Person& person);

// The rows after an act, and what the journal says of it.
struct PersonChange {
    Person person;
    std::optional<Account> account{};
    std::vector<Hash> ended_sessions{};
    std::string letter_code{};  // Of a new letter, in its plain form; to be shown once.
    JournalLine line{};
};
// A new letter for the person: voids the account, ends its sessions. Whoever may ask for it has been asked before.
[[nodiscard]] PersonChange new_letter(const Person& person, const Directory& directory, const ServerKey& key);
// Nothing where there is no such person, staff may not change them so, or nothing changes.
[[nodiscard]] std::optional<PersonChange> change_of(const PersonAct& act, const Directory& directory,
                                                    const ServerKey& key);

// As it waits for a second person.
[[nodiscard]] pages::PendingView view_pending_person(const PendingAct& act, const Directory& directory,
                                                     ResidentId reader);

}  // namespace gongyi::server
