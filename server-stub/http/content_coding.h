// In which form a file goes over the network.
#pragma once

#include <array>
#include <string_view>

namespace gongyi::server {

// A coding that the web root's files are compressed with ahead of time: what HTTP calls it, and the ending of the
// compressed copy beside the plain file.
struct ContentCoding {
    std::string_view name;
    std::string_view ending;
};

// The smallest first.
inline constexpr std::array<ContentCoding, 2> content_codings{{{"br", ".br"}, {"gzip", ".gz"}}};

// Whether an Accept-Encoding header takes `coding` (RFC 9110, section 12.5.3): it names it, or else `*`, with a weight
// above 0. No header, or one that cannot be read, takes none: plain files are right for everybody.
[[nodiscard]] bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

// Whether the file `name` is the compressed copy of another.
[[nodiscard]] bool is_compressed_copy(std::string_view name);

}  // namespace gongyi::server
