#include "shared/portal/command.h"

#include <array>
#include <type_traits>

namespace gongyi::portal {

namespace {

template <Act act, class T>
constexpr bool is_for = std::is_same_v<std::variant_alternative_t<static_cast<std::size_t>(act), Command>, T>;

}  // namespace

// The index of a command is the number of its act: these hold the two lists together.
static_assert(std::variant_size_v<Command> == all_acts.size());
static_assert(is_for<Act::found_community, FoundCommunity> && is_for<Act::draft_round, DraftRound>);
static_assert(is_for<Act::add_project, AddProject> && is_for<Act::open_voting, OpenVoting>);
static_assert(is_for<Act::cast_ballot, CastBallot> && is_for<Act::close_voting, CloseVoting>);
static_assert(is_for<Act::import_round, ImportRound> && is_for<Act::tick, Tick>);
static_assert(is_for<Act::deliberate, decision::Command>);
static_assert(is_for<Act::announce_record_key, AnnounceRecordKey> && is_for<Act::announce_program, AnnounceProgram>);
static_assert(is_for<Act::restore_record, RestoreRecord>);
static_assert(is_for<Act::name_witnesses, NameWitnesses>);
static_assert(is_for<Act::register_sheets, RegisterSheets> && is_for<Act::take_paper_back, TakePaperBack>);
static_assert(is_for<Act::issue_credential, IssueCredential> && is_for<Act::enter_papers, EnterPapers>);

std::string_view command_name(const Command& command) {
    if (const auto* const asked = std::get_if<decision::Command>(&command))
        return decision::command_names()[asked->index()];
    constexpr std::array<std::string_view, std::variant_size_v<Command> - 1> names{
        "FoundCommunity", "DraftRound",    "AddProject",        "OpenVoting",      "CastBallot",    "CloseVoting",
        "ImportRound",    "Tick",          "AnnounceRecordKey", "AnnounceProgram", "NameWitnesses", "IssueCredential",
        "EnterPapers",    "RestoreRecord", "RegisterSheets",    "TakePaperBack"};
    return names[command.index()];
}

Act act_of(const Command& command) {
    return static_cast<Act>(command.index());
}

}  // namespace gongyi::portal
