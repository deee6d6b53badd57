# The native program: everything of server-stub/ but main.cc is a library, so that native tests can link it.
find_package(Threads REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ICU REQUIRED COMPONENTS i18n uc)  # What Unicode says of names, passphrases and files.
find_package(OpenSSL REQUIRED)  # For `gongyi verify https://…` alone: the server leaves TLS to a proxy.

file(GLOB_RECURSE gongyi_server_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/server-stub/*.cc")
set(gongyi_main "${PROJECT_SOURCE_DIR}/server-stub/main.cc")
list(REMOVE_ITEM gongyi_server_sources "${gongyi_main}")
if(GONGYI_FUZZ)
    # clang 14 knows no coroutines of C++20 with this standard library. Fuzz targets have no sockets: they begin behind.
    list(FILTER gongyi_server_sources EXCLUDE REGEX "/http/(connection|http_server)\\.cc$")
endif()

if(gongyi_server_sources)
    include(known_passphrases)
    add_library(gongyi_server STATIC ${gongyi_server_sources} "${PROJECT_BINARY_DIR}/generated/known_passphrases.cc")
    set(scope PUBLIC)
    if(GONGYI_LTO)
        gongyi_enable_lto(gongyi_server)
    endif()
else()
    add_library(gongyi_server INTERFACE)
    set(scope INTERFACE)
endif()
target_link_libraries(gongyi_server ${scope}
    gongyi_pages SQLite::SQLite3 ICU::i18n ICU::uc OpenSSL::SSL Threads::Threads)

if(EXISTS "${gongyi_main}" AND NOT GONGYI_FUZZ)
    add_executable(gongyi "${gongyi_main}")
    target_link_libraries(gongyi PRIVATE gongyi_server)
    if(GONGYI_LTO)
        gongyi_enable_lto(gongyi)
    endif()
endif()
