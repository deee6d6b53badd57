// gongyi import pb, gongyi import census
#include <array>
#include <future>
#include <optional>
#include <ostream>
#include <set>

#include "server-stub/census/census_import.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/demo_store.h"
#include "server-stub/cli/offline_portal.h"
#include "server-stub/cli/read_file.h"
#include "server-stub/cli/system_clock.h"
#include "server-stub/keys/key_file.h"
#include "shared/base/incoming.h"
#include "shared/base/match.h"
#include "shared/base/number.h"
#include "shared/pages/census_words.h"
#include "shared/pages/render.h"
#include "shared/portal/election.h"
#include "shared/tally/pb.h"
#include "shared/tally/rule.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The data folder of the community. Default: data"},
    Option{"--codes", "FILE", "Of a census, needed: where the new people's claim codes are written, for their letters"},
    Option{"--title", "TEXT", "The round's title. Default: the file's description"},
    Option{"--year", "N", "The round's year. Default: the file's"},
    Option{"--min-support", "N|P%",
           "The round's floor of support: so many valid ballots, or such a share of them, must "
           "name a project. Default: the file's, else one"},
    Option{"--same", "LINE",
           "Of a census: this line is about the one whom it is like; LINE:home: its home is the one "
           "that it is like. Again for each",
           /*is_repeatable=*/true},
    Option{"--two", "LINE",
           "Of a census: this line is about somebody else than whom it is like; LINE:home: its home is "
           "another. Again for each",
           /*is_repeatable=*/true},
    Option{"--help", "", "This text."},
};

// The file's election as a round, under the title and year that were asked for.
Expected<Round, std::string> read_round(const std::string& path, const std::string& title, std::int64_t year,
                                        std::ostream& err) {
    const auto text = read_file(path);
    if (!text) return unexpected(text.error());
    std::vector<tally::PbError> remarks;
    const auto election = tally::read_pb(*text, {.keep_voter_columns = false, .remarks = &remarks});
    const auto at = [&path](const tally::PbError& error) {
        return path + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " + error.what;
    };
    if (!election) return unexpected(at(election.error()));
    for (const tally::PbError& remark : remarks) err << at(remark) << '\n';
    auto round = portal::round_from_election(*election);
    if (!round) return unexpected(path + ": " + round.error());
    if (!title.empty()) round->title = title;
    if (year != 0) round->year = static_cast<int>(year);
    return std::move(*round);
}

// The floor of support that --min-support asks for; nothing without it. A share asks for one vote at least, unless it
// is none.
struct Support {
    std::int64_t votes = 0;
    std::int64_t share = 0;  // In ten-thousandths.
};
Expected<std::optional<Support>, std::string> read_support(const Arguments& arguments) {
    if (!arguments.has("--min-support")) return std::nullopt;
    const std::string text = arguments.text("--min-support", "");
    const auto fault = [&text] {
        return unexpected(
            "--min-support needs a whole number of votes or a percentage up to 100% with up to two "
            "decimals, and is \"" +
            text + "\"");
    };
    if (text.ends_with('%')) {
        const auto share = tally::share_from(text);
        if (!share || share->whole > support_share_whole || support_share_whole % share->whole != 0) return fault();
        const std::int64_t part = share->part * (support_share_whole / share->whole);
        return Support{part > 0 ? 1 : 0, part};
    }
    const auto votes = whole_number(text);
    if (!votes || *votes > static_cast<std::uint64_t>(round_ballots_max)) return fault();
    return Support{static_cast<std::int64_t>(*votes), 0};
}

// Gives the command to the host and waits for its answer.
CommandResult import_into(PortalHost& host, Round round) {
    std::promise<CommandResult> answered;
    Submission submission;
    submission.command = ImportRound{std::move(round)};
    submission.role = Role::system;
    submission.is_repeatable = false;
    const bool is_queued = host.submit(std::move(submission),
                                       [&answered](CommandResult result) { answered.set_value(std::move(result)); });
    if (!is_queued) return NotStored{};
    return answered.get_future().get();
}

int import_pb(const std::string& data, const std::string& path, const std::string& title, std::int64_t year,
              const std::optional<Support>& support, std::ostream& out, std::ostream& err) {
    auto round = read_round(path, title, year, err);
    if (!round) return fail(err, round.error());
    if (support) {
        round->support_min_votes = support->votes;
        round->support_min_share = support->share;
    }
    const auto portal = open_offline_portal(data);
    if (!portal) return fail(err, portal.error().what);
    PortalHost& host = *portal->host;
    const std::string round_title = round->title;
    const std::string currency = round->currency;
    host.start();
    const CommandResult result = import_into(host, std::move(*round));
    host.stop();
    if (const auto* const refusal = std::get_if<Refusal>(&result)) {
        const std::string why = pages::refusal_sentence(*refusal, pages::Locale::en, Zone{}, system_now(), currency);
        return fail(err, path + ": refused (" + std::string{refusal_name(refusal->code)} + "): " + why);
    }
    if (!std::holds_alternative<Accepted>(result)) return fail(err, path + ": nothing was stored");
    const auto snapshot = host.snapshot();
    const Round& imported = snapshot->state->rounds.back();
    out << "Round " << imported.id.raw() << " \"" << round_title << "\": " << imported.projects.size() << " projects, "
        << imported.ballot_count << " ballots. See /rounds/" << imported.id.raw() << "/outcome\n";
    return exit_success;
}

// The lines that --same or --two name, "3" for the person and "3:home" for the home.
Expected<void, std::string> read_lines_of(const Arguments& arguments, std::string_view option,
                                          std::set<std::size_t>& people, std::set<std::size_t>& homes) {
    constexpr std::string_view of_home = ":home";
    for (const std::string& text : arguments.texts(option)) {
        std::string_view number = text;
        const bool is_home = number.ends_with(of_home);
        if (is_home) number.remove_suffix(of_home.size());
        const auto line = whole_number(number);
        if (!line || *line == 0) return unexpected(std::string{option} + " needs the number of a line");
        (is_home ? homes : people).insert(static_cast<std::size_t>(*line));
    }
    return {};
}

Expected<CensusDecisions, std::string> read_decisions(const Arguments& arguments) {
    CensusDecisions decisions;
    auto same = read_lines_of(arguments, "--same", decisions.same, decisions.same_home);
    if (!same) return unexpected(same.error());
    auto two = read_lines_of(arguments, "--two", decisions.two, decisions.two_homes);
    if (!two) return unexpected(two.error());
    return decisions;
}

// A line with what there is to say about it, "FILE:3: …".
void say_line(std::ostream& err, const std::string& path, std::size_t line, const std::string& words) {
    err << path << ':' << line << ": " << words << '\n';
}

// Who may be one person or two, which home may be another's: somebody has to say.
int fail_alike(std::ostream& err, const std::string& path, const pages::Wording& say,
               const std::vector<pages::CensusQuestion>& alike) {
    for (const pages::CensusQuestion& one : alike) {
        say_line(err, path, one.line, pages::census_question_words(say, one));
        const std::string line = std::to_string(one.line) + (one.is_home ? ":home" : "");
        err << "    --same " << line << (one.is_home ? ", one home; --two " : ", one person; --two ") << line
            << (one.is_home ? ", two homes\n" : ", two people\n");
    }
    return fail(err, path + ": one or two? Say so for each; nothing was stored");
}

// All of the file or none of it. The codes, for each new person as comma-separated values, are written first: without
// them nobody could claim an account.
int import_census(const std::string& data, const std::string& path, const std::string& codes_path,
                  const CensusDecisions& decisions, std::ostream& out, std::ostream& err) {
    const auto bytes = read_file(path);
    if (!bytes) return fail(err, bytes.error());
    const auto portal = open_offline_portal(data);
    if (!portal) return fail(err, portal.error().what);
    const auto key = load_server_key(*portal->store);
    if (!key) return fail(err, key.error().what);
    const auto stored = portal->store->read_private();
    if (!stored) return fail(err, stored.error().what);
    const auto snapshot = portal->host->snapshot();
    const auto& community = snapshot->state->community;
    const Zone zone = community ? community->zone : Zone{};
    const Date today = local_time(system_now(), zone).date;
    const pages::Wording say{pages::Locale::en, zone, system_now()};
    CensusLook look = look_at_census(*bytes, *stored, snapshot->state->decisions.tree, today, decisions);
    if (look.encoding == TextEncoding::gb18030) err << path << ": read as GB18030\n";
    if (look.encoding == TextEncoding::utf16) err << path << ": read as UTF-16\n";
    const std::size_t idle = look.census.idle_decision;
    if (look.faults.empty() && idle != 0)
        look.faults = {{.problem = pages::CensusProblem::idle_decision, .line = idle}};
    for (const pages::CensusFault& fault : look.faults) {
        say_line(err, path, fault.line, pages::census_fault_words(say, fault));
    }
    if (!look.faults.empty()) return fail(err, path + ": nothing was stored");
    if (!look.census.alike.empty()) return fail_alike(err, path, say, look.census.alike);
    for (const pages::CensusRepeat& repeat : look.census.repeats) {
        say_line(err, path, repeat.line, pages::census_repeat_words(say, repeat));
    }
    CensusImport import = prepare_import(std::move(look.census), *key);
    const std::size_t people = import.people.size();
    const std::size_t homes = import.homes.size();
    Batch batch;
    batch.first_position = snapshot->checkpoint.size;
    batch.people = std::move(import.people);
    batch.accounts = std::move(import.accounts);
    batch.homes = std::move(import.homes);
    if (auto kept = write_key_file(codes_path, import.codes, ExistingFile::refuse); !kept) {
        return fail(err, kept.error().what);
    }
    if (auto kept = portal->store->commit(batch); !kept) return fail(err, kept.error().what);
    out << people << " new people, " << homes << " homes new or changed; claim codes in " << codes_path << '\n';
    return exit_success;
}

}  // namespace

int import_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/2);
    if (!arguments) return refuse_usage(err, " import", arguments.error());
    if (arguments->has("--help")) {
        out << help_text(
            "gongyi import pb FILE [OPTION]…\n       gongyi import census FILE --codes FILE [OPTION]…",
            "pb adds the election in a Pabulib .pb file to the community as a closed round. A fault of "
            "the file is\nnamed with its line and column, and nothing is stored. The server must not "
            "be running. census\nadds people and homes from comma-separated values with the columns "
            "name,born,since,class,household,\nbuilding,home,area_m2,owner; every fault is named with its "
            "line and column. The\nfile may be UTF-8, UTF-16 or GB18030. Two lines whose people or homes may be "
            "one are shown, and stored once it\nis said what they are (--same, --two). While the server "
            "runs, staff import a census on its own page.",
            options);
        return exit_success;
    }
    const std::vector<std::string>& operands = arguments->operands();
    const bool is_census = operands.size() == 2 && operands.front() == "census";
    if (is_census) {
        if (!arguments->has("--codes")) return refuse_usage(err, " import", "a census needs --codes FILE");
        if (arguments->has("--title") || arguments->has("--year") || arguments->has("--min-support")) {
            return refuse_usage(err, " import", "--title, --year and --min-support are of elections");
        }
        if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
        const auto decisions = read_decisions(*arguments);
        if (!decisions) return refuse_usage(err, " import", decisions.error());
        return import_census(arguments->text("--data", "data"), operands.back(), arguments->text("--codes", ""),
                             *decisions, out, err);
    }
    if (operands.size() != 2 || operands.front() != "pb") {
        return refuse_usage(err, " import", "it needs: pb FILE, or census FILE");
    }
    if (arguments->has("--codes")) return refuse_usage(err, " import", "--codes is of a census");
    const std::string title = arguments->text("--title", "");
    if (arguments->has("--title")) {
        if (check_text(title, {1, round_title_code_points_max}, InputRules::incoming) != TextFault::none) {
            return refuse_usage(err, " import", "--title needs one line of at most 60 characters");
        }
    }
    const auto year = arguments->number("--year", 0, 1'900, 9'999);
    if (!year) return refuse_usage(err, " import", year.error());
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    const auto support = read_support(*arguments);
    if (!support) return refuse_usage(err, " import", support.error());
    return import_pb(arguments->text("--data", "data"), operands.back(), title, *year, *support, out, err);
}

}  // namespace gongyi::server
