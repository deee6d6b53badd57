#include "shared/tally/pb_rows.h"

namespace gongyi::tally {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool ends_field(char c) {
    return c == ';' || c == '\n' || c == '\r';
}

}  // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view spaces = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(spaces);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

PbRows::PbRows(std::string_view text) : text_{text} {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
}

bool PbRows::next() {
    while (!fault_ && at_ < text_.size()) {
        read_row();
        const bool blank = fields_.size() == 1 && fields_.front().text.empty();
        if (!fault_ && !blank) return true;
    }
    return false;
}

void PbRows::read_row() {
    fields_.clear();
    unquoted_.clear();
    row_line_ = line_;
    for (;;) {
        std::size_t start = at_;
        while (start < text_.size() && (text_[start] == ' ' || text_[start] == '\t')) ++start;
        if (start < text_.size() && text_[start] == '"') {
            at_ = start;
            if (!read_quoted_field()) return;
        } else {
            read_plain_field();
        }
        if (at_ == text_.size() || text_[at_] != ';') break;
        ++at_;
    }
    end_line();
}

void PbRows::read_plain_field() {
    const std::size_t start = at_;
    while (at_ < text_.size() && !ends_field(text_[at_])) ++at_;
    fields_.push_back({trim(text_.substr(start, at_ - start)), line_, start - line_start_ + 1, false});
}

// A quoted field with what follows the closing quote up to the next ';', as other readers of CSV do.
bool PbRows::read_quoted_field() {
    const PbField start{{}, line_, column(), true};
    std::string value;
    ++at_;
    for (;;) {
        if (at_ == text_.size()) {
            fault_ = PbError{start.line, start.column, "the quoted field has no closing quote"};
            return false;
        }
        const char c = text_[at_];
        if (c == '"') {
            ++at_;
            if (at_ == text_.size() || text_[at_] != '"') break;
        }
        value += c;
        ++at_;
        if (c == '\n' || (c == '\r' && (at_ == text_.size() || text_[at_] != '\n'))) {
            ++line_;
            line_start_ = at_;
        }
    }
    while (at_ < text_.size() && !ends_field(text_[at_])) value += text_[at_++];
    unquoted_.push_back(std::move(value));
    fields_.push_back({trim(unquoted_.back()), start.line, start.column, true});
    return true;
}

void PbRows::end_line() {
    if (at_ == text_.size()) return;
    const bool carriage_return = text_[at_] == '\r';
    ++at_;
    if (carriage_return && at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
    line_start_ = at_;
}

}  // namespace gongyi::tally
