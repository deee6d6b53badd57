// The private journal: who did what among those who may do much, and what was done to accounts. Beside the public
// record and never in it; its head is (portal::JournalHeadPublished), so no line can be changed or left out later.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/time.h"
#include "shared/community/people.h"

namespace gongyi {

// What was done. The names are kept in lines: append; never rename.
enum class Deed : std::uint8_t {
    command,                // An officer gave a command to the portal: JournalLine::detail names it.
    signed_in,              // An officer; residents' sign-ins are not kept, they would narrow down who voted when.
    sign_in_failed,         // JournalLine::count tries since the line before about the same account.
    people_looked_up,       // At a desk: those who were shown.
    paper_handed_out,       // Not to whom: that stands in the roll, without the hour.
    paper_taken_back,       // detail: PaperBack
    papers_entered,         // count papers
    second_asked,           // A second person is to confirm: detail names what.
    second_refused,         //
    journal_read,           //
    passphrase_changed,     //
    name_changed,           // The name to sign in with.
    sessions_ended,         // Other sessions of the same account.
    account_deleted,        //
    data_exported,          // A person's own, by that person.
    second_factor_set_up,   //
    second_factor_removed,  //
    recovery_code_used,     //
    person_appointed,       // detail: the role.
    person_dismissed,       //
    person_suspended,       //
    person_restored,        //
    person_moved_away,      //
    person_corrected,       // detail: which fields, not what stands in them.
    claim_code_renewed,     //
    census_imported,        //
    clock_accepted,         //
};
// "paper_handed_out", and all of them in the order of Deed.
[[nodiscard]] std::string_view deed_name(Deed deed);
[[nodiscard]] std::span<const std::string_view> deed_names();

inline constexpr std::size_t journal_detail_bytes_max = 300;
inline constexpr std::size_t journal_people_max = 100;

struct JournalLine {
    UnixMs at{};
    Deed deed{};
    ResidentId actor{};                    // Who did it; 0: nobody who is signed in.
    ResidentId second{};                   // Who confirmed it; 0: nobody.
    std::vector<ResidentId> people{};      // Whom it concerns, at most journal_people_max.
    std::string detail{};                  // A word of the program's or a reason, at most journal_detail_bytes_max.
    std::optional<std::uint64_t> entry{};  // The first entry that followed from it.
    std::int64_t count = 0;                // How many there were, where there is something to count.
    friend bool operator==(const JournalLine&, const JournalLine&) = default;
};

// The most desk numbers of one community. A desk number is the pseudonym under which an officer's acts stand in the
// public record: given at the first act, to one person for good.
inline constexpr std::int64_t desks_max = 10'000;

// What fixes the journal: a hash over all lines before, and how many they are. Before the first line: zeros, 0.
struct JournalHead {
    Hash hash{};
    std::int64_t lines = 0;
    friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

}  // namespace gongyi
