// Breaking text into lines, as Chinese and Latin text need it.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace gongyi::workbench {

// The lines of `text`, each at most `width` wide, by `width_of` a piece of text. Between Han characters a line may
// break anywhere, but not before closing punctuation nor after opening punctuation (GB/T 15834: 避头尾); Latin words
// and numbers stay whole unless one alone is wider than a line. '\n' ends a line. Spaces at a break are dropped. The
// lines refer to `text`, which must be well-formed UTF-8. Cost: one call of width_of for each unit that can not be
// broken.
[[nodiscard]] std::vector<std::string_view> wrap(std::string_view text, float width,
                                                 const std::function<float(std::string_view)>& width_of);

}  // namespace gongyi::workbench
