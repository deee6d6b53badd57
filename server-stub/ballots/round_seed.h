// The secret that the keys of all secret ballots follow from, in a file of its own.
#pragma once

#include <optional>
#include <string>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"
#include "shared/base/secret.h"

namespace gongyi::server {

inline constexpr const char* round_seed_file = "ballot-seed";

// The seed in the data folder; nothing if there is no such file. Faults, each a sentence that says what to do: others
// than the owner may read the file; it is damaged.
[[nodiscard]] Expected<std::optional<Secret<32>>, StoreFault> load_round_seed(const std::string& data);

// Makes a random seed and stores it, readable by its owner alone: durable when this returns. A fault if there is one.
[[nodiscard]] Expected<Secret<32>, StoreFault> make_round_seed(const std::string& data);

}  // namespace gongyi::server
