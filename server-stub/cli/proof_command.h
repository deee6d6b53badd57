// gongyi proof: checks a proof about a public record, without server, data folder or network.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace gongyi::server {

// Runs `gongyi proof ARGS...`; `args` are those behind "proof". Returns the exit status:
//   0  the proof is valid, or help was asked for; one line on `out`
//   1  the proof is not valid; one line on `out`: "not valid: FAULT: sentence", with the name of record::fault_name(),
//      or wrong_hash_length for a leaf, root or part of the path that is not 32 bytes
//   2  the arguments cannot be read as a proof; a sentence and the usage on `err`
int proof_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace gongyi::server
