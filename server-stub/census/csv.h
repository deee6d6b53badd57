// Values in a text file as spreadsheets write and open them (RFC 4180; with tabs, Excel's "Unicode text").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/pages/census_facts.h"

namespace gongyi::server {

enum class TextEncoding : std::uint8_t { utf8, utf16, gb18030 };

struct DecodedText {
    std::string text;  // Well-formed UTF-8 without a byte order mark.
    TextEncoding encoding = TextEncoding::utf8;
};

// The bytes of a text file: UTF-8 with or without a mark, UTF-16 with one, else GB18030, as Chinese versions of Excel
// save. The fault names the line and what in it is none of them. Cost: one pass, two for GB18030.
[[nodiscard]] Expected<DecodedText, pages::CensusFault> decode_text(std::string_view bytes);

// What stands between the fields: a tab where the first line has one, else a comma.
[[nodiscard]] char separator_of(std::string_view text);

struct CsvRow {
    std::size_t line = 0;  // Where it begins, from 1.
    std::vector<std::string> fields;
};

// Reads a text row by row. In quotes a separator and a line break stand for themselves, and two quotes for one. A row
// ends with a line feed, with or without a carriage return.
class CsvReader {
public:
    explicit CsvReader(std::string_view text, char separator = ',') : text_{text}, separator_{separator} {}
    [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
    // The next row. Requires that it is not at the end. The fault, a quote that is not closed, names the line where
    // it was opened; nothing can be read behind it.
    //   fields_max  more are a fault of the row, which is read over.
    [[nodiscard]] Expected<CsvRow, pages::CensusFault> next(std::size_t fields_max);

private:
    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

// The beginning of a file that a spreadsheet is to read as UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A text as one cell, in quotes. A spreadsheet takes what begins with = + - @, a tab or a carriage return for a formula
// and runs it, in full width too: such a text gets an apostrophe in front, which a spreadsheet shows as text.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace gongyi::server
