// gongyi paper
#include <array>
#include <charconv>
#include <future>
#include <ostream>

#include "server-stub/accounts/secrets.h"
#include "server-stub/ballots/paper_file.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/offline_portal.h"
#include "server-stub/cli/read_file.h"
#include "server-stub/cli/system_clock.h"
#include "shared/pages/render.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The data folder of the community. Default: data"},
    Option{"--round", "N", "The round, which must be open."},
    Option{"--roll", "FILE", "Who was handed a paper: a resident's number on each line."},
    Option{"--ballots", "FILE", "What was in the urn: on each line SERIAL,PROJECT PROJECT …"},
    Option{"--help", "", "This text."},
};

struct PaperFiles {
    std::string roll;
    std::string ballots;
};

// "/roll/12" -> 12; nothing where the field is none of that list.
std::optional<std::size_t> index_in(std::string_view field, std::string_view list) {
    if (field.substr(0, list.size()) != list) return std::nullopt;
    field.remove_prefix(list.size());
    std::size_t index = 0;
    const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), index);
    if (fault != std::errc{} || end == field.data()) return std::nullopt;
    return index;
}

// The refusal with the line that it concerns.
int fail_with_refusal(std::ostream& err, const PaperFiles& files, const Refusal& refusal,
                      const std::vector<std::size_t>& roll_lines, const std::vector<std::size_t>& paper_lines) {
    std::string where;
    if (const auto person = index_in(refusal.field, "/roll/")) {
        where = files.roll + ':' + std::to_string(roll_lines.at(*person)) + ": ";
    } else if (const auto paper = index_in(refusal.field, "/papers/")) {
        where = files.ballots + ':' + std::to_string(paper_lines.at(*paper)) + ": ";
    }
    const std::string why = pages::refusal_sentence(refusal, pages::Locale::en, Zone{}, system_now(), "CNY");
    err << where << why << '\n';
    return fail(err, "nothing was entered (" + std::string{refusal_name(refusal.code)} + ")");
}

CommandResult enter_into(PortalHost& host, EnterPapers command) {
    std::promise<CommandResult> answered;
    Submission submission;
    submission.command = std::move(command);
    submission.role = Role::system;
    submission.is_repeatable = false;
    const bool is_queued = host.submit(std::move(submission),
                                       [&answered](CommandResult result) { answered.set_value(std::move(result)); });
    if (!is_queued) return NotStored{};
    return answered.get_future().get();
}

int enter(const std::string& data, RoundId round, const PaperFiles& files, std::ostream& out, std::ostream& err) {
    const auto roll_text = read_file(files.roll);
    if (!roll_text) return fail(err, roll_text.error());
    const auto ballots_text = read_file(files.ballots);
    if (!ballots_text) return fail(err, ballots_text.error());
    auto roll = read_paper_roll(*roll_text);
    if (!roll) return fail_with_lines(err, files.roll, roll.error(), "nothing was entered");
    auto papers = read_paper_ballots(*ballots_text);
    if (!papers) return fail_with_lines(err, files.ballots, papers.error(), "nothing was entered");
    for (PaperBallot& paper : papers->items) paper.salt = random_salt();

    const auto portal = open_offline_portal(data);
    if (!portal) return fail(err, portal.error().what);
    PortalHost& host = *portal->host;
    host.start();
    const CommandResult result = enter_into(host, EnterPapers{round, roll->items, papers->items});
    host.stop();
    if (const auto* const refusal = std::get_if<Refusal>(&result)) {
        return fail_with_refusal(err, files, *refusal, roll->lines, papers->lines);
    }
    if (!std::holds_alternative<Accepted>(result)) return fail(err, "nothing was stored");
    out << roll->items.size() << " people were handed a paper, " << papers->items.size()
        << " papers were in the urn. They enter the record when the vote ends.\n";
    return exit_success;
}

}  // namespace

int paper_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/0);
    if (!arguments) return refuse_usage(err, " paper", arguments.error());
    if (arguments->has("--help")) {
        out << help_text(
            "gongyi paper --round N --roll FILE --ballots FILE [OPTION]…",
            "Enters the paper ballots of an urn into an open round: all of them, or none. A fault is named "
            "with its line.\nThe server must not be running.",
            options);
        return exit_success;
    }
    const auto round = arguments->number("--round", 0, 1, INT64_MAX);
    if (!round) return refuse_usage(err, " paper", round.error());
    for (const char* needed : {"--round", "--roll", "--ballots"}) {
        if (!arguments->has(needed)) return refuse_usage(err, " paper", std::string{"it needs "} + needed);
    }
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    return enter(arguments->text("--data", "data"), RoundId{static_cast<std::uint64_t>(*round)},
                 {arguments->text("--roll", ""), arguments->text("--ballots", "")}, out, err);
}

}  // namespace gongyi::server
