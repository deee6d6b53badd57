// The option --listen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server-stub/http/http_server.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// "127.0.0.1:8080", "[::1]:0" into `http`. The fault is a sentence.
[[nodiscard]] Expected<void, std::string> read_listen(std::string_view text, HttpOptions& http);

// "http://127.0.0.1:8080", "http://[::1]:8080"
[[nodiscard]] std::string origin_text(const std::string& address, std::uint16_t port);

}  // namespace gongyi::server
