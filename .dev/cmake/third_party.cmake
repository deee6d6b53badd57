# Other people's libraries. Nothing of theirs lies in this repository: system packages where they fit, else the
# distribution's signed source packages, fetched once by .dev/fetch-source into a cache outside the build.
#
# Headers that both outputs use come through one folder of links: em++ must not see the rest of the system's headers.
set(GONGYI_IMGUI_DIR "" CACHE PATH "Sources of Dear ImGui 1.92 or later (empty: fetch).")
set(GONGYI_CATCH2_DIR "" CACHE PATH "Sources of Catch2 3 (empty: fetch).")
set(GONGYI_QRCODEGEN_DIR "" CACHE PATH "Sources of the QR code generator for WebAssembly (empty: fetch).")
set(GONGYI_SODIUM_DIR "" CACHE PATH "Sources of libsodium for WebAssembly (empty: fetch).")

# Sets `variable` to the folder of the sources of `package`, fetched if the user named none.
function(gongyi_source variable package)
    if(${variable})
        return()
    endif()
    execute_process(COMMAND "${PROJECT_SOURCE_DIR}/.dev/fetch-source" "${package}"
        OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "The sources of ${package} could not be fetched. -D${variable}=DIR names a copy of yours.")
    endif()
    message(STATUS "${package}: ${folder}")
    set(${variable} "${folder}" PARENT_SCOPE)
endfunction()

# ---- Header-only libraries ----
set(gongyi_links "${PROJECT_BINARY_DIR}/header-only")
file(MAKE_DIRECTORY "${gongyi_links}")
foreach(header IN ITEMS nlohmann/json.hpp tl/expected.hpp boost/version.hpp)
    string(REGEX REPLACE "/.*" "" folder "${header}")
    find_path(GONGYI_${folder}_INCLUDE "${header}" REQUIRED NO_CMAKE_FIND_ROOT_PATH
        PATHS /usr/local/include /usr/include)
    mark_as_advanced(GONGYI_${folder}_INCLUDE)
    if(NOT EXISTS "${gongyi_links}/${folder}")
        file(CREATE_LINK "${GONGYI_${folder}_INCLUDE}/${folder}" "${gongyi_links}/${folder}" SYMBOLIC)
    endif()
endforeach()
add_library(gongyi_headers INTERFACE)
target_include_directories(gongyi_headers SYSTEM INTERFACE "${gongyi_links}")

# ---- libsodium: the system's for programs, its source for WebAssembly ----
if(EMSCRIPTEN)
    include(sodium_wasm)
else()
    find_library(GONGYI_SODIUM_LIBRARY sodium REQUIRED)
    find_path(GONGYI_SODIUM_INCLUDE sodium.h REQUIRED)
    mark_as_advanced(GONGYI_SODIUM_LIBRARY GONGYI_SODIUM_INCLUDE)
    add_library(gongyi_sodium INTERFACE)
    target_include_directories(gongyi_sodium SYSTEM INTERFACE "${GONGYI_SODIUM_INCLUDE}")
    target_link_libraries(gongyi_sodium INTERFACE "${GONGYI_SODIUM_LIBRARY}")
endif()

# ---- The QR code generator: likewise ----
if(EMSCRIPTEN)
    gongyi_source(GONGYI_QRCODEGEN_DIR qr-code-generator)
    add_library(gongyi_qrcodegen STATIC "${GONGYI_QRCODEGEN_DIR}/c/qrcodegen.c")
    target_include_directories(gongyi_qrcodegen SYSTEM PUBLIC "${GONGYI_QRCODEGEN_DIR}/c")
    target_compile_options(gongyi_qrcodegen PRIVATE -w -Oz -flto)
else()
    find_library(GONGYI_QRCODEGEN_C_LIBRARY qrcodegen REQUIRED)
    find_path(GONGYI_QRCODEGEN_INCLUDE qrcodegen.h PATH_SUFFIXES qrcodegen REQUIRED)
    mark_as_advanced(GONGYI_QRCODEGEN_C_LIBRARY GONGYI_QRCODEGEN_INCLUDE)
    add_library(gongyi_qrcodegen INTERFACE)
    target_include_directories(gongyi_qrcodegen SYSTEM INTERFACE "${GONGYI_QRCODEGEN_INCLUDE}")
    target_link_libraries(gongyi_qrcodegen INTERFACE "${GONGYI_QRCODEGEN_C_LIBRARY}")
endif()

# ---- Catch2, compiled once a target ----
if(GONGYI_TESTS)
    gongyi_source(GONGYI_CATCH2_DIR catch2)
    # Catch2's own build would generate this header; tests/ include its small headers, and its defaults are fine.
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/catch2/catch2/catch_user_config.hpp" CONTENT
"#pragma once\n#define CATCH_CONFIG_DEFAULT_REPORTER \"console\"\n#define CATCH_CONFIG_CONSOLE_WIDTH 120\n")
    add_library(gongyi_catch2 STATIC "${GONGYI_CATCH2_DIR}/extras/catch_amalgamated.cpp")
    target_include_directories(gongyi_catch2 SYSTEM PUBLIC
        "${PROJECT_BINARY_DIR}/catch2" "${GONGYI_CATCH2_DIR}/extras" "${GONGYI_CATCH2_DIR}/src")
    target_compile_options(gongyi_catch2 PRIVATE -w -O0
        ${gongyi_throwing_options} $<$<BOOL:${GONGYI_SANITIZE}>:-fno-sanitize=undefined>)
endif()
