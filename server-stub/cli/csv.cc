#include "server-stub/cli/csv.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "shared/base/text.h"

namespace gongyi::server {
namespace {

// "line 3, byte 7" of what stands at `at`.
LineFault fault_at(std::string_view bytes, std::size_t at, std::string_view what) {
    const std::string_view before = bytes.substr(0, at);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {line, "byte " + std::to_string(at - begin + 1) + ": " + std::string{what}};
}

struct CloseConverter {
    void operator()(UConverter* one) const { ucnv_close(one); }
};

// As UTF-8; or where it is no GB18030.
Expected<std::string, std::size_t> from_gb18030(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> from{ucnv_open("gb18030", &status)};
    const std::unique_ptr<UConverter, CloseConverter> to{ucnv_open("UTF-8", &status)};
    if (U_FAILURE(status) != 0) return unexpected(std::size_t{0});
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string text;
    std::array<UChar, 1'024> pivot{};
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    std::array<char, 4'096> piece{};
    const char* source = bytes.data();
    const char* const end = bytes.data() + bytes.size();
    bool is_first = true;
    do {
        status = U_ZERO_ERROR;
        char* target = piece.data();
        ucnv_convertEx(to.get(), from.get(), &target, piece.data() + piece.size(), &source, end, pivot.data(),
                       &pivot_source, &pivot_target, pivot.data() + pivot.size(), is_first ? 1 : 0, 1, &status);
        is_first = false;
        text.append(piece.data(), static_cast<std::size_t>(target - piece.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status) == 0) return text;
    std::array<char, 8> wrong{};
    std::int8_t wrong_size = wrong.size();
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(from.get(), wrong.data(), &wrong_size, &ignored);
    const auto read = static_cast<std::size_t>(source - bytes.data());
    return unexpected(read - std::min(read, static_cast<std::size_t>(std::max<int>(wrong_size, 0))));
}

}  // namespace

Expected<DecodedText, LineFault> decode_text(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
        return unexpected(LineFault{1, "this is UTF-16 (\"Unicode text\"): save it as CSV, comma-separated"});
    }
    const bool is_marked = bytes.starts_with(byte_order_mark);
    if (is_marked) bytes.remove_prefix(byte_order_mark.size());
    if (count_code_points(bytes)) return DecodedText{std::string{bytes}, TextEncoding::utf8};
    if (is_marked) return unexpected(LineFault{1, "it begins as UTF-8, and is not well-formed"});
    auto text = from_gb18030(bytes);
    if (!text) return unexpected(fault_at(bytes, text.error(), "neither UTF-8 nor GB18030"));
    return DecodedText{std::move(*text), TextEncoding::gb18030};
}

Expected<CsvRow, LineFault> CsvReader::next(std::size_t fields_max) {
    CsvRow row{line_, {""}};
    bool is_quoted = false;
    std::size_t quote_line = line_;
    for (; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == '\n') ++line_;
        if (c == '"' && is_quoted && text_.substr(at_ + 1).starts_with('"')) {
            row.fields.back() += c;
            ++at_;
        } else if (c == '"') {
            is_quoted = !is_quoted;
            quote_line = line_;
        } else if (c == '\n' && !is_quoted) {
            ++at_;
            break;
        } else if (c == ',' && !is_quoted) {
            // What is beyond them is put together: the row is refused, unless nothing stands there.
            if (row.fields.size() <= fields_max) row.fields.emplace_back();
        } else if (c != '\r' || is_quoted || !text_.substr(at_ + 1).starts_with('\n')) {
            row.fields.back() += c;
        }
    }
    if (is_quoted) return unexpected(LineFault{quote_line, "a quote is not closed"});
    return row;
}

std::string csv_cell(std::string_view text) {
    constexpr std::array<std::string_view, 10> formulas{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    const bool is_formula =
        std::any_of(formulas.begin(), formulas.end(), [text](std::string_view one) { return text.starts_with(one); });
    std::string out = is_formula ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

}  // namespace gongyi::server
