#include "server-stub/census/csv.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "shared/base/text.h"

namespace gongyi::server {
namespace {

using pages::CensusFault;
using pages::CensusProblem;

// Line and byte of what stands at `at`, and is of no encoding.
CensusFault fault_at(std::string_view bytes, std::size_t at) {
    const std::string_view before = bytes.substr(0, at);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {.problem = CensusProblem::encoding, .count = static_cast<std::int64_t>(at - begin + 1), .line = line};
}

void append_utf8(std::string& out, std::uint32_t code_point) {
    const auto last = [code_point](unsigned shift) {
        return static_cast<char>(0x80U | ((code_point >> shift) & 0x3fU));
    };
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        out += static_cast<char>(0xc0U | (code_point >> 6U));
        out += last(0);
    } else if (code_point < 0x10000) {
        out += static_cast<char>(0xe0U | (code_point >> 12U));
        (out += last(6)) += last(0);
    } else {
        out += static_cast<char>(0xf0U | (code_point >> 18U));
        ((out += last(12)) += last(6)) += last(0);
    }
}

// Behind the mark. A surrogate that is not one of a pair, or half a character at the end, is a fault.
Expected<std::string, CensusFault> from_utf16(std::string_view bytes, bool is_big_endian) {
    const auto unit_at = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(is_big_endian ? first << 8U | second : second << 8U | first);
    };
    std::string text;
    CensusFault place{.problem = CensusProblem::utf16, .count = 1, .line = 1};
    for (std::size_t at = 0; at < bytes.size(); at += 2, ++place.count) {
        if (at + 1 == bytes.size()) return unexpected(place);
        std::uint32_t code_point = unit_at(at);
        const bool is_high = code_point >= 0xd800 && code_point < 0xdc00;
        if (is_high) {
            const std::uint32_t low = at + 3 < bytes.size() ? unit_at(at + 2) : 0;
            if (low < 0xdc00 || low > 0xdfff) return unexpected(place);
            code_point = 0x10000 + ((code_point - 0xd800) << 10U) + (low - 0xdc00);
            at += 2;
        } else if (code_point >= 0xdc00 && code_point <= 0xdfff) {
            return unexpected(place);
        }
        append_utf8(text, code_point);
        if (code_point == '\n') place = {.problem = CensusProblem::utf16, .count = 0, .line = place.line + 1};
    }
    return text;
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

Expected<DecodedText, CensusFault> decode_text(std::string_view bytes) {
    const bool is_big_endian = bytes.starts_with("\xfe\xff");
    if (is_big_endian || bytes.starts_with("\xff\xfe")) {
        auto text = from_utf16(bytes.substr(2), is_big_endian);
        if (!text) return unexpected(text.error());
        return DecodedText{std::move(*text), TextEncoding::utf16};
    }
    const bool is_marked = bytes.starts_with(byte_order_mark);
    if (is_marked) bytes.remove_prefix(byte_order_mark.size());
    if (count_code_points(bytes)) return DecodedText{std::string{bytes}, TextEncoding::utf8};
    if (is_marked) return unexpected(CensusFault{.problem = CensusProblem::utf8, .line = 1});
    auto text = from_gb18030(bytes);
    if (!text) return unexpected(fault_at(bytes, text.error()));
    return DecodedText{std::move(*text), TextEncoding::gb18030};
}

char separator_of(std::string_view text) {
    return text.substr(0, text.find('\n')).find('\t') == std::string_view::npos ? ',' : '\t';
}

Expected<CsvRow, CensusFault> CsvReader::next(std::size_t fields_max) {
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
        } else if (c == separator_ && !is_quoted) {
            // What is beyond them is put together: the row is refused, unless nothing stands there.
            if (row.fields.size() <= fields_max) row.fields.emplace_back();
        } else if (c != '\r' || is_quoted || !text_.substr(at_ + 1).starts_with('\n')) {
            row.fields.back() += c;
        }
    }
    if (is_quoted) return unexpected(CensusFault{.problem = CensusProblem::quote, .line = quote_line});
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
