#include "shared/community/community.h"

#include <algorithm>

namespace gongyi {

bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= slug_bytes_max && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

}  // namespace gongyi
