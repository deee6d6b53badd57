// What a document is, by its bytes: what browsers are told, and the ending under which it is saved.
#pragma once

#include <string>
#include <string_view>

namespace gongyi::server::web {

struct FileType {
    std::string_view media_type;
    std::string ending;  // ".xlsx"; empty where the title has a fitting one already.
};

// Nothing of what somebody says a file is decides, but among endings that its first bytes allow: `title` may end in one
// (a spreadsheet of WPS and one of Excel begin alike). None of them is of a type that runs when it is opened.
[[nodiscard]] FileType file_type(std::string_view bytes, std::string_view title);

}  // namespace gongyi::server::web
