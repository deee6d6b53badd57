// Goal: forms of the kind application/x-www-form-urlencoded are read in one way, whatever comes.
// Method: any bytes as a form. What is read and printed again, with every byte escaped that may be, is read as the
// same; a simple count of the pieces says how many fields there must be.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server-stub/http/request.h"
#include "shared/base/check.h"
#include "shared/base/hash.h"

namespace {

using namespace gongyi::server;

std::string escaped(std::string_view text) {
    const std::string digits = gongyi::to_hex(text);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128;
        if (is_plain) {
            out += c;
        } else {
            out += '%' + digits.substr(2 * i, 2);
        }
    }
    return out;
}

std::size_t count_pieces(std::string_view text) {
    std::size_t count = 0;
    bool is_in_piece = false;
    for (const char c : text) {
        if (c != '&' && !is_in_piece) ++count;
        is_in_piece = c != '&';
    }
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto form = parse_form(text);
    if (!form) {
        GONGYI_CHECK(text.find('%') != std::string_view::npos || count_pieces(text) > form_fields_max);
        return 0;
    }
    GONGYI_CHECK(form->size() == count_pieces(text) && form->size() <= form_fields_max);
    std::string printed;
    for (const FormField& field : *form) {
        if (!printed.empty()) printed += '&';
        printed += escaped(field.name) + '=' + escaped(field.value);
        GONGYI_CHECK(find_field(*form, field.name).has_value());
    }
    const auto again = parse_form(printed);
    GONGYI_CHECK(again.has_value() && again->size() == form->size());
    for (std::size_t i = 0; i < form->size(); ++i) {
        GONGYI_CHECK((*again)[i].name == (*form)[i].name && (*again)[i].value == (*form)[i].value);
    }
    return 0;
}
