// Text drawn with the browser's own fonts.
//
// Every glyph is rasterised by the browser, on an OffscreenCanvas, when it is first needed: Chinese in any script with
// no font to download, in the reader's system fonts. Glyphs are placed on whole device pixels, so text is as sharp as
// the page's. Digits all have the widest digit's advance, so that columns of figures align.
#pragma once

#include <array>

#include <imgui.h>

namespace gongyi::workbench {

enum class Face : unsigned char { sans, bold, song };
inline constexpr std::array all_faces{Face::sans, Face::bold, Face::song};

// Adds `face` to the atlas; call once for each face. Needs a browser (page or worker).
[[nodiscard]] ImFont* add_browser_font(ImFontAtlas& atlas, Face face);

}  // namespace gongyi::workbench
