# Language level, warnings and flags. Target gongyi_options carries what applies to the project's own code alone;
# what third-party code must share (sanitizers, exceptions, link-time optimisation) is set for the whole directory.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)

find_program(GONGYI_CCACHE ccache)
mark_as_advanced(GONGYI_CCACHE)
if(GONGYI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # What one checkout has compiled serves the next one, wherever that lies.
    set(gongyi_launcher "${CMAKE_COMMAND}" -E env
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${GONGYI_CCACHE}")
    # Debian's em++ is started once a file: not through whatever wraps the `python3` of a machine.
    if(EMSCRIPTEN AND EXISTS /usr/bin/python3)
        list(INSERT gongyi_launcher 3 EMSDK_PYTHON=/usr/bin/python3)
    endif()
    set(CMAKE_C_COMPILER_LAUNCHER "${gongyi_launcher}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${gongyi_launcher}")
endif()

# The same bytes wherever the sources lie: no path of this machine enters a program.
add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")

add_library(gongyi_options INTERFACE)
target_include_directories(gongyi_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(gongyi_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${GONGYI_WERROR}>:-Werror>)

if(EMSCRIPTEN)
    # Nothing of ours throws, and what others throw would be our bug: the modules carry no unwinding.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
    # Every browser since 2021 has it (WebAssembly sign-extension operators).
    add_compile_options(-msign-ext)
    # Catch2 ends a test case by throwing: it and the tests have exceptions all the same.
    set(gongyi_throwing_options -fexceptions -fwasm-exceptions -frtti)
else()
    include(hardening)
endif()

# -O1 keeps simulations quick under the sanitizers; -g1 keeps line numbers without the cost of full debug information.
set(CMAKE_C_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

if(GONGYI_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(GONGYI_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
