#include "shared/pages/messages.h"

#include <array>

#include "shared/base/check.h"
#include "shared/base/number.h"

namespace gongyi::pages {

namespace {

void append_grouped(std::string& out, std::uint64_t whole) {
    const std::string digits = std::to_string(whole);
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (at != 0 && (digits.size() - at) % 3 == 0) out += ',';
        out += digits[at];
    }
}

void append_count(std::string& out, std::int64_t value) {
    if (value < 0) out += '-';
    // 0 - x on the unsigned value is right for the most negative number as well.
    append_grouped(out, value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
}

// format_yuan() writes the yuan sign; an imported election's amounts carry their own currency's code.
void append_money(std::string& out, Money amount, std::string_view currency) {
    if (currency.empty() || currency == "CNY") {
        out += format_yuan(amount);
        return;
    }
    constexpr std::string_view no_break_space = "\u00a0";
    constexpr std::string_view yuan_sign = "¥";
    std::string text = format_yuan(amount);
    text.replace(text.find(yuan_sign), yuan_sign.size(), std::string(currency) + std::string(no_break_space));
    out += text;
}

bool ends_with(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

}  // namespace

Arg Arg::figure(std::string_view name, std::int64_t value, std::string_view currency) {
    if (ends_with(name, "_fen")) return {name, Kind::money, currency, value};
    if (ends_with(name, "_ms")) return {name, Kind::deadline, {}, value};
    if (ends_with(name, "_day")) return {name, Kind::date, {}, value};
    return {name, Kind::count, {}, value};
}

// Calls on_text for the template's own text and on_value(arg, is_bold) for what the placeholders stand for.
template <class OnText, class OnValue>
void Wording::fill(Say message, const Arg* first, std::size_t count, OnText on_text, OnValue on_value) const {
    std::string_view rest = message_template(message, locale_);
    for (;;) {
        const std::size_t open = rest.find('{');
        on_text(rest.substr(0, open));
        if (open == std::string_view::npos) return;
        const std::size_t close = rest.find('}', open);
        GONGYI_CHECK(close != std::string_view::npos);
        std::string_view inside = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        const std::string_view name = inside.substr(0, inside.find_first_of("!:"));
        inside.remove_prefix(name.size());
        const Arg* found = nullptr;
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i].name_ == name) found = first + i;
        }
        GONGYI_CHECK(found != nullptr);
        if (!inside.empty() && inside.front() == ':') {
            const std::size_t bar = inside.find('|');
            GONGYI_CHECK(bar != std::string_view::npos);
            on_text(found->number_ == 1 ? inside.substr(1, bar - 1) : inside.substr(bar + 1));
        } else {
            on_value(*found, !inside.empty());
        }
    }
}

std::string Wording::operator()(Say message, const Arg* first, std::size_t count) const {
    std::string out;
    fill(
        message, first, count, [&](std::string_view text) { out += text; },
        [&](const Arg& arg, bool) { append_value(out, arg); });
    return out;
}

std::string Wording::operator()(Say message, std::initializer_list<Arg> args) const {
    return (*this)(message, args.begin(), args.size());
}

void Wording::write(std::string& html, Say message, std::initializer_list<Arg> args, Attributes bold) const {
    Html h{html, *this};
    std::string value;
    fill(
        message, args.begin(), args.size(), [&](std::string_view text) { h.text(text); },
        [&](const Arg& arg, bool is_bold) {
            value.clear();
            append_value(value, arg);
            is_bold ? h(tag::b, bold, value) : h.text(value);
        });
}

void Wording::append_value(std::string& out, const Arg& arg) const {
    switch (arg.kind_) {
        case Arg::Kind::text:
            out += arg.text_;
            return;
        case Arg::Kind::count:
            append_count(out, arg.number_);
            return;
        case Arg::Kind::year:
            out += std::to_string(arg.number_);
            return;
        case Arg::Kind::money:
            append_money(out, Money{arg.number_}, arg.text_);
            return;
        case Arg::Kind::time:
            append_local(out, local_time(UnixMs{arg.number_}, zone_));
            return;
        case Arg::Kind::date:
            append_date(out, date_from_days(arg.number_), /*with_year=*/true);
            return;
        case Arg::Kind::deadline: {
            LocalTime at = local_time(UnixMs{arg.number_}, zone_);
            if (at.hour == 0 && at.minute == 0) {
                at.date = date_from_days(days_from_epoch(at.date) - 1);
                at.hour = 24;
            }
            append_local(out, at);
            return;
        }
    }
}

void Wording::append_date(std::string& out, const Date& date, bool with_year) const {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const bool has_year = with_year || date.year != local_time(now_, zone_).date.year;
    if (locale_ == Locale::en) {
        out += std::to_string(date.day) + "\u00a0";
        out += months[static_cast<std::size_t>(date.month - 1)];
        if (has_year) out += "\u00a0" + std::to_string(date.year);
    } else {
        if (has_year) out += std::to_string(date.year) + "年";
        out += std::to_string(date.month) + "月" + std::to_string(date.day) + "日";
    }
}

void Wording::append_local(std::string& out, const LocalTime& at) const {
    append_date(out, at.date, false);
    out += locale_ == Locale::en ? ", " : " ";
    out += two_digits(at.hour);
    out += ':';
    out += two_digits(at.minute);
}

std::string Wording::count(std::int64_t value) const {
    std::string out;
    append_count(out, value);
    return out;
}

std::string Wording::money(Money amount, std::string_view currency) const {
    std::string out;
    append_money(out, amount, currency);
    return out;
}

std::string Wording::date(const Date& date) const {
    std::string out;
    append_date(out, date, false);
    return out;
}

std::string Wording::full_date(const Date& date) const {
    std::string out;
    append_date(out, date, true);
    return out;
}

std::string Wording::time(UnixMs at) const {
    std::string out;
    append_value(out, Arg::time("at", at));
    return out;
}

std::string Wording::deadline(UnixMs at) const {
    std::string out;
    append_value(out, Arg::deadline("at", at));
    return out;
}

std::string Wording::remaining(UnixMs until) const {
    const std::int64_t left_ms = until.ms > now_.ms ? until.ms - now_.ms : 0;
    if (left_ms >= 2 * day_ms) return (*this)(Say::days, {Arg::count("count", left_ms / day_ms)});
    if (left_ms >= 2 * hour_ms) return (*this)(Say::hours, {Arg::count("count", left_ms / hour_ms)});
    return (*this)(Say::minutes, {Arg::count("count", left_ms < minute_ms ? 1 : left_ms / minute_ms)});
}

}  // namespace gongyi::pages
