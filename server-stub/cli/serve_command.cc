// gongyi serve
#include <array>
#include <charconv>
#include <ostream>
#include <thread>

#include "server-stub/api/problem.h"
#include "server-stub/application.h"
#include "server-stub/broken_invariant.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/demo_store.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/http/http_server.h"
#include "server-stub/keys/program_files.h"
#include "server-stub/keys/signing.h"
#include "server-stub/store/sqlite_store.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The data folder, which holds gongyi.sqlite and record.key. Default: data"},
    Option{"--web", "DIR", "The web root, served under /assets/. Default: build/web"},
    Option{"--listen", "ADDR:PORT", "Where to listen; port 0 is any free one. Default: 127.0.0.1:8080"},
    Option{"--demo", "", "Creates the demo community if the data folder is empty, and prints its claim codes."},
    Option{"--seed", "N", "What a new demo is drawn from. Default: 20261121"},
    Option{"--codes", "N", "How many claim codes of each role --demo prints. Default: 3"},
    Option{"--threads", "N", "I/O threads. Default: one for each core"},
    Option{"--session-hours", "N", "How long people stay signed in. Default: 12"},
    Option{"--secure-cookies", "", "Cookies over TLS alone: for a server behind a TLS proxy."},
    Option{"--command-limit", "N", "Commands a minute and account; 0 is no limit. Default: 120"},
    Option{"--attempt-limit", "N", "Claims and sign-ins a minute and address; 0 is no limit. Default: 30"},
    Option{"--ballot-window-ms", "N",
           "How long commitments to ballots are gathered before they enter the record together. Default: 600000"},
    Option{"--clock-ahead", "FILE", "For trying out: how many milliseconds ahead the clock is, read each time."},
    Option{"--log", "", "One line on stderr for each request: method, path, status, time. Never who or from where."},
    Option{"--help", "", "This text."},
};

struct ServeOptions {
    std::string data;
    bool is_demo = false;
    std::uint64_t seed = demo_seed_default;
    std::size_t code_count = 0;
    HttpOptions http;
    HostOptions host;
    ServiceOptions service;
    PortalHost::Clock clock = system_now;
};

// "127.0.0.1:8080", "[::1]:0"
Expected<void, std::string> read_listen(std::string_view text, HttpOptions& http) {
    const auto colon = text.rfind(':');
    std::string_view address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
    }
    const std::string_view port = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), http.port);
    if (address.empty() || fault != std::errc{} || end != port.data() + port.size()) {
        return unexpected(std::string{"--listen needs an address and a port, such as 127.0.0.1:8080"});
    }
    http.address = address;
    return {};
}

// A limit for those who use the portal by hand: a minute's worth may come at once.
RateLimit::Allowance allowance_of(std::int64_t per_minute) {
    return {.burst = per_minute, .per_minute = per_minute};
}

Expected<ServeOptions, std::string> read_options(const Arguments& arguments) {
    ServeOptions read;
    read.data = arguments.text("--data", "data");
    read.is_demo = arguments.has("--demo");
    read.service.web_root = arguments.text("--web", "build/web");
    read.service.has_secure_cookies = arguments.has("--secure-cookies");
    if (arguments.has("--clock-ahead")) read.clock = clock_ahead_by(std::string{arguments.text("--clock-ahead", "")});
    read.http.logs_requests = arguments.has("--log");
    if (auto listen = read_listen(arguments.text("--listen", "127.0.0.1:8080"), read.http); !listen) {
        return unexpected(listen.error());
    }
    const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
    const auto seed = arguments.number("--seed", demo_seed_default, 0, INT64_MAX);
    const auto codes = arguments.number("--codes", demo_codes_default, 0, 100'000);
    const auto threads = arguments.number("--threads", cores, 1, 256);
    const auto hours = arguments.number("--session-hours", 12, 0, 24 * 365);
    const auto commands = arguments.number("--command-limit", 120, 0, 1'000'000);
    const auto attempts = arguments.number("--attempt-limit", 30, 0, 1'000'000);
    const auto window = arguments.number("--ballot-window-ms", read.host.ballot_window_ms, 1, day_ms);
    for (const auto* number : {&seed, &codes, &threads, &hours, &commands, &attempts, &window}) {
        if (!*number) return unexpected(number->error());
    }
    read.seed = static_cast<std::uint64_t>(*seed);
    read.code_count = static_cast<std::size_t>(*codes);
    read.http.thread_count = static_cast<std::size_t>(*threads);
    read.service.session_ms = *hours * hour_ms;
    read.service.ballot_thread_count = static_cast<std::size_t>(cores);
    read.host.ballot_window_ms = *window;
    read.service.commands_by_account = allowance_of(*commands);
    read.service.attempts_by_address = allowance_of(*attempts);
    // One account is guessed at more slowly than one address may try.
    read.service.attempts_by_account = allowance_of(*attempts == 0 ? 0 : std::max<std::int64_t>(1, *attempts / 3));
    return read;
}

void print_welcome(const ServeOptions& serve, std::uint16_t port, const PortalHost& host,
                   const std::optional<std::uint64_t>& seed, std::ostream& out) {
    const bool is_ipv6 = serve.http.address.find(':') != std::string::npos;
    const std::string address = is_ipv6 ? '[' + serve.http.address + ']' : serve.http.address;
    if (serve.is_demo && seed) {
        out << "Claim codes of the demo (drawn from its seed, so that they can be printed again; a real community's "
               "are "
               "random\nand known from the letters alone):\n"
            << demo_codes_text(host, *seed, serve.code_count);
    }
    const auto snapshot = host.snapshot();
    const auto& community = snapshot->state->community;
    out << (community ? community->name : "Gongyi") << ": " << snapshot->checkpoint.size
        << " entries, listening on http://" << address << ':' << port << "/\n"
        << std::flush;
}

// Serves until a signal comes; returns what the program ends with.
int serve(const ServeOptions& serve, std::ostream& out, std::ostream& err) {
    const auto missing = serve.is_demo ? MissingFile::create : MissingFile::refuse;
    auto store = open_sqlite_store(serve.data, missing);
    if (!store) {
        const bool is_new = missing == MissingFile::refuse && !has_sqlite_store(serve.data);
        return fail(err,
                    store.error().what + (is_new ? ". gongyi demo, or gongyi serve --demo, makes one to try." : ""));
    }
    const auto key = load_server_key(**store);
    if (!key) return fail(err, key.error().what);
    const auto entries = (*store)->read_entries(0, 1);
    if (!entries) return fail(err, entries.error().what);
    const auto keys = RoundKeys::load(serve.data);
    if (!keys) return fail(err, keys.error().what);
    if (serve.is_demo && entries->empty()) {
        if (const auto settled = (*keys)->settle(); !settled) return fail(err, settled.error().what);
        if (const auto made = store_demo(**store, *key, **keys, serve.seed, serve.clock()); !made)
            return fail(err, made.error().what);
    }
    const auto seed = demo_seed_of(**store);
    if (!seed) return fail(err, seed.error().what);
    const auto host = PortalHost::open(**store, **keys, serve.clock, serve.host);
    if (!host) return fail(err, host.error().what);
    const auto record_keys = open_record_keys(serve.data, *(*host)->snapshot()->state);
    if (!record_keys) return fail(err, record_keys.error().what);

    Application application{**host, *key, serve.service};
    HttpOptions http = serve.http;
    http.body_limit = [&application](const Request& request) { return application.body_limit(request); };
    HttpServer server{std::move(http), [&application](const ExchangePtr& exchange) { application.handle(exchange); },
                      fault_response};
    const auto port = server.listen();
    if (!port) return fail(err, port.error());
    (*host)->start();
    if (const auto begun = begin_signing(**host, *record_keys); !begun) return fail(err, begun.error().what);
    if (const auto program = program_in(serve.service.web_root)) {
        if (const auto told = announce_program(**host, *program); !told) return fail(err, told.error().what);
    }
    print_welcome(serve, *port, **host, *seed, out);
    server.run();
    (*host)->stop();
    return exit_success;
}

}  // namespace

int serve_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/0);
    if (!arguments) return refuse_usage(err, " serve", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi serve [OPTION]…", "Serves the community in the data folder until SIGTERM or SIGINT.",
                         options);
        return exit_success;
    }
    auto read = read_options(*arguments);
    if (!read) return refuse_usage(err, " serve", read.error());
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    throw_broken_invariants();
    return serve(*read, out, err);
}

}  // namespace gongyi::server
