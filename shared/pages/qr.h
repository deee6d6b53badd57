// QR codes (ISO/IEC 18004) as SVG, for what is printed.
#pragma once

#include <cstddef>
#include <string_view>

#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

// The longest text that is encoded, in bytes: more makes squares too small for a phone's camera to read from paper.
inline constexpr std::size_t qr_text_bytes_max = 500;

// The code for `text` (level M: a seventh of it may be dirty), with the quiet margin that it needs. `label` says what
// it leads to, for those who cannot see it. Requires text of 1 to qr_text_bytes_max bytes. Cost: about a millisecond.
void qr_code(Html& h, std::string_view text, std::string_view label);

// Whether `address`, which begins with the request's origin, can be put into a code: the origin is known, and it is
// not too long.
[[nodiscard]] bool is_scannable(const Scene& scene, std::string_view address);

}  // namespace gongyi::pages
