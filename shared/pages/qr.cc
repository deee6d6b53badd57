#include "shared/pages/qr.h"

#include <qrcodegen.hpp>
#include <string>

#include "shared/base/check.h"

namespace gongyi::pages {

namespace {

constexpr int margin_modules = 4;  // ISO/IEC 18004 section 9.1.

// Runs of dark modules, row by row: "M4,4h7v1h-7z". One path instead of a thousand squares.
std::string outline_of(const qrcodegen::QrCode& code) {
    std::string outline;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize();) {
            const int begin = x;
            while (x < code.getSize() && code.getModule(x, y)) ++x;
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
    const auto code = qrcodegen::QrCode::encodeText(std::string{text}.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const int side = code.getSize() + 2 * margin_modules;
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

}  // namespace gongyi::pages
