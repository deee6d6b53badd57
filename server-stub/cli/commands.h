// The program's subcommands. Each gets the words behind its name and returns what the program ends with.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace gongyi::server {

[[nodiscard]] int serve_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int demo_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int clock_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int journal_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int keys_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int matter_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int paper_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int person_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int receipt_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int witness_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);
[[nodiscard]] int import_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace gongyi::server
