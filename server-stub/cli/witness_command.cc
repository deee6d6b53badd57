// gongyi witness
#include <array>
#include <ostream>
#include <thread>

#include "server-stub/accounts/secrets.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/listen_address.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/http/http_server.h"
#include "server-stub/witness/witness_service.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The witness's own folder: its key, and what it signed last. Default: witness"},
    Option{"--name", "NAME", "How it signs, for the first start: such as witness.example/street-office"},
    Option{"--log", "KEY", "The public key of a record to watch, as its portal's Record page shows it.",
           /*is_repeatable=*/true},
    Option{"--listen", "ADDR:PORT", "Where to listen; port 0 is any free one. Default: 127.0.0.1:8090"},
    Option{"--request-limit", "N", "Requests a minute and address; 0 is no limit. Default: 120"},
    Option{"--clock-ahead", "FILE", "For trying out: how many milliseconds ahead the clock is, read each time."},
    Option{"--help", "", "This text."},
};

constexpr std::string_view what =
    "Watches public records of others and signs their checkpoints, each only if it goes on from the one before: so\n"
    "that a portal cannot show different people different records. To be run by somebody who does not run the portal:\n"
    "a neighbouring community, the subdistrict, a journalist. Serves until SIGTERM or SIGINT.";

struct WitnessRequest {
    std::string data;
    std::string name;
    std::vector<record::VerifyingKey> logs;
    HttpOptions http;
    RateLimit::Allowance allowance;
    Witness::Clock clock = system_now;
};

Expected<WitnessRequest, std::string> read_request(const Arguments& arguments) {
    WitnessRequest read;
    read.data = arguments.text("--data", "witness");
    read.name = arguments.text("--name", "");
    for (const std::string& text : arguments.texts("--log")) {
        auto key = record::VerifyingKey::parse(text);
        if (!key) return unexpected("--log needs " + key.error().want);
        read.logs.push_back(*std::move(key));
    }
    if (read.logs.empty()) return unexpected(std::string{"it needs a record to watch (--log)"});
    if (auto listen = read_listen(arguments.text("--listen", "127.0.0.1:8090"), read.http); !listen) {
        return unexpected(listen.error());
    }
    const auto limit = arguments.number("--request-limit", witness_requests_default, 0, 1'000'000);
    if (!limit) return unexpected(limit.error());
    read.allowance = {.burst = *limit, .per_minute = *limit};
    if (arguments.has("--clock-ahead")) {
        read.clock = clock_ahead_by(arguments.text("--clock-ahead", ""), system_now);
    }
    return read;
}

int serve(const WitnessRequest& request, std::ostream& out, std::ostream& err) {
    const auto witness = Witness::open(request.data, request.name, request.logs, request.clock);
    if (!witness) return fail(err, witness.error().what);
    WitnessService service{**witness, request.allowance, request.clock};
    HttpOptions http = request.http;
    http.connections_max = 200;
    HttpServer server{std::move(http), [&service](const ExchangePtr& exchange) { service.handle(exchange); },
                      witness_fault};
    const auto port = server.listen();
    if (!port) return fail(err, port.error());
    const std::string origin = origin_text(request.http.address, *port);
    out << "Witness " << (*witness)->key().name() << " of " << (*witness)->logs().size() << " record(s), listening on "
        << origin << "/\n"
        << "To the operators of the portals give this option of gongyi serve, with the address under which they reach "
           "it:\n"
        << "  --witness \"" << (*witness)->key().to_text() << ' ' << origin << "\"\n"
        << std::flush;
    server.run();
    return exit_success;
}

}  // namespace

int witness_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/0);
    if (!arguments) return refuse_usage(err, " witness", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi witness --name NAME --log KEY [OPTION]…", what, options);
        return exit_success;
    }
    const auto request = read_request(*arguments);
    if (!request) return refuse_usage(err, " witness", request.error());
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    return serve(*request, out, err);
}

}  // namespace gongyi::server
