// Every sentence that people read, in every language: one table, messages_table.inc.
//
// A template holds placeholders by name: {budget} is replaced by the argument of that name, {budget!} as well and set
// in bold where the page allows markup, {count:project|projects} by the first word when the argument is 1 and else by
// the second. Tests hold that all languages name the same placeholders.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/pages/locale.h"

namespace gongyi::pages {

enum class Say : std::uint16_t {
#define GONGYI_MESSAGE(key, zh_hans, zh_hant, en) key,
#include "shared/pages/messages_table.inc"
#undef GONGYI_MESSAGE
    // Not a message: how many there are.
    count
};

// The template, unfilled.
[[nodiscard]] std::string_view message_template(Say message, Locale locale);
// "front_vote_button", for tests.
[[nodiscard]] std::string_view message_name(Say message);

// What a placeholder stands for. Refers to the texts that it was made from.
class Arg {
public:
    static constexpr Arg text(Literal name, std::string_view value) { return {name, Kind::text, value, 0}; }
    // "1,204"
    static constexpr Arg count(Literal name, std::int64_t value) { return {name, Kind::count, {}, value}; }
    // "2026", never grouped.
    static constexpr Arg year(Literal name, std::int64_t value) { return {name, Kind::year, {}, value}; }
    // "¥1,240,000" for CNY, "EUR 1,240,000" for others.
    static constexpr Arg money(Literal name, Money value, std::string_view currency) {
        return {name, Kind::money, currency, value.fen};
    }
    // "11月28日 18:00"
    static constexpr Arg time(Literal name, UnixMs value) { return {name, Kind::time, {}, value.ms}; }
    // As time; midnight is 24:00 of the day before, as notices say it.
    static constexpr Arg deadline(Literal name, UnixMs value) { return {name, Kind::deadline, {}, value.ms}; }
    // For a name that is not in the program (a RefusalFigure's): by its suffix _fen is money, _ms a deadline, _day a
    // date (days since 1970-01-01), else a count. `name` must outlive the Arg.
    static Arg figure(std::string_view name, std::int64_t value, std::string_view currency);

private:
    friend class Wording;
    enum class Kind : std::uint8_t { text, count, year, money, time, deadline, date };
    constexpr Arg(Literal name, Kind kind, std::string_view text, std::int64_t number)
        : name_{name.view()}, text_{text}, number_{number}, kind_{kind} {}
    constexpr Arg(std::string_view name, Kind kind, std::string_view text, std::int64_t number)
        : name_{name}, text_{text}, number_{number}, kind_{kind} {}
    std::string_view name_;
    std::string_view text_;
    std::int64_t number_;
    Kind kind_;
};

// Speaks one language, in one place, at one time.
class Wording {
public:
    Wording(Locale locale, Zone zone, UnixMs now) : locale_{locale}, zone_{zone}, now_{now} {}

    [[nodiscard]] Locale locale() const { return locale_; }
    [[nodiscard]] Zone zone() const { return zone_; }
    // A message without placeholders.
    [[nodiscard]] std::string_view operator()(Say message) const { return message_template(message, locale_); }
    // A message with its placeholders filled, as plain text. Requires an argument for each of them.
    [[nodiscard]] std::string operator()(Say message, std::initializer_list<Arg> args) const;
    [[nodiscard]] std::string operator()(Say message, const Arg* first, std::size_t count) const;
    // The same as HTML: escaped, with {name!} in a <b> with these attributes.
    void write(std::string& html, Say message, std::initializer_list<Arg> args,
               Attributes bold = {attr::cls("figure")}) const;

    [[nodiscard]] std::string count(std::int64_t value) const;
    [[nodiscard]] std::string money(Money amount, std::string_view currency) const;
    // "11月28日"; with the year when it is not this year.
    [[nodiscard]] std::string date(const Date& date) const;
    // "2026年11月28日", for documents.
    [[nodiscard]] std::string full_date(const Date& date) const;
    // "11月28日 18:00"; likewise.
    [[nodiscard]] std::string time(UnixMs at) const;
    [[nodiscard]] std::string deadline(UnixMs at) const;
    // "3 天", "5 小时", "12 分钟": the largest unit of which there are at least two (minutes: one), rounded down.
    [[nodiscard]] std::string remaining(UnixMs until) const;

private:
    void append_value(std::string& out, const Arg& arg) const;
    void append_date(std::string& out, const Date& date, bool with_year) const;
    void append_local(std::string& out, const LocalTime& at) const;
    template <class OnText, class OnValue>
    void fill(Say message, const Arg* first, std::size_t count, OnText on_text, OnValue on_value) const;

    Locale locale_;
    Zone zone_;
    UnixMs now_;
};

}  // namespace gongyi::pages
