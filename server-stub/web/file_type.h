// What a document is, by its bytes: what browsers are told, and the ending under which it is saved.
#pragma once

#include <string>
#include <string_view>

namespace gongyi::server::web {

struct FileType {
    std::string_view media_type;
    std::string ending;  // ".xlsx"; empty where the title ends in it already.
};

// The ending of the name under which a file came, in lower case (".csv"), if its first bytes allow it and it is of a
// type that does not run when it is opened; else nothing. Of the name nothing else is kept: it may hold a person's.
[[nodiscard]] std::string kept_ending(std::string_view bytes, std::string_view file_name);

// Nothing of what somebody says a file is decides, but among endings that its first bytes allow: `title` may end in one
// (a spreadsheet of WPS and one of Excel begin alike). None of them is of a type that runs when it is opened.
//   came_with  kept_ending() of when it came, which decides; or nothing.
[[nodiscard]] FileType file_type(std::string_view bytes, std::string_view title, std::string_view came_with = {});

}  // namespace gongyi::server::web
