#include "server-stub/accounts/session.h"

#include <algorithm>

#include "shared/base/json_text.h"

namespace gongyi::server {
namespace {

constexpr std::size_t token_characters = 43;
constexpr std::size_t device_mark_characters = 32;
// Behind the token in the cookie: the one place that goes with the session and that scripts cannot change.
constexpr std::string_view shared_suffix = ".shared";
constexpr std::size_t csrf_print_digits = 2 * sizeof(Fingerprint);
constexpr std::size_t csrf_account_digits = 14;  // Of a number below 2^53.

std::string cookie_attributes(const Services& services) {
    std::string text = "; Path=/; HttpOnly; SameSite=Lax";
    if (services.options.has_secure_cookies) text += "; Secure";
    return text;
}

std::string_view session_cookie_of(const Services& services) {
    return services.options.has_secure_cookies ? secure_session_cookie : session_cookie;
}

std::string_view device_cookie_of(const Services& services) {
    return services.options.has_secure_cookies ? secure_device_cookie : device_cookie;
}

// How the device cookie names an account.
std::string device_mark(const Services& services, ResidentId person) {
    const Fingerprint print = services.key.fingerprint("device", std::to_string(person.raw()));
    return to_hex(std::string_view{reinterpret_cast<const char*>(print.data()), print.size()});
}

// The accounts that the request's device cookie names, latest first; those beyond device_accounts_max are left out.
std::vector<std::string_view> device_marks(const Services& services, const Request& request) {
    std::vector<std::string_view> marks;
    std::string_view rest =
        find_cookie(request.header(Header::cookie), device_cookie_of(services)).value_or(std::string_view{});
    while (!rest.empty() && marks.size() < device_accounts_max) {
        const auto end = std::min(rest.find('.'), rest.size());
        if (end == device_mark_characters) marks.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return marks;
}

}  // namespace

UnixMs start_of_today(const Services& services) {
    const auto& community = services.host.snapshot()->state->community;
    const Zone zone = community ? community->zone : Zone{};
    return start_of_day(local_time(services.host.now(), zone).date, zone);
}

bool has_session_cookie(const Request& request) {
    const std::string_view cookies = request.header(Header::cookie);
    return find_cookie(cookies, session_cookie).has_value() || find_cookie(cookies, secure_session_cookie).has_value();
}

std::uint64_t account_number(const Services& services, ResidentId person) {
    return services.key.number("order", std::to_string(person.raw())) & static_cast<std::uint64_t>(json_integer_max);
}

std::string csrf_token(const Services& services, std::string_view session_token, ResidentId person) {
    const Fingerprint print = services.key.fingerprint("csrf", session_token);
    std::string account(csrf_account_digits, '0');
    std::uint64_t rest = account_number(services, person);
    for (auto digit = account.rbegin(); digit != account.rend(); ++digit, rest /= 16) {
        *digit = "0123456789abcdef"[rest % 16];
    }
    return to_hex(std::string_view{reinterpret_cast<const char*>(print.data()), print.size()}) + account;
}

std::string_view account_of_csrf(std::string_view csrf) {
    if (csrf.size() != csrf_print_digits + csrf_account_digits) return {};
    return csrf.substr(csrf_print_digits);
}

std::optional<SignedIn> find_session_of(const Services& services, std::string_view session_token, Device device) {
    if (session_token.size() != token_characters) return std::nullopt;
    const Hash token_hash = services.key.hash("session", session_token);
    const UnixMs now = services.host.now();
    auto found = services.host.directory().find_session(token_hash, now);
    if (!found) return std::nullopt;
    auto& [person, session] = *found;
    std::string csrf = csrf_token(services, session_token, person.id);
    return SignedIn{std::move(person), std::move(csrf), token_hash, device == Device::shared, session.confirmed_at};
}

std::optional<SignedIn> find_session(const Services& services, const Request& request) {
    const auto cookie = find_cookie(request.header(Header::cookie), session_cookie_of(services));
    if (!cookie) return std::nullopt;
    const std::string_view token = std::string_view{*cookie}.substr(0, token_characters);
    const std::string_view suffix = std::string_view{*cookie}.substr(token.size());
    if (!suffix.empty() && suffix != shared_suffix) return std::nullopt;
    auto found = find_session_of(services, token, suffix.empty() ? Device::own : Device::shared);
    if (found) services.host.directory().note_seen(found->token_hash, start_of_today(services));
    return found;
}

ResponseHeader set_session_cookie(const Services& services, std::string_view token, Device device) {
    std::string value{session_cookie_of(services)};
    value += '=';
    value += token;
    if (device == Device::shared) {
        value += shared_suffix;
    } else {
        value += "; Max-Age=" + std::to_string(services.options.session_ms / 1'000);
    }
    value += cookie_attributes(services);
    return {"Set-Cookie", std::move(value)};
}

ResponseHeader clear_session_cookie(const Services& services) {
    return {"Set-Cookie", std::string{session_cookie_of(services)} + "=; Max-Age=0" + cookie_attributes(services)};
}

bool knows_device(const Services& services, const Request& request, ResidentId person) {
    const std::string mark = device_mark(services, person);
    bool is_known = false;
    for (const std::string_view one : device_marks(services, request)) {
        if (equal_in_constant_time(one, mark)) is_known = true;
    }
    return is_known;
}

ResponseHeader set_device_cookie(const Services& services, const Request& request, ResidentId person) {
    const std::string mark = device_mark(services, person);
    std::string value{device_cookie_of(services)};
    value += '=';
    value += mark;
    std::size_t count = 1;
    for (const std::string_view one : device_marks(services, request)) {
        if (one == mark || count++ >= device_accounts_max) continue;
        value += '.';
        value += one;
    }
    value += "; Max-Age=" + std::to_string(device_cookie_seconds) + cookie_attributes(services);
    return {"Set-Cookie", std::move(value)};
}

}  // namespace gongyi::server
