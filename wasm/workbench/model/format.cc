#include "wasm/workbench/model/format.h"

#include "shared/base/check.h"

namespace gongyi::workbench {
namespace {

std::string two_digits(int value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::string format_amount(Money amount, std::string_view currency) {
    std::string shown = format_yuan(amount);
    if (currency == "CNY" || currency.empty()) return shown;
    const std::string_view sign = "¥";
    shown.erase(shown.find(sign), sign.size());
    return shown + " " + std::string{currency};
}

std::string format_instant(Language language, UnixMs at, Zone zone) {
    const LocalTime local = local_time(at, zone);
    const std::string clock = two_digits(local.hour) + ":" + two_digits(local.minute);
    if (language == Language::en) return to_iso(local.date) + " " + clock;
    return std::to_string(local.date.month) + "月" + std::to_string(local.date.day) + "日 " + clock;
}

std::int64_t percent(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : (part * 100 + whole / 2) / whole;
}

std::string_view category_text(Language language, Category category) {
    switch (category) {
        case Category::works:
            return text(language, Text::works);
        case Category::goods:
            return text(language, Text::goods);
        case Category::services:
            return text(language, Text::services);
        case Category::other:
            return text(language, Text::other);
    }
    GONGYI_CHECK(false);
}

}  // namespace gongyi::workbench
