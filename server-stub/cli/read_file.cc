#include "server-stub/cli/read_file.h"

#include <fstream>
#include <iterator>

namespace gongyi::server {

Expected<std::string, std::string> read_file(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (!in.is_open() || in.bad()) return unexpected("cannot read " + path);
    return text;
}

}  // namespace gongyi::server
