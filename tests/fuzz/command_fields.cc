#include "tests/fuzz/command_fields.h"

#include <array>
#include <utility>

#include "shared/base/hundredths.h"
#include "shared/base/number.h"
#include "shared/decision/fields.h"

namespace gongyi::test {

namespace {

using pages::FilledField;
using Words = std::vector<std::string>;

// Visits the fields of a command as a reader does, and lists them.
class FieldLister {
public:
    static constexpr bool writes = false;

    FieldLister(std::vector<FieldWords>& fields, std::string prefix) : fields_{fields}, prefix_{std::move(prefix)} {}

    template <class Identifier>
    void id(std::string_view name, Identifier&) {
        add(name, {"1", "2", "3", "4", "5", "7", "9", "11", "101", "7001", "0", "-1", "99999999999999999999"});
    }
    template <class Identifier>
    void optional_id(std::string_view name, Identifier&) {
        add(name, {"1", "", "0", "2", "3", "5", "8", "10"});
    }
    template <class Max>
    void number(std::string_view name, std::int64_t&, std::int64_t min, Max max) {
        const auto most = static_cast<std::int64_t>(max);
        add(name, {std::to_string(min), "0", "1", "2", "3", "4", "5", "6", "7", "30", std::to_string(most),
                   most < json_integer_max ? std::to_string(most + 1) : "9007199254740992", "9223372036854775807"});
    }
    template <class Max>
    void added_number(std::string_view name, std::int64_t& x, Max max) {
        number(name, x, 0, max);
    }
    void line(std::string_view name, std::string&, std::size_t) { add_text(name); }
    void string(std::string_view name, std::string&, std::size_t) {
        add(name, {"cn.rc.2026", "sz.council.luohu", "representatives", "party_committee", "proposal", "x", "\xff"});
    }
    template <class T>
    void text(std::string_view name, T&, std::size_t) {
        add_text(name);
    }
    void optional_text(std::string_view name, std::string&, std::size_t) { add_text(name); }
    template <class T>
    void title(std::string_view name, T&, std::size_t) {
        add_text(name);
    }
    template <class T>
    void title_or_none(std::string_view name, T&, std::size_t) {
        add_text(name);
    }
    void flag(std::string_view name, bool&) { add(name, {"1", ""}); }
    template <class Value, class Table>
    void choice(std::string_view name, Value&, const Table& table) {
        Words words;
        for (const auto& one : table) words.emplace_back(one.name);
        words.emplace_back("none");
        add(name, std::move(words));
    }
    void date(std::string_view name, Date&) {
        add(name, {"2026-01-01", "2026-12-31", "2027-12-31", "2026-02-29", "9999-12-31", "0001-01-01"});
    }
    void time(std::string_view name, UnixMs&) {
        add(name, {"2027-06-01T19:00", "2027-12-31T23:59", "2026-05-29T04:26", "9999-12-31T23:59", "0001-01-01T00:00"});
    }
    void money(std::string_view name, Money&) {
        add(name, {"80000", "0.01", "10000000000", "10000000000.01", "92233720368547758.07", ""});
    }
    void hash(std::string_view name, Hash&) {
        add(name, {to_hex(sha256("hash")), std::string(64, '0'), std::string(64, 'F'), "00"});
    }
    template <class T>
    void object(std::string_view name, T& x) {
        FieldLister inner{fields_, prefix_ + std::string{name} + '.'};
        decision::visit_fields(inner, x);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>&, std::size_t, std::size_t) {
        for (const char* const row : {".0.", ".1."}) {
            FieldLister inner{fields_, prefix_ + std::string{name} + row};
            T item;
            decision::visit_fields(inner, item);
        }
    }
    void lines(std::string_view name, std::vector<std::string>&, std::size_t, std::size_t, std::size_t) {
        add(name, {"一\n二", "公告栏", "\r\n \r\n", "一\n一", "\x01"});
    }
    void numbers(std::string_view name, std::vector<std::int64_t>&, std::size_t, std::size_t) {
        add(name, {"1", "0", "2", "6", "-1"});
    }
    void counts(std::string_view name, Counts&) {
        for (const Measure measure : all_measures) {
            const std::string row = std::string{name} + '.' + std::string{measure_name(measure)} + '.';
            for (const char* const part : {"abstained", "against", "due", "in_favour", "present"}) {
                add(row + part, {"5", "1", "0", "340", "227.5", "9007199254740992", ""});
            }
        }
    }

private:
    void add(std::string_view name, Words words) { fields_.push_back({prefix_ + std::string{name}, std::move(words)}); }
    void add_text(std::string_view name) {
        add(name,
            {"加装电梯", "a", "一\r\n二", "<b>&\"'", "\xe5\xbc", "\xed\xa0\x80", "\xe2\x80\xae", "\x7f", "  ", ""});
    }

    std::vector<FieldWords>& fields_;
    std::string prefix_;
};

// Visits the fields of a command as a writer does, and fills in the form that would give it.
class FormWriter {
public:
    static constexpr bool writes = true;

    FormWriter(std::vector<FilledField>& form, Zone zone, std::string prefix)
        : form_{form}, zone_{zone}, prefix_{std::move(prefix)} {}

    template <class Identifier>
    void id(std::string_view name, const Identifier& x) {
        add(name, std::to_string(x.raw()));
    }
    template <class Identifier>
    void optional_id(std::string_view name, const Identifier& x) {
        id(name, x);
    }
    template <class Min, class Max>
    void number(std::string_view name, const std::int64_t& x, Min, Max) {
        add(name, std::to_string(x));
    }
    template <class Max>
    void added_number(std::string_view name, const std::int64_t& x, Max) {
        add(name, std::to_string(x));
    }
    void line(std::string_view name, const std::string& x, std::size_t) { add(name, x); }
    void string(std::string_view name, const std::string& x, std::size_t) { add(name, x); }
    void text(std::string_view name, const std::string& x, std::size_t) { add(name, x); }
    void text(std::string_view name, const FreeText& x, std::size_t) { add(name, x.opened ? x.opened->text : ""); }
    void optional_text(std::string_view name, const std::string& x, std::size_t) { add(name, x); }
    template <class T>
    void title(std::string_view name, const T& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    template <class T>
    void title_or_none(std::string_view name, const T& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    void flag(std::string_view name, const bool& x) { add(name, x ? "1" : ""); }
    template <class Value, class Table>
    void choice(std::string_view name, const Value& x, const Table& table) {
        add(name, std::string{json_name_of(table, x)});
    }
    void date(std::string_view name, const Date& x) { add(name, to_iso(x)); }
    void time(std::string_view name, const UnixMs& x) {
        const LocalTime local = local_time(x, zone_);
        add(name, to_iso(local.date) + 'T' + two_digits(local.hour) + ':' + two_digits(local.minute));
    }
    void money(std::string_view name, const Money& x) { add(name, write_hundredths(x.fen)); }
    void hash(std::string_view name, const Hash& x) { add(name, to_hex(x)); }
    template <class T>
    void object(std::string_view name, const T& x) {
        FormWriter inner{form_, zone_, prefix_ + std::string{name} + '.'};
        decision::visit_fields(inner, x);
    }
    template <class T>
    void list(std::string_view name, const std::vector<T>& x, std::size_t, std::size_t) {
        for (std::size_t i = 0; i < x.size(); ++i) {
            FormWriter inner{form_, zone_, prefix_ + std::string{name} + '.' + std::to_string(i) + '.'};
            decision::visit_fields(inner, x[i]);
        }
    }
    void lines(std::string_view name, const std::vector<std::string>& x, std::size_t, std::size_t, std::size_t) {
        std::string all;
        for (const std::string& one : x) all += one + '\n';
        add(name, std::move(all));
    }
    void numbers(std::string_view name, const std::vector<std::int64_t>& x, std::size_t, std::size_t) {
        for (const std::int64_t one : x) add(name, std::to_string(one));
    }
    void counts(std::string_view name, const Counts& x) {
        for (const Measure measure : all_measures) {
            const auto& count = x.of(measure);
            if (!count) continue;
            const std::string row = std::string{name} + '.' + std::string{measure_name(measure)} + '.';
            const std::array parts{std::pair{"abstained", count->abstained}, std::pair{"against", count->against},
                                   std::pair{"due", count->due}, std::pair{"in_favour", count->in_favour},
                                   std::pair{"present", count->present}};
            // "00": a row of nothing but "0" counts as not filled in.
            for (const auto& [part, number] : parts) {
                const auto text = measure == Measure::area ? write_hundredths(number) : std::to_string(number);
                add(row + part, text == "0" ? "00" : text);
            }
        }
    }

private:
    void add(std::string_view name, std::string value) {
        form_.push_back({prefix_ + std::string{name}, std::move(value)});
    }

    std::vector<FilledField>& form_;
    Zone zone_;
    std::string prefix_;
};

using Table = std::array<std::vector<FieldWords>, decision::command_kinds>;

template <std::size_t... Index>
Table list_all(std::index_sequence<Index...>) {
    Table table;
    const auto list_one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        std::variant_alternative_t<I, decision::Command> command;
        FieldLister lister{table[I], ""};
        decision::visit_fields(lister, command);
    };
    (list_one(std::integral_constant<std::size_t, Index>{}), ...);
    return table;
}

}  // namespace

const std::vector<FieldWords>& fields_of(std::size_t command_index) {
    static const Table table = list_all(std::make_index_sequence<decision::command_kinds>{});
    return table.at(command_index);
}

std::vector<FilledField> form_of(std::size_t command_index) {
    std::vector<FilledField> form{{"type", std::string{decision::command_names().at(command_index)}}};
    for (const FieldWords& field : fields_of(command_index)) form.push_back({field.name, field.values.front()});
    return form;
}

std::vector<FilledField> form_of(const decision::Command& command, Zone zone) {
    std::vector<FilledField> form{{"type", std::string{decision::command_names().at(command.index())}}};
    FormWriter writer{form, zone, ""};
    std::visit([&](const auto& x) { decision::visit_fields(writer, x); }, command);
    return form;
}

}  // namespace gongyi::test
