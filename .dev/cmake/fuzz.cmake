# tests/fuzz/<name>_fuzz.cc is one fuzz target each. In a fuzz build every one becomes a libFuzzer program; elsewhere
# all are linked into one program, which runs what is kept in tests/fuzz/corpus through them. What they share lies
# beside them, and in the tests' fixtures (without what needs Catch2).
set(gongyi_fuzz_root "${PROJECT_SOURCE_DIR}/tests/fuzz")
file(GLOB gongyi_fuzz_targets CONFIGURE_DEPENDS "${gongyi_fuzz_root}/*_fuzz.cc")
file(GLOB fuzz_support CONFIGURE_DEPENDS "${gongyi_fuzz_root}/*.cc")
list(FILTER fuzz_support EXCLUDE REGEX "/([a-z0-9_]+_fuzz|replay_main|write_seeds)\\.cc$")
add_library(gongyi_fuzz_support STATIC ${fuzz_support})
target_link_libraries(gongyi_fuzz_support PUBLIC gongyi_fixtures gongyi_server)

if(GONGYI_FUZZ)
    foreach(source IN LISTS gongyi_fuzz_targets)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}")
        target_compile_definitions(${name} PRIVATE GONGYI_FUZZ)
        target_link_libraries(${name} PRIVATE gongyi_fuzz_support)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    endforeach()
    # The first inputs of the targets that take commands: gongyi_fuzz_seeds FOLDER writes them.
    add_executable(gongyi_fuzz_seeds EXCLUDE_FROM_ALL "${gongyi_fuzz_root}/write_seeds.cc")
    target_link_libraries(gongyi_fuzz_seeds PRIVATE gongyi_fuzz_support)
else()
    set(declarations "")
    set(rows "")
    foreach(source IN LISTS gongyi_fuzz_targets)
        get_filename_component(name "${source}" NAME_WE)
        set_source_files_properties("${source}" PROPERTIES COMPILE_DEFINITIONS "LLVMFuzzerTestOneInput=run_${name}")
        string(APPEND declarations "extern \"C\" int run_${name}(const std::uint8_t* data, std::size_t size);\n")
        string(APPEND rows "    gongyi::FuzzTarget{\"${name}\", run_${name}},\n")
    endforeach()
    set(table "${PROJECT_BINARY_DIR}/generated/fuzz_targets.cc")
    file(CONFIGURE OUTPUT "${table}" @ONLY CONTENT [[
#include <array>

#include "tests/fuzz/replay_targets.h"

@declarations@
namespace {

constexpr std::array rows{
@rows@};

}  // namespace

std::span<const gongyi::FuzzTarget> gongyi::fuzz_targets() { return rows; }
]])
    add_executable(gongyi_fuzz_replay "${gongyi_fuzz_root}/replay_main.cc" "${table}" ${gongyi_fuzz_targets})
    target_link_libraries(gongyi_fuzz_replay PRIVATE gongyi_fuzz_support)
    foreach(source IN LISTS gongyi_fuzz_targets)
        get_filename_component(name "${source}" NAME_WE)
        add_test(NAME "replay_${name}" WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
            COMMAND gongyi_fuzz_replay ${name} "${gongyi_fuzz_root}/corpus/${name}")
    endforeach()
endif()
