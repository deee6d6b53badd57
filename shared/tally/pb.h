// Pabulib's .pb files: an election as text.
//
// Three sections META, PROJECTS and VOTES, each with its title line, a header line and rows; ';' separates fields,
// which may be quoted with '"' ('""' inside stands for one). Stanczak, Faliszewski and others, "Pabulib: a
// participatory budgeting library" (2023). Understood as found in real files: LF or CRLF, no final newline, a byte
// order mark, blank lines, spaces around fields, any order of columns and sections' keys, unknown keys and columns
// (kept), a project named twice in one vote (counted once), '.' or ',' before decimals of money.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/tally/election.h"

namespace gongyi::tally {

// The largest file that is read.
inline constexpr std::size_t pb_bytes_max = std::size_t{1} << 30;

// How many ballots are remarked on for one reason.
inline constexpr std::size_t pb_remarks_max = 20;

// A fault of a file, or a remark on one.
struct PbError {
    std::size_t line = 1;    // From 1. A quoted field may span lines; the line is where the fault is.
    std::size_t column = 1;  // From 1, in bytes.
    std::string what{};      // The rest of a sentence: "the cost is not a number: \"abc\"".
    friend bool operator==(const PbError&, const PbError&) = default;
};

struct PbOptions {
    // Keep voter ids and other columns of valid ballots, as writing the file again needs; a tally does not.
    bool keep_voter_columns = true;
    // Told what is odd in a file that is read all the same, in the order of the lines: a count in META that is not the
    // real one, a floor of support that is not understood (rule.h), a project named twice on one ballot, which counts
    // once, and a ballot that does not count. Of each of the last two the first pb_remarks_max are told, and with the
    // last of them how many more there are.
    std::vector<PbError>* remarks = nullptr;
};

// The election in a file's text. Ballots that break the rules of the election are kept apart
// (Election::invalid_ballots); whatever else can not be understood is an error. Never throws for any input; cost:
// linear.
[[nodiscard]] Expected<Election, PbError> read_pb(std::string_view text, const PbOptions& options = {});

// The election as the text of a file; read_pb() of it gives an equal election (one without voter columns when read with
// keep_voter_columns = false). META keys that Pabulib requires and that are missing are written without a value, which
// a reader passes over. Voters without kept ids are numbered from 1. Requires texts without spaces around them.
[[nodiscard]] std::string write_pb(const Election& election);

}  // namespace gongyi::tally
