// gongyi journal check
#include <array>
#include <ostream>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/read_file.h"
#include "server-stub/cli/record_source.h"
#include "server-stub/journal/journal.h"
#include "server-stub/journal/journal_line.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--record", "SOURCE", "The public record: a file, one entry a line, or the portal's address."},
    Option{"--help", "", "This text."},
};

// The first line that is none, from 1; 0 when all are.
std::size_t unreadable_line(std::string_view lines) {
    for (std::size_t number = 1; !lines.empty(); ++number) {
        const auto end = lines.find('\n');
        if (!parse_journal_line(lines.substr(0, end))) return number;
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
    return 0;
}

int check(const std::string& path, const std::string& source, std::ostream& out, std::ostream& err) {
    const auto lines = read_file(path);
    if (!lines) return fail(err, lines.error());
    if (const std::size_t line = unreadable_line(*lines); line != 0) {
        return fail(err, path + ':' + std::to_string(line) + ": this is no line of a journal");
    }
    const auto record = read_record(source);
    if (!record) return fail(err, record.error());
    const auto replay = replay_entries(record->entries, source);
    if (!replay) return fail(err, replay.error());
    const auto& published = replay->state().journal;
    const JournalCheck found = check_journal_lines(*lines, published);
    out << "lines      " << found.head.lines << '\n' << "published  " << published.size() << " heads";
    if (!published.empty()) out << ", the last over " << published.back().head.lines << " lines";
    out << '\n';
    if (!found.fault.empty()) return fail(err, found.fault);
    out << "The journal is the one whose heads are in the record.\n";
    return exit_success;
}

}  // namespace

int journal_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/2);
    if (!arguments) return refuse_usage(err, " journal", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi journal check FILE --record SOURCE",
                         "Says whether a downloaded journal is the one whose heads the public record has. Ends with "
                         "1\nwhen a line was changed, left out or put in.",
                         options);
        return exit_success;
    }
    const std::vector<std::string>& operands = arguments->operands();
    if (operands.size() != 2 || operands.front() != "check" || !arguments->has("--record")) {
        return refuse_usage(err, " journal", "it needs: check FILE --record SOURCE");
    }
    return check(operands.back(), arguments->text("--record", ""), out, err);
}

}  // namespace gongyi::server
