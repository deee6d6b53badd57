#include "shared/community/journal.h"

#include <array>

namespace gongyi {

namespace {

constexpr std::array<std::string_view, 27> names{"command",
                                                 "signed_in",
                                                 "sign_in_failed",
                                                 "people_looked_up",
                                                 "paper_handed_out",
                                                 "paper_taken_back",
                                                 "papers_entered",
                                                 "second_asked",
                                                 "second_refused",
                                                 "journal_read",
                                                 "passphrase_changed",
                                                 "name_changed",
                                                 "sessions_ended",
                                                 "account_deleted",
                                                 "data_exported",
                                                 "second_factor_set_up",
                                                 "second_factor_removed",
                                                 "recovery_code_used",
                                                 "person_appointed",
                                                 "person_dismissed",
                                                 "person_suspended",
                                                 "person_restored",
                                                 "person_moved_away",
                                                 "person_corrected",
                                                 "claim_code_renewed",
                                                 "census_imported",
                                                 "clock_accepted"};
static_assert(names.size() == static_cast<std::size_t>(Deed::clock_accepted) + 1);

}  // namespace

std::string_view deed_name(Deed deed) {
    return names.at(static_cast<std::size_t>(deed));
}

std::span<const std::string_view> deed_names() {
    return names;
}

}  // namespace gongyi
