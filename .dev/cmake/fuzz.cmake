# tests/fuzz/<name>_fuzz.cc is one libFuzzer program each.
add_compile_options(-fsanitize=fuzzer-no-link)
file(GLOB gongyi_fuzz_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/*_fuzz.cc")
foreach(source IN LISTS gongyi_fuzz_sources)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} "${source}" "${PROJECT_SOURCE_DIR}/tests/support/portal_fixture.cc")
    target_link_libraries(${name} PRIVATE gongyi_server)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
