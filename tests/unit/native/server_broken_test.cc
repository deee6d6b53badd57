// Broken invariants: what a mistake of the program's own costs, and whom. The commands here are broken on purpose; the
// readers would never have let them through.
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <thread>

#include "server-stub/accounts/worker_pool.h"
#include "server-stub/api/guard.h"
#include "server-stub/api/problem.h"
#include "server-stub/broken_invariant.h"
#include "server-stub/http/http_server.h"
#include "server-stub/web/posting.h"
#include "shared/base/check.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

// As `gongyi serve` has it.
struct Throwing {
    Throwing() { throw_broken_invariants(); }
    ~Throwing() { base::set_check_handler(nullptr); }
    Throwing(const Throwing&) = delete;
    Throwing& operator=(const Throwing&) = delete;
};

// What JsonWriter stops at.
constexpr const char* ill_formed = "\xff";

struct Fixture {
    Throwing throwing;
    TemporaryFolder folder;
    std::unique_ptr<EventStore> sqlite = open_store(folder.path());
    std::unique_ptr<TroubledStore> store;
    RoundKeys keys{Secret<32>{}};
    std::unique_ptr<PortalHost> host;
    std::atomic<std::int64_t> now_ms{test_now.ms};

    Fixture() {
        store_community(*sqlite, {adult(1), adult(2), adult(9, Role::staff)});
        open();
    }
    void open() {
        store = std::make_unique<TroubledStore>(*sqlite);
        auto opened = PortalHost::open(*store, keys, [this] { return UnixMs{now_ms}; });
        if (!opened) FAIL(opened.error().what);
        host = std::move(*opened);
        store->commit_count = 0;
        host->start();
    }
    void restart() {
        host.reset();
        open();
    }
    std::future<CommandResult> begin(Submission submission) {
        auto answered = std::make_shared<std::promise<CommandResult>>();
        auto future = answered->get_future();
        REQUIRE(host->submit(std::move(submission),
                             [answered](CommandResult result) { answered->set_value(std::move(result)); }));
        return future;
    }
    CommandResult run(Submission submission) { return begin(std::move(submission)).get(); }
};

bool is_accepted(const CommandResult& result) {
    return std::holds_alternative<Accepted>(result);
}

bool is_broken(const CommandResult& result) {
    return std::holds_alternative<Broken>(result);
}

Submission close_by_staff(const std::string& reason) {
    Submission submission;
    submission.command = CloseVoting{open_round, reason};
    submission.actor = ResidentId{9};
    submission.role = Role::staff;
    submission.is_repeatable = false;
    return submission;
}

// Handlers that break in every way there is.
void handle(const ExchangePtr& exchange) {
    class BrokenStream final : public BodyStream {
    public:
        Next next(std::string& piece) override {
            if (count_++ == 0) {
                piece = "begun";
                return Next::more;
            }
            GONGYI_CHECK(piece == "never");
            return Next::end;
        }

    private:
        int count_ = 0;
    };
    const std::string path{exchange->request().path()};
    GONGYI_CHECK(path != "/at-once");
    if (path == "/later") return exchange->later([] { GONGYI_CHECK(false); });
    if (path == "/behind-its-answer") {
        exchange->answer({.status = 204});
        GONGYI_CHECK(false);
    }
    Response response{.status = 200, .content_type = plain_type, .body = "good"};
    if (path == "/stream") response.stream = std::make_unique<BrokenStream>();
    exchange->answer(std::move(response));
}

// A server on a port of its own.
class Listening {
public:
    Listening() {
        const auto listening = server_.listen();
        REQUIRE(listening);
        port_ = *listening;
        thread_ = std::thread{[this] { server_.run(); }};
    }
    ~Listening() {
        server_.stop();
        thread_.join();
    }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    HttpServer server_{{.port = 0}, handle, [](const Request& request, int status) {
                           GONGYI_CHECK(request.query() != "fault");
                           return Response{.status = status, .content_type = plain_type, .body = "sorry"};
                       }};
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// A client that keeps its connection.
class Client {
public:
    explicit Client(std::uint16_t port) { socket_.connect({boost::asio::ip::address_v4::loopback(), port}); }
    void ask(const std::string& target) {
        boost::asio::write(socket_, boost::asio::buffer("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n"));
    }
    // The status of the answer, read up to the end of its body.
    std::string status_of(const std::string& target) {
        ask(target);
        std::string text;
        while (text.find("\r\n\r\n") == std::string::npos) read_byte(text);
        const auto at = text.find("Content-Length: ");
        const std::size_t length = at == std::string::npos ? 0 : std::stoul(text.substr(at + 16));
        std::string body;
        while (body.size() < length) read_byte(body);
        return text.substr(9, 3);
    }
    // Everything until the connection ends.
    std::string rest() {
        std::string text;
        boost::system::error_code fault;
        boost::asio::read(socket_, boost::asio::dynamic_buffer(text), fault);
        return text;
    }

private:
    void read_byte(std::string& text) {
        char byte = 0;
        boost::asio::read(socket_, boost::asio::buffer(&byte, 1));
        text += byte;
    }

    boost::asio::io_context context_;
    boost::asio::ip::tcp::socket socket_{context_};
};

}  // namespace

TEST_CASE("a command that breaks an invariant leaves nothing, and its group goes on without it", "[server][broken]") {
    Fixture fixture;
    // Two that make entries first: the writer has a spare state then, which the broken command gets hold of.
    REQUIRE(is_accepted(fixture.run(draft_by_staff("a"))));
    REQUIRE(is_accepted(fixture.run(draft_by_staff("b"))));
    fixture.store->commit_count = 0;
    fixture.store->close_gate();
    auto gate = fixture.begin(cast_by(adult(1), {1}));
    fixture.store->wait_for_commit();
    auto before = fixture.begin(draft_by_staff("c", 3));
    auto first_broken = fixture.begin(draft_by_staff(ill_formed, 4));
    auto between = fixture.begin(cast_by(adult(2), {2}));
    auto second_broken = fixture.begin(draft_by_staff(ill_formed));
    auto last = fixture.begin(draft_by_staff("d"));
    fixture.store->open_gate();
    CHECK(is_accepted(gate.get()));
    const CommandResult stored = before.get();
    REQUIRE(is_accepted(stored));
    CHECK(std::get<Accepted>(stored).body == R"({"entries":[8,8]})");
    CHECK(is_broken(first_broken.get()));
    CHECK(is_accepted(between.get()));
    CHECK(is_broken(second_broken.get()));
    CHECK(is_accepted(last.get()));
    CHECK(fixture.store->commit_count == 3);  // The gate, the box of the open round, the rest.

    const auto check_state = [&] {
        const auto snapshot = fixture.host->snapshot();
        REQUIRE(snapshot->state->rounds.size() == 5);
        CHECK(snapshot->state->rounds[3].title == "c");
        CHECK(snapshot->state->rounds[4].title == "d");
        CHECK(snapshot->checkpoint.size == 10);
        CHECK(fixture.host->box().facts({open_round}, INT64_MAX).casts.size() == 2);
    };
    check_state();
    const Hash root = fixture.host->snapshot()->checkpoint.root;
    // Nothing was kept as an answer either: the key is free.
    CHECK(is_broken(fixture.run(draft_by_staff(ill_formed, 4))));
    fixture.restart();
    check_state();
    CHECK(fixture.host->snapshot()->checkpoint.root == root);
}

TEST_CASE("a command that breaks behind its first entry leaves no trace of that one", "[server][broken]") {
    Fixture fixture;
    REQUIRE(is_accepted(fixture.run(issue_to(adult(1)))));
    REQUIRE(is_accepted(fixture.run(cast_by(adult(1), {1}))));
    const auto before = fixture.host->snapshot();
    // The commitments enter the record first, then comes the entry with the reason.
    CHECK(is_broken(fixture.run(close_by_staff(ill_formed))));
    const auto after = fixture.host->snapshot();
    CHECK(after->checkpoint.root == before->checkpoint.root);
    CHECK(after->state->rounds[0].stage == Stage::voting);
    CHECK(after->state->rounds[0].commitments.empty());
    CHECK(fixture.host->box().facts({open_round}, INT64_MAX).casts.size() == 1);
    CHECK(is_accepted(fixture.run(close_by_staff("停电"))));
    CHECK(fixture.host->snapshot()->state->rounds[0].ballots.size() == 1);
    fixture.restart();
    CHECK(fixture.host->snapshot()->state->rounds[0].stage == Stage::closed);
}

TEST_CASE("private rows and answers that break are reported to whoever waits", "[server][broken]") {
    Fixture fixture;
    std::promise<PortalHost::RowsResult> rows;
    REQUIRE(fixture.host->change_rows(
        [](Batch&) -> bool {
            GONGYI_CHECK(false);
            return true;
        },
        [&](PortalHost::RowsResult result) { rows.set_value(result); }));
    CHECK(rows.get_future().get() == PortalHost::RowsResult::broken);

    std::promise<bool> told;
    REQUIRE(fixture.host->submit(draft_by_staff("a"), [&](const CommandResult& result) {
        GONGYI_CHECK(!is_accepted(result));
        told.set_value(is_broken(result));
    }));
    CHECK(told.get_future().get());
    CHECK(is_accepted(fixture.run(draft_by_staff("b"))));
}

TEST_CASE("slow work that breaks tells whoever waits, and the pool goes on", "[server][broken]") {
    const Throwing throwing;
    WorkerPool pool{1};
    std::promise<void> given_up;
    std::promise<void> done;
    REQUIRE(pool.submit([] { GONGYI_CHECK(false); }, [&] { given_up.set_value(); }));
    REQUIRE(pool.submit([&] { done.set_value(); }, [] { FAIL(); }));
    given_up.get_future().get();
    done.get_future().get();
}

TEST_CASE("a request that breaks is answered 500, and the connections go on", "[server][broken]") {
    const Throwing throwing;
    const Listening server;
    Client neighbour{server.port()};
    CHECK(neighbour.status_of("/") == "200");
    Client client{server.port()};
    for (const char* path : {"/at-once", "/later"}) {
        CAPTURE(path);
        CHECK(client.status_of(path) == "500");
        CHECK(client.status_of("/") == "200");
    }
    CHECK(client.status_of("/behind-its-answer") == "204");
    CHECK(client.status_of("/") == "200");
    // A download that breaks off lacks its last chunk.
    client.ask("/stream");
    const std::string cut = client.rest();
    CHECK(cut.find("begun") != std::string::npos);
    CHECK(cut.find("\r\n0\r\n") == std::string::npos);
    // Should the page about it break too, there is no page.
    Client unlucky{server.port()};
    CHECK(unlucky.status_of("/at-once?fault") == "500");
    CHECK(neighbour.status_of("/") == "200");
}

TEST_CASE("programs and people are told of a broken command with 500", "[server][broken]") {
    Fixture fixture;
    Services services{*fixture.host, ServerKey::generate(), ServiceOptions{}};
    Request request;
    request.target = "/api/v1/commands";
    const Response problem = api::refusal_response(services, request, Broken{});
    CHECK(problem.status == 500);
    CHECK(problem.content_type == problem_type);
    CHECK(problem.body.find(R"("code":"internal")") != std::string::npos);
    const web::Posted posted{.form = {}, .form_path = "/matters/new", .done_path = "/matters", .fault_field = ""};
    const Response page = web::refused(services, request, posted, Broken{});
    CHECK(page.status == 500);
    CHECK(page.content_type == html_type);
    CHECK(web::refused(services, request, posted, NotStored{}).status == 503);
}

}  // namespace gongyi::server::test
