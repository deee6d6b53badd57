// gongyi demo
#include <array>
#include <ostream>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/demo_store.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/keys/record_guard.h"
#include "server-stub/keys/signing.h"
#include "server-stub/store/sqlite_store.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The folder to create it in; must hold no community yet. Default: data"},
    Option{"--seed", "N", "What the demo is drawn from: the same seed gives the same people. Default: 20261121"},
    Option{"--codes", "N", "How many claim codes of each role to print. Default: 3"},
    Option{"--help", "", "This text."},
};

int make(const std::string& data, std::uint64_t seed, std::size_t code_count, std::ostream& out, std::ostream& err) {
    if (has_sqlite_store(data))
        return fail(err, data + " holds a community already; choose another folder with --data");
    auto store = open_sqlite_store(data, MissingFile::create);
    if (!store) return fail(err, store.error().what);
    const auto key = load_server_key(**store);
    if (!key) return fail(err, key.error().what);
    const auto keys = RoundKeys::load(data);
    if (!keys) return fail(err, keys.error().what);
    if (const auto settled = (*keys)->settle(); !settled) return fail(err, settled.error().what);
    const auto made = store_demo(**store, *key, **keys, seed, system_now());
    if (!made) return fail(err, made.error().what);
    auto guarded = guarded_options(data);
    if (!guarded) return fail(err, guarded.error().what);
    const auto host = PortalHost::open(**store, **keys, system_now, *std::move(guarded));
    if (!host) return fail(err, host.error().what);
    const auto record_keys = open_record_keys(data, *(*host)->snapshot()->state);
    if (!record_keys) return fail(err, record_keys.error().what);
    (*host)->start();
    const auto begun = begin_signing(**host, *record_keys);
    (*host)->stop();
    if (!begun) return fail(err, begun.error().what);
    const auto snapshot = (*host)->snapshot();
    out << snapshot->state->community->name << ": " << snapshot->checkpoint.size << " entries in " << data
        << ", drawn from seed " << seed << ".\n"
        << "Claim codes (of this demo alone: a real community's are random and known from the letters):\n"
        << demo_codes_text(**host, seed, code_count);
    return exit_success;
}

}  // namespace

int demo_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/0);
    if (!arguments) return refuse_usage(err, " demo", arguments.error());
    if (arguments->has("--help")) {
        std::fputs(
            help_text("gongyi demo [OPTION]…",
                      "Creates the demo community: generated people, two closed rounds, one that is open.", options)
                .c_str(),
            stdout);
        return exit_success;
    }
    const auto seed = arguments->number("--seed", demo_seed_default, 0, INT64_MAX);
    if (!seed) return refuse_usage(err, " demo", seed.error());
    const auto codes = arguments->number("--codes", demo_codes_default, 0, 100'000);
    if (!codes) return refuse_usage(err, " demo", codes.error());
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    return make(arguments->text("--data", "data"), static_cast<std::uint64_t>(*seed), static_cast<std::size_t>(*codes),
                out, err);
}

}  // namespace gongyi::server
