#include "shared/pages/command_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "shared/base/hundredths.h"
#include "shared/decision/fields.h"
#include "shared/portal/command_json.h"

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

std::optional<std::int64_t> read_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<Money> read_yuan(std::string_view text) {
    const auto fen = read_hundredths(text);
    if (!fen) return std::nullopt;
    return Money{*fen};
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
        set(name, x, read_integer(value(name)), [](std::int64_t number) {
            return Identifier{static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0))};
        });
    }
    // Not filled in is none.
    template <class Identifier>
    void optional_id(std::string_view name, Identifier& x) {
        if (!value(name).empty()) id(name, x);
    }
    // Not filled in is 0, for those whose range holds it.
    template <class Max>
    void number(std::string_view name, std::int64_t& x, std::int64_t min, Max) {
        if (min > 0 || !value(name).empty()) set(name, x, read_integer(value(name)));
    }
    template <class Max>
    void added_number(std::string_view name, std::int64_t& x, Max max) {
        number(name, x, 0, max);
    }
    void line(std::string_view name, std::string& x, std::size_t) { needed_text(name, x); }
    void text(std::string_view name, std::string& x, std::size_t) { needed_text(name, x); }
    void optional_text(std::string_view name, std::string& x, std::size_t) { x = with_line_feeds(value(name)); }
    void text(std::string_view name, FreeText& x, std::size_t) {
        std::string words;
        needed_text(name, words);
        x = FreeText{std::move(words)};
    }
    template <class T>
    void title(std::string_view name, T& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    void title_or_none(std::string_view name, FreeText& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    void string(std::string_view name, std::string& x, std::size_t) { needed_text(name, x); }
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
        wrong(name, chosen.empty());
    }
    void date(std::string_view name, Date& x) { set(name, x, date_from_iso(value(name))); }
    void time(std::string_view name, UnixMs& x) { set(name, x, read_local_time(value(name), zone_)); }
    void money(std::string_view name, Money& x) {
        if (!value(name).empty()) set(name, x, read_yuan(value(name)));
    }
    void hash(std::string_view name, Hash& x) { set(name, x, hash_from_hex(value(name))); }
    template <class T>
    void object(std::string_view name, T& x) {
        FormReader fields{form_, zone_, prefix_ + std::string{name} + '.', fault_};
        decision::visit_fields(fields, x);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>& x, std::size_t, std::size_t count_max) {
        for (std::size_t i = 0; i <= count_max; ++i) {
            const std::string row = prefix_ + std::string{name} + '.' + std::to_string(i) + '.';
            if (!is_filled(row)) continue;
            FormReader fields{form_, zone_, row, fault_};
            x.emplace_back();
            decision::visit_fields(fields, x.back());
        }
    }
    void lines(std::string_view name, std::vector<std::string>& x, std::size_t, std::size_t, std::size_t) {
        const std::string text = with_line_feeds(value(name));
        std::string_view rest = text;
        while (!rest.empty()) {
            const std::string_view one = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), one.size() + 1));
            if (!trimmed(one).empty()) x.emplace_back(trimmed(one));
        }
        if (x.empty()) wrong(name, true);
    }
    // Boxes of one name.
    void numbers(std::string_view name, std::vector<std::int64_t>& x, std::size_t, std::size_t) {
        for (const FilledField& one : form_) {
            if (one.name != prefix_ + std::string{name}) continue;
            if (const auto number = read_integer(one.value))
                x.push_back(*number);
            else
                wrong(name, false);
        }
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
        if (measure == Measure::area) {
            set(name, x, read_hundredths(value(name)));
        } else {
            set(name, x, read_integer(value(name)));
        }
    }
    [[nodiscard]] std::string_view value(std::string_view name) const {
        return trimmed(value_in(form_, prefix_ + std::string{name}));
    }
    [[nodiscard]] bool is_filled(std::string_view row) const {
        return std::any_of(form_.begin(), form_.end(), [&](const FilledField& one) {
            return one.name.starts_with(row) && !trimmed(one.value).empty() && one.value != "0";
        });
    }
    void wrong(std::string_view name, bool is_missing) {
        if (fault_) return;
        fault_ = FormFault{prefix_ + std::string{name}, is_missing ? FormProblem::missing : FormProblem::malformed};
    }
    template <class T, class Read, class Make>
    void set(std::string_view name, T& x, const std::optional<Read>& read, Make&& make) {
        if (read)
            x = make(*read);
        else
            wrong(name, value(name).empty());
    }
    template <class T>
    void set(std::string_view name, T& x, const std::optional<T>& read) {
        set(name, x, read, [](const T& same) { return same; });
    }
    void needed_text(std::string_view name, std::string& x) {
        x = with_line_feeds(value(name));
        if (x.empty()) wrong(name, true);
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

Expected<decision::Command, FormFault> read_command_form(const std::vector<FilledField>& form, Zone zone) {
    static constexpr auto readers = make_readers(std::make_index_sequence<decision::command_kinds>{});
    const auto& names = decision::command_names();
    const auto type = std::find(names.begin(), names.end(), value_in(form, "type"));
    if (type == names.end()) return unexpected(FormFault{"type", FormProblem::malformed});
    std::optional<FormFault> fault;
    FormReader fields{form, zone, "", fault};
    const decision::Command command = readers[static_cast<std::size_t>(type - names.begin())](fields);
    if (fault) return unexpected(std::move(*fault));
    // The limits are the JSON's, and looked after in one place.
    const auto checked = portal::parse_command(portal::write_command(command));
    if (!checked) return unexpected(FormFault{field_name(checked.error().pointer), FormProblem::malformed});
    return command;
}

}  // namespace gongyi::pages
