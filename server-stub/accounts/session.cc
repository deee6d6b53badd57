#include "server-stub/accounts/session.h"

#include <cstring>

#include "shared/base/json_text.h"

namespace gongyi::server {
namespace {

constexpr std::size_t token_characters = 43;
// Behind the token in the cookie: the one place that goes with the session and that scripts cannot change.
constexpr std::string_view shared_suffix = ".shared";
constexpr std::size_t csrf_print_digits = 2 * sizeof(Fingerprint);
constexpr std::size_t csrf_account_digits = 14;  // Of a number below 2^53.

std::string cookie_attributes(const Services& services) {
    std::string text = "; Path=/; HttpOnly; SameSite=Lax";
    if (services.options.has_secure_cookies) text += "; Secure";
    return text;
}

}  // namespace

bool has_session_cookie(const Request& request) {
    return find_cookie(request.header(Header::cookie), session_cookie).has_value();
}

std::uint64_t account_number(const Services& services, ResidentId person) {
    const Fingerprint print = services.key.fingerprint("order", std::to_string(person.raw()));
    std::uint64_t number = 0;
    std::memcpy(&number, print.data(), sizeof number);
    return number & static_cast<std::uint64_t>(json_integer_max);
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
    auto person = services.host.directory().find_signed_in(token_hash, services.host.now());
    if (!person) return std::nullopt;
    std::string csrf = csrf_token(services, session_token, person->id);
    return SignedIn{std::move(*person), std::move(csrf), token_hash, device == Device::shared};
}

std::optional<SignedIn> find_session(const Services& services, const Request& request) {
    const auto cookie = find_cookie(request.header(Header::cookie), session_cookie);
    if (!cookie) return std::nullopt;
    const std::string_view token = std::string_view{*cookie}.substr(0, token_characters);
    const std::string_view suffix = std::string_view{*cookie}.substr(token.size());
    if (!suffix.empty() && suffix != shared_suffix) return std::nullopt;
    return find_session_of(services, token, suffix.empty() ? Device::own : Device::shared);
}

bool is_same_origin(const Request& request) {
    const std::string_view site = request.header(Header::sec_fetch_site);
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string_view origin = request.header(Header::origin);
    if (origin.empty()) return true;
    const auto scheme_end = origin.find("://");
    return scheme_end != std::string_view::npos && origin.substr(scheme_end + 3) == request.header(Header::host);
}

ResponseHeader set_session_cookie(const Services& services, std::string_view token, Device device) {
    std::string value{session_cookie};
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
    return {"Set-Cookie", std::string{session_cookie} + "=; Max-Age=0" + cookie_attributes(services)};
}

}  // namespace gongyi::server
