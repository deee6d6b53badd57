// What signs in the community's name.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/record/note.h"

namespace gongyi::server {

class NoteSigner {
public:
    NoteSigner() = default;
    NoteSigner(const NoteSigner&) = delete;
    NoteSigner& operator=(const NoteSigner&) = delete;
    virtual ~NoteSigner() = default;

    // `text` as a signed note. Any thread. Faults: as of record::sign_note, whatever keeps the keys from signing.
    [[nodiscard]] virtual Expected<std::string, record::NoteFault> sign(std::string_view text) const = 0;
};

}  // namespace gongyi::server
