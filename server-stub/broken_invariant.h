// A broken invariant (GONGYI_CHECK) ends what was being done, not the server: it is reported, the work is given up with
// all that it changed, whoever asked is answered 500, and the others go on.
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace gongyi::server {

class BrokenInvariant final : public std::exception {
public:
    explicit BrokenInvariant(std::string what) : what_{std::move(what)} {}
    // "json_writer.cc:75: broken invariant: …"
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

private:
    std::string what_;
};

// From now on a broken invariant throws BrokenInvariant. Before it does, it is reported on stderr with its place. To be
// called before there are threads; without it such a mistake ends the program.
void throw_broken_invariants();

// What was thrown, on stderr: "gongyi: DOING was given up: …". Of requests and people nothing is said.
void report_thrown(const char* doing, const std::exception_ptr& thrown) noexcept;

// Does `work`. False when it threw; that is reported.
//   doing  what it is, for the report: "a command".
template <class Work>
[[nodiscard]] bool completes(const char* doing, Work&& work) {
    try {
        std::forward<Work>(work)();
        return true;
    } catch (...) {
        report_thrown(doing, std::current_exception());
        return false;
    }
}

}  // namespace gongyi::server
