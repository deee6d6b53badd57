# The web root: the modules, a copy of static/, and beside each file its compressed copies.

# For programs that run under node: they read the machine's files and start at once.
set(gongyi_node_link_options
    -sNODERAWFS=1 -sENVIRONMENT=node -sWASM_ASYNC_COMPILATION=0 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1
    -sMAXIMUM_MEMORY=4GB)

add_custom_target(web)
find_program(GONGYI_WASM_OPT wasm-opt REQUIRED NO_CMAKE_FIND_ROOT_PATH)  # Of binaryen, which em++ needs itself.
mark_as_advanced(GONGYI_WASM_OPT)

# Beside a file, FILE.br and FILE.gz.
set(compress node "${PROJECT_SOURCE_DIR}/.dev/cmake/compress.mjs")

# gongyi_web_module(name SOURCES… LIBRARIES… LINK…): an ES module <name>.mjs with its <name>.wasm in the web root.
function(gongyi_web_module name)
    cmake_parse_arguments(PARSE_ARGV 1 module "" "" "SOURCES;LIBRARIES;LINK")
    add_executable(gongyi_${name} ${module_SOURCES})
    set_target_properties(gongyi_${name} PROPERTIES
        OUTPUT_NAME "${name}" SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY "${GONGYI_WEB_DIR}")
    target_link_libraries(gongyi_${name} PRIVATE ${module_LIBRARIES} gongyi_options)
    target_compile_options(gongyi_${name} PRIVATE -Os -flto)
    target_link_options(gongyi_${name} PRIVATE
        -O2 -flto -sMODULARIZE=1 -sEXPORT_ES6=1 -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2GB
        -sMALLOC=emmalloc "-sEXPORTED_RUNTIME_METHODS=[UTF8ToString,stringToUTF8,lengthBytesUTF8]" ${module_LINK})
    # Once more over the whole module: the linker's own pass of the optimiser does not know that nothing lies below the
    # first kilobyte, where em++ puts no data (GLOBAL_BASE), and stops after one round. Some 3 kB less to download.
    add_custom_command(TARGET gongyi_${name} POST_BUILD VERBATIM
        COMMAND "${GONGYI_WASM_OPT}" --enable-sign-ext --enable-mutable-globals -O3 --low-memory-unused --converge
            "${GONGYI_WEB_DIR}/${name}.wasm" -o "${GONGYI_WEB_DIR}/${name}.wasm"
        COMMAND ${compress} "${GONGYI_WEB_DIR}/${name}.wasm" "${GONGYI_WEB_DIR}/${name}.mjs")
    add_dependencies(web gongyi_${name})
endfunction()

# ---- core: the module that every page loads ----
file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/wasm/core/abi*.cc")
if(sources)
    gongyi_web_module(core SOURCES ${sources} LIBRARIES gongyi_core_logic LINK -sENVIRONMENT=web,worker)
endif()

# Its words, a file for each language: a browser loads the one that it shows.
add_executable(gongyi_words "${PROJECT_SOURCE_DIR}/wasm/words/main.cc")
set_target_properties(gongyi_words PROPERTIES SUFFIX .cjs)
target_link_libraries(gongyi_words PRIVATE gongyi_core_logic)
target_link_options(gongyi_words PRIVATE -O1 ${gongyi_node_link_options})
set(word_files "")
foreach(language IN ITEMS zh-Hans zh-Hant en)
    set(file "words.${language}.txt")
    add_custom_command(OUTPUT "${GONGYI_WEB_DIR}/${file}" DEPENDS gongyi_words
        COMMAND node "$<TARGET_FILE:gongyi_words>" "${language}" "${GONGYI_WEB_DIR}/${file}"
        COMMAND ${compress} "${GONGYI_WEB_DIR}/${file}"
        COMMENT "Writing ${file}" VERBATIM)
    list(APPEND word_files "${file}")
endforeach()
# And the addresses to which a browser goes without asking the server.
add_custom_command(OUTPUT "${GONGYI_WEB_DIR}/pages.js" DEPENDS gongyi_words
    COMMAND node "$<TARGET_FILE:gongyi_words>" pages "${GONGYI_WEB_DIR}/pages.js"
    COMMAND ${compress} "${GONGYI_WEB_DIR}/pages.js"
    COMMENT "Writing pages.js" VERBATIM)
list(APPEND word_files pages.js)
list(TRANSFORM word_files PREPEND "${GONGYI_WEB_DIR}/" OUTPUT_VARIABLE word_paths)
add_custom_target(gongyi_word_files DEPENDS ${word_paths})
add_dependencies(web gongyi_word_files)

# ---- workbench: loaded on its own page only ----
file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/wasm/workbench/*.cc")
if(sources)
    gongyi_source(GONGYI_IMGUI_DIR imgui)
    add_library(gongyi_imgui STATIC
        "${GONGYI_IMGUI_DIR}/imgui.cpp" "${GONGYI_IMGUI_DIR}/imgui_draw.cpp" "${GONGYI_IMGUI_DIR}/imgui_tables.cpp"
        "${GONGYI_IMGUI_DIR}/imgui_widgets.cpp" "${GONGYI_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp")
    target_include_directories(gongyi_imgui SYSTEM PUBLIC "${GONGYI_IMGUI_DIR}" "${GONGYI_IMGUI_DIR}/backends")
    target_include_directories(gongyi_imgui PRIVATE "${PROJECT_SOURCE_DIR}")
    # How Dear ImGui is built is the workbench's own file: whatever includes imgui.h must see the same.
    target_compile_definitions(gongyi_imgui PUBLIC IMGUI_USER_CONFIG="wasm/workbench/imgui_config.h")
    target_compile_definitions(gongyi_imgui PRIVATE IMGUI_IMPL_OPENGL_ES3)
    target_compile_options(gongyi_imgui PRIVATE -w -Os -flto)
    gongyi_web_module(workbench SOURCES ${sources} LIBRARIES gongyi_workbench_model gongyi_core_logic gongyi_imgui
        LINK -sENVIRONMENT=web,worker -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sDYNAMIC_EXECUTION=0
            "-sEXPORTED_RUNTIME_METHODS=[ccall,UTF8ToString]" "-sEXPORTED_FUNCTIONS=[_malloc,_free]")
endif()

# ---- static files: copied when they changed, removed when they went ----
file(GLOB_RECURSE static_files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/static"
    "${PROJECT_SOURCE_DIR}/static/*")
set(static_copies "")
foreach(file IN LISTS static_files)
    add_custom_command(OUTPUT "${GONGYI_WEB_DIR}/${file}"
        DEPENDS "${PROJECT_SOURCE_DIR}/static/${file}"
        COMMAND "${CMAKE_COMMAND}" -E copy "${PROJECT_SOURCE_DIR}/static/${file}" "${GONGYI_WEB_DIR}/${file}"
        COMMAND ${compress} "${GONGYI_WEB_DIR}/${file}"
        COMMENT "Copying static/${file}" VERBATIM)
    list(APPEND static_copies "${GONGYI_WEB_DIR}/${file}")
endforeach()

# The morphing library, as the ES module that its package has unminified only.
execute_process(COMMAND "${PROJECT_SOURCE_DIR}/.dev/npm-install" "${PROJECT_SOURCE_DIR}/.dev/npm"
    COMMAND_ERROR_IS_FATAL ANY)
set(idiomorph "${PROJECT_SOURCE_DIR}/.dev/npm/node_modules/idiomorph/dist/idiomorph.min.js")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    "${idiomorph}" "${PROJECT_SOURCE_DIR}/.dev/npm/package-lock.json")
file(READ "${idiomorph}" idiomorph_script)
file(CONFIGURE OUTPUT "${GONGYI_WEB_DIR}/idiomorph.js" CONTENT "@idiomorph_script@\nexport {Idiomorph};\n" @ONLY)
execute_process(COMMAND ${compress} "${GONGYI_WEB_DIR}/idiomorph.js" COMMAND_ERROR_IS_FATAL ANY)

add_custom_target(gongyi_static DEPENDS ${static_copies})
add_dependencies(web gongyi_static)

file(GLOB_RECURSE present_files RELATIVE "${GONGYI_WEB_DIR}" "${GONGYI_WEB_DIR}/*")
set(expected_files ${static_files} ${word_files} idiomorph.js)
foreach(module IN ITEMS core workbench)
    if(TARGET gongyi_${module})
        list(APPEND expected_files ${module}.mjs ${module}.wasm)
    endif()
endforeach()
list(TRANSFORM expected_files APPEND ".br" OUTPUT_VARIABLE brotli_copies)
list(TRANSFORM expected_files APPEND ".gz" OUTPUT_VARIABLE gzip_copies)
if(present_files)
    list(REMOVE_ITEM present_files ${expected_files} ${brotli_copies} ${gzip_copies})
    list(TRANSFORM present_files PREPEND "${GONGYI_WEB_DIR}/")
endif()
if(present_files)
    file(REMOVE ${present_files})
endif()
