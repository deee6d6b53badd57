// Goal: the small readers of what a request says beside its body: cookies, target, languages, host, codes, numbers.
// Method: the input's lines are a cookie header, a target, an Accept-Language, a Host, an Origin and a text for the
// others, each in memory of exactly its size. Each reader is held against a slow, obvious one, or against its printer.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/session.h"
#include "server-stub/http/router.h"
#include "server-stub/http/site.h"
#include "server-stub/http/static_files.h"
#include "server-stub/web/reader.h"
#include "server-stub/web/respond.h"
#include "shared/base/check.h"
#include "shared/base/hundredths.h"
#include "shared/base/number.h"
#include "shared/base/text.h"
#include "shared/base/time.h"

namespace {

using namespace gongyi;
using namespace gongyi::server;

std::string_view trimmed(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::optional<std::string_view> cookie_by_splitting(std::string_view header, std::string_view name) {
    std::size_t begin = 0;
    while (begin <= header.size()) {
        const std::size_t end = std::min(header.find(';', begin), header.size());
        const std::string_view pair = trimmed(header.substr(begin, end - begin));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
        begin = end + 1;
    }
    return std::nullopt;
}

void check_cookies(const Request& request) {
    const std::string_view header = request.header(Header::cookie);
    for (const std::string_view name : {session_cookie, language_cookie, std::string_view{"a"}}) {
        GONGYI_CHECK(find_cookie(header, name) == cookie_by_splitting(header, name));
    }
    GONGYI_CHECK(has_session_cookie(request) == cookie_by_splitting(header, session_cookie).has_value());
}

void check_target(const Request& request) {
    const std::string_view path = request.path();
    const std::string_view query = request.query();
    const bool has_query = path.size() < request.target.size();
    GONGYI_CHECK(std::string{path} + (has_query ? "?" : "") + std::string{query} == request.target);
    GONGYI_CHECK(path.find('?') == std::string_view::npos);
    constexpr std::array<std::string_view, 5> patterns{"/", "/rounds/{round}", "/rounds/{round}/projects/{project}",
                                                       "/assets/{path*}", "/api/v1/{community}/entries/{index}"};
    std::vector<std::string_view> values;
    for (const std::string_view pattern : patterns) {
        if (!match_path(pattern, path, values)) continue;
        std::string filled{pattern};
        for (const std::string_view value : values) {
            GONGYI_CHECK(!value.empty());
            const auto open = filled.find('{');
            const auto close = filled.find('}');
            const bool takes_all = filled[close - 1] == '*';
            GONGYI_CHECK(takes_all || value.find('/') == std::string_view::npos);
            // A value with braces of its own would be taken for a place in the next turn.
            if (value.find_first_of("{}") != std::string_view::npos) return;
            filled.replace(open, close - open + 1, value);
        }
        GONGYI_CHECK(filled == path);
    }
    if (is_plain_file_name(path.substr(std::min<std::size_t>(path.size(), 1)))) {
        GONGYI_CHECK(path.find("/.") == std::string_view::npos && path.find("//") == std::string_view::npos);
    }
    if (const auto form = parse_form(query)) GONGYI_CHECK(form->size() <= form_fields_max);
}

void check_paths(std::string_view text) {
    const std::string safe = web::safe_path(text, "/otherwise");
    GONGYI_CHECK(safe == text || safe == "/otherwise");
    GONGYI_CHECK(safe.front() == '/' && safe.find_first_of("\r\n\t ") == std::string::npos);
    GONGYI_CHECK(safe.size() < 2 || (safe[1] != '/' && safe[1] != '\\'));
}

// Nothing that another site sends is taken for our own, and only plain hosts are served.
void check_origin(const Request& request) {
    static const Site site;
    const std::string_view origin = request.header(Header::origin);
    const std::string_view host = request.header(Header::host);
    if (site.is_own(request) && !origin.empty()) GONGYI_CHECK(origin.find("://") != std::string_view::npos);
    if (site.serves(host) && !host.empty()) {
        GONGYI_CHECK(is_host(host) && host.find_first_of("/@\"<> \r\n") == std::string_view::npos);
    }
    const std::string shown = site.shown_origin(request);
    GONGYI_CHECK(shown.find_first_of("\"<>& \r\n") == std::string::npos);
    if (const auto url = PublicUrl::parse(origin)) {
        const auto again = PublicUrl::parse(url->origin());
        GONGYI_CHECK(again.has_value() && again->origin() == url->origin());
    }
}

void check_numbers(std::string_view text) {
    if (const auto number = whole_number(text)) GONGYI_CHECK(std::to_string(*number) == text);
    if (const auto count = read_hundredths(text)) GONGYI_CHECK(read_hundredths(write_hundredths(*count)) == count);
    if (const auto date = date_from_iso(text)) GONGYI_CHECK(to_iso(*date) == text);
    if (const auto hash = hash_from_hex(text)) GONGYI_CHECK(to_hex(*hash).size() == text.size());
    if (const auto code = read_claim_code(text)) {
        GONGYI_CHECK(code->size() == claim_code_characters && read_claim_code(show_claim_code(*code)) == code);
    }
    static_cast<void>(has_white_space(text));
    const std::string line = to_presentable_line(text, 20);
    GONGYI_CHECK(line.empty() || (is_presentable(line, false) && count_code_points(line).value_or(99) <= 20));
    if (is_presentable(text, true)) GONGYI_CHECK(count_code_points(text).has_value());
    static_cast<void>(is_media_type(text, "application/json"));
    GONGYI_CHECK(is_acceptable_passphrase(text) == (count_code_points(text).value_or(0) >= passphrase_code_points_min &&
                                                    count_code_points(text).value_or(0) <= passphrase_code_points_max));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest{reinterpret_cast<const char*>(data), size};
    const auto take_line = [&] {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        return std::string{line};
    };
    Request request;
    request.header(Header::cookie) = take_line();
    request.target = take_line();
    request.header(Header::accept_language) = take_line();
    request.header(Header::host) = take_line();
    request.header(Header::origin) = take_line();
    check_cookies(request);
    check_target(request);
    static_cast<void>(locale_of(request));
    check_origin(request);
    check_paths(rest);
    check_numbers(rest);
    return 0;
}
