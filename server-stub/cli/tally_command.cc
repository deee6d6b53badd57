#include "server-stub/cli/tally_command.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iomanip>
#include <optional>
#include <ostream>
#include <sstream>
#include <vector>

#include "shared/tally/margin.h"
#include "shared/tally/outcome_json.h"
#include "shared/tally/pb.h"
#include "shared/tally/tally.h"
#include "shared/tally/wide.h"

namespace gongyi::server {

namespace {

using namespace gongyi::tally;

constexpr const char* help_text = R"(gongyi tally FILE.pb [--rule greedy|mes|phragmen] [options]

Counts the election in FILE.pb (Pabulib's format) exactly and says why each project was funded or not.

  --rule greedy|mes|phragmen   greedy; the Method of Equal Shares (default); sequential Phragmén
  --utility cost|cardinality|points|borda
                               what a funded project is worth to a voter who named it (default cost)
  --completion none|greedy|add1|add1u
                               mes: what follows when nothing more is affordable (default none)
  --exhaustive                 mes: add1 stops at an outcome to which nothing more can be added
  --integral                   mes: everyone starts with whole units of currency
  --by votes|votes-per-cost    greedy: what sorts the projects (default votes under the utility cost, else
                               votes-per-cost, with what the votes are worth for votes)
  --skip, --no-skip            greedy and phragmen: go on after a project that does not fit (greedy does), or stop there
                               (phragmen does)
  --min-support N|P%           the floor of support: leave out projects named on fewer than N valid ballots, or on less
                               than P% of them and at least one; 0 for none (default: what the file's
                               min_project_score_threshold says, else 1)
  --threshold P                also leave out projects named on less than this share of the ballots: 0.05 or 5%
  --seed S                     break ties that cost and votes leave open by the order drawn from this whole number
                               (default: by the projects' ids)
  --margins                    also say by how many more supporters, and at which cost, each project that was not
                               funded would have been; that takes many counts
  --format text|json           (default text)

What is doubtful in the file is told on the standard error output as FILE:LINE:COLUMN, and counted all the same.

Exit code 0; 1 when the file can not be read; 2 when the command is wrong.
)";

struct TallyArguments {
    std::optional<std::string> file{};
    std::optional<GreedyOrder> order{};
    std::optional<Floor> floor{};
    std::optional<Share> floor_share{};  // Of --min-support.
    Rule rule{};
    bool json = false;
    bool margins = false;
    bool help = false;
};

// Reads the words of the command one after the other; the first fault stays.
class ArgumentReader {
public:
    explicit ArgumentReader(std::span<const std::string> words) : words_{words} {}

    Expected<TallyArguments, std::string> read() {
        while (at_ < words_.size() && !fault_) read_word();
        if (!fault_ && !arguments_.help) complete();
        if (fault_) return unexpected(*fault_);
        return std::move(arguments_);
    }

private:
    void read_word() {
        std::string name = words_[at_++];
        if (!name.starts_with("-") || name == "-") {
            if (arguments_.file) fault_ = "There is more than one file: \"" + name + "\".";
            arguments_.file = std::move(name);
            return;
        }
        std::optional<std::string> given;
        if (const std::size_t equals = name.find('='); equals != std::string::npos) {
            given = name.substr(equals + 1);
            name.resize(equals);
        }
        if (read_flag(name)) {
            if (given) fault_ = "The option " + name + " takes no value.";
            return;
        }
        read_option(name, given);
    }

    bool read_flag(const std::string& name) {
        if (name == "--help" || name == "-h") return arguments_.help = true;
        if (name == "--margins") return arguments_.margins = true;
        if (name == "--exhaustive") return arguments_.rule.exhaustive = true;
        if (name == "--integral") return arguments_.rule.integral = true;
        if (name == "--skip") return arguments_.rule.skip.emplace(true);
        if (name == "--no-skip") {
            arguments_.rule.skip = false;
            return true;
        }
        return false;
    }

    template <class T>
    void take(const Expected<T, std::string>& value, auto&& into) {
        if (!value) {
            fault_ = value.error();
        } else {
            into = *value;
        }
    }

    void read_option(const std::string& name, const std::optional<std::string>& given) {
        constexpr const char* known[] = {"--rule", "--utility",   "--completion",  "--by",
                                         "--seed", "--threshold", "--min-support", "--format"};
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
            fault_ = "There is no option " + name + "; --help lists them.";
            return;
        }
        if (!given && at_ == words_.size()) {
            fault_ = "The option " + name + " needs a value.";
            return;
        }
        const std::string value = given ? *given : words_[at_++];
        if (name == "--rule") take(method_from(value), arguments_.rule.method);
        if (name == "--utility") take(utility_from(value), arguments_.rule.utility);
        if (name == "--completion") take(completion_from(value), arguments_.rule.completion);
        if (name == "--by") take(greedy_order_from(value), arguments_.order);
        if (name == "--threshold") take(share_from(value), arguments_.rule.threshold);
        if (name == "--min-support") read_floor(value);
        if (name == "--seed") read_seed(value);
        if (name == "--format") {
            arguments_.json = value == "json";
            if (value != "json" && value != "text")
                fault_ = "There is no format \"" + value + "\"; there are text, json.";
        }
    }

    void read_floor(const std::string& value) {
        arguments_.floor_share.reset();
        if (value.ends_with('%')) {
            const auto share = share_from(value);
            if (!share) {
                fault_ = share.error();
                return;
            }
            arguments_.floor_share = *share;
            arguments_.floor = Floor{.min_votes = share->part > 0 ? 1 : 0};
            return;
        }
        std::uint32_t votes = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), votes);
        if (error != std::errc{} || end != value.data() + value.size()) {
            fault_ =
                "The least support \"" + value + "\" is neither a whole number of votes nor a percentage up to 100%.";
        }
        arguments_.floor = Floor{.min_votes = votes};
    }

    void read_seed(const std::string& value) {
        std::uint64_t seed = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seed);
        if (error != std::errc{} || end != value.data() + value.size()) {
            fault_ = "The seed \"" + value + "\" is not a whole number from 0 to 18446744073709551615.";
        }
        arguments_.rule.seed = seed;
    }

    void complete() {
        if (!arguments_.file) {
            fault_ = "No file is given; --help shows how.";
        } else {
            if (arguments_.floor_share) take_larger(*arguments_.floor_share);
            const bool greedy = arguments_.rule.method == Method::greedy;
            const bool by_cost = arguments_.rule.utility == Utility::cost;
            const GreedyOrder usual = greedy && !by_cost ? GreedyOrder::votes_per_cost : GreedyOrder::votes;
            if (arguments_.order && !greedy) fault_ = "The option --by is for the rule greedy alone.";
            arguments_.rule.order = arguments_.order.value_or(usual);
        }
    }

    // Both shares have to be reached: so the larger one.
    void take_larger(const Share& share) {
        const Share& other = arguments_.rule.threshold;
        if (Wide{share.part} * other.whole > Wide{other.part} * share.whole) arguments_.rule.threshold = share;
    }

    std::span<const std::string> words_;
    std::size_t at_ = 0;
    TallyArguments arguments_{};
    std::optional<std::string> fault_{};
};

std::vector<std::optional<Margin>> find_margins(const Election& election, const Outcome& outcome) {
    std::vector<std::optional<Margin>> margins(election.projects.size());
    for (std::uint32_t p = 0; p < margins.size(); ++p) {
        if (!outcome.projects[p].selected) margins[p] = find_margin(election, outcome.rule, p);
    }
    return margins;
}

void write_margin(const Election& election, const Margin& margin, std::ostream& out) {
    if (margin.supporters) out << "; " << *margin.supporters << " more supporters would have funded it";
    if (margin.cost) out << "; funded at a cost of " << amount_text(*margin.cost, election.amount_decimals);
}

void write_text(const Election& election, const Outcome& outcome, const std::vector<std::optional<Margin>>& margins,
                std::ostream& out) {
    const auto amount = [&](std::int64_t units) { return amount_text(units, election.amount_decimals); };
    out << "Rule " << name_of(outcome.rule.method) << ", budget " << budget_text(election) << ", "
        << election.ballots.count() << " valid ballots, " << election.invalid_ballots.size() << " invalid.\n";
    out << "Funded: " << outcome.selected.size() << " of " << election.projects.size() << " projects for "
        << amount(outcome.cost) << ".\n";
    for (const std::uint32_t p : outcome.selected) {
        const ProjectOutcome& project = outcome.projects[p];
        out << std::setw(5) << project.order << "  " << election.projects[p].id << "  " << cost_text(election, p)
            << "  " << project.votes << " votes  " << name_of(project.verdict) << "  " << election.projects[p].name
            << '\n';
    }
    out << "Not funded:\n";
    for (std::uint32_t p = 0; p < outcome.projects.size(); ++p) {
        const ProjectOutcome& project = outcome.projects[p];
        if (project.selected) continue;
        out << "       " << election.projects[p].id << "  " << cost_text(election, p) << "  " << project.votes
            << " votes  " << name_of(project.verdict);
        // Nothing is missing of a project that costs nothing, or that took no part.
        if (project.missing > 0) out << ", missing " << amount(project.missing);
        out << "  " << election.projects[p].name;
        if (p < margins.size() && margins[p]) write_margin(election, *margins[p], out);
        out << '\n';
    }
    const std::int64_t needed = votes_needed(outcome.rule, election.ballots.count());
    if (needed > 0) out << "Least support: named on " << needed << " valid ballots.\n";
    if (outcome.rule.min_points > 0) {
        out << "Least support: " << amount_text(outcome.rule.min_points, election.points_decimals) << " points.\n";
    }
    out << "Voters by how many of their projects are funded:";
    for (std::size_t k = 0; k < outcome.funded_counts.size(); ++k)
        out << ' ' << k << ": " << outcome.funded_counts[k] << ';';
    out << '\n';
    for (const Tie& tie : outcome.ties) {
        out << "Tie for place " << tie.order << ", decided by " << name_of(tie.by) << ':';
        for (const std::uint32_t p : tie.projects) out << ' ' << election.projects[p].id;
        out << '\n';
    }
}

}  // namespace

int tally_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = ArgumentReader{args}.read();
    if (!arguments) {
        err << arguments.error() << '\n';
        return 2;
    }
    if (arguments->help) {
        out << help_text;
        return 0;
    }
    std::ifstream file{*arguments->file, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || !text) {
        err << *arguments->file << ":1:1: the file can not be read.\n";
        return 1;
    }
    const auto tell = [&](const PbError& error) {
        err << *arguments->file << ':' << error.line << ':' << error.column << ": " << error.what << ".\n";
    };
    std::vector<PbError> remarks;
    const auto election = read_pb(std::move(text).str(), {.keep_voter_columns = false, .remarks = &remarks});
    if (!election) {
        tell(election.error());
        return 1;
    }
    for (const PbError& remark : remarks) tell(remark);
    Rule rule = arguments->rule;
    const Floor floor = arguments->floor.value_or(floor_of(*election));
    rule.min_votes = floor.min_votes;
    rule.min_points = floor.min_points;
    if (const auto refusal = refuse(rule, election->kind)) {
        err << *refusal << '\n';
        return 2;
    }
    const Outcome outcome = gongyi::tally::tally(*election, rule);
    const auto margins = arguments->margins ? find_margins(*election, outcome) : std::vector<std::optional<Margin>>{};
    if (arguments->json) {
        out << outcome_json(*election, outcome, margins) << '\n';
    } else {
        write_text(*election, outcome, margins, out);
    }
    return 0;
}

}  // namespace gongyi::server
