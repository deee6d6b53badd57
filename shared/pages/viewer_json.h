// The block <script id="viewer"> in each page: what the server knows of the viewer and the portal beyond the record, so
// that the browser can render the next page itself. Also the answer of GET /api/v1/me.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/pages/locale.h"
#include "shared/pages/viewer.h"

namespace gongyi::pages {

// What the block holds. `now` is the server's clock when it was written.
struct ViewerBlock {
    Viewer viewer;
    Live live;
    Locale locale = Locale::zh_hans;
    UnixMs now;
    friend bool operator==(const ViewerBlock&, const ViewerBlock&) = default;
};

inline constexpr std::size_t viewer_block_bytes_max = 4U << 20U;

// {"checkpoint":"gongyi/…\n12\n…\n","csrf":…,"id":17,"locale":"zh-Hans","name":…,"now":…,"order_seed":…,
//  "owners_due":{"area":…,"heads":…,"households":…,"units":…} (staff alone, where the census has homes),
//  "residents_due":{"heads":…,"households":…} (staff alone),
//  "role":"resident","standings":[{"refusal":null,"roll":"credential","round":3}],
//  "witnesses":[{"at":…,"fault":"none","size":812}] (where any are known)}
[[nodiscard]] std::string write_viewer(const Viewer& viewer, const Live& live, Locale locale, UnixMs now);
// Accepts what write_viewer writes; a fault names its place.
[[nodiscard]] Expected<ViewerBlock, ParseError> parse_viewer(std::string_view json);

}  // namespace gongyi::pages
