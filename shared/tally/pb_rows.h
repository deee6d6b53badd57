// The rows of a .pb file: fields, quoting, and where each stood.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/tally/pb.h"

namespace gongyi::tally {

struct PbField {
    std::string_view text{};  // Without quotes and without spaces around it.
    std::size_t line = 1;
    std::size_t column = 1;
    bool is_quoted = false;
};

// Splits text into rows, one at a time. A row is valid until the next one is read.
class PbRows {
public:
    // `text` must outlive the reader. A byte order mark at its start is passed over.
    explicit PbRows(std::string_view text);

    // Reads the next row that is not blank. False at the end of the text, and after a fault: see fault().
    [[nodiscard]] bool next();
    [[nodiscard]] const std::vector<PbField>& fields() const { return fields_; }
    // The line on which the row starts.
    [[nodiscard]] std::size_t line() const { return row_line_; }
    [[nodiscard]] const std::optional<PbError>& fault() const { return fault_; }

private:
    void read_row();
    void read_plain_field();
    [[nodiscard]] bool read_quoted_field();
    void end_line();
    [[nodiscard]] std::size_t column() const { return at_ - line_start_ + 1; }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_start_ = 0;
    std::size_t row_line_ = 1;
    std::vector<PbField> fields_{};
    std::deque<std::string> unquoted_{};  // Owns what could not stay a view of the text; a deque, so that views stay.
    std::optional<PbError> fault_{};
};

// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace gongyi::tally
