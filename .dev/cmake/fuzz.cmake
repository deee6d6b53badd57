# tests/fuzz/<name>_fuzz.cc is one libFuzzer program each. They share the tests' fixtures, but not what needs Catch2.
file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/support/*.cc")
list(REMOVE_ITEM sources "${PROJECT_SOURCE_DIR}/tests/support/files.cc")
add_library(gongyi_fixtures STATIC ${sources})
target_link_libraries(gongyi_fixtures PUBLIC gongyi_core_logic gongyi_workbench_model)

file(GLOB fuzz_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/*_fuzz.cc")
foreach(source IN LISTS fuzz_sources)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} "${source}")
    target_link_libraries(${name} PRIVATE gongyi_fixtures)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
