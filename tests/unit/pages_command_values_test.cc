// Every field of every command that a form can give, with values as an attacker sends them: the form's reader and the
// JSON's accept the same ones, and make the same command of them.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "shared/base/hundredths.h"
#include "shared/base/text.h"
#include "shared/decision/fields.h"
#include "shared/pages/command_reader.h"
#include "shared/portal/command_json.h"

namespace gongyi::pages {
namespace {

using namespace std::string_literals;

constexpr Zone china{480};
constexpr Zone utc{0};

// How a value is written in a form, and in JSON; and whether it is one that the field takes.
struct Sample {
    std::string form;
    std::string json;
    bool is_good = false;
};

// One field of a command: what stands in it when all is well, and what to try.
struct Slot {
    std::string field;
    std::string pointer;
    std::string form;
    std::vector<Sample> samples;
};

// What a form and JSON write alike.
Sample same(const std::string& text, bool is_good) {
    return {text, text, is_good};
}

// A text in quotes. Ill-formed bytes stay what they are.
std::string quoted(const std::string& text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        if (c >= 0 && c < ' ') {
            constexpr std::string_view digits = "0123456789abcdef";
            json += "\\u00";
            json += digits[static_cast<std::size_t>(c) / 16];
            json += digits[static_cast<std::size_t>(c) % 16];
        } else {
            json += c;
        }
    }
    return json + '"';
}

Sample text_sample(const std::string& text, bool is_good) {
    return {text, quoted(text), is_good};
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

// Whole numbers at the limits, one beyond, and beyond what a double and 64 bits hold.
std::vector<Sample> numbers(std::int64_t min, std::int64_t max, std::string (*form_of)(std::int64_t)) {
    std::vector<Sample> samples;
    const auto add = [&](std::int64_t number, bool is_good) {
        samples.push_back({form_of(number), std::to_string(number), is_good});
    };
    add(min, true);
    add(max, true);
    add(max + 1, false);
    add(json_integer_max + 1, false);
    add(std::numeric_limits<std::int64_t>::max(), false);
    for (const char* text : {"9223372036854775808", "99999999999999999999999", "1.5.1", "0x10", "1e3", "NaN"}) {
        samples.push_back(same(text, false));
    }
    return samples;
}

std::vector<Sample> whole_numbers(std::int64_t min, std::int64_t max) {
    std::vector<Sample> samples = numbers(min, max, [](std::int64_t number) { return std::to_string(number); });
    samples.push_back(same(std::to_string(min - 1), false));
    samples.push_back(same("-9223372036854775809", false));
    samples.push_back(same("1.5", false));
    return samples;
}

std::vector<Sample> hundredths(std::int64_t max) {
    std::vector<Sample> samples = numbers(0, max, [](std::int64_t count) { return write_hundredths(count); });
    samples.push_back(same("-1", false));
    samples.push_back({"0.001", "0.1", false});
    return samples;
}

std::vector<Sample> texts(std::size_t code_points_max, bool allow_line_breaks) {
    std::vector<Sample> samples;
    for (const std::string& text : {"坡道"s, "a\"b\\c"s, "e\u0301"s, "👩\u200d👧"s, "❤\ufe0f"s, "می\u200cخواهم"s}) {
        if (*count_code_points(text) <= code_points_max) samples.push_back(text_sample(text, true));
    }
    for (const std::string& text : {"\xff"s,
                                    "a\xc3"s,
                                    "\xc0\xaf"s,
                                    "\xed\xa0\x80"s,
                                    "\xf4\x90\x80\x80"s,
                                    "a\0b"s,
                                    "a\x01 z"s,
                                    "a\x7f z"s,
                                    "a\tb"s,
                                    "a\u200f"s,
                                    "a\u061c"s,
                                    "a\u2028b"s,
                                    "a\u2029b"s,
                                    "a\u202e"s,
                                    "a\u200bb"s,
                                    "a\ufeff"s,
                                    "a\U000E0041\U000E007F"s,
                                    "a"s + repeated("\u0301", 59),
                                    "\u3164"s,
                                    "\u2800"s,
                                    "a\ue000"s,
                                    "a\ufffe"s}) {
        samples.push_back(text_sample(text, false));
    }
    samples.push_back(text_sample("a\nb", allow_line_breaks));
    samples.push_back(text_sample(repeated("字", code_points_max), true));
    samples.push_back(text_sample(repeated("字", code_points_max + 1), false));
    return samples;
}

// Visits a command as a reader does: fills its fields, and lists them.
class Sampler {
public:
    static constexpr bool writes = false;
    Sampler(std::vector<Slot>& slots, std::string prefix) : slots_{slots}, prefix_{std::move(prefix)} {}

    template <class Identifier>
    void id(std::string_view name, Identifier& x) {
        x = Identifier{7};
        add(name, "7", whole_numbers(1, json_integer_max));
    }
    template <class Identifier>
    void optional_id(std::string_view name, Identifier&) {
        add(name, "0", whole_numbers(0, json_integer_max));
    }
    template <class Max>
    void number(std::string_view name, std::int64_t& x, std::int64_t min, Max max) {
        x = min;
        add(name, std::to_string(min), whole_numbers(min, static_cast<std::int64_t>(max)));
    }
    template <class Max>
    void added_number(std::string_view name, std::int64_t& x, Max max) {
        x = 1;
        add(name, "1", whole_numbers(1, static_cast<std::int64_t>(max)));
        // 0 is how a form leaves it out.
        std::erase_if(slots_.back().samples, [](const Sample& sample) { return sample.form == "0"; });
    }
    void line(std::string_view name, std::string& x, std::size_t max) { words(name, x, max, false); }
    void text(std::string_view name, std::string& x, std::size_t max) { words(name, x, max, true); }
    void optional_text(std::string_view name, std::string& x, std::size_t max) { words(name, x, max, true); }
    void title(std::string_view name, std::string& x, std::size_t max) { words(name, x, max, false); }
    void title(std::string_view name, FreeText& x, std::size_t max) {
        std::string title;
        words(name, title, max, false);
        x = FreeText{title};
    }
    void title_or_none(std::string_view name, FreeText& x, std::size_t max) { title(name, x, max); }
    void text(std::string_view name, FreeText& x, std::size_t max) {
        std::string text;
        words(name, text, max, true);
        x = FreeText{text};
    }
    void string(std::string_view name, std::string& x, std::size_t bytes_max) {
        x = "x";
        add(name, "x",
            {text_sample(std::string(bytes_max, 'x'), true), text_sample(std::string(bytes_max + 1, 'x'), false),
             text_sample("\xff", false), text_sample("a\xe5\x85", false)});
    }
    void flag(std::string_view name, bool& x) {
        x = true;
        add(name, "1", {});
    }
    template <class Value, class Table>
    void choice(std::string_view name, Value& x, const Table& table) {
        x = std::begin(table)->value;
        add(name, std::string{std::begin(table)->name}, {text_sample("\xff", false), text_sample("nobody", false)});
    }
    void date(std::string_view name, Date& x) {
        x = {2026, 11, 21};
        add(name, "2026-11-21",
            {text_sample("1900-01-01", true), text_sample("1899-12-31", false), text_sample("2100-12-31", true),
             text_sample("2101-01-01", false), text_sample("9999-12-31", false), text_sample("2026-02-30", false),
             text_sample("\xff", false)});
    }
    void time(std::string_view name, UnixMs& x) {
        x = UnixMs{1'796'124'600'000};
        add(name, "2026-12-01T11:30",
            {{"2000-01-01T00:00", std::to_string(incoming_time_min.ms), true},
             {"1999-12-31T23:59", std::to_string(incoming_time_min.ms - minute_ms), false},
             {"2100-01-01T00:00", std::to_string(incoming_time_max.ms), true},
             {"2100-01-01T00:01", std::to_string(incoming_time_max.ms + minute_ms), false},
             {"9999-12-31T23:59", std::to_string(recorded_time_max.ms - minute_ms + 1), false},
             {"\xff", "\"\xff\"", false}});
    }
    void money(std::string_view name, Money& x) {
        x = Money{12'345};
        add(name, "123.45", hundredths(money_max.fen));
        slots_.back().samples.push_back({"99999999999999", "9999999999999900", false});  // Fourteen nines.
    }
    void hash(std::string_view name, Hash& x) {
        x.fill(0xa5);
        add(name, to_hex(x), {text_sample("\xff", false), text_sample(std::string(63, 'a'), false)});
    }
    template <class T>
    void object(std::string_view name, T& x) {
        Sampler fields{slots_, prefix_ + std::string{name} + '.'};
        decision::visit_fields(fields, x);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>& x, std::size_t, std::size_t) {
        x.emplace_back();
        Sampler fields{slots_, prefix_ + std::string{name} + ".0."};
        decision::visit_fields(fields, x.back());
    }
    void lines(std::string_view name, std::vector<std::string>& x, std::size_t, std::size_t, std::size_t max) {
        x = {"甲"};
        add(name, "甲", texts(max, false));
        slots_.back().pointer += "/0";
        // Two lines in a form are two items.
        std::erase_if(slots_.back().samples, [](const Sample& sample) { return sample.form == "a\nb"; });
    }
    void numbers(std::string_view name, std::vector<std::int64_t>& x, std::size_t, std::size_t count_max) {
        x = {1};
        add(name, "1", whole_numbers(0, static_cast<std::int64_t>(count_max)));
        slots_.back().pointer += "/0";
    }
    void counts(std::string_view name, Counts& x) {
        for (const Measure measure : all_measures) {
            const bool is_area = measure == Measure::area;
            x.set(measure, {.due = 100, .present = 100, .in_favour = 100, .against = 100, .abstained = 100});
            const std::string row = std::string{name} + '.' + std::string{measure_name(measure)} + '.';
            for (const char* count : {"abstained", "against", "due", "in_favour", "present"}) {
                add(row + count, is_area ? "1.00" : "100",
                    is_area ? hundredths(counted_max) : whole_numbers(0, counted_max));
            }
        }
    }

private:
    void words(std::string_view name, std::string& x, std::size_t max, bool allow_line_breaks) {
        x = "甲";
        add(name, x, texts(max, allow_line_breaks));
    }
    void add(std::string_view name, const std::string& form, std::vector<Sample> samples) {
        const std::string field = prefix_ + std::string{name};
        std::string pointer = '/' + field;
        std::replace(pointer.begin(), pointer.end(), '.', '/');
        slots_.push_back({field, pointer, form, std::move(samples)});
    }

    std::vector<Slot>& slots_;
    std::string prefix_;
};

struct Subject {
    decision::Command command;
    std::vector<Slot> slots;
};

template <std::size_t... Index>
std::vector<Subject> make_subjects(std::index_sequence<Index...>) {
    std::vector<Subject> subjects;
    const auto add = [&](auto command) {
        Subject subject;
        Sampler sampler{subject.slots, ""};
        decision::visit_fields(sampler, command);
        subject.command = std::move(command);
        subjects.push_back(std::move(subject));
    };
    (add(std::variant_alternative_t<Index, decision::Command>{}), ...);
    return subjects;
}

const std::vector<Subject>& all_subjects() {
    static const std::vector<Subject> subjects = make_subjects(std::make_index_sequence<decision::command_kinds>{});
    return subjects;
}

std::string_view name_of(const Subject& subject) {
    return decision::command_names()[subject.command.index()];
}

// The form of the command, with `value` in one of its fields.
std::vector<FilledField> form_of(const Subject& subject, const Slot* changed = nullptr, const std::string& value = {}) {
    std::vector<FilledField> form{{"type", std::string{name_of(subject)}}};
    for (const Slot& slot : subject.slots) form.push_back({slot.field, &slot == changed ? value : slot.form});
    return form;
}

// Its JSON, likewise.
std::string json_of(const Subject& subject, const Slot& changed, const std::string& value) {
    constexpr std::string_view hole = "(the changed value)";
    nlohmann::json json = nlohmann::json::parse(portal::write_command(subject.command));
    json[nlohmann::json::json_pointer{changed.pointer}] = hole;
    std::string text = json.dump();
    const std::string hole_text = nlohmann::json(hole).dump();
    return text.replace(text.find(hole_text), hole_text.size(), value);
}

std::string read_form(const std::vector<FilledField>& form, Zone zone, std::string& fault_field) {
    const auto command = read_command_form(form, zone);
    if (command) return portal::write_command(*command);
    fault_field = command.error().field;
    return {};
}

}  // namespace

TEST_CASE("a form with good values in every field is the command that its JSON is", "[pages][form]") {
    for (const Subject& subject : all_subjects()) {
        CAPTURE(name_of(subject));
        std::string fault_field;
        const std::string read = read_form(form_of(subject), utc, fault_field);
        CAPTURE(fault_field);
        CHECK(read == portal::write_command(subject.command));
        CHECK(portal::parse_command(read).has_value());
    }
}

// Goal: nothing that a form brings reaches a broken invariant, and both ways in have the same limits. Method: each
// sample in each field of each command, in the form and in the JSON.
TEST_CASE("form and JSON take the same values in every field, and nothing else", "[pages][form]") {
    std::size_t count = 0;
    for (const Subject& subject : all_subjects()) {
        for (const Slot& slot : subject.slots) {
            for (const Sample& sample : slot.samples) {
                std::string fault_field;
                const std::string read = read_form(form_of(subject, &slot, sample.form), utc, fault_field);
                const auto parsed = portal::parse_command(json_of(subject, slot, sample.json));
                const bool is_as_wanted =
                    read.empty() != sample.is_good && parsed.has_value() == sample.is_good &&
                    (read.empty() ? fault_field == slot.field : read == portal::write_command(*parsed));
                ++count;
                if (is_as_wanted) continue;
                CAPTURE(name_of(subject), slot.field, sample.form.substr(0, 100), sample.json.substr(0, 100),
                        sample.is_good, read.substr(0, 200), fault_field, parsed.has_value());
                CHECK(is_as_wanted);
            }
        }
    }
    CHECK(count > 2'500);
}

TEST_CASE("lists of a form have the limits of the JSON's", "[pages][form]") {
    using decision::agenda_max;
    const auto convene = [](std::size_t items) {
        std::vector<FilledField> form{
            {"type", "ConveneMeeting"}, {"body", "4"}, {"profile", "p"}, {"form", "f"}, {"place", "x"},
            {"at", "2026-12-01T19:30"}};
        for (std::size_t i = 0; i < items; ++i) form.push_back({"agenda." + std::to_string(i) + ".title", "x"});
        return read_command_form(form, china);
    };
    CHECK(convene(agenda_max).has_value());
    REQUIRE_FALSE(convene(agenda_max + 1).has_value());
    CHECK(convene(agenda_max + 1).error().field == "agenda");
    CHECK(std::get<FormProblem>(convene(agenda_max + 1).error().cause) == FormProblem::out_of_range);
    CHECK(std::get<FormProblem>(convene(0).error().cause) == FormProblem::missing);

    const auto post = [](std::size_t places) {
        return read_command_form(
            {{"type", "PostNotice"}, {"matter", "1"}, {"text", "x"}, {"places", repeated("x\r\n", places)}}, china);
    };
    CHECK(post(decision::notice_places_max).has_value());
    CHECK_FALSE(post(decision::notice_places_max + 1).has_value());

    const auto open = [](std::size_t ticks) {
        std::vector<FilledField> form{
            {"type", "OpenMatter"}, {"title", "x"}, {"text", "x"}, {"origin", "residents"}, {"profile", "p"}};
        for (std::size_t i = 0; i < ticks; ++i) form.push_back({"major_ticks", "1"});
        return read_command_form(form, china);
    };
    CHECK(open(profile_list_max).has_value());
    CHECK_FALSE(open(profile_list_max + 1).has_value());
}

TEST_CASE("what is wrong with a value is said as closely as a person needs it", "[pages][form]") {
    const auto problem_of = [](const std::string& amount, const std::string& title) {
        const auto read = read_command_form({{"type", "OpenMatter"},
                                             {"title", title},
                                             {"text", "x"},
                                             {"origin", "residents"},
                                             {"profile", "p"},
                                             {"amount_fen", amount}},
                                            china);
        return std::get<FormProblem>(read.error().cause);
    };
    CHECK(problem_of("99999999999999", "x") == FormProblem::out_of_range);
    CHECK(problem_of("ten", "x") == FormProblem::malformed);
    CHECK(problem_of("1", "") == FormProblem::missing);
    CHECK(problem_of("1", "x\u200f") == FormProblem::unreadable);
    CHECK(problem_of("1", "\xff") == FormProblem::unreadable);
    CHECK(problem_of("1", std::string(decision::title_code_points_max + 1, 'x')) == FormProblem::out_of_range);
}

}  // namespace gongyi::pages
