#include "shared/base/commitment.h"

namespace gongyi {

Hash commit(const Salt& salt, std::string_view text) {
    std::string bytes(salt.begin(), salt.end());
    bytes += text;
    return sha256(bytes);
}

std::string to_hex(const Salt& salt) {
    return to_hex(std::string_view{reinterpret_cast<const char*>(salt.data()), salt.size()});
}

std::optional<Salt> salt_from_hex(std::string_view text) {
    Salt salt{};
    if (!read_hex(text, salt)) return std::nullopt;
    return salt;
}

}  // namespace gongyi
