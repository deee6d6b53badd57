#include "server-stub/cli/rules_command.h"

#include <array>
#include <ostream>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/read_file.h"
#include "shared/base/json_text.h"
#include "shared/base/number.h"
#include "shared/community/data_files.h"
#include "shared/community/profile.h"
#include "shared/community/quorum.h"

namespace gongyi::server {

namespace {

constexpr std::string_view name = " rules";
constexpr std::string_view usage =
    "gongyi rules eval --profile ID --due N --present N --for N [OPTION]…\n"
    "       gongyi rules check FILE.json\n"
    "       gongyi rules list\n"
    "       gongyi rules show ID";
constexpr std::string_view what =
    "eval says whether a meeting was valid and a motion passed, and shows every check. check names every fault of a\n"
    "profile. list and show tell the profiles that come with the program.\n\n"
    "Households, homes and floor area are counted likewise: --households-due, --units-for, --area-present …; areas in\n"
    "square metres with at most two decimals.";

constexpr std::array options{
    Option{"--profile", "ID", "The profile, or a file that ends in .json"},
    Option{"--meeting", "FORM", "Which of its forms of meeting. Default: the first that counts what is given"},
    Option{"--due", "N", "How many have a vote (应到)"},
    Option{"--present", "N", "How many are present, or take part (实到)"},
    Option{"--for", "N", "Votes for"},
    Option{"--against", "N", "Votes against. Default: 0"},
    Option{"--abstain", "N", "Abstentions. Default: 0"},
    Option{"--households-due", "N", "The same, households counted; likewise --households-present and so on"},
    Option{"--households-present", "N", ""},
    Option{"--households-for", "N", ""},
    Option{"--households-against", "N", ""},
    Option{"--households-abstain", "N", ""},
    Option{"--units-due", "N", "The same, homes counted"},
    Option{"--units-present", "N", ""},
    Option{"--units-for", "N", ""},
    Option{"--units-against", "N", ""},
    Option{"--units-abstain", "N", ""},
    Option{"--area-due", "M2", "The same, exclusive floor area"},
    Option{"--area-present", "M2", ""},
    Option{"--area-for", "M2", ""},
    Option{"--area-against", "M2", ""},
    Option{"--area-abstain", "M2", ""},
    Option{"--help", "", "This text."},
};

using Sentence = std::string;

// "--area-for", "--for"
std::string option_of(Measure measure, std::string_view part) {
    std::string option = "--";
    if (measure != Measure::heads) option += std::string{measure_name(measure)} + "-";
    return option + std::string{part};
}

// "20000", "66.5", "66.05" as hundredths.
std::optional<std::int64_t> hundredths_from(std::string_view text) {
    const std::size_t dot = text.find('.');
    const auto whole = whole_number(text.substr(0, dot));
    if (!whole || *whole > static_cast<std::uint64_t>(counted_max / 100)) return std::nullopt;
    std::int64_t hundredths = static_cast<std::int64_t>(*whole) * 100;
    if (dot == std::string_view::npos) return hundredths;
    const std::string_view decimals = text.substr(dot + 1);
    if (decimals.empty() || decimals.size() > 2) return std::nullopt;
    std::int64_t weight = 10;
    for (const char digit : decimals) {
        if (digit < '0' || digit > '9') return std::nullopt;
        hundredths += (digit - '0') * weight;
        weight /= 10;
    }
    return hundredths;
}

Expected<std::int64_t, Sentence> read_number(const Arguments& arguments, Measure measure, std::string_view part) {
    const std::string option = option_of(measure, part);
    const std::string text = arguments.text(option, "");
    if (measure == Measure::area) {
        const auto area = hundredths_from(text);
        if (!area) return unexpected(option + " needs square metres from 0, with at most two decimals");
        return *area;
    }
    const auto number = whole_number(text);
    if (!number || *number > static_cast<std::uint64_t>(counted_max)) {
        return unexpected(option + " needs a whole number from 0 to " + std::to_string(counted_max));
    }
    return static_cast<std::int64_t>(*number);
}

bool is_given(const Arguments& arguments, Measure measure) {
    for (const std::string_view part : {"due", "present", "for", "against", "abstain"}) {
        if (arguments.has(option_of(measure, part))) return true;
    }
    return false;
}

Sentence sentence_of(CountFault fault, Measure measure) {
    const auto option = [measure](std::string_view part) { return option_of(measure, part); };
    switch (fault) {
        case CountFault::nobody_due:
            return option("due") + " must be at least 1: where nobody has a vote, nothing can be decided";
        case CountFault::present_above_due:
            return option("present") + " is above " + option("due") + ": more cannot be present than there are";
        case CountFault::votes_above_present:
            return option("for") + ", " + option("against") + " and " + option("abstain") + " add up to more than " +
                   option("present");
        case CountFault::none:
        case CountFault::out_of_range:
            break;
    }
    return option("due") + " is out of range";
}

// What the options say was counted in one measure.
Expected<Count, Sentence> read_count(const Arguments& arguments, Measure measure, bool needs_present) {
    Count count;
    const auto read = [&](std::string_view part, bool is_needed, std::int64_t& into) -> Expected<void, Sentence> {
        const std::string option = option_of(measure, part);
        if (!arguments.has(option)) {
            if (is_needed) return unexpected(option + " is missing");
            return {};
        }
        const auto number = read_number(arguments, measure, part);
        if (!number) return unexpected(number.error());
        into = *number;
        return {};
    };
    const bool takes_votes_as_present = !needs_present && !arguments.has(option_of(measure, "present"));
    for (const auto& result : {read("due", true, count.due), read("present", needs_present, count.present),
                               read("for", true, count.in_favour), read("against", false, count.against),
                               read("abstain", false, count.abstained)}) {
        if (!result) return unexpected(result.error());
    }
    if (takes_votes_as_present) count.present = count.in_favour + count.against + count.abstained;
    if (const CountFault fault = check_count(count); fault != CountFault::none) {
        if (takes_votes_as_present && fault == CountFault::present_above_due) {
            return unexpected("there are more votes than " + option_of(measure, "due") + " says");
        }
        return unexpected(sentence_of(fault, measure));
    }
    return count;
}

// The file's profile, or what is wrong with it, a line for each fault.
Expected<RuleProfile, std::string> load_profile(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return unexpected(text.error() + "\n");
    auto profile = parse_profile(*text, InputRules::incoming);
    if (profile) return std::move(*profile);
    std::string lines;
    for (const ParseError& fault : profile.error()) lines += path + ": " + fault.pointer + ": " + fault.want + "\n";
    return unexpected(std::move(lines));
}

// Whether `form` counts exactly what is given; heads may be given besides, for who holds a meeting counts heads anyway.
bool fits(const MeetingForm& form, const Arguments& arguments, bool heads_besides) {
    for (const Measure measure : all_measures) {
        const bool is_ignored = heads_besides && measure == Measure::heads && !counts_measure(form, measure);
        if (!is_ignored && counts_measure(form, measure) != is_given(arguments, measure)) return false;
    }
    return true;
}

Expected<const MeetingForm*, Sentence> choose_form(const RuleProfile& profile, const Arguments& arguments) {
    if (arguments.has("--meeting")) {
        const std::string id = arguments.text("--meeting", "");
        const MeetingForm* const form = find_form(profile, id);
        if (form != nullptr) return form;
        Sentence sentence = profile.id + " has no form of meeting \"" + id + "\"; it has";
        for (const MeetingForm& one : profile.forms) sentence += (&one == &profile.forms[0] ? " " : ", ") + one.id;
        return unexpected(std::move(sentence));
    }
    for (const bool heads_besides : {false, true}) {
        for (const MeetingForm& form : profile.forms) {
            if (fits(form, arguments, heads_besides)) return &form;
        }
    }
    return &profile.forms.front();
}

std::string number_text(Measure measure, std::int64_t number) {
    if (measure != Measure::area) return std::to_string(number);
    std::string text = std::to_string(number / 100);
    if (number % 100 != 0) {
        text += '.';
        text += static_cast<char>('0' + number % 100 / 10);
        if (number % 10 != 0) text += static_cast<char>('0' + number % 10);
    }
    return text;
}

// Not by JsonWriter: its names would stand in another order, and areas are no whole numbers.
std::string verdict_json(const Verdict& verdict) {
    const auto word = [](bool value) { return value ? "true" : "false"; };
    std::string json = std::string{R"({"valid":)"} + word(verdict.is_valid) + R"(,"passes":)" + word(verdict.passes) +
                       R"(,"checks":[)";
    for (const Check& check : verdict.checks) {
        if (&check != &verdict.checks.front()) json += ',';
        json += R"({"name":)";
        append_json_string(json, check_name(check));
        json += R"(,"needed":)" + number_text(check.measure, check.needed);
        json += R"(,"got":)" + number_text(check.measure, check.got);
        json += R"(,"holds":)" + std::string{word(check.holds())} + R"(,"source":)";
        append_json_string(json, check.source);
        json += '}';
    }
    return json + "]}";
}

int eval_with(const RuleProfile& profile, const Arguments& arguments, std::ostream& out, std::ostream& err) {
    const auto form = choose_form(profile, arguments);
    if (!form) return refuse_usage(err, name, form.error());
    Counts counts;
    for (const Measure measure : all_measures) {
        if (!counts_measure(**form, measure)) {
            if (!is_given(arguments, measure)) continue;
            if (measure != Measure::heads) {
                return refuse_usage(err, name, profile.id + " does not count " + std::string{measure_name(measure)});
            }
            err << "gongyi rules: " << (*form)->id << " of " << profile.id << " does not count heads\n";
            continue;
        }
        const bool needs_present = !(*form)->quorum.empty();
        const auto count = read_count(arguments, measure, needs_present);
        if (!count) return refuse_usage(err, name, count.error());
        counts.set(measure, *count);
    }
    if ((*form)->state != SourceState::confirmed) {
        err << "gongyi rules: " << source_state_name((*form)->state) << ": " << (*form)->id << " of " << profile.id
            << '\n';
    }
    out << verdict_json(judge(**form, counts)) << '\n';
    return exit_success;
}

int eval(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    if (!arguments.operands().empty()) return refuse_usage(err, name, "eval takes no file");
    if (!arguments.has("--profile")) return refuse_usage(err, name, "--profile is missing");
    const std::string id = arguments.text("--profile", "");
    if (id.ends_with(".json")) {
        const auto profile = load_profile(id);
        if (profile) return eval_with(*profile, arguments, out, err);
        err << profile.error();
        return exit_usage;
    }
    const RuleProfile* const profile = find_profile(id);
    if (profile != nullptr) return eval_with(*profile, arguments, out, err);
    return refuse_usage(err, name, "there is no profile \"" + id + "\"; gongyi rules list names them");
}

int check(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    if (arguments.operands().size() != 1) return refuse_usage(err, name, "check needs one file");
    const auto profile = load_profile(arguments.operands().front());
    if (!profile) {
        err << profile.error();
        return exit_failure;
    }
    out << "valid: " << profile->id << ", " << source_state_name(profile->state) << '\n';
    return exit_success;
}

int list(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    if (!arguments.operands().empty()) return refuse_usage(err, name, "list takes no file");
    for (const RuleProfile& profile : shipped_profiles()) {
        out << profile.id << '\t' << source_state_name(profile.state) << '\t' << profile.title.zh_hans << '\t'
            << profile.title.en << '\n';
    }
    return exit_success;
}

int show(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    if (arguments.operands().size() != 1) return refuse_usage(err, name, "show needs the id of a profile");
    const std::string& id = arguments.operands().front();
    if (find_profile(id) == nullptr) {
        return refuse_usage(err, name, "there is no profile \"" + id + "\"; gongyi rules list names them");
    }
    out << data_file("rules/" + id + ".json");
    return exit_success;
}

struct Verb {
    std::string_view name;
    int (*run)(const Arguments& arguments, std::ostream& out, std::ostream& err);
};
constexpr std::array verbs{Verb{"eval", eval}, Verb{"check", check}, Verb{"list", list}, Verb{"show", show}};

}  // namespace

int rules_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const std::string verb = args.empty() ? "" : args.front();
    const auto arguments = Arguments::read(args.empty() ? args : args.subspan(1), options, /*operands_max=*/1);
    if (verb == "--help" || verb == "-h" || (arguments && arguments->has("--help"))) {
        out << help_text(usage, what, options);
        return exit_success;
    }
    for (const Verb& known : verbs) {
        if (known.name != verb) continue;
        if (!arguments) return refuse_usage(err, name, arguments.error());
        return known.run(*arguments, out, err);
    }
    return refuse_usage(err, name, "say eval, check, list or show");
}

}  // namespace gongyi::server
