# What the compiler and the linker can do against our own mistakes in the native program: a wrong index, a smashed stack
# or a stray pointer ends the process, and somebody starts it again, instead of being somebody's way in.
# tests/attack/10_binary.test.mjs reads all of it off the program.
include(CheckCXXCompilerFlag)

add_compile_options(-fstack-protector-strong)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
# The sanitizers of the other builds check what the rest would, and do not go together with it.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT GONGYI_SANITIZE)
    foreach(flag IN ITEMS -fstack-clash-protection -fcf-protection=full)
        string(MAKE_C_IDENTIFIER "GONGYI_HAS${flag}" has_flag)
        check_cxx_compiler_flag(${flag} ${has_flag})
        if(${has_flag})
            add_compile_options(${flag})
        endif()
    endforeach()
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    # At any address; nothing that the loader wrote stays writable, and it looks everything up before main().
    add_compile_options(-fPIE)
    add_link_options(-pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()
