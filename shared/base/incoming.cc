#include "shared/base/incoming.h"

#include "shared/base/text.h"

namespace gongyi {

TextFault check_text(std::string_view text, const TextLimits& limits, InputRules rules) {
    const auto code_points = count_code_points(text);
    if (!code_points) return TextFault::unreadable;
    if (*code_points < limits.code_points_min || *code_points > limits.code_points_max) return TextFault::wrong_length;
    if (text.empty()) return TextFault::none;
    const bool is_good = rules == InputRules::incoming ? is_acceptable(text, limits.allow_line_breaks)
                                                       : is_presentable(text, limits.allow_line_breaks);
    return is_good ? TextFault::none : TextFault::unreadable;
}

}  // namespace gongyi
