#include "shared/base/free_text.h"

#include <algorithm>

namespace gongyi {

Salt salt_from(const Hash& seed, std::string_view text) {
    std::string bytes(seed.begin(), seed.end());
    bytes += text;
    const Hash hash = sha256(bytes);
    Salt salt{};
    std::copy_n(hash.begin(), salt.size(), salt.begin());
    return salt;
}

}  // namespace gongyi
