# The same unit tests and simulations run natively and, as WebAssembly, under node. CTest runs each program in
# shards: enough of them that the slow tests, which stand together, do not all fall to one core.
set(gongyi_test_root "${PROJECT_SOURCE_DIR}/tests")
file(GLOB gongyi_shared_tests CONFIGURE_DEPENDS
    "${gongyi_test_root}/unit/*.cc" "${gongyi_test_root}/simulation/*.cc" "${gongyi_test_root}/support/*.cc")
file(GLOB gongyi_native_tests CONFIGURE_DEPENDS
    "${gongyi_test_root}/unit/native/*.cc" "${gongyi_test_root}/simulation/native/*.cc"
    "${gongyi_test_root}/support/native/*.cc")

# Tests read vectors and data by paths from the root of the sources; only this file knows where that is.
set_source_files_properties("${gongyi_test_root}/support/files.cc" PROPERTIES
    COMPILE_DEFINITIONS "GONGYI_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")

set(gongyi_shards 12)
function(gongyi_add_sharded_test name shard_count)
    math(EXPR last "${shard_count} - 1")
    foreach(shard RANGE ${last})
        add_test(NAME "${name}_${shard}" WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
            COMMAND ${ARGN} --shard-count ${shard_count} --shard-index ${shard} --rng-seed 1)
    endforeach()
endfunction()

if(EMSCRIPTEN)
    add_executable(gongyi_unit_wasm EXCLUDE_FROM_ALL ${gongyi_shared_tests})
    set_target_properties(gongyi_unit_wasm PROPERTIES SUFFIX .cjs)
    target_link_libraries(gongyi_unit_wasm PRIVATE gongyi_core_logic gongyi_workbench_model gongyi_catch2)
    target_compile_options(gongyi_unit_wasm PRIVATE -O1 ${gongyi_throwing_options})
    target_link_options(gongyi_unit_wasm PRIVATE -O1 ${gongyi_throwing_options} ${gongyi_node_link_options})
    gongyi_add_sharded_test(unit_wasm ${gongyi_shards} node "$<TARGET_FILE:gongyi_unit_wasm>")
    # What every page loads: 300 kB, and the same bytes from wherever it was built.
    set(check_module node "${gongyi_test_root}/lint/module.mjs" "${GONGYI_WEB_DIR}/core.wasm")
    set(machine_paths "${PROJECT_SOURCE_DIR}" "${GONGYI_SODIUM_DIR}" "../")
    add_test(NAME core_module COMMAND ${check_module} 300000 ${machine_paths})
    add_test(NAME core_module_over_budget COMMAND ${check_module} 1000)
    add_test(NAME core_module_with_path COMMAND ${check_module} 300000 "tally.cc")
    set_tests_properties(core_module_over_budget core_module_with_path PROPERTIES WILL_FAIL TRUE)
else()
    list(REMOVE_ITEM gongyi_shared_tests ${gongyi_fixture_sources})
    add_executable(gongyi_unit ${gongyi_shared_tests} ${gongyi_native_tests})
    target_link_libraries(gongyi_unit PRIVATE gongyi_fixtures gongyi_server gongyi_catch2)
    gongyi_add_sharded_test(unit ${gongyi_shards} "$<TARGET_FILE:gongyi_unit>")
endif()

# ---- Lint ----
if(NOT EMSCRIPTEN)
    add_test(NAME lint COMMAND node "${gongyi_test_root}/lint/lint.mjs")
    add_test(NAME lint_self_test COMMAND node "${gongyi_test_root}/lint/self_test.mjs")
    add_test(NAME record_vectors COMMAND node "${gongyi_test_root}/vectors/record/generate.mjs" --check)
endif()

# ---- What must not compile: each file of compile_fail/ compiles as it stands and fails with each MISTAKE_ macro ----
if(NOT EMSCRIPTEN)
    file(GLOB compile_fail_sources CONFIGURE_DEPENDS "${gongyi_test_root}/compile_fail/*.cc")
    set(syntax_check "${CMAKE_CXX_COMPILER}" -std=c++20 -fsyntax-only -I "${PROJECT_SOURCE_DIR}"
        -isystem "${PROJECT_BINARY_DIR}/header-only")
    foreach(source IN LISTS compile_fail_sources)
        get_filename_component(name "${source}" NAME_WE)
        add_test(NAME "compile_${name}" COMMAND ${syntax_check} "${source}")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
        file(STRINGS "${source}" mistakes REGEX "^#ifdef MISTAKE_")
        foreach(mistake IN LISTS mistakes)
            string(REPLACE "#ifdef " "" mistake "${mistake}")
            string(TOLOWER "compile_fail_${name}_${mistake}" test_name)
            add_test(NAME "${test_name}" COMMAND ${syntax_check} "-D${mistake}" "${source}")
            set_tests_properties("${test_name}" PROPERTIES WILL_FAIL TRUE)
        endforeach()
    endforeach()
endif()
