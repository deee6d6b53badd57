# Puts the files of a folder into a library, as the table that shared/community/data_files.h declares: the program and
# the browser's module carry the data that stands in the sources, and nobody has to load it.
function(gongyi_data_files target folder)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" "${folder}/*.json")
    list(SORT files)
    set(rows "")
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${folder}/${file}")
        file(READ "${folder}/${file}" text)
        string(REGEX REPLACE "\n *" "\n" text "${text}")  # Indentation is for whoever edits it.
        string(APPEND rows "    DataFile{\"${file}\", R\"gongyi(${text})gongyi\"},\n")
    endforeach()
    set(source "${PROJECT_BINARY_DIR}/generated/${target}_data_files.cc")
    file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
#include "shared/community/data_files.h"

#include <array>

#include "shared/base/check.h"

namespace gongyi {

namespace {

constexpr std::array rows{
@rows@};

}  // namespace

std::span<const DataFile> data_files() { return rows; }

std::string_view data_file(std::string_view name) {
    for (const DataFile& file : rows) {
        if (file.name == name) return file.text;
    }
    GONGYI_CHECK(false && "there is no such file");
    return {};
}

}  // namespace gongyi
]])
    target_sources(${target} PRIVATE "${source}")
endfunction()
