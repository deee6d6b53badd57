// Who asks, how much of everything they may have at once, and what is not HTTP.
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <catch2/catch_test_macros.hpp>
#include <mutex>
#include <set>

#include "server-stub/accounts/fair_pool.h"
#include "server-stub/api/listeners.h"
#include "server-stub/http/client_address.h"
#include "server-stub/http/quota.h"
#include "server-stub/http/request_parser.h"
#include "server-stub/http/site.h"
#include "server-stub/web/document_cache.h"

namespace gongyi::server::test {
namespace {

IpAddress address(std::string_view text) {
    const auto parsed = IpAddress::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

Networks networks(std::initializer_list<std::string_view> texts) {
    Networks all;
    for (const std::string_view text : texts) {
        const auto one = Network::parse(text);
        REQUIRE(one);
        all.push_back(*one);
    }
    return all;
}

std::vector<PublicUrl> urls(std::initializer_list<std::string_view> texts) {
    std::vector<PublicUrl> all;
    for (const std::string_view text : texts) all.push_back(PublicUrl::parse(text).value());
    return all;
}

Request request_to(std::string host) {
    Request request;
    request.header(Header::host) = std::move(host);
    return request;
}

// What the parser makes of a request that comes in one piece: 0, or the status of the refusal.
int status_of(std::string_view bytes, Request& request) {
    request.clear();
    const BodyLimit none;
    RequestParser parser{request, none};
    boost::system::error_code fault;
    while (!bytes.empty() && !parser.is_done()) {
        const std::size_t count = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), fault);
        if (fault) break;
        bytes.remove_prefix(count);
    }
    if (!fault && !parser.is_done()) return -1;
    return fault ? status_of_fault(fault) : 0;
}

int status_of(std::string_view bytes) {
    Request request;
    return status_of(bytes, request);
}

}  // namespace

TEST_CASE("an address counts for itself, one of IPv6 for its home", "[server][network]") {
    CHECK(client_name(address("192.0.2.7")) == "192.0.2.7");
    CHECK(client_name(address("::ffff:192.0.2.7")) == "192.0.2.7");
    CHECK(client_name(address("2001:db8:1:2::7")) == "2001:db8:1:2::/64");
    CHECK(client_name(address("2001:db8:1:2:ffff::1")) == client_name(address("2001:db8:1:2::7")));
    CHECK(client_name(address("2001:db8:1:3::7")) != client_name(address("2001:db8:1:2::7")));
    for (const char* none : {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "[::1]", "::1%lo", "localhost", "1.2.3.4:5"}) {
        CAPTURE(none);
        CHECK_FALSE(IpAddress::parse(none));
    }
    CHECK(address("127.0.0.9").is_loopback());
    CHECK(address("::1").is_loopback());
    CHECK_FALSE(address("::2").is_loopback());
    CHECK_FALSE(address("128.0.0.1").is_loopback());
}

TEST_CASE("a network is a prefix of whole addresses", "[server][network]") {
    const auto ten = networks({"10.0.0.0/8"});
    CHECK(contain(ten, address("10.255.0.1")));
    CHECK(contain(ten, address("::ffff:10.1.2.3")));
    CHECK_FALSE(contain(ten, address("11.0.0.0")));
    const auto odd = networks({"192.0.2.64/27"});
    CHECK(contain(odd, address("192.0.2.95")));
    CHECK_FALSE(contain(odd, address("192.0.2.96")));
    CHECK(contain(networks({"fd00::/8"}), address("fdff::1")));
    CHECK(contain(networks({"192.0.2.1"}), address("192.0.2.1")));
    CHECK_FALSE(contain(networks({"192.0.2.1"}), address("192.0.2.0")));
    CHECK(contain(networks({"0.0.0.0/0"}), address("8.8.8.8")));
    CHECK_FALSE(contain(networks({"0.0.0.0/0"}), address("2001:db8::1")));
    for (const char* none :
         {"", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "fd00::/129"}) {
        CAPTURE(none);
        CHECK_FALSE(Network::parse(none));
    }
}

TEST_CASE("behind trusted proxies the client is the last who is not one of them", "[server][network]") {
    const auto trusted = networks({"10.0.0.0/8"});
    const auto by_x = [&](const char* peer, std::string_view list) {
        return client_name(find_client(address(peer), "", list, trusted));
    };
    // Nobody who is no proxy says whose request it is.
    CHECK(by_x("192.0.2.9", "198.51.100.1") == "192.0.2.9");
    CHECK(by_x("10.0.0.1", "198.51.100.1") == "198.51.100.1");
    CHECK(by_x("10.0.0.1", "6.6.6.6, 198.51.100.1") == "198.51.100.1");
    CHECK(by_x("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2") == "198.51.100.1");
    CHECK(by_x("10.0.0.1", "198.51.100.1:4711") == "198.51.100.1");
    CHECK(by_x("10.0.0.1", "[2001:db8::1]:4711") == "2001:db8::/64");
    CHECK(by_x("10.0.0.1", "2001:db8::1") == "2001:db8::/64");
    // Whoever has no address counts for the hop before.
    CHECK(by_x("10.0.0.1", "6.6.6.6, unknown") == "10.0.0.1");
    CHECK(by_x("10.0.0.1", "6.6.6.6, nonsense, 10.0.0.2") == "10.0.0.2");
    CHECK(by_x("10.0.0.1", "") == "10.0.0.1");
    CHECK(by_x("10.0.0.1", "10.0.0.3, 10.0.0.2") == "10.0.0.3");
    std::string hops = "198.51.100.1";
    for (std::size_t i = 1; i < forwarded_hops_max; ++i) hops += ", 10.0.0.2";
    CHECK(by_x("10.0.0.1", hops) == "198.51.100.1");
    CHECK(by_x("10.0.0.1", hops + ", 10.0.0.2") == "10.0.0.2");

    const auto by_forwarded = [&](std::string_view list, std::string_view x = {}) {
        return client_name(find_client(address("10.0.0.1"), list, x, trusted));
    };
    CHECK(by_forwarded("for=198.51.100.1") == "198.51.100.1");
    CHECK(by_forwarded(R"(proto=https; For="[2001:db8::1]:4711";by=10.0.0.1)") == "2001:db8::/64");
    CHECK(by_forwarded("for=6.6.6.6, for=198.51.100.1;proto=http, for=10.0.0.7") == "198.51.100.1");
    CHECK(by_forwarded("for=6.6.6.6, for=_hidden") == "10.0.0.1");
    CHECK(by_forwarded("for=\"6.6.6.6, for=198.51.100.1") == "198.51.100.1");  // A quote that the client left open.
    CHECK(by_forwarded("proto=https") == "10.0.0.1");
    // A proxy writes one header and hands on the other as it came.
    CHECK(by_forwarded("for=6.6.6.6", "198.51.100.1") == "10.0.0.1");
    CHECK(by_forwarded("for=198.51.100.1", "198.51.100.1") == "198.51.100.1");
}

TEST_CASE("a quota has a limit for each and one for all", "[server][network]") {
    using Verdict = Quota::Verdict;
    Quota quota{{.all = 10, .each = 6}};
    auto first = quota.share_of("a");
    CHECK(first.take(6) == Verdict::granted);
    CHECK(first.take(1) == Verdict::holder_full);
    auto second = quota.share_of("b");
    CHECK(second.take(5) == Verdict::all_full);
    CHECK(second.take(4) == Verdict::granted);
    CHECK(quota.held() == 10);
    {
        auto more = quota.share_of("b");
        CHECK(more.take(1) == Verdict::all_full);
        first.give_back();
        CHECK(more.take(2) == Verdict::granted);
        CHECK(more.take(1) == Verdict::holder_full);
        auto moved = std::move(more);
        CHECK(moved.amount() == 2);
        CHECK(quota.held() == 6);
    }
    CHECK(quota.held() == 4);
    Quota::Share nobodys;
    CHECK(nobodys.take(1'000) == Verdict::granted);
}

TEST_CASE("a host is a name or an address, with a port or without", "[server][network]") {
    for (const char* host : {"localhost", "portal.example", "portal.example:8080", "a_b-c.d", "192.0.2.1:80", "[::1]",
                             "[2001:db8::1]:65535", "PORTAL.example:"}) {
        CAPTURE(host);
        CHECK(is_host(host));
    }
    for (const char* host : {"", ":80", "a b", "a/b", "user@portal.example", "a,b", "portal.example:65536", "a:b:c",
                             "[::1", "[]", "[portal]", "a:8x", "a\"b", "[::1]x"}) {
        CAPTURE(host);
        CHECK_FALSE(is_host(host));
    }
    CHECK(is_host(std::string(host_bytes_max, 'a')));
    CHECK_FALSE(is_host(std::string(host_bytes_max + 1, 'a')));
}

TEST_CASE("the portal answers under the addresses that it was given", "[server][network]") {
    const Site site{urls({"https://portal.example", "http://10.0.0.5:8080/"})};
    CHECK(site.is_secure());
    for (const char* host : {"portal.example", "PORTAL.example", "portal.example:443", "10.0.0.5:8080", ""}) {
        CAPTURE(host);
        CHECK(site.serves(host));
        CHECK(site.shown_origin(request_to(host)) == "https://portal.example");
    }
    for (const char* host : {"evil.example", "portal.example:8080", "10.0.0.5", "portal.example.evil.example"}) {
        CAPTURE(host);
        CHECK_FALSE(site.serves(host));
    }
    for (const char* none : {"portal.example", "ftp://portal.example", "https://", "https://portal.example/path",
                             "https://a b", "https://user@portal.example"}) {
        CAPTURE(none);
        CHECK_FALSE(PublicUrl::parse(none));
    }
    CHECK(PublicUrl::parse("https://Portal.example:443/")->origin() == "https://portal.example");
    CHECK(PublicUrl::parse("http://[::1]:8080")->origin() == "http://[::1]:8080");
}

TEST_CASE("without such addresses it answers under any IP address and as localhost", "[server][network]") {
    const Site site;
    for (const char* host : {"localhost", "LOCALHOST:8080", "127.0.0.1:8080", "192.168.1.20:8080", "[::1]:8080", ""}) {
        CAPTURE(host);
        CHECK(site.serves(host));
    }
    // A name may be pointed here by whoever owns it.
    for (const char* host : {"evil.example", "portal", "127.0.0.1.evil.example", "localhost.evil.example"}) {
        CAPTURE(host);
        CHECK_FALSE(site.serves(host));
        CHECK(site.shown_origin(request_to(host)).empty());
    }
    CHECK(site.shown_origin(request_to("192.168.1.20:8080")) == "http://192.168.1.20:8080");
    CHECK(site.shown_origin(request_to("")).empty());
    CHECK(Site({}, /*is_secure=*/true).shown_origin(request_to("192.0.2.1:443")) == "https://192.0.2.1");
}

TEST_CASE("requests that another site makes are told apart", "[server][network]") {
    const Site listed{urls({"https://portal.example", "http://10.0.0.5:8080"})};
    const auto is_own = [&](std::string host, std::string site, std::string origin, std::string referer = {}) {
        Request request = request_to(std::move(host));
        request.header(Header::sec_fetch_site) = std::move(site);
        request.header(Header::origin) = std::move(origin);
        request.header(Header::referer) = std::move(referer);
        return listed.is_own(request);
    };
    CHECK(is_own("portal.example", "", ""));
    CHECK(is_own("portal.example", "same-origin", "https://portal.example"));
    CHECK(is_own("portal.example:443", "none", ""));
    CHECK(is_own("10.0.0.5:8080", "", "http://10.0.0.5:8080"));
    CHECK(is_own("portal.example", "", "", "https://portal.example/signin?back=/"));
    CHECK_FALSE(is_own("portal.example", "cross-site", ""));
    CHECK_FALSE(is_own("portal.example", "same-site", "https://portal.example"));
    for (const char* origin : {"http://portal.example", "https://portal.example:8443", "https://evil.example", "null",
                               "http://10.0.0.5:8080", "https://portal.example.evil.example", "https://portal.example/",
                               "portal.example", "https://"}) {
        CAPTURE(origin);
        CHECK_FALSE(is_own("portal.example", "", origin));
    }
    CHECK_FALSE(is_own("portal.example", "", "", "https://evil.example/https://portal.example/"));
    CHECK_FALSE(is_own("portal.example", "", "", "nonsense"));

    const Site plain;
    Request request = request_to("192.168.1.20:8080");
    request.header(Header::origin) = "http://192.168.1.20:8080";
    CHECK(plain.is_own(request));
    request.header(Header::origin) = "https://192.168.1.20:8080";
    CHECK_FALSE(plain.is_own(request));
}

TEST_CASE("framing that somebody might read otherwise is refused", "[server][network]") {
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    CHECK(status_of(post + "Content-Length: 1\r\n\r\nx") == 0);
    CHECK(status_of(post + "Transfer-Encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n") == 0);
    CHECK(status_of(post + "Transfer-Encoding: gzip\r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n") == 501);
    CHECK(status_of(post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") == 501);
    CHECK(status_of(post + "Transfer-Encoding: \r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(status_of(post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx") == 400);
    CHECK(status_of(post + "Content-Length: 1, 1\r\n\r\nx") == 400);
    CHECK(status_of(post + "Content-Length: +1\r\n\r\nx") == 400);
    CHECK(status_of(post + "Content-Length: 0x1\r\n\r\nx") == 400);
    CHECK(status_of(post + "Content-Length : 1\r\n\r\nx") == 400);
    CHECK(status_of(post + "X: a\r\n b\r\n\r\n") == 400);
    CHECK(status_of(post + "X: a\r\n\tb\r\n\r\n") == 400);
    CHECK(status_of(post + "X:\r\n b\r\n\r\n") == 400);
    CHECK(status_of(post + "X: a\r\n \r\n\r\n") == 400);
    CHECK(status_of(post + " X: a\r\n\r\n") == 400);
    CHECK(status_of(post + "X: \t a \t\r\nY:\r\n\r\n") == 0);
    CHECK(status_of(post + "X: a\nY: b\r\n\r\n") == 400);
    CHECK(status_of(post + "X: a\rY: b\r\n\r\n") == 400);
    CHECK(status_of(std::string{"POST / HTTP/1.1\nHost: a\n\n"}) != 0);
    CHECK(status_of(post + std::string{"X: a\0b\r\n\r\n", 10}) == 400);
}

TEST_CASE("a request has one host, and an address that is a path", "[server][network]") {
    CHECK(status_of("GET / HTTP/1.1\r\nHost: portal.example:8080\r\n\r\n") == 0);
    CHECK(status_of("GET / HTTP/1.0\r\n\r\n") == 0);
    CHECK(status_of("GET / HTTP/1.1\r\n\r\n") == 400);
    for (const char* lines : {"Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n", "Host:\r\n", "Host: a, b\r\n",
                              "Host: a b\r\n", "Host: a/b\r\n", "Host: u@a\r\n", "Host: a:x\r\n"}) {
        CAPTURE(lines);
        CHECK(status_of("GET / HTTP/1.1\r\n" + std::string{lines} + "\r\n") == 400);
        CHECK((status_of("GET / HTTP/1.0\r\n" + std::string{lines} + "\r\n") == 400));
    }
    Request request;
    REQUIRE(status_of("GET http://other.example:81/rounds/3?a=b HTTP/1.1\r\nHost: a\r\n\r\n", request) == 0);
    CHECK(request.target == "/rounds/3?a=b");
    CHECK(request.header(Header::host) == "other.example:81");
    REQUIRE(status_of("GET HTTPS://other.example?x HTTP/1.1\r\nHost: a\r\n\r\n", request) == 0);
    CHECK(request.target == "/?x");
    CHECK(status_of("GET http://u@other.example/ HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(status_of("GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(status_of("GET http://other.example/ HTTP/1.1\r\n\r\n") == 400);
    CHECK(status_of("GET rounds HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(status_of("GET * HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(status_of("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n") == 0);
    CHECK(status_of("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
}

TEST_CASE("the trailers of a chunked body say nothing", "[server][network]") {
    Request request;
    REQUIRE(status_of("POST / HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "1\r\nx\r\n0\r\nOrigin: http://b\r\nCookie: gongyi_session=x\r\nX-CSRF-Token: y\r\n\r\n",
                      request) == 0);
    CHECK(request.body == "x");
    CHECK(request.header(Header::origin) == "http://a");
    CHECK(request.header(Header::cookie).empty());
    CHECK(request.header(Header::x_csrf_token).empty());
}

TEST_CASE("the memory of a long body is not kept for the next request", "[server][network]") {
    Request request;
    request.body.assign(body_bytes_kept_max, 'x');
    request.body.shrink_to_fit();
    request.clear();
    CHECK(request.body.capacity() >= body_bytes_kept_max);
    request.body.assign(body_bytes_kept_max * 8, 'x');
    request.clear();
    CHECK(request.body.capacity() < body_bytes_kept_max);
}

TEST_CASE("nobody is refused as a listener: who came first gives way", "[server][network]") {
    Listeners listeners;
    std::vector<std::unique_ptr<Listeners::Seat>> seats;
    const auto enter = [&](const std::string& from, const std::string& session = {}) {
        seats.push_back(listeners.enter(from, session));
    };
    SECTION("of the same session") {
        enter("z", "s");
        bool is_woken = false;
        seats.front()->on_wake([&] { is_woken = true; });
        for (std::size_t i = 1; i < listeners_of_session_max; ++i) enter(std::to_string(i), "s");
        enter("a");
        CHECK_FALSE(is_woken);
        enter("b", "s");
        CHECK(is_woken);
        CHECK(seats.front()->gives_way());
        CHECK_FALSE(seats.at(1)->gives_way());
        CHECK(listeners.count() == listeners_of_session_max + 1);
    }
    SECTION("of the same address") {
        enter("z");
        for (std::size_t i = 0; i < listeners_of_address_max; ++i) enter("a");
        CHECK_FALSE(seats.at(1)->gives_way());
        enter("a");
        CHECK(seats.at(1)->gives_way());
        CHECK_FALSE(seats.front()->gives_way());
    }
    SECTION("of the address with most") {
        for (int i = 0; i < 3; ++i) enter("first");
        for (std::size_t i = 3; i < listeners_max; ++i) enter(std::to_string(i % 300));
        CHECK(listeners.count() == listeners_max);
        for (const auto& seat : seats) REQUIRE_FALSE(seat->gives_way());
        enter("newcomer");
        CHECK(listeners.count() == listeners_max);
        CHECK_FALSE(seats.front()->gives_way());
        std::size_t leaving = 0;
        for (const auto& seat : seats) leaving += seat->gives_way() ? 1 : 0;
        CHECK(leaving == 1);
        seats.pop_back();
        CHECK(listeners.count() == listeners_max - 1);
    }
}

TEST_CASE("many who read a document share its bytes, and all of them are bounded", "[server][network]") {
    DocumentCache cache;
    const Hash first{1};
    CHECK(cache.find(first) == nullptr);
    auto bytes = cache.put(first, {std::string(1'000, 'x'), ".csv"});
    REQUIRE(bytes);
    CHECK(cache.find(first) == bytes);
    constexpr std::size_t rest = static_cast<std::size_t>(documents_read_bytes_max) - 1'000;
    CHECK(cache.put(Hash{2}, {std::string(rest + 1, 'x'), ""}) == nullptr);
    CHECK(cache.put(Hash{2}, {std::string(rest, 'x'), ""}) != nullptr);
    bytes.reset();
    CHECK(cache.find(first) == nullptr);
    CHECK(cache.put(Hash{3}, {std::string(rest + 1'000, 'x'), ""}) != nullptr);
}

namespace {

// A pool whose one thread stands at a gate, so that work gathers; what was done, in order, when it is opened.
class Gathered {
public:
    explicit Gathered(FairPool::Limits limits) : pool_{1, limits} {
        REQUIRE(pool_.submit({.client = "gate", .run = [this] {
                                  has_begun_ = true;
                                  has_begun_.notify_all();
                                  const std::lock_guard wait{gate_};
                              }}));
        has_begun_.wait(false);
    }
    bool submit(const std::string& client, const std::string& account, bool is_known = false) {
        const std::string name = client + ":" + account;
        const bool is_accepted = pool_.submit({.client = client,
                                               .account = account,
                                               .is_known = is_known,
                                               .run =
                                                   [this, name] {
                                                       done.push_back(name);
                                                       ++done_count_;
                                                       done_count_.notify_all();
                                                   },
                                               .drop = [this, name] { dropped.push_back(name); }});
        if (is_accepted) ++accepted_;
        return is_accepted;
    }
    void finish() {
        closed_.unlock();
        const std::size_t wanted = accepted_ - dropped.size();
        for (std::size_t seen = done_count_; seen != wanted; seen = done_count_) done_count_.wait(seen);
    }
    std::vector<std::string> done;
    std::vector<std::string> dropped;

private:
    std::mutex gate_;
    std::unique_lock<std::mutex> closed_{gate_};
    std::atomic<bool> has_begun_{false};
    std::atomic<std::size_t> done_count_{0};
    std::size_t accepted_ = 0;
    FairPool pool_;  // Last: its thread uses the others.
};

}  // namespace

TEST_CASE("clients take turns for passphrases", "[server][network]") {
    Gathered work{{.all = 100, .each_client = 3, .each_account = 2}};
    CHECK(work.submit("a", "1"));
    CHECK(work.submit("a", "2"));
    CHECK(work.submit("a", "3"));
    CHECK_FALSE(work.submit("a", "4"));  // Three wait already.
    CHECK(work.submit("b", "1"));
    CHECK_FALSE(work.submit("c", "1"));  // Two wait for that account.
    CHECK(work.submit("c", "4"));
    CHECK(work.submit("k", "1", /*is_known=*/true));
    CHECK(work.submit("k", "2", /*is_known=*/true));
    work.finish();
    CHECK(work.done == std::vector<std::string>{"k:1", "a:1", "k:2", "b:1", "c:4", "a:2", "a:3"});
    CHECK(work.dropped.empty());
}

TEST_CASE("when all places are taken a newcomer gets one of whoever has most", "[server][network]") {
    Gathered work{{.all = 4, .each_client = 4, .each_account = 4}};
    CHECK(work.submit("a", "1"));
    CHECK(work.submit("a", "2"));
    CHECK(work.submit("a", "3"));
    CHECK(work.submit("b", "4"));
    CHECK_FALSE(work.submit("a", "5"));
    CHECK(work.submit("c", "6"));
    CHECK(work.dropped == std::vector<std::string>{"a:3"});
    CHECK(work.submit("d", "7"));
    CHECK(work.dropped == std::vector<std::string>{"a:3", "a:2"});
    CHECK_FALSE(work.submit("e", "8"));  // Each has one.
    work.finish();
    CHECK(work.done == std::vector<std::string>{"a:1", "b:4", "c:6", "d:7"});
}

}  // namespace gongyi::server::test
