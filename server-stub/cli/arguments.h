// A subcommand's options: described once, for reading and for --help.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"

namespace gongyi::server {

// What the program ends with.
inline constexpr int exit_success = 0;
inline constexpr int exit_failure = 1;  // What was asked could not be done; stderr says why.
inline constexpr int exit_usage = 2;    // What was asked was not understood.

struct Option {
    std::string_view name;   // "--data"
    std::string_view value;  // "DIR" in the help; empty for an option without a value.
    std::string_view help;
    bool is_repeatable = false;  // May be given more than once: texts().
};

// What follows the name of a subcommand: `--data DIR` or `--data=DIR`, and operands.
class Arguments {
public:
    // The fault is a sentence: an unknown option, a missing value, an operand too many, an option given twice.
    [[nodiscard]] static Expected<Arguments, std::string> read(std::span<const std::string> given,
                                                               std::span<const Option> known, std::size_t operands_max);

    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    // Each value of a repeatable option, in order.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise) const;
    // A whole number from `min` to `max`; the fault is a sentence.
    [[nodiscard]] Expected<std::int64_t, std::string> number(std::string_view name, std::int64_t otherwise,
                                                             std::int64_t min, std::int64_t max) const;
    [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

private:
    std::map<std::string_view, std::vector<std::string>> values_;  // At least one each.
    std::vector<std::string> operands_;
};

// The text of --help: usage, what the subcommand does, its options.
[[nodiscard]] std::string help_text(std::string_view usage, std::string_view what, std::span<const Option> options);

// Says on `err` what was not understood, and how to see what is; returns exit_usage.
//   subcommand  " serve", or "" for the program itself.
[[nodiscard]] int refuse_usage(std::ostream& err, std::string_view subcommand, std::string_view sentence);
// Says on `err` why it could not be done; returns exit_failure.
[[nodiscard]] int fail(std::ostream& err, std::string_view sentence);

}  // namespace gongyi::server
