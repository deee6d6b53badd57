#include "server-stub/cli/read_file.h"

#include <fstream>
#include <iterator>

#include "server-stub/cli/arguments.h"

namespace gongyi::server {

Expected<std::string, std::string> read_file(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (!in.is_open() || in.bad()) return unexpected("cannot read " + path);
    return text;
}

int fail_with_lines(std::ostream& err, const std::string& path, const std::vector<LineFault>& faults,
                    std::string_view outcome) {
    for (const LineFault& fault : faults) err << path << ':' << fault.line << ": " << fault.what << '\n';
    return fail(err, outcome);
}

}  // namespace gongyi::server
