#include "server-stub/broken_invariant.h"

#include <cstdio>

#include "shared/base/check.h"

namespace gongyi::server {

void throw_broken_invariants() {
    base::set_check_handler([](const char* condition, const char* file, int line) {
        throw BrokenInvariant{std::string{file} + ':' + std::to_string(line) + ": broken invariant: " + condition};
    });
}

void report_thrown(const char* doing, const std::exception_ptr& thrown) noexcept {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "gongyi: %s was given up: %s\n", doing, exception.what());
    } catch (...) {
        std::fprintf(stderr, "gongyi: %s was given up\n", doing);
    }
}

}  // namespace gongyi::server
