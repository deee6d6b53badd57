// Forms with files: multipart/form-data as RFC 7578 has it and browsers send it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/http/request.h"

namespace gongyi::server {

// RFC 2046 section 5.1.1.
inline constexpr std::size_t boundary_bytes_max = 70;
inline constexpr std::size_t part_head_bytes_max = 1'024;

struct FormWithFile {
    Form fields;
    // Of the last file that somebody chose; a field for files in which none was chosen is no file.
    std::optional<std::string> file;
    std::string file_name;  // As it was sent, with `file`. It may be anything: the name of a person, too.
};

// Fields in order, values as they were sent. Nothing when the body is not what the Content-Type says, ends too early,
// or has more than form_fields_max parts.
[[nodiscard]] std::optional<FormWithFile> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace gongyi::server
