// Comma-separated values as spreadsheets write and open them (RFC 4180).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server-stub/ballots/paper_file.h"
#include "shared/base/expected.h"

namespace gongyi::server {

enum class TextEncoding : std::uint8_t { utf8, gb18030 };

struct DecodedText {
    std::string text;  // Well-formed UTF-8 without a byte order mark.
    TextEncoding encoding = TextEncoding::utf8;
};

// The bytes of a text file: UTF-8 with or without a mark, else GB18030, as Chinese versions of Excel save. The fault
// names the line and byte that is neither; UTF-16 is named as what it is. Cost: one pass, two for GB18030.
[[nodiscard]] Expected<DecodedText, LineFault> decode_text(std::string_view bytes);

struct CsvRow {
    std::size_t line = 0;  // Where it begins, from 1.
    std::vector<std::string> fields;
};

// Reads a text row by row. In quotes a comma and a line break stand for themselves, and two quotes for one. A row ends
// with a line feed, with or without a carriage return.
class CsvReader {
public:
    explicit CsvReader(std::string_view text) : text_{text} {}
    [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
    // The next row. Requires that it is not at the end. The fault, a quote that is not closed, names the line where
    // it was opened; nothing can be read behind it.
    //   fields_max  more are a fault of the row, which is read over.
    [[nodiscard]] Expected<CsvRow, LineFault> next(std::size_t fields_max);

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

// The beginning of a file that a spreadsheet is to read as UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A text as one cell, in quotes. A spreadsheet takes what begins with = + - @, a tab or a carriage return for a formula
// and runs it, in full width too: such a text gets an apostrophe in front, which a spreadsheet shows as text.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace gongyi::server
