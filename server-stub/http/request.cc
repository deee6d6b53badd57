#include "server-stub/http/request.h"

#include <algorithm>

namespace gongyi::server {
namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The value of a hexadecimal digit, or -1.
int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::optional<std::string> decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return decoded;
}

}  // namespace

std::string_view method_name(Method method) {
    constexpr std::array<std::string_view, 6> names{"GET", "HEAD", "POST", "PUT", "DELETE", "OTHER"};
    return names.at(static_cast<std::size_t>(method));
}

std::string_view Request::path() const {
    const std::string_view whole = target;
    return whole.substr(0, whole.find('?'));
}

std::string_view Request::query() const {
    const std::string_view whole = target;
    const auto mark = whole.find('?');
    return mark == std::string_view::npos ? std::string_view{} : whole.substr(mark + 1);
}

void Request::clear() {
    method = Method::get;
    target.clear();
    if (body.capacity() > body_bytes_kept_max) {
        std::string{}.swap(body);
    } else {
        body.clear();
    }
    for (std::string& value : headers) value.clear();
}

std::optional<std::string_view> find_cookie(std::string_view cookie_header, std::string_view name) {
    while (!cookie_header.empty()) {
        const auto end = cookie_header.find(';');
        const std::string_view pair = trim(cookie_header.substr(0, end));
        if (pair.size() > name.size() && pair[name.size()] == '=' && pair.substr(0, name.size()) == name) {
            return pair.substr(name.size() + 1);
        }
        if (end == std::string_view::npos) break;
        cookie_header.remove_prefix(end + 1);
    }
    return std::nullopt;
}

std::optional<Form> parse_form(std::string_view encoded) {
    Form form;
    while (!encoded.empty()) {
        const auto end = encoded.find('&');
        const std::string_view pair = encoded.substr(0, end);
        encoded.remove_prefix(end == std::string_view::npos ? encoded.size() : end + 1);
        if (pair.empty()) continue;
        if (form.size() == form_fields_max) return std::nullopt;
        const auto equals = pair.find('=');
        auto name = decode(pair.substr(0, equals));
        auto value = decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        form.push_back({std::move(*name), std::move(*value)});
    }
    return form;
}

std::optional<std::string_view> find_field(const Form& form, std::string_view name) {
    const auto found = std::find_if(form.begin(), form.end(), [name](const FormField& f) { return f.name == name; });
    if (found == form.end()) return std::nullopt;
    return found->value;
}

bool is_media_type(std::string_view content_type, std::string_view media_type) {
    const std::string_view sent = trim(content_type.substr(0, content_type.find(';')));
    return sent.size() == media_type.size() &&
           std::equal(sent.begin(), sent.end(), media_type.begin(), [](char a, char b) { return lower(a) == b; });
}

}  // namespace gongyi::server
