// The web root as the record announces it.
#pragma once

#include <optional>
#include <string>

#include "shared/portal/event.h"

namespace gongyi::server {

// What browsers come to hold: compressed copies (*.br, *.gz) stand for the file beside them and are not counted;
// another version of a compressor writes other bytes. Nothing when the folder has no core.wasm, so that it gives
// browsers no program, or cannot be read. Cost: reads every file counted.
[[nodiscard]] std::optional<portal::Program> program_in(const std::string& web_root);

}  // namespace gongyi::server
