#include "shared/base/secret.h"

#include <sodium/utils.h>

namespace gongyi {

void wipe(std::span<std::uint8_t> bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

}  // namespace gongyi
