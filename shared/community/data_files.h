// The files of shared/community/data, which the build puts into the program.
#pragma once

#include <span>
#include <string_view>

namespace gongyi {

struct DataFile {
    std::string_view name;  // "holidays.json", "rules/cn.rc.2018.json"
    std::string_view text;
};

// All of them, in the order of their names.
[[nodiscard]] std::span<const DataFile> data_files();

// The text of the file `name`. Requires that there is one.
[[nodiscard]] std::string_view data_file(std::string_view name);

}  // namespace gongyi
