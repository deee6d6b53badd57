#include "server-stub/cli/calendar_command.h"

#include <array>
#include <ostream>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/read_file.h"
#include "shared/community/calendar.h"

namespace gongyi::server {

namespace {

constexpr std::string_view name = " calendar";
constexpr std::string_view usage =
    "gongyi calendar end --posted DATE --days N [OPTION]…\n       gongyi calendar check FILE.json";
constexpr std::string_view what =
    "end prints the last day of a period: the day of posting does not count, and an end on a public holiday moves to\n"
    "the first day after the holiday (Civil Code, articles 201 and 203). check names every fault of a calendar file.";

constexpr std::array options{
    Option{"--posted", "DATE", "The day of posting, as 2026-09-28"},
    Option{"--days", "N", "How many days the period has"},
    Option{"--working", "", "Count working days, with the weekends that are worked for a holiday"},
    Option{"--no-roll", "", "Leave an end on a holiday where it is"},
    Option{"--calendar", "FILE", "Holidays from this file. Default: those that come with the program"},
    Option{"--help", "", "This text."},
};

// The calendar in the file, or what is wrong with it, a line for each fault.
Expected<Calendar, std::string> load_calendar(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return unexpected(text.error() + "\n");
    auto calendar = parse_calendar(*text, InputRules::incoming);
    if (calendar) return std::move(*calendar);
    std::string lines;
    for (const ParseError& fault : calendar.error()) lines += path + ": " + fault.pointer + ": " + fault.want + "\n";
    return unexpected(std::move(lines));
}

int end(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    if (!arguments.operands().empty()) return refuse_usage(err, name, "end takes no file");
    const auto posted = date_from_iso(arguments.text("--posted", ""));
    if (!posted) return refuse_usage(err, name, "--posted needs a day that exists, written as 2026-09-28");
    if (!arguments.has("--days")) return refuse_usage(err, name, "--days is missing");
    const auto days = arguments.number("--days", 1, 1, period_days_max);
    if (!days) return refuse_usage(err, name, days.error());

    Calendar calendar = shipped_calendar();
    if (arguments.has("--calendar")) {
        auto loaded = load_calendar(arguments.text("--calendar", ""));
        if (!loaded) {
            err << loaded.error();
            return exit_usage;
        }
        calendar = std::move(*loaded);
    }
    const Period period{*days, arguments.has("--working") ? DayUnit::working : DayUnit::calendar,
                        !arguments.has("--no-roll")};
    const auto last = end_of_period(calendar, *posted, period);
    if (!last) {
        return refuse_usage(err, name,
                            "the holidays of " + std::to_string(last.error()) +
                                " are not in the calendar; add them to a file and name it with --calendar");
    }
    out << to_iso(last->last_day) << '\n';
    if (last->is_provisional) {
        err << "gongyi calendar: provisional, for the State Council has not published all holidays of "
            << last->last_day.year << " in this calendar\n";
    }
    return exit_success;
}

int check(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    if (arguments.operands().size() != 1) return refuse_usage(err, name, "check needs one file");
    const auto calendar = load_calendar(arguments.operands().front());
    if (!calendar) {
        err << calendar.error();
        return exit_failure;
    }
    out << "valid: " << calendar->years.front().year << " to " << calendar->years.back().year << '\n';
    return exit_success;
}

}  // namespace

int calendar_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const std::string verb = args.empty() ? "" : args.front();
    const auto arguments = Arguments::read(args.empty() ? args : args.subspan(1), options, /*operands_max=*/1);
    if (verb == "--help" || verb == "-h" || (arguments && arguments->has("--help"))) {
        out << help_text(usage, what, options);
        return exit_success;
    }
    if (verb != "end" && verb != "check") return refuse_usage(err, name, "say end or check");
    if (!arguments) return refuse_usage(err, name, arguments.error());
    return verb == "end" ? end(*arguments, out, err) : check(*arguments, out, err);
}

}  // namespace gongyi::server
