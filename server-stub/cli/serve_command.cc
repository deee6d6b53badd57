// gongyi serve
#include <malloc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <optional>
#include <ostream>
#include <thread>

#include "server-stub/api/problem.h"
#include "server-stub/application.h"
#include "server-stub/broken_invariant.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/demo_store.h"
#include "server-stub/cli/listen_address.h"
#include "server-stub/cli/service_manager.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/clock/watched_clock.h"
#include "server-stub/http/http_server.h"
#include "server-stub/keys/program_files.h"
#include "server-stub/keys/record_guard.h"
#include "server-stub/keys/signing.h"
#include "server-stub/portal_host/daily_check.h"
#include "server-stub/process.h"
#include "server-stub/store/sqlite_store.h"
#include "server-stub/witness/naming.h"
#include "shared/base/text.h"

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
    Option{
        "--public-url", "URL",
        "An address that people reach the portal by, such as https://portal.example; may be given more than once, the "
        "first is what posters show. Requests for other hosts are refused. Default: IP addresses and localhost alone.",
        /*is_repeatable=*/true},
    Option{
        "--trusted-proxy", "NET",
        "A proxy, such as 127.0.0.1 or 10.0.0.0/8, whose Forwarded or X-Forwarded-For is believed; may be given more "
        "than once.",
        /*is_repeatable=*/true},
    Option{"--secure-cookies", "",
           "Cookies over TLS alone: for a server behind a TLS proxy. So with an https address."},
    Option{"--connections", "N", "Connections at once. Default: 4000"},
    Option{"--connections-each", "N", "Of them from one address. Default: 1000"},
    Option{"--command-limit", "N", "Commands a minute and account; 0 is no limit. Default: 120"},
    Option{
        "--require-second-factor", "",
        "Acts that weigh (opening, closing, publishing, taking down, seating, people) need an account with the second "
        "step."},
    Option{"--confirm-minutes", "N",
           "For those acts, how long ago people may have entered their passphrase; 0 is always anew. Default: 30"},
    Option{"--attempt-limit", "N", "Claims and sign-ins a minute and address; 0 is no limit. Default: 30"},
    Option{"--ballot-window-ms", "N",
           "How long commitments to ballots are gathered before they enter the record together. Default: 600000"},
    Option{
        "--accept-record", "REASON",
        "Once, when a start was refused because the record does not continue the one that was signed last: lets it go "
        "on. The reason, one line, enters the public record."},
    Option{"--clock-is-right", "",
           "Goes by the machine's clock although it was not believed; look at another one first."},
    Option{"--check-hours", "N",
           "How often database and record are read through while the portal runs; 0 is never. Default: 24"},
    Option{
        "--witness", "\"KEY URL\"",
        "A witness that signs the record too, run by others (gongyi witness); several may be given. The record names "
        "them, and browsers ask for their signatures. \"none\" withdraws them; without the option they stay.",
        /*is_repeatable=*/true},
    Option{"--witness-quorum", "N", "How many of the witnesses must have signed. Default: more than half"},
    Option{"--clock-ahead", "FILE", "For trying out: how many milliseconds ahead the clock is, read each time."},
    Option{"--log", "", "One line on stderr for each request: method, path, status, time. Never who or from where."},
    Option{"--help", "", "This text."},
};

constexpr int buffer_bytes_given_back = 256 * 1'024;

struct ServeOptions {
    std::string data;
    bool is_demo = false;
    std::uint64_t seed = demo_seed_default;
    std::size_t code_count = 0;
    HttpOptions http;
    HostOptions host;
    ServiceOptions service;
    std::string accept_record;
    bool is_clock_right = false;
    std::string clock_ahead;  // A file; empty: the clock is not ahead.
    std::int64_t check_hours = check_hours_default;
    WitnessOptions witnesses;
};

// A limit for those who use the portal by hand: a minute's worth may come at once.
RateLimit::Allowance allowance_of(std::int64_t per_minute) {
    return {.burst = per_minute, .per_minute = per_minute};
}

// Under which addresses people come, and through which proxies.
Expected<void, std::string> read_addresses(const Arguments& arguments, ServeOptions& read) {
    for (const std::string& text : arguments.texts("--public-url")) {
        auto url = PublicUrl::parse(text);
        if (!url) return unexpected("--public-url needs an address such as https://portal.example, without a path");
        read.service.public_urls.push_back(std::move(*url));
    }
    for (const std::string& text : arguments.texts("--trusted-proxy")) {
        const auto network = Network::parse(text);
        if (!network) return unexpected("--trusted-proxy needs an address or a network, such as 10.0.0.0/8");
        read.http.trusted_proxies.push_back(*network);
    }
    const auto& urls = read.service.public_urls;
    const bool is_https = !urls.empty() && urls.front().is_https;
    if (arguments.has("--secure-cookies") && !urls.empty() && !is_https) {
        return unexpected(std::string{"--secure-cookies needs an https address as the first --public-url"});
    }
    read.service.has_secure_cookies = is_https || arguments.has("--secure-cookies");
    read.http.is_secure = read.service.has_secure_cookies;
    return {};
}

Expected<ServeOptions, std::string> read_options(const Arguments& arguments) {
    ServeOptions read;
    read.data = arguments.text("--data", "data");
    read.is_demo = arguments.has("--demo");
    read.service.web_root = arguments.text("--web", "build/web");
    read.clock_ahead = arguments.text("--clock-ahead", "");
    read.is_clock_right = arguments.has("--clock-is-right") || arguments.has("--clock-ahead");
    read.accept_record = arguments.text("--accept-record", "");
    if (arguments.has("--accept-record")) {
        const auto length = count_code_points(read.accept_record);
        if (!is_presentable(read.accept_record, /*allow_line_breaks=*/false) || *length > reason_code_points_max) {
            return unexpected("--accept-record needs one line of at most " + std::to_string(reason_code_points_max) +
                              " characters: why the record is to go on");
        }
    }
    read.http.logs_requests = arguments.has("--log");
    if (auto listen = read_listen(arguments.text("--listen", "127.0.0.1:8080"), read.http); !listen) {
        return unexpected(listen.error());
    }
    if (auto reached = read_addresses(arguments, read); !reached) return unexpected(reached.error());
    const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
    const auto seed = arguments.number("--seed", demo_seed_default, 0, INT64_MAX);
    const auto codes = arguments.number("--codes", demo_codes_default, 0, 100'000);
    const auto threads = arguments.number("--threads", cores, 1, 256);
    const auto hours = arguments.number("--session-hours", 12, 0, 24 * 365);
    const auto commands = arguments.number("--command-limit", 120, 0, 1'000'000);
    const auto attempts = arguments.number("--attempt-limit", 30, 0, 1'000'000);
    const auto confirm = arguments.number("--confirm-minutes", 30, 0, 365 * 24 * 60);
    const auto quorum = arguments.number("--witness-quorum", 0, 1, static_cast<std::int64_t>(portal::witnesses_max));
    const auto window = arguments.number("--ballot-window-ms", read.host.ballot_window_ms, 1, day_ms);
    const auto connections = arguments.number("--connections", connections_default, 1, 1'000'000);
    const auto each = arguments.number("--connections-each", connections_each_default, 1, 1'000'000);
    const auto checks = arguments.number("--check-hours", check_hours_default, 0, 24 * 365);
    for (const auto* number : {&seed, &codes, &threads, &hours, &commands, &attempts, &window, &connections, &each,
                               &checks, &quorum, &confirm}) {
        if (!*number) return unexpected(number->error());
    }
    auto witnesses = read_witness_options(arguments.texts("--witness"), *quorum);
    if (!witnesses) return unexpected(witnesses.error());
    read.witnesses = *std::move(witnesses);
    read.seed = static_cast<std::uint64_t>(*seed);
    read.code_count = static_cast<std::size_t>(*codes);
    read.http.thread_count = static_cast<std::size_t>(*threads);
    read.service.session_ms = *hours * hour_ms;
    read.service.ballot_thread_count = static_cast<std::size_t>(cores);
    read.host.ballot_window_ms = *window;
    read.check_hours = *checks;
    read.service.commands_by_account = allowance_of(*commands);
    read.http.connections_max = static_cast<std::size_t>(*connections);
    read.http.connections_each_max = static_cast<std::size_t>(*each);
    read.service.passphrase_thread_count =
        std::clamp<std::size_t>(static_cast<std::size_t>(cores) / 2, 1, passphrase_threads_max);
    read.service.attempts_by_address = allowance_of(*attempts);
    read.service.attempts_at_account = allowance_of(*attempts);
    // One account is guessed at more slowly than one address may try.
    const auto slower = allowance_of(*attempts == 0 ? 0 : std::max<std::int64_t>(1, *attempts / 3));
    read.service.attempts_at_account_by_address = slower;
    read.service.attempts_of_known_device = slower;
    if (*attempts == 0) read.service.attempts_of_own = {};
    read.service.confirmed_for_ms = *confirm * minute_ms;
    read.service.requires_second_factor = arguments.has("--require-second-factor");
    return read;
}

void print_welcome(const ServeOptions& serve, std::uint16_t port, const PortalHost& host,
                   const std::optional<std::uint64_t>& seed, std::ostream& out) {
    if (serve.is_demo && seed) {
        out << "Claim codes of the demo (drawn from its seed, so that they can be printed again; a real community's "
               "are "
               "random\nand known from the letters alone):\n"
            << demo_codes_text(host, *seed, serve.code_count);
    }
    const auto snapshot = host.snapshot();
    const auto& community = snapshot->state->community;
    out << (community ? community->name : "Gongyi") << ": " << snapshot->checkpoint.size << " entries, listening on "
        << origin_text(serve.http.address, port) << "/\n"
        << std::flush;
}

// What the portal goes by: the watched clock, for trying out with something added.
PortalHost::Clock clock_of(const ServeOptions& serve, WatchedClock& watched) {
    if (serve.clock_ahead.empty()) return [&watched] { return watched.now(); };
    return clock_ahead_by(serve.clock_ahead, [&watched] { return watched.now(); });
}

// Says what was found about the clock; with a yes from the command line there is nothing to doubt.
void settle_clock(const ServeOptions& serve, WatchedClock& watched, PortalHost& host, std::ostream& err) {
    const auto state_of_record = host.snapshot()->state;
    const portal::State& state = *state_of_record;
    watched.compare_with(state.last_at);
    if (const std::string sentence = clock_sentence(watched.state()); !sentence.empty()) {
        host.health().report(HealthPart::clock, sentence);
        if (serve.is_clock_right) {
            err << "gongyi: the command line says that it is right\n" << std::flush;
        } else {
            err << "gongyi: if it is right: gongyi clock accept --data " << serve.data
                << ", or the staff's page, or gongyi serve --clock-is-right\n"
                << std::flush;
        }
    }
    if (serve.is_clock_right) watched.accept_now();
    host.health().report(HealthPart::clock, clock_sentence(watched.state()));
    if (state.last_at.ms > watched.now().ms + clock_step_max_ms) {
        err << "gongyi: the newest entry is dated " << (state.last_at.ms - watched.now().ms) / minute_ms
            << " minutes ahead of the clock: new entries bear that date until the clock has passed it\n"
            << std::flush;
    }
}

// The record's own affairs, before anybody is served: why it goes on if it was broken, who signs, which program this
// is.
Expected<void, StoreFault> begin_record(PortalHost& host, const ServeOptions& serve, KeptCheckpoint& kept,
                                        std::shared_ptr<const RecordKeys> keys) {
    if (auto told = announce_restoration(host, kept); !told) return told;
    if (auto begun = begin_signing(host, std::move(keys)); !begun) return begun;
    const auto program = program_in(serve.service.web_root);
    return program ? announce_program(host, *program) : Expected<void, StoreFault>{};
}

// Makes the demo where there is no entry yet. Whether it did.
Expected<bool, StoreFault> make_demo(const ServeOptions& serve, EventStore& store, const ServerKey& key,
                                     RoundKeys& keys, UnixMs now) {
    const auto entries = store.read_entries(0, 1);
    if (!entries) return unexpected(entries.error());
    if (!serve.is_demo || !entries->empty()) return false;
    if (auto settled = keys.settle(); !settled) return unexpected(settled.error());
    if (auto made = store_demo(store, key, keys, serve.seed, now); !made) return unexpected(made.error());
    return true;
}

// Serves until a signal comes; returns what the program ends with.
int serve(const ServeOptions& serve, std::ostream& out, std::ostream& err) {
    // A limit on the size of files is a full disk: the write fails, and the portal says so.
    std::signal(SIGXFSZ, SIG_IGN);
    ServiceManager manager;
    const auto missing = serve.is_demo ? MissingFile::create : MissingFile::refuse;
    auto store = open_sqlite_store(serve.data, missing);
    if (!store) {
        const bool is_new = missing == MissingFile::refuse && !has_sqlite_store(serve.data);
        return fail(err,
                    store.error().what + (is_new ? ". gongyi demo, or gongyi serve --demo, makes one to try." : ""));
    }
    if (const auto checked = (*store)->check(); !checked) {
        return fail(err, checked.error().what + ". Put back the data folder's newest backup");
    }
    const auto key = load_server_key(**store);
    if (!key) return fail(err, key.error().what);
    const auto keys = RoundKeys::load(serve.data);
    if (!keys) return fail(err, keys.error().what);
    WatchedClock watched{serve.data};
    const PortalHost::Clock clock = clock_of(serve, watched);
    const auto made = make_demo(serve, **store, *key, **keys, clock());
    if (!made) return fail(err, made.error().what);
    const auto seed = demo_seed_of(**store);
    if (!seed) return fail(err, seed.error().what);

    auto guarded = guarded_options(serve.data);
    if (!guarded) return fail(err, guarded.error().what);
    PortalHost* served = nullptr;
    guarded->ballot_window_ms = serve.host.ballot_window_ms;
    guarded->expected.accepted_because = serve.accept_record;
    guarded->person_in = [key = *key](ResidentId person, std::string_view thing) {
        return key.person_in(person, thing);
    };
    guarded->may_tick = [&watched] { return watched.may_bring_about(); };
    guarded->on_look = [&watched, &served, &manager] {
        watched.look();
        served->health().report(HealthPart::clock, clock_sentence(watched.state()));
        if (served->is_writer_answering()) manager.say_alive();
    };
    const HostOptions guard = *guarded;
    const auto host = PortalHost::open(**store, **keys, clock, *std::move(guarded));
    if (!host) return fail(err, host.error().what);
    if (!serve.accept_record.empty() && !(*host)->restored()) {
        return refuse_usage(err, " serve", "--accept-record is for a record that was refused, and this one is not");
    }
    served = host->get();
    const auto record_keys = open_record_keys(serve.data, *(*host)->snapshot()->state);
    if (!record_keys) return fail(err, record_keys.error().what);
    tell_if_unguarded(guard, *(*host)->snapshot()->state);
    if (!*made) settle_clock(serve, watched, **host, err);

    // Buffers are given back to the system when they are, whatever came before (mallopt(3): by default the threshold
    // grows with what was freed).
    ::mallopt(M_MMAP_THRESHOLD, buffer_bytes_given_back);
    ServiceOptions service = serve.service;
    service.clock = &watched;
    Application application{**host, *key, service};
    HttpOptions http = serve.http;
    http.body_limit = [&application](const Request& request) { return application.body_limit(request); };
    http.may_be_logged = [&application](const Request& request) { return application.may_be_logged(request); };
    HttpServer server{std::move(http), [&application](const ExchangePtr& exchange) { application.handle(exchange); },
                      fault_response};
    const auto port = server.listen();
    if (!port) return fail(err, port.error());
    (*host)->start();
    if (const auto begun = begin_record(**host, serve, *guard.kept, *record_keys); !begun) {
        return fail(err, begun.error().what);
    }
    std::optional<DailyCheck> daily;
    if (serve.check_hours > 0) daily.emplace(**host, serve.check_hours * hour_ms);
    const auto gatherer = begin_witnessing(**host, application.witnesses(), serve.data, serve.witnesses);
    if (!gatherer) return fail(err, gatherer.error().what);
    (*gatherer)->start();
    print_welcome(serve, *port, **host, *seed, out);
    manager.say_ready();
    server.run();
    manager.say_stopping();
    daily.reset();
    (*gatherer)->stop();
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
    if (is_run_by_root()) {
        err << "gongyi: this runs as root, and whoever breaks into it is root too: give it a user of its own\n";
    }
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    throw_broken_invariants();
    return serve(*read, out, err);
}

}  // namespace gongyi::server
