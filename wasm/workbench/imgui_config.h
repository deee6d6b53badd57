// How Dear ImGui is built for the workbench. Every file that includes imgui.h must see the same: the build names this
// file in IMGUI_USER_CONFIG.
#pragma once

#include "shared/base/check.h"

#define IM_ASSERT(condition) GONGYI_CHECK(condition)
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT  // Glyphs come from the browser: browser_fonts.h.
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_USE_WCHAR32  // Rare characters in names lie beyond U+FFFF.
#define IMGUI_DEFINE_MATH_OPERATORS
#define ImDrawIdx unsigned int  // WebGL 2 has no base vertex, and a dense table may pass 65,536 vertices.
