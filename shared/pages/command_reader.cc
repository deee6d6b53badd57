#include "shared/pages/command_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "shared/base/hundredths.h"
#include "shared/base/text.h"
#include "shared/decision/fields.h"

namespace gongyi::pages {

namespace {

// The value of the first field of that name; "" when it is not there.
std::string_view value_in(const std::vector<FilledField>& form, std::string_view name) {
    const auto found =
        std::find_if(form.begin(), form.end(), [name](const FilledField& one) { return one.name == name; });
    return found == form.end() ? std::string_view{} : std::string_view{found->value};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// Browsers send line breaks as CR LF (HTML 4.10.21.4).
std::string with_line_feeds(std::string_view text) {
    std::string out{text};
    out.erase(std::remove(out.begin(), out.end(), '\r'), out.end());
    return out;
}

// A number beyond 64 bits becomes the one at their end: it is out of every range.
std::optional<std::int64_t> read_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end != text.data() + text.size() || fault == std::errc::invalid_argument) return std::nullopt;
    if (fault == std::errc{}) return number;
    return text.front() == '-' ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

// "2026-12-01T19:00", as an <input type="datetime-local"> sends it.
std::optional<UnixMs> read_local_time(std::string_view text, Zone zone) {
    constexpr std::size_t minutes_long = 16;
    if (text.size() != minutes_long || text[10] != 'T' || text[13] != ':') return std::nullopt;
    const auto date = date_from_iso(text.substr(0, 10));
    const auto hour = read_integer(text.substr(11, 2));
    const auto minute = read_integer(text.substr(14, 2));
    const bool is_time = date && hour && minute && *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60;
    if (!is_time) return std::nullopt;
    return UnixMs{start_of_day(*date, zone).ms + *hour * hour_ms + *minute * minute_ms};
}

// Visits the fields of a command as a reader does. Keeps the first fault.
class FormReader {
public:
    static constexpr bool writes = false;

    FormReader(const std::vector<FilledField>& form, Zone zone, std::string prefix, std::optional<FormFault>& fault)
        : form_{form}, zone_{zone}, prefix_{std::move(prefix)}, fault_{fault} {}

    template <class Identifier>
    void id(std::string_view name, Identifier& x) {
        read_id(name, x, 1);
    }
    // Not filled in is none.
    template <class Identifier>
    void optional_id(std::string_view name, Identifier& x) {
        if (!value(name).empty()) read_id(name, x, 0);
    }
    // Not filled in is 0, for those whose range holds it.
    template <class Max>
    void number(std::string_view name, std::int64_t& x, std::int64_t min, Max max) {
        if (min <= 0 && value(name).empty()) return;
        set_number(name, x, read_integer(value(name)), min, static_cast<std::int64_t>(max));
    }
    template <class Max>
    void added_number(std::string_view name, std::int64_t& x, Max max) {
        number(name, x, 0, max);
    }
    void line(std::string_view name, std::string& x, std::size_t code_points_max) {
        read_text(name, x, {1, code_points_max, /*allow_line_breaks=*/false});
    }
    void text(std::string_view name, std::string& x, std::size_t code_points_max) {
        read_text(name, x, {1, code_points_max, /*allow_line_breaks=*/true});
    }
    void optional_text(std::string_view name, std::string& x, std::size_t code_points_max) {
        read_text(name, x, {0, code_points_max, /*allow_line_breaks=*/true});
    }
    void text(std::string_view name, FreeText& x, std::size_t code_points_max) {
        std::string words;
        text(name, words, code_points_max);
        x = FreeText{std::move(words)};
    }
    void title(std::string_view name, std::string& x, std::size_t code_points_max) { line(name, x, code_points_max); }
    void title(std::string_view name, FreeText& x, std::size_t code_points_max) {
        std::string words;
        line(name, words, code_points_max);
        x = FreeText{std::move(words)};
    }
    void title_or_none(std::string_view name, FreeText& x, std::size_t code_points_max) {
        title(name, x, code_points_max);
    }
    // A code, or a text of a notation of its own.
    void string(std::string_view name, std::string& x, std::size_t bytes_max) {
        x = with_line_feeds(value(name));
        if (x.empty()) return wrong(name, FormProblem::missing);
        if (x.size() > bytes_max) return wrong(name, FormProblem::out_of_range);
        if (!count_code_points(x)) wrong(name, FormProblem::unreadable);
    }
    // A box that is ticked.
    void flag(std::string_view name, bool& x) { x = !value(name).empty(); }
    template <class Value, class Table>
    void choice(std::string_view name, Value& x, const Table& table) {
        const std::string_view chosen = value(name);
        for (const auto& one : table) {
            if (one.name != chosen) continue;
            x = one.value;
            return;
        }
        malformed(name);
    }
    void date(std::string_view name, Date& x) {
        if (!set(name, x, date_from_iso(value(name)))) return;
        if (!is_within_span(x, InputRules::incoming)) wrong(name, FormProblem::out_of_range);
    }
    void time(std::string_view name, UnixMs& x) {
        if (!set(name, x, read_local_time(value(name), zone_))) return;
        if (x < incoming_time_min || x > incoming_time_max) wrong(name, FormProblem::out_of_range);
    }
    void money(std::string_view name, Money& x) {
        if (!value(name).empty()) set_number(name, x.fen, read_hundredths(value(name)), 0, money_max.fen);
    }
    void hash(std::string_view name, Hash& x) { static_cast<void>(set(name, x, hash_from_hex(value(name)))); }
    template <class T>
    void object(std::string_view name, T& x) {
        FormReader fields{form_, zone_, prefix_ + std::string{name} + '.', fault_};
        decision::visit_fields(fields, x);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>& x, std::size_t count_min, std::size_t count_max) {
        for (std::size_t i = 0; i <= count_max; ++i) {
            const std::string row = prefix_ + std::string{name} + '.' + std::to_string(i) + '.';
            if (!is_filled(row)) continue;
            FormReader fields{form_, zone_, row, fault_};
            x.emplace_back();
            decision::visit_fields(fields, x.back());
        }
        check_length(name, x.size(), count_min, count_max);
    }
    void lines(std::string_view name, std::vector<std::string>& x, std::size_t count_min, std::size_t count_max,
               std::size_t code_points_max) {
        const std::string text = with_line_feeds(value(name));
        std::string_view rest = text;
        while (!rest.empty()) {
            const std::string_view one = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), one.size() + 1));
            if (trimmed(one).empty()) continue;
            auto line = read_form_text(one, {1, code_points_max, /*allow_line_breaks=*/false});
            if (!line) return wrong(name, line.error());
            x.push_back(std::move(*line));
        }
        check_length(name, x.size(), count_min, count_max);
    }
    // Boxes of one name.
    void numbers(std::string_view name, std::vector<std::int64_t>& x, std::size_t count_min, std::size_t count_max) {
        for (const FilledField& one : form_) {
            if (one.name != prefix_ + std::string{name}) continue;
            x.emplace_back();
            set_number(name, x.back(), read_integer(one.value), 0, static_cast<std::int64_t>(count_max));
        }
        check_length(name, x.size(), count_min, count_max);
    }
    void counts(std::string_view name, Counts& x) {
        for (const Measure measure : all_measures) {
            const std::string row = prefix_ + std::string{name} + '.' + std::string{measure_name(measure)} + '.';
            if (!is_filled(row)) continue;
            FormReader fields{form_, zone_, row, fault_};
            Count count;
            fields.counted("abstained", count.abstained, measure);
            fields.counted("against", count.against, measure);
            fields.counted("due", count.due, measure);
            fields.counted("in_favour", count.in_favour, measure);
            fields.counted("present", count.present, measure);
            x.set(measure, count);
        }
    }

private:
    // Areas are written in square metres with up to two decimals, and counted in hundredths.
    void counted(std::string_view name, std::int64_t& x, Measure measure) {
        if (value(name).empty()) return;
        const bool is_area = measure == Measure::area;
        set_number(name, x, is_area ? read_hundredths(value(name)) : read_integer(value(name)), 0, counted_max);
    }
    [[nodiscard]] std::string_view value(std::string_view name) const {
        return trimmed(value_in(form_, prefix_ + std::string{name}));
    }
    [[nodiscard]] bool is_filled(std::string_view row) const {
        return std::any_of(form_.begin(), form_.end(), [&](const FilledField& one) {
            return one.name.starts_with(row) && !trimmed(one.value).empty() && one.value != "0";
        });
    }
    void wrong(std::string_view name, FormProblem problem) {
        if (!fault_) fault_ = FormFault{prefix_ + std::string{name}, problem};
    }
    void malformed(std::string_view name) {
        wrong(name, value(name).empty() ? FormProblem::missing : FormProblem::malformed);
    }
    // Whether there was something to read.
    template <class T>
    bool set(std::string_view name, T& x, const std::optional<T>& read) {
        if (!read) malformed(name);
        x = read.value_or(T{});
        return read.has_value();
    }
    void set_number(std::string_view name, std::int64_t& x, const std::optional<std::int64_t>& read, std::int64_t min,
                    std::int64_t max) {
        if (!set(name, x, read)) return;
        if (x < min || x > max) wrong(name, FormProblem::out_of_range);
    }
    template <class Identifier>
    void read_id(std::string_view name, Identifier& x, std::int64_t min) {
        std::int64_t number = 0;
        set_number(name, number, read_integer(value(name)), min, json_integer_max);
        x = Identifier{static_cast<std::uint64_t>(number)};
    }
    void read_text(std::string_view name, std::string& x, const TextLimits& limits) {
        auto words = read_form_text(value(name), limits);
        if (!words) return wrong(name, words.error());
        x = std::move(*words);
    }
    void check_length(std::string_view name, std::size_t count, std::size_t min, std::size_t max) {
        if (count < min) wrong(name, FormProblem::missing);
        if (count > max) wrong(name, FormProblem::out_of_range);
    }

    const std::vector<FilledField>& form_;
    Zone zone_;
    std::string prefix_;
    std::optional<FormFault>& fault_;
};

template <class T>
decision::Command read_as(FormReader& fields) {
    T command;
    decision::visit_fields(fields, command);
    return command;
}

// A reader for each alternative of Command, in their order.
template <std::size_t... Index>
constexpr auto make_readers(std::index_sequence<Index...>) {
    return std::array{&read_as<std::variant_alternative_t<Index, decision::Command>>...};
}

}  // namespace

std::string field_name(std::string_view pointer) {
    std::string name{pointer.substr(pointer.empty() ? 0 : 1)};
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
}

Expected<std::string, FormProblem> read_form_text(std::string_view value, const TextLimits& limits) {
    std::string text = with_line_feeds(trimmed(value));
    switch (check_text(text, limits, InputRules::incoming)) {
        case TextFault::none:
            return text;
        case TextFault::unreadable:
            return unexpected(FormProblem::unreadable);
        case TextFault::wrong_length:
            break;
    }
    return unexpected(text.empty() ? FormProblem::missing : FormProblem::out_of_range);
}

Expected<decision::Command, FormFault> read_command_form(const std::vector<FilledField>& form, Zone zone) {
    static constexpr auto readers = make_readers(std::make_index_sequence<decision::command_kinds>{});
    const auto& names = decision::command_names();
    const auto type = std::find(names.begin(), names.end(), value_in(form, "type"));
    if (type == names.end()) return unexpected(FormFault{"type", FormProblem::malformed});
    std::optional<FormFault> fault;
    FormReader fields{form, zone, "", fault};
    decision::Command command = readers[static_cast<std::size_t>(type - names.begin())](fields);
    if (fault) return unexpected(std::move(*fault));
    return command;
}

}  // namespace gongyi::pages
