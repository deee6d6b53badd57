# Finds Emscripten (Debian's package or an emsdk) and loads its own CMake toolchain.
find_program(GONGYI_EMXX em++ REQUIRED)
get_filename_component(gongyi_emxx_real "${GONGYI_EMXX}" REALPATH)
get_filename_component(gongyi_emxx_folder "${gongyi_emxx_real}" DIRECTORY)
find_file(GONGYI_EMSCRIPTEN_TOOLCHAIN cmake/Modules/Platform/Emscripten.cmake
    HINTS "${gongyi_emxx_folder}" "$ENV{EMSDK}/upstream/emscripten" /usr/share/emscripten
    NO_DEFAULT_PATH REQUIRED)
include("${GONGYI_EMSCRIPTEN_TOOLCHAIN}")

# Debian's em++ needs Debian's copy of the JavaScript parser acorn at link, also when `node` is not Debian's.
if(EXISTS /usr/share/nodejs/acorn)
    set(CMAKE_C_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
    set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
endif()
