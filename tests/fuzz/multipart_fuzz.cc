// Goal: forms with files are read in one way, whatever comes, and never past their end.
// Method: the first line is the Content-Type, the rest the body, in memory of exactly its size. What is read and
// printed again under another boundary is read as the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/http/multipart.h"
#include "shared/base/check.h"

namespace {

using namespace gongyi::server;

// As short as it may be, so that no head becomes longer than the one that was read.
std::string parameter(std::string_view name) {
    const bool needs_quotes =
        name.empty() || name.front() == '"' || name.find_first_of("; \t") != std::string_view::npos;
    return needs_quotes ? '"' + std::string{name} + '"' : std::string{name};
}

bool is_boundary_in(const FormWithFile& form, const std::string& boundary) {
    const auto has = [&](std::string_view text) { return text.find(boundary) != std::string_view::npos; };
    return std::any_of(form.fields.begin(), form.fields.end(),
                       [&](const FormField& field) { return has(field.name) || has(field.value); }) ||
           (form.file && (has(*form.file) || has(form.file_name)));
}

std::string printed(const FormWithFile& form, const std::string& boundary) {
    std::string out;
    for (const FormField& field : form.fields) {
        out += "--" + boundary + "\r\ncontent-disposition:;name=" + parameter(field.name) + "\r\n\r\n" + field.value;
        out += "\r\n";
    }
    if (form.file) {
        const std::string name = parameter(form.file_name);
        out += "--" + boundary + "\r\ncontent-disposition:;name=f;filename=" + name + "\r\n\r\n" + *form.file + "\r\n";
    }
    return out + "--" + boundary + "--\r\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto line_end = std::min(text.find('\n'), text.size());
    const std::string_view type = text.substr(0, line_end);
    const std::string_view rest = text.substr(std::min(line_end + 1, text.size()));
    const std::vector<char> exact{rest.begin(), rest.end()};
    const auto form = parse_multipart(type, {exact.data(), exact.size()});
    if (!form) return 0;
    GONGYI_CHECK(form->fields.size() + (form->file ? 1 : 0) <= form_fields_max);
    std::string boundary = "b";
    while (is_boundary_in(*form, boundary)) boundary += static_cast<char>('a' + boundary.size() % 20);
    if (boundary.size() > boundary_bytes_max) return 0;
    const auto again = parse_multipart("multipart/form-data; boundary=" + boundary, printed(*form, boundary));
    GONGYI_CHECK(again.has_value() && again->file == form->file && again->file_name == form->file_name &&
                 again->fields.size() == form->fields.size());
    for (std::size_t i = 0; i < form->fields.size(); ++i) {
        GONGYI_CHECK(again->fields[i].name == form->fields[i].name);
        GONGYI_CHECK(again->fields[i].value == form->fields[i].value);
    }
    return 0;
}
