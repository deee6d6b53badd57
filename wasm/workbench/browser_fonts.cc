#include "wasm/workbench/browser_fonts.h"

#include <emscripten.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <imgui_internal.h>
#include "shared/base/check.h"

// clang-format off
// The context that rasterises, with `face`'s font at `size` pixels set. Module.fonts names the
// page's own families. A canvas in the page where OffscreenCanvas has no 2D context.
EM_JS(void, gongyi_set_font, (unsigned face, double size), {
    if (!Module.glyphs) {
        const options = {willReadFrequently: true};
        const context = typeof OffscreenCanvas !== "undefined" && new OffscreenCanvas(64, 64).getContext("2d", options);
        Module.glyphs = context || document.createElement("canvas").getContext("2d", options);
    }
    const family = face === 2 ? Module.fonts.song : Module.fonts.sans;
    Module.glyphs.font = (face === 0 ? 400 : 700) + " " + size + "px " + family;
});

// Advance, and how far the ink reaches left, right, up and down of the origin, in pixels.
EM_JS(void, gongyi_measure_glyph, (int codepoint, double* figures), {
    const m = Module.glyphs.measureText(String.fromCodePoint(codepoint));
    HEAPF64.set([m.width, m.actualBoundingBoxLeft, m.actualBoundingBoxRight, m.actualBoundingBoxAscent,
                 m.actualBoundingBoxDescent], figures >> 3);
});

// Draws the glyph with its origin at (x, y) of a width × height bitmap, and writes the coverage of each pixel.
EM_JS(void, gongyi_rasterise_glyph, (int codepoint, int x, int y, int width, int height, uint8_t* coverage), {
    let context = Module.glyphs;
    const canvas = context.canvas;
    if (canvas.width < width || canvas.height < height) {
        const font = context.font;
        canvas.width = Math.max(canvas.width, width);
        canvas.height = Math.max(canvas.height, height);
        context.font = font;  // Resizing a canvas resets its context.
    }
    context.clearRect(0, 0, width, height);
    context.fillText(String.fromCodePoint(codepoint), x, y);
    const pixels = context.getImageData(0, 0, width, height).data;
    for (let i = 0; i < width * height; i++) HEAPU8[coverage + i] = pixels[4 * i + 3];
});
// clang-format on

namespace gongyi::workbench {
namespace {

// Han characters fill their em box, which reaches 0.88 em above and 0.12 em below the baseline; ImGui's line is one em.
constexpr float ascent_em = 0.88F;
// Beyond the ink's box, for antialiased edges.
constexpr int margin_pixels = 1;

struct Measure {
    double advance = 0;
    double left = 0;
    double right = 0;
    double ascent = 0;
    double descent = 0;
};

Measure measure(ImWchar codepoint) {
    Measure measured;
    static_assert(sizeof(Measure) == 5 * sizeof(double));
    gongyi_measure_glyph(static_cast<int>(codepoint), &measured.advance);
    return measured;
}

bool is_digit(ImWchar codepoint) {
    return codepoint >= '0' && codepoint <= '9';
}

// The advance in whole device pixels: every glyph then starts on a pixel.
double snapped_advance(ImWchar codepoint, double own_advance) {
    double advance = own_advance;
    if (is_digit(codepoint)) {
        for (ImWchar digit = '0'; digit <= '9'; ++digit) advance = std::max(advance, measure(digit).advance);
    }
    return std::round(advance);
}

float density_of(const ImFontConfig& source, const ImFontBaked& baked) {
    return source.RasterizerDensity * baked.RasterizerDensity;
}

bool has_glyph(ImFontAtlas*, ImFontConfig*, ImWchar codepoint) {
    const bool is_surrogate = codepoint >= 0xd800 && codepoint <= 0xdfff;
    return codepoint >= 0x20 && codepoint <= 0x10ffff && !is_surrogate;
}

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    baked->Ascent = std::round(baked->Size * ascent_em);
    baked->Descent = baked->Ascent - baked->Size;
    return true;
}

// Puts the glyph's bitmap into the atlas and its place into `glyph`.
bool add_bitmap(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, const Measure& m, double centering,
                ImFontGlyph* glyph) {
    const float density = density_of(*source, *baked);
    const int left = static_cast<int>(std::ceil(m.left - centering)) + margin_pixels;
    const int up = static_cast<int>(std::ceil(m.ascent)) + margin_pixels;
    const int width = left + static_cast<int>(std::ceil(m.right + centering)) + margin_pixels;
    const int height = up + static_cast<int>(std::ceil(m.descent)) + margin_pixels;
    if (m.left + m.right <= 0 || m.ascent + m.descent <= 0) return true;  // A space.
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, width, height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    std::vector<std::uint8_t> coverage(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    gongyi_rasterise_glyph(static_cast<int>(glyph->Codepoint), left + static_cast<int>(std::round(centering)), up,
                           width, height, coverage.data());
    glyph->X0 = static_cast<float>(-left) / density;
    glyph->Y0 = baked->Ascent + static_cast<float>(-up) / density;
    glyph->X1 = glyph->X0 + static_cast<float>(width) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(height) / density;
    glyph->Visible = true;
    glyph->PackId = place;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, place);
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, coverage.data(), ImTextureFormat_Alpha8,
                                       width);
    return true;
}

// ImGui asks for the advance alone (advance_x) when it lays out large text, else for the whole glyph.
bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar codepoint,
                ImFontGlyph* glyph, float* advance_x) {
    if (!has_glyph(atlas, source, codepoint)) return false;
    const float density = density_of(*source, *baked);
    gongyi_set_font(source->FontNo, static_cast<double>(baked->Size * density));
    const Measure m = measure(codepoint);
    const double advance = snapped_advance(codepoint, m.advance);
    if (advance_x != nullptr) {
        *advance_x = static_cast<float>(advance) / density;
        return true;
    }
    glyph->Codepoint = codepoint;
    glyph->AdvanceX = static_cast<float>(advance) / density;
    const double centering = is_digit(codepoint) ? std::round((advance - m.advance) / 2) : 0;
    return add_bitmap(atlas, source, baked, m, centering, glyph);
}

const ImFontLoader& browser_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader made;
        made.Name = "browser";
        made.FontSrcContainsGlyph = has_glyph;
        made.FontBakedInit = init_baked;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return loader;
}

}  // namespace

ImFont* add_browser_font(ImFontAtlas& atlas, Face face) {
    ImFontConfig config;
    config.FontLoader = &browser_loader();
    config.FontNo = static_cast<ImU32>(face);
    // There is no font file; AddFont copies what is given, and refuses to copy nothing.
    static char no_data = 0;
    config.FontData = &no_data;
    config.FontDataSize = 1;
    config.FontDataOwnedByAtlas = false;
    config.EllipsisChar = 0x2026;
    ImFont* font = atlas.AddFont(&config);
    GONGYI_CHECK(font != nullptr);
    return font;
}

}  // namespace gongyi::workbench
