#include "shared/record/entry.h"

namespace gongyi::record {

Hash leaf_hash(std::string_view entry) {
    return sha256(0x00, entry);
}

Hash node_hash(const Hash& left, const Hash& right) {
    return sha256(0x01, left, right);
}

}  // namespace gongyi::record
