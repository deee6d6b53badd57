// gongyi keys
#include <array>
#include <ostream>

#include "server-stub/accounts/secrets.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/offline_portal.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/keys/key_file.h"
#include "server-stub/keys/signing.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The data folder, which holds record.key. Default: data"},
    Option{"--help", "", "This text."},
};

constexpr std::string_view what =
    "The key that signs the record's checkpoints.\n\n"
    "  show          the public key, to be told to anybody\n"
    "  backup FILE   a copy of record.key, as secret as the key itself; copied back, it restores the key\n"
    "  rotate        a new key. The old one, if it is there, signs for it and beside it; without it whoever has\n"
    "                looked at the record before is warned. The server must not be running.";

// The keys of the folder, which must be there.
Expected<std::shared_ptr<RecordKeys>, StoreFault> present_keys(const std::string& data) {
    auto keys = load_record_keys(data);
    if (keys && *keys == nullptr) return unexpected(StoreFault{"there is no " + record_key_path(data)});
    return keys;
}

int show(const std::string& data, std::ostream& out, std::ostream& err) {
    const auto keys = present_keys(data);
    if (!keys) return fail(err, keys.error().what);
    out << (*keys)->newest().to_text() << '\n';
    if (const auto* former = (*keys)->former()) out << former->to_text() << "  (the one before, which signs too)\n";
    return exit_success;
}

int backup(const std::string& data, const std::string& file, std::ostream& out, std::ostream& err) {
    const auto keys = present_keys(data);
    if (!keys) return fail(err, keys.error().what);
    std::string text = (*keys)->to_text();
    const auto written = write_key_file(file, text, ExistingFile::refuse);
    wipe(std::span{reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    if (!written) return fail(err, written.error().what);
    out << file << " holds the key " << (*keys)->newest().to_text()
        << ".\nKeep it away from this machine: whoever has it can sign in the community's name.\n";
    return exit_success;
}

int rotate(const std::string& data, std::ostream& out, std::ostream& err) {
    const auto portal = open_offline_portal(data);
    if (!portal) return fail(err, portal.error().what);
    PortalHost& host = *portal->host;
    const auto keys = rotate_record_keys(data, *host.snapshot()->state);
    if (!keys) return fail(err, keys.error().what);
    host.start();
    const auto begun = begin_signing(host, *keys);
    host.stop();
    if (!begun) return fail(err, begun.error().what);
    const auto state = host.snapshot()->state;
    out << (*keys)->newest().to_text() << '\n';
    if (state->record_keys.size() > 1 && !state->record_keys.back().is_endorsed) {
        err << "gongyi: the key before it was not there to sign for it: tell people why, for their browsers will warn "
               "them.\n";
    }
    return exit_success;
}

}  // namespace

int keys_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/2);
    if (!arguments) return refuse_usage(err, " keys", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi keys show | backup FILE | rotate [OPTION]…", what, options);
        return exit_success;
    }
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    const std::string data = arguments->text("--data", "data");
    const std::vector<std::string>& operands = arguments->operands();
    const std::string asked = operands.empty() ? "" : operands.front();
    if (asked == "show" && operands.size() == 1) return show(data, out, err);
    if (asked == "backup" && operands.size() == 2) return backup(data, operands.back(), out, err);
    if (asked == "rotate" && operands.size() == 1) return rotate(data, out, err);
    return refuse_usage(err, " keys", "it needs: show, backup FILE or rotate");
}

}  // namespace gongyi::server
