// The record's witnesses, when the portal starts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server-stub/portal_host/portal_host.h"
#include "server-stub/witness/gatherer.h"
#include "server-stub/witness/witness_board.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// What the operator wants: nothing said, so that the record's witnesses stay, or these (none: they are withdrawn).
struct WitnessOptions {
    bool is_said = false;
    std::vector<WitnessAddress> witnesses;
    std::int64_t quorum = 0;
};
// From the values of --witness ("KEY URL", or "none" alone) and --witness-quorum (0: more than half). The fault is a
// sentence.
[[nodiscard]] Expected<WitnessOptions, std::string> read_witness_options(const std::vector<std::string>& witnesses,
                                                                         std::int64_t quorum);

// Has the record name the witnesses, if it has not named these last, and readies the board. The host must have been
// started and sign. What asks them, not yet started. Faults: the entry could not be stored; a witness's key is the
// record's own; as of WitnessBoard::begin.
[[nodiscard]] Expected<std::unique_ptr<WitnessGatherer>, StoreFault> begin_witnessing(PortalHost& host,
                                                                                      WitnessBoard& board,
                                                                                      const std::string& data,
                                                                                      const WitnessOptions& options);

}  // namespace gongyi::server
