# libsodium as a static WebAssembly library, from its sources: the portable implementations of every algorithm.
# Unused ones cost no bytes in the modules: the linker takes what is called.
gongyi_source(GONGYI_SODIUM_DIR libsodium)
set(sodium_root "${GONGYI_SODIUM_DIR}/src/libsodium")
file(GLOB_RECURSE sodium_sources "${sodium_root}/*.c")
# What needs x86 instructions, or that no page will call: compiling it would only take time.
list(FILTER sodium_sources EXCLUDE REGEX "(aesni|avx2|avx512f|ssse3|sse41|sse2|xmm6|xmm6int|sandy2x|/sse)[/.]")

set(VERSION 1.0.18)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
set(SODIUM_LIBRARY_MINIMAL_DEF "")
configure_file("${sodium_root}/include/sodium/version.h.in" "${PROJECT_BINARY_DIR}/sodium/sodium/version.h" @ONLY)

add_library(gongyi_sodium STATIC ${sodium_sources})
target_include_directories(gongyi_sodium SYSTEM PUBLIC "${PROJECT_BINARY_DIR}/sodium" "${sodium_root}/include")
target_include_directories(gongyi_sodium PRIVATE
    "${PROJECT_BINARY_DIR}/sodium/sodium" "${sodium_root}/include/sodium")
target_compile_definitions(gongyi_sodium PRIVATE CONFIGURED=1 DEV_MODE=0 NATIVE_LITTLE_ENDIAN)
# SHA-256 bounds the verification of a record: it is worth -O3. The group's arithmetic inlines itself to twice its size
# there, and is hardly faster for it.
target_compile_options(gongyi_sodium PRIVATE -w -O3)
set_source_files_properties("${sodium_root}/crypto_core/ed25519/ref10/ed25519_ref10.c" PROPERTIES COMPILE_OPTIONS -Os)
