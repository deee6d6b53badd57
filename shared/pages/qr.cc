#include "shared/pages/qr.h"

#include <qrcodegen.h>
#include <array>
#include <cstdint>
#include <string>

#include "shared/base/check.h"

namespace gongyi::pages {

namespace {

constexpr int margin_modules = 4;  // ISO/IEC 18004 section 9.1.

using Buffer = std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX>;

// Runs of dark modules, row by row: "M4,4h7v1h-7z". One path instead of a thousand squares.
std::string outline_of(const Buffer& code) {
    std::string outline;
    const int size = qrcodegen_getSize(code.data());
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size;) {
            const int begin = x;
            while (x < size && qrcodegen_getModule(code.data(), x, y)) ++x;
            if (x == begin) {
                ++x;
                continue;
            }
            const std::string length = std::to_string(x - begin);
            outline += "M" + std::to_string(begin + margin_modules) + "," + std::to_string(y + margin_modules) + "h" +
                       length + "v1h-" + length + "z";
        }
    }
    return outline;
}

}  // namespace

void qr_code(Html& h, std::string_view text, std::string_view label) {
    GONGYI_CHECK(!text.empty() && text.size() <= qr_text_bytes_max);
    Buffer code;
    Buffer scratch;
    const bool has_fitted =
        qrcodegen_encodeText(std::string{text}.c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM,
                             qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, /*boostEcl=*/true);
    GONGYI_CHECK(has_fitted);
    const int side = qrcodegen_getSize(code.data()) + 2 * margin_modules;
    const std::string box = "0 0 " + std::to_string(side) + " " + std::to_string(side);
    const std::string outline = outline_of(code);
    h(tag::svg,
      {attr::cls("qr"), Attribute::text("viewBox", box), Attribute::text("shape-rendering", "crispEdges"),
       Attribute::text("focusable", "false"), attr::role("img"), attr::label(label)},
      [&] {
          h(tag::rect, {attr::cls("qr-ground"), Attribute::number("width", side), Attribute::number("height", side)},
            "");
          h(tag::path, {attr::cls("qr-dark"), Attribute::text("d", outline)}, "");
      });
}

bool is_scannable(const Scene& scene, std::string_view address) {
    return !scene.request.origin.empty() && address.size() <= qr_text_bytes_max;
}

}  // namespace gongyi::pages
