// gongyi: the program. Each subcommand lives in cli/.
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/calendar_command.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/proof_command.h"
#include "server-stub/cli/rules_command.h"
#include "server-stub/cli/tally_command.h"
#include "server-stub/cli/verify_command.h"
#include "server-stub/process.h"

namespace gongyi::server {
namespace {

struct Subcommand {
    std::string_view name;
    std::string_view help;
    int (*run)(std::span<const std::string> args, std::ostream& out, std::ostream& err);
};

constexpr std::array subcommands{
    Subcommand{"serve", "Serves a community: pages, JSON, the public record.", serve_command},
    Subcommand{"demo", "Creates the demo community in a new data folder.", demo_command},
    Subcommand{"import", "Adds an election (.pb) as a closed round, or people and homes (census).", import_command},
    Subcommand{"paper", "Enters the paper ballots of an urn into an open round.", paper_command},
    Subcommand{"person", "Appoints somebody while the server is stopped.", person_command},
    Subcommand{"receipt", "Says where the ballot of a saved receipt is.", receipt_command},
    Subcommand{"journal", "Checks a downloaded journal of staff's acts against the record.", journal_command},
    Subcommand{"keys", "Shows, backs up or replaces the key that signs the record.", keys_command},
    Subcommand{"clock", "Says to a running server that the machine's clock is right.", clock_command},
    Subcommand{"witness", "Signs the records of others, so that nobody is shown another one.", witness_command},
    Subcommand{"tally", "Counts a Pabulib .pb file.", tally_command},
    Subcommand{"matter", "Tells where a matter is and why its closed gates count.", matter_command},
    Subcommand{"rules", "Judges a vote by a rule profile; checks and shows profiles.", rules_command},
    Subcommand{"calendar", "Says when a period in days ends.", calendar_command},
    Subcommand{"verify", "Checks a whole public record, from a file or a portal's address.", verify_command},
    Subcommand{"proof", "Checks a proof about a public record.", proof_command},
};

std::string help() {
    std::string text =
        "Usage: gongyi SUBCOMMAND …\n\n"
        "Gongyi 共议 is a civic participation portal for an urban community.\n\n";
    for (const Subcommand& subcommand : subcommands) {
        std::string name{subcommand.name};
        name.resize(10, ' ');
        text += "  " + name;
        text += subcommand.help;
        text += '\n';
    }
    return text + "\ngongyi SUBCOMMAND --help tells more.\n";
}

std::string names() {
    std::string text;
    for (const Subcommand& subcommand : subcommands) {
        if (!text.empty()) text += &subcommand == &subcommands.back() ? " or " : ", ";
        text += subcommand.name;
    }
    return text;
}

int run(std::span<const std::string> words) {
    if (words.empty()) return refuse_usage(std::cerr, "", "name a subcommand: " + names());
    const std::string& name = words.front();
    if (name == "--help" || name == "-h" || name == "help") {
        std::cout << help();
        return exit_success;
    }
    for (const Subcommand& subcommand : subcommands) {
        if (subcommand.name == name) return subcommand.run(words.subspan(1), std::cout, std::cerr);
    }
    return refuse_usage(std::cerr, "", "there is no subcommand \"" + name + "\": name " + names());
}

}  // namespace
}  // namespace gongyi::server

int main(int count, char** words) {
    gongyi::server::keep_process_private();
    try {
        const std::vector<std::string> given(words + 1, words + count);
        return gongyi::server::run(given);
    } catch (const std::exception& exception) {
        return gongyi::server::fail(std::cerr, exception.what());
    }
}
