# The web root: the modules and a copy of static/.

# For programs that run under node: reads files of the machine, starts at once, prints what went wrong.
set(gongyi_node_link_options
    -sNODERAWFS=1 -sENVIRONMENT=node -sWASM_ASYNC_COMPILATION=0 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1
    -sTOTAL_STACK=4MB)

add_custom_target(web)

# gongyi_web_module(name libraries...): wasm/<name>/*.cc becomes <name>.mjs and <name>.wasm in the web root.
function(gongyi_web_module name)
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/wasm/${name}/*.cc")
    if(NOT sources)
        return()
    endif()
    add_executable(gongyi_${name} ${sources})
    set_target_properties(gongyi_${name} PROPERTIES
        OUTPUT_NAME "${name}" SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY "${GONGYI_WEB_DIR}")
    target_link_libraries(gongyi_${name} PRIVATE ${ARGN})
    target_compile_options(gongyi_${name} PRIVATE -Os -flto)
    target_link_options(gongyi_${name} PRIVATE
        -Os -flto -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH=1
        -sMAXIMUM_MEMORY=2GB -sMALLOC=emmalloc)
    add_dependencies(web gongyi_${name})
endfunction()

gongyi_web_module(core gongyi_pages)

file(GLOB_RECURSE gongyi_static_files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/static"
    "${PROJECT_SOURCE_DIR}/static/*")
set(gongyi_static_copies "")
foreach(file IN LISTS gongyi_static_files)
    add_custom_command(OUTPUT "${GONGYI_WEB_DIR}/${file}"
        DEPENDS "${PROJECT_SOURCE_DIR}/static/${file}"
        COMMAND "${CMAKE_COMMAND}" -E copy "${PROJECT_SOURCE_DIR}/static/${file}" "${GONGYI_WEB_DIR}/${file}"
        COMMENT "Copying static/${file}" VERBATIM)
    list(APPEND gongyi_static_copies "${GONGYI_WEB_DIR}/${file}")
endforeach()
add_custom_target(gongyi_static DEPENDS ${gongyi_static_copies})
add_dependencies(web gongyi_static)
