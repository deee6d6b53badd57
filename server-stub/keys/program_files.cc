#include "server-stub/keys/program_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>

#include "server-stub/http/content_coding.h"
#include "shared/base/hash.h"

namespace gongyi::server {

namespace fs = std::filesystem;

namespace {

std::optional<Hash> hash_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (!in.is_open() || in.bad()) return std::nullopt;
    return sha256(bytes);
}

}  // namespace

std::optional<portal::Program> program_in(const std::string& web_root) {
    std::map<std::string, Hash> files;  // By name, in the order of its bytes.
    std::error_code fault;
    for (fs::recursive_directory_iterator at{web_root, fault}, end; !fault && at != end; at.increment(fault)) {
        if (!at->is_regular_file(fault)) continue;
        const std::string name = at->path().lexically_relative(web_root).generic_string();
        if (is_compressed_copy(name)) continue;
        const auto hash = hash_of(at->path());
        if (!hash) return std::nullopt;
        files.emplace(name, *hash);
    }
    const auto core = files.find("core.wasm");
    if (fault || core == files.end()) return std::nullopt;
    std::string list;
    for (const auto& [name, hash] : files) list += to_hex(hash) + "  " + name + "\n";
    return portal::Program{.core = core->second, .files = sha256(list)};
}

}  // namespace gongyi::server
