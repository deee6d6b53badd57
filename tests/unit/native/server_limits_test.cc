// What a server holds for readers who take their time, and for those who wait for a place: at each limit and beyond.
#include <sys/resource.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "server-stub/http/http_server.h"
#include "shared/base/number.h"

namespace gongyi::server::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// A server on a port of its own. It answers /N with N bytes, and at /wait its thread stands still until open().
class Listening {
public:
    explicit Listening(std::size_t thread_count)
        : server_{{.port = 0, .thread_count = thread_count},
                  [this](const ExchangePtr& exchange) { handle(exchange); },
                  [](const Request&, int status) { return Response{.status = status, .content_type = plain_type}; }} {
        const auto listening = server_.listen();
        REQUIRE(listening);
        port_ = *listening;
        thread_ = std::thread{[this] { server_.run(); }};
    }
    ~Listening() {
        open();
        server_.stop();
        thread_.join();
    }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    // Until somebody has asked for /wait.
    void wait_for_waiting() { is_waiting_.get_future().wait(); }
    void open() {
        if (!std::exchange(is_open_, true)) gate_.set_value();
    }

private:
    void handle(const ExchangePtr& exchange) {
        const std::string_view path = exchange->request().path();
        if (path == "/wait") {
            is_waiting_.set_value();
            gate_.get_future().wait();
        }
        const auto size = whole_number(path.substr(1)).value_or(0);
        exchange->answer({.status = 200, .content_type = plain_type, .body = std::string(size, 'x')});
    }

    std::promise<void> is_waiting_;
    std::promise<void> gate_;
    bool is_open_ = false;
    HttpServer server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

class Client {
public:
    // `from` is an address of this machine, which has all of 127.0.0.0/8.
    explicit Client(std::uint16_t port, const char* from = "127.0.0.1") {
        socket_.open(tcp::v4());
        socket_.bind({asio::ip::make_address(from), 0});
        socket_.connect({asio::ip::address_v4::loopback(), port});
    }
    void ask(std::size_t bytes) { send("/" + std::to_string(bytes)); }
    void send(const std::string& target) {
        boost::system::error_code gone;
        asio::write(socket_, asio::buffer("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n"), gone);
    }
    // The status of an answer of which no more is read; "" when the connection ended without one.
    std::string status() {
        std::string text(12, '\0');
        boost::system::error_code fault;
        text.resize(asio::read(socket_, asio::buffer(text), fault));
        return text.size() == 12 ? text.substr(9) : "";
    }
    std::string status_of(std::size_t bytes) {
        ask(bytes);
        return status();
    }
    void read(std::size_t bytes) {
        std::string piece(bytes, '\0');
        asio::read(socket_, asio::buffer(piece));
    }

private:
    asio::io_context context_;
    tcp::socket socket_{context_};
};

constexpr auto each_max = static_cast<std::size_t>(answers_bytes_each_max);
constexpr std::size_t counted = answer_bytes_uncounted_max + 1;

}  // namespace

TEST_CASE("answers that are held for slow readers have a limit for each address and one for all", "[server][limits]") {
    static_assert(answers_bytes_max % answers_bytes_each_max == 0);
    constexpr int addresses_max = answers_bytes_max / answers_bytes_each_max;
    Listening server{1};
    CHECK(Client{server.port()}.status_of(each_max + 1) == "503");
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 1; i <= addresses_max; ++i) {
        const std::string from = "127.0.1." + std::to_string(i);
        slow.push_back(std::make_unique<Client>(server.port(), from.c_str()));
        CHECK(slow.back()->status_of(each_max) == "200");
        // The same address has no more of it, but for what is not counted.
        CHECK(Client{server.port(), from.c_str()}.status_of(counted) == "503");
        CHECK(Client{server.port(), from.c_str()}.status_of(answer_bytes_uncounted_max) == "200");
    }
    // All of it is taken: nobody has any more until somebody has read.
    CHECK(Client{server.port(), "127.0.2.1"}.status_of(counted) == "503");
    CHECK(Client{server.port(), "127.0.2.1"}.status_of(answer_bytes_uncounted_max) == "200");
    slow.front()->read(each_max);
    std::string status;
    while (status != "200") status = Client{server.port(), "127.0.2.1"}.status_of(counted);
}

TEST_CASE("so many connections wait for a place, and whoever comes then is let go", "[server][limits]") {
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
    // Two threads take connections in turn, and the first accepts them. The second stands still: whoever comes to it
    // waits for a place.
    Listening server{2};
    Client first{server.port()};
    CHECK(first.status_of(0) == "200");
    Client still{server.port()};
    still.send("/wait");
    server.wait_for_waiting();
    std::vector<std::unique_ptr<Client>> waiting;
    while (waiting.size() + 1 < unplaced_max) {
        const Client served{server.port()};
        waiting.push_back(std::make_unique<Client>(server.port()));
    }
    CHECK(Client{server.port()}.status_of(0) == "200");
    waiting.push_back(std::make_unique<Client>(server.port()));
    CHECK(Client{server.port()}.status_of(0).empty());
    server.open();
    waiting.clear();
    std::string status;
    while (status != "200") status = Client{server.port()}.status_of(0);
}

}  // namespace gongyi::server::test
