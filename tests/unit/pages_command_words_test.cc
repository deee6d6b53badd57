// Goal: nobody reads the name of a command where the portal says what was done or is asked for. Method: a journal with
// a line for each command that staff, council members or supervisors may give.
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "shared/pages/render.h"
#include "shared/portal/command.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

template <class Asked>
void name_officers_command(std::vector<std::string>& names) {
    if constexpr (std::is_default_constructible_v<Asked> && !std::is_same_v<Asked, decision::Command>) {
        const portal::Command command = Asked{};
        for (const Role role : {Role::staff, Role::council, Role::supervisor}) {
            if (!may(role, portal::act_of(command))) continue;
            names.emplace_back(portal::command_name(command));
            return;
        }
    }
}

template <std::size_t... Index>
std::vector<std::string> officers_commands(std::index_sequence<Index...>) {
    std::vector<std::string> names(decision::command_names().begin(), decision::command_names().end());
    (name_officers_command<std::variant_alternative_t<Index, portal::Command>>(names), ...);
    return names;
}

}  // namespace

TEST_CASE("every act of an officer is named in words", "[pages][journal]") {
    const auto names = officers_commands(std::make_index_sequence<std::variant_size_v<portal::Command>>{});
    REQUIRE(names.size() > decision::command_kinds);
    pages::Viewer viewer = staff();
    viewer.role = Role::supervisor;
    const portal::State state = sample_state();
    for (const std::string& name : names) {
        // Secret and personal: no officer's act, and no journal has them.
        if (name == "CastBallot" || name == "IssueCredential") continue;
        CAPTURE(name);
        pages::Request request;
        request.path = "/journal";
        request.now = sample_now;
        request.locale = pages::Locale::en;
        pages::JournalRow row{};
        row.number = 1;
        row.line.deed = Deed::command;
        row.line.detail = name;
        request.journal = pages::JournalView{.rows = {row}, .lines = 1, .has_fault = false};
        const std::string text = html_text(pages::render(state, viewer, sample_live(state), request).html);
        CHECK(text.find("Gave a command: ") != std::string::npos);
        CHECK(text.find("Gave a command: " + name) == std::string::npos);
    }
}

}  // namespace gongyi::tests
