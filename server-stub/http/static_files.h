// The web root: files that are the same for everybody, under /assets/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server-stub/http/request.h"
#include "server-stub/http/response.h"

namespace gongyi::server {

// The largest file that is served.
inline constexpr std::size_t static_file_bytes_max = 64U << 20U;

// Files are read when first asked for and again when they change on disk. A copy NAME.br or NAME.gz beside NAME that is
// not older is sent in its place to those who take it. Thread-safe.
class StaticFiles {
public:
    explicit StaticFiles(std::string folder) : folder_{std::move(folder)} {}

    // The response for the file `name` (such as "app.css" or "fonts/a.woff2"): 200, or 304 when the client has it.
    // Nothing when there is no such file or the name would leave the folder.
    [[nodiscard]] std::optional<Response> find(std::string_view name, const Request& request);

private:
    struct File {
        std::shared_ptr<const std::string> bytes;
        std::string tag;  // The ETag: from the content, so that it survives a restart.
        std::filesystem::file_time_type changed_at;
        std::uintmax_t size = 0;
    };
    [[nodiscard]] std::optional<File> load(const std::string& name);
    [[nodiscard]] bool is_current_copy(const std::string& copy, const std::string& name) const;

    std::string folder_;
    std::mutex mutex_;
    std::unordered_map<std::string, File> files_;
};

// Whether `name` is one or more segments of letters, digits, '-', '_' and '.', none beginning with a dot.
[[nodiscard]] bool is_plain_file_name(std::string_view name);

}  // namespace gongyi::server
