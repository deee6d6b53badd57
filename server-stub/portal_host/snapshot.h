// What readers see: the public state as of the last commit. Immutable, so that reading needs no lock.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "shared/portal/state.h"
#include "shared/record/checkpoint.h"

namespace gongyi::server {

struct Snapshot {
    std::uint64_t version = 0;  // Grows with every change that a visitor could see.
    std::shared_ptr<const portal::State> state;
    record::Checkpoint checkpoint;
    // The checkpoint as a signed note; empty while it could not be signed.
    std::string signed_checkpoint;
};

}  // namespace gongyi::server
