// gongyi clock
#include <array>
#include <ostream>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/clock/watched_clock.h"
#include "server-stub/store/sqlite_store.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The data folder of the server that runs. Default: data"},
    Option{"--help", "", "This text."},
};

constexpr std::string_view what =
    "Says to the server that runs over the data folder that the machine's clock, as it stands now, is right. Look at\n"
    "another clock first: votes end by it, and the times in the record never go back.";

}  // namespace

int clock_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/1);
    if (!arguments) return refuse_usage(err, " clock", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi clock accept [OPTION]…", what, options);
        return exit_success;
    }
    if (arguments->operands().size() != 1 || arguments->operands().front() != "accept") {
        return refuse_usage(err, " clock", "it needs: accept");
    }
    const std::string data{arguments->text("--data", "data")};
    if (!has_sqlite_store(data)) return fail(err, "there is no community in " + data);
    const UnixMs now = system_now();
    if (const auto laid = lay_clock_accept(data, now); !laid) return fail(err, laid.error().what);
    out << "The server that runs over " << data << " goes by the machine's clock within a second.\n";
    return exit_success;
}

}  // namespace gongyi::server
