#include "server-stub/http/multipart.h"

#include <algorithm>

namespace gongyi::server {
namespace {

constexpr std::string_view line_end = "\r\n";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_any_case(std::string_view text, std::string_view lower_case) {
    return text.size() >= lower_case.size() &&
           std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// `name="value"` or `name=value` among the parameters of a header field. Browsers write %22 for a quotation mark, so a
// quoted value ends at the next one.
std::optional<std::string_view> parameter_of(std::string_view field, std::string_view name) {
    for (std::size_t at = field.find(';'); at != std::string_view::npos; at = field.find(';', at)) {
        at = std::min(field.find_first_not_of(" \t", at + 1), field.size());
        std::string_view rest = field.substr(at);
        if (!starts_with_any_case(rest, name) || rest.substr(name.size(), 1) != "=") continue;
        rest.remove_prefix(name.size() + 1);
        if (rest.empty() || rest.front() != '"') return rest.substr(0, rest.find_first_of("; \t"));
        rest.remove_prefix(1);
        const auto end = rest.find('"');
        if (end == std::string_view::npos) return std::nullopt;
        return rest.substr(0, end);
    }
    return std::nullopt;
}

// The value of the part's Content-Disposition, without which it is no field.
std::optional<std::string_view> disposition_of(std::string_view head) {
    constexpr std::string_view name = "content-disposition:";
    while (!head.empty()) {
        const auto end = std::min(head.find(line_end), head.size());
        const std::string_view line = head.substr(0, end);
        if (starts_with_any_case(line, name)) return line.substr(name.size());
        head.remove_prefix(std::min(end + line_end.size(), head.size()));
    }
    return std::nullopt;
}

}  // namespace

std::optional<FormWithFile> parse_multipart(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter_of(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > boundary_bytes_max) return std::nullopt;
    const std::string first = "--" + std::string{*boundary};
    const std::string delimiter = std::string{line_end} + first;
    if (body.substr(0, first.size()) != first) return std::nullopt;
    body.remove_prefix(first.size());
    FormWithFile form;
    // Each time `body` is what follows a boundary: the end, or a part's head, an empty line, and its value.
    for (std::size_t parts = 0; body.substr(0, 2) != "--"; ++parts) {
        if (parts == form_fields_max || body.substr(0, line_end.size()) != line_end) return std::nullopt;
        const auto head_end = body.substr(0, part_head_bytes_max).find("\r\n\r\n");
        if (head_end == std::string_view::npos) return std::nullopt;
        const std::string_view head = body.substr(line_end.size(), head_end - std::min(head_end, line_end.size()));
        body.remove_prefix(head_end + 2 * line_end.size());
        const auto value_end = body.find(delimiter);
        const auto disposition = disposition_of(head);
        const auto name = disposition ? parameter_of(*disposition, "name") : std::nullopt;
        if (value_end == std::string_view::npos || !name) return std::nullopt;
        const std::string_view value = body.substr(0, value_end);
        if (const auto file_name = parameter_of(*disposition, "filename")) {
            if (!file_name->empty()) {
                form.file = std::string{value};
                form.file_name = std::string{*file_name};
            }
        } else {
            form.fields.push_back({std::string{*name}, std::string{value}});
        }
        body.remove_prefix(value_end + delimiter.size());
    }
    return form;
}

}  // namespace gongyi::server
