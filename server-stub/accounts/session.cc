#include "server-stub/accounts/session.h"

namespace gongyi::server {
namespace {

constexpr std::size_t token_characters = 43;

std::string cookie_attributes(const Services& services) {
    std::string text = "; Path=/; HttpOnly; SameSite=Lax";
    if (services.options.has_secure_cookies) text += "; Secure";
    return text;
}

}  // namespace

bool has_session_cookie(const Request& request) {
    return find_cookie(request.header(Header::cookie), session_cookie).has_value();
}

std::string csrf_token(const Services& services, std::string_view session_token) {
    const Fingerprint print = services.key.fingerprint("csrf", session_token);
    return to_hex(std::string_view{reinterpret_cast<const char*>(print.data()), print.size()});
}

std::optional<SignedIn> find_session(const Services& services, const Request& request) {
    const auto token = find_cookie(request.header(Header::cookie), session_cookie);
    if (!token || token->size() != token_characters) return std::nullopt;
    const Hash token_hash = services.key.hash("session", *token);
    auto person = services.host.directory().find_signed_in(token_hash, services.host.now());
    if (!person) return std::nullopt;
    return SignedIn{std::move(*person), csrf_token(services, *token), token_hash};
}

bool is_same_origin(const Request& request) {
    const std::string_view site = request.header(Header::sec_fetch_site);
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string_view origin = request.header(Header::origin);
    if (origin.empty()) return true;
    const auto scheme_end = origin.find("://");
    return scheme_end != std::string_view::npos && origin.substr(scheme_end + 3) == request.header(Header::host);
}

ResponseHeader set_session_cookie(const Services& services, std::string_view token) {
    std::string value{session_cookie};
    value += '=';
    value += token;
    value += "; Max-Age=" + std::to_string(services.options.session_ms / 1'000) + cookie_attributes(services);
    return {"Set-Cookie", std::move(value)};
}

ResponseHeader clear_session_cookie(const Services& services) {
    return {"Set-Cookie", std::string{session_cookie} + "=; Max-Age=0" + cookie_attributes(services)};
}

}  // namespace gongyi::server
