// Goal: whatever bytes a client sends, signed in or not, it gets an answer that the route may give, and the portal is
// whole afterwards.
// Method: the first byte chooses who sends (v, r, c, s, p: visitor, resident, council, staff, supervisor), the rest is
// what comes over the connection: requests behind one another, through the parser and the real routes to a portal that
// is kept in memory (portal_under_test.h), where each sees what those before it did. Who is signed in has a cookie and
// the token of its forms without sending them. Pages must be sound HTML, JSON must be JSON, no header line must end
// early. After a change the record is replayed, the pages that show what is new are rendered, and the portal is made
// anew, so that every input begins with the same one. In a fuzz build the mutator mends a request's Content-Length.
#include <algorithm>
#include <array>
#include <boost/beast/http/error.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_set>

#include "server-stub/http/request_parser.h"
#include "shared/base/check.h"
#include "shared/base/text.h"
#include "tests/fuzz/portal_under_test.h"
#include "tests/support/html_check.h"

namespace {

using namespace gongyi;
using namespace gongyi::server;
using server::test::Answered;
using server::test::PortalUnderTest;

constexpr std::size_t requests_max = 8;
// What the parser may say (application.cc).
constexpr std::array parser_statuses{400, 413, 414, 431, 501, 505};

Role role_of(std::uint8_t letter) {
    switch (letter) {
        case 'r':
            return Role::resident;
        case 'c':
            return Role::council;
        case 's':
            return Role::staff;
        case 'p':
            return Role::supervisor;
        default:
            return Role::visitor;
    }
}

// A page that was found sound is so the next time.
void check_html(const std::string& html) {
    static std::unordered_set<std::size_t> sound;
    const std::size_t hash = std::hash<std::string>{}(html);
    if (sound.contains(hash)) return;
    const auto faults = gongyi::tests::html_faults(html);
    for (const std::string& fault : faults) std::fprintf(stderr, "%s\n", fault.c_str());
    GONGYI_CHECK(faults.empty());
    GONGYI_CHECK(count_code_points(html).has_value());
    if (sound.size() < 100'000) sound.insert(hash);
}

void check_answer(const Answered& answered) {
    if (answered.content_type == html_type) check_html(answered.body);
    if (answered.content_type == json_type || answered.content_type == problem_type) {
        const auto json = nlohmann::json::parse(answered.body, nullptr, /*allow_exceptions=*/false);
        GONGYI_CHECK(!json.is_discarded());
    }
    for (const ResponseHeader& header : answered.headers) {
        GONGYI_CHECK(header.value.find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos);
        if (header.name != "Location") continue;
        GONGYI_CHECK(header.value.starts_with('/') && !header.value.starts_with("//"));
    }
    GONGYI_CHECK(answered.head.ends_with("\r\n\r\n") && answered.head.find("\r\n\r\n") == answered.head.size() - 4);
}

// What is signed in has a cookie and a token.
void sign_in(const PortalUnderTest& portal, Request& request, Role role) {
    std::string& cookie = request.header(Header::cookie);
    cookie = portal.cookie_of(role) + (cookie.empty() ? "" : "; ") + cookie;
    if (request.header(Header::x_csrf_token).empty()) request.header(Header::x_csrf_token) = portal.csrf_of(role);
    const std::string_view type = request.header(Header::content_type);
    if (is_media_type(type, "application/x-www-form-urlencoded")) request.body += "&csrf=" + portal.csrf_of(role);
    if (is_media_type(type, "multipart/form-data")) {
        constexpr std::string_view mark = "@csrf@";
        const auto at = request.body.find(mark);
        if (at != std::string::npos) request.body.replace(at, mark.size(), portal.csrf_of(role));
    }
}

Request get(std::string target) {
    Request request;
    request.target = std::move(target);
    return request;
}

void check_after_change(PortalUnderTest& portal) {
    portal.check_record();
    for (const char* const path :
         {"/", "/rounds", "/matters", "/meetings", "/notices", "/bodies", "/staff", "/record"}) {
        Request request = get(path);
        sign_in(portal, request, Role::staff);
        const Answered answered = portal.answer(request);
        GONGYI_CHECK(answered.status == 200);
        check_answer(answered);
    }
}

void send(PortalUnderTest& portal, Request request, Role role) {
    if (role != Role::visitor) sign_in(portal, request, role);
    const Request asked = request;
    const Answered answered = portal.answer(std::move(request));
    if (!portal.may_answer(asked, answered.status)) {
        std::fprintf(stderr, "%s %s: %d\n", std::string{method_name(asked.method)}.c_str(), asked.target.c_str(),
                     answered.status);
    }
    GONGYI_CHECK(portal.may_answer(asked, answered.status));
    check_answer(answered);
    if (answered.status != 303) return;
    for (const ResponseHeader& header : answered.headers) {
        if (header.name != "Location") continue;
        Request next = get(header.value);
        next.header(Header::cookie) = asked.header(Header::cookie);
        check_answer(portal.answer(std::move(next)));
    }
}

void read_connection(PortalUnderTest& portal, std::string_view stream, Role role) {
    const BodyLimit limit = [&portal](const Request& request) { return portal.body_limit(request); };
    for (std::size_t i = 0; i < requests_max && !stream.empty(); ++i) {
        Request request;
        RequestParser parser{request, limit};
        boost::system::error_code fault;
        stream.remove_prefix(parser.put(boost::asio::buffer(stream.data(), stream.size()), fault));
        if (fault == boost::beast::http::error::need_more || (!fault && !parser.is_done())) return;
        if (fault) {
            const int status = status_of_fault(fault);
            GONGYI_CHECK(std::find(parser_statuses.begin(), parser_statuses.end(), status) != parser_statuses.end());
            const Response response = fault_response(request, status);
            GONGYI_CHECK(response.status == status);
            if (response.content_type == html_type) check_html(response.body);
            return;
        }
        const bool keeps_alive = parser.keep_alive();
        send(portal, std::move(request), role);
        if (!keeps_alive) return;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static PortalUnderTest portal;
    if (portal.is_changed() || portal.is_old()) portal.reset();
    read_connection(portal, {reinterpret_cast<const char*>(data) + 1, size - 1}, role_of(data[0]));
    if (portal.is_changed()) check_after_change(portal);
    return 0;
}

#ifdef GONGYI_FUZZ
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

// The last request's Content-Length becomes what is there, mostly: otherwise hardly a form would be read.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    size = LLVMFuzzerMutate(data, size, max_size);
    if (seed % 8 == 0) return size;
    std::string text{reinterpret_cast<const char*>(data), size};
    constexpr std::string_view name = "Content-Length: ";
    const auto field = text.rfind(name);
    if (field == std::string::npos) return size;
    const auto head_end = text.find("\r\n\r\n", field);
    if (head_end == std::string::npos) return size;
    const auto begin = field + name.size();
    const auto end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    text.replace(begin, end - begin, std::to_string(text.size() - head_end - 4));
    if (text.size() > max_size) return size;
    std::copy(text.begin(), text.end(), data);
    return text.size();
}
#endif
