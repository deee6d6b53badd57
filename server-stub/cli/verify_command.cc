#include "server-stub/cli/verify_command.h"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <string_view>
#include <variant>
#include <vector>

#include "server-stub/accounts/secrets.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/http_get.h"
#include "server-stub/cli/record_source.h"
#include "server-stub/cli/system_clock.h"
#include "shared/portal/audit.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/explanation.h"
#include "shared/portal/verify.h"
#include "shared/portal/witnessed.h"
#include "shared/record/checkpoint.h"
#include "shared/record/key_change.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--key", "KEY", "The community's public key, as you know it from elsewhere: name+id+base64."},
    Option{"--checkpoint", "FILE", "A signed checkpoint that you kept, or that belongs to FILE."},
    Option{"--texts", "FILE", "The texts that belong to FILE, as the page of the record offers them."},
    Option{"--witness", "URL", "Asks this witness itself what it saw, not the portal: http:// or https://…"},
    Option{"--help", "", "This text."},
};

constexpr std::string_view what =
    "Checks a public record: a file of entries as a portal's page of the record offers it, or a portal's address\n"
    "(https://HOST or http://HOST:PORT). One line a check. Exit status: 0 everything holds, 1 something is wrong, 2 "
    "nothing could be\n"
    "checked.";

// What was found, line by line.
class Report {
public:
    explicit Report(std::ostream& out) : out_{out} {}
    void good(std::string_view check, const std::string& text) { line("ok        ", check, text); }
    void left_out(std::string_view check, const std::string& text) { line("left out  ", check, text); }
    void wrong(std::string_view check, const std::string& text) {
        line("WRONG     ", check, text);
        is_good_ = false;
    }
    void tell(bool is_good, std::string_view check, const std::string& if_good, const std::string& if_wrong) {
        is_good ? good(check, if_good) : wrong(check, if_wrong);
    }
    [[nodiscard]] bool is_good() const { return is_good_; }

private:
    void line(std::string_view verdict, std::string_view check, const std::string& text) {
        out_ << verdict << check << ": " << text << '\n' << std::flush;
    }

    std::ostream& out_;
    bool is_good_ = true;
};

// A record being checked.
struct Subject {
    record::MemoryNodes nodes;
    portal::Replay replay{nodes};

    [[nodiscard]] const portal::State& state() const { return replay.state(); }
    [[nodiscard]] std::uint64_t size() const { return replay.tree().size(); }
    // The key that signs a record of `size` entries: the last one announced by then. Null when there is none.
    [[nodiscard]] const record::VerifyingKey* key_at(std::uint64_t size) const {
        const record::VerifyingKey* key = nullptr;
        for (const portal::RecordKey& announced : state().record_keys) {
            if (announced.entry < size) key = &announced.key;
        }
        return key;
    }
};

// Whether the replay came to the end.
bool check_entries(Subject& subject, std::string_view entries, Report& report) {
    while (!entries.empty()) {
        const std::size_t end = entries.find('\n');
        if (end == std::string_view::npos) {
            report.wrong("entries", "the last one is cut off");
            return false;
        }
        if (const auto appended = subject.replay.append(entries.substr(0, end)); !appended) {
            const portal::RecordFault& fault = appended.error();
            report.wrong("entries", "number " + std::to_string(fault.index) + " cannot be: " + fault.what);
            return false;
        }
        entries.remove_prefix(end + 1);
    }
    report.good("entries", std::to_string(subject.size()) + ", each may follow the one before; root " +
                               to_base64(subject.replay.tree().root()));
    return true;
}

// Which texts were taken down, when and why; and whether all others are here.
void check_texts(Subject& subject, const std::optional<std::string>& shown, Report& report) {
    const auto supplied = supply_lines(subject.replay, shown ? *shown : std::string_view{});
    if (!supplied) {
        const ParseError& fault = supplied.error();
        return report.wrong("texts",
                            "one is not what its commitment says: at \"" + fault.pointer + "\": needs " + fault.want);
    }
    std::size_t held = 0;
    std::size_t missing = 0;
    for (const auto& [commitment, text] : subject.state().decisions.texts) {
        if (text.opened) ++held;
        if (text.is_withheld()) ++missing;
        if (text.is_withheld() && shown) {
            report.wrong("text of entry " + std::to_string(text.entry),
                         "withheld without a tombstone: " + to_hex(commitment));
        }
        if (!text.takedown) continue;
        const decision::Takedown& down = *text.takedown;
        report.good("text of entry " + std::to_string(text.entry),
                    "taken down by entry " + std::to_string(down.entry) + " on " +
                        to_iso(local_time(down.at, subject.state().community->zone).date) + ": " +
                        std::string{decision::ground_name(down.ground)});
    }
    if (shown) {
        report.tell(missing == 0, "texts", std::to_string(held) + ", each fits its commitment",
                    std::to_string(missing) + " are withheld");
    } else if (missing > 0) {
        report.left_out("texts", std::to_string(missing) + " were not given (--texts)");
    }
}

// A checkpoint of this record, of the present size or an earlier one: its root, then its signature.
void check_checkpoint(Subject& subject, std::string_view name, const std::string& note, Report& report) {
    const auto stated = record::stated_checkpoint(note);
    if (!stated) return report.wrong(name, "it is none: " + stated.error().want);
    const record::Tree tree{subject.nodes, subject.size()};
    const auto root = tree.root_at(stated->size);
    const std::string size = std::to_string(stated->size);
    if (!root) {
        report.wrong(name, "it states " + size + " entries, and the record has " + std::to_string(subject.size()));
    } else {
        report.tell(*root == stated->root, name, "the record has that root at " + size + " entries",
                    "the record has another root at " + size + " entries: " + to_base64(*root) + ", not " +
                        to_base64(stated->root));
    }
    const std::string signature = std::string{name} + " signature";
    const record::VerifyingKey* key = subject.key_at(stated->size);
    if (key == nullptr) return report.wrong(signature, "the record has announced no key by then");
    const auto opened = record::open_checkpoint(note, portal::record_origin(subject.state()), std::span{key, 1});
    report.tell(opened.has_value(), signature, "by " + key->to_text(),
                "not by the record's key " + key->to_text() + ": " +
                    std::string{opened ? "" : record::fault_name(opened.error())});
}

// What the witnesses that the record names say of it, as the portal tells.
void check_witnesses(Subject& subject, const std::string& witnessed, Report& report) {
    const record::Tree tree{subject.nodes, subject.size()};
    const UnixMs now = system_now();
    const auto found = portal::judge_witnessed(subject.state(), tree, witnessed, now);
    const portal::NamedWitnesses* const named = portal::present_witnesses(subject.state());
    if (named == nullptr) {
        const bool are_withdrawn = !subject.state().witnesses.empty();
        return report.left_out("witnesses", are_withdrawn ? "the record had some and has WITHDRAWN them: ask why"
                                                          : "the record names none: it has its own key's word alone");
    }
    const auto count = [](auto number) { return std::to_string(number); };
    const std::string of = count(found.signers) + " of " + count(named->policy.witnesses.size()) + " (" +
                           count(named->policy.quorum) + " needed)";
    const std::string minutes = count((now.ms - found.at.ms) / minute_ms) + " min";
    switch (found.state) {
        case portal::WitnessState::witnessed:
            return report.good("witnesses", of + " signed all " + count(found.size) + " entries, " + minutes + " ago");
        case portal::WitnessState::fresh:
            return report.left_out("witnesses", "NOT YET WITNESSED from entry " + count(found.size) +
                                                    " on: nobody but the portal vouches for what follows (for " +
                                                    minutes + " so far)");
        case portal::WitnessState::missing:
            return report.wrong("witnesses", "none has signed for " + minutes + ": nobody but the portal vouches for " +
                                                 "what follows on entry " + count(found.size) +
                                                 ". Ask the witness what it saw (--witness URL)");
        case portal::WitnessState::contradicted:
            return report.wrong(
                "witnesses", "CONTRADICTED: a witness signed another record than this one. It signed:\n" + witnessed);
        case portal::WitnessState::none:
            break;
    }
}

// Which of the record's witnesses signed a checkpoint that came from elsewhere.
void tell_cosigners(const Subject& subject, std::string_view name, const std::string& note, Report& report) {
    const portal::NamedWitnesses* const named = portal::present_witnesses(subject.state());
    if (named == nullptr) return;
    for (const record::WitnessKey& witness : named->policy.witnesses) {
        const auto time_s = record::cosigned_at(note, witness);
        const std::string check = std::string{name} + " cosignature";
        if (!time_s) report.wrong(check, "not by " + witness.to_text());
        if (!time_s || !*time_s) continue;
        const auto minutes = (system_now().ms / 1'000 - static_cast<std::int64_t>(**time_s)) / 60;
        report.good(check, "by " + witness.name() + ", " + std::to_string(minutes) + " min ago");
    }
}

void check_keys(const Subject& subject, const std::optional<record::VerifyingKey>& known, Report& report) {
    const portal::State& state = subject.state();
    for (std::size_t i = 1; i < state.record_keys.size(); ++i) {
        const portal::RecordKey& key = state.record_keys[i];
        const std::string where = "announced in entry " + std::to_string(key.entry);
        if (key.is_endorsed) {
            report.good("key change", where + ", with the word of the key before it");
        } else {
            report.left_out("key change", where + " WITHOUT the word of the key before it: ask the community why");
        }
    }
    if (!known) return report.left_out("known key", "none was given (--key)");
    switch (portal::key_trust(state, *known)) {
        case portal::KeyTrust::same:
            return report.good("known key", "it is the record's present key");
        case portal::KeyTrust::followed:
            return report.good("known key", "it vouches for the record's present key");
        case portal::KeyTrust::replaced:
            return report.wrong("known key", "it was replaced without its word");
        case portal::KeyTrust::unknown:
            break;
    }
    report.wrong("known key", "the record has never had it");
}

// Where the record says itself that it does not continue one that was signed.
void tell_restorations(const Subject& subject, Report& report) {
    for (const portal::Restoration& one : subject.state().restorations) {
        report.left_out("record", "entry " + std::to_string(one.entry) + " says that it does not continue one of " +
                                      std::to_string(one.told.former_size) +
                                      " entries that was signed: " + one.told.reason);
    }
}

// Among how many a ballot is hidden; of papers alone nothing is said.
std::string batch_words(const portal::AuditReport& audit) {
    if (audit.smallest_batch == 0) return {};
    if (audit.smallest_batch == 1) return "; smallest batch 1: whoever knew when its voter voted knows that ballot";
    return "; smallest batch " + std::to_string(audit.smallest_batch) +
           ": whoever knew when somebody voted cannot tell the ballot among so many";
}

// The secret ballot of a round: each credential and signature.
void tell_audit(const Subject& subject, const Round& round, const std::string& name, Report& report) {
    const portal::AuditReport audit = portal::audit(round, subject.state().community->slug);
    const auto count = [](std::int64_t number) { return std::to_string(number); };
    report.tell(audit.is_good(), name,
                count(audit.ballots) + " ballots of " + count(audit.credentials) + " credentials (" +
                    count(audit.credentials_issued) + " issued) and " + count(audit.papers) + " papers (" +
                    count(audit.papers_issued) + " handed out): credentials and signatures are good" +
                    batch_words(audit),
                count(audit.faults) + " credentials or signatures are not good");
}

void check_rounds(const Subject& subject, Report& report) {
    for (const Round& round : subject.state().rounds) {
        const std::string name = "round " + std::to_string(round.id.raw());
        if (!portal::is_counted(round)) {
            report.left_out(name, "not counted yet");
            continue;
        }
        for (const portal::Recount& recount : portal::recount(round)) {
            const std::string rule = recount.rule == TallyRule::greedy ? "most votes first" : "equal shares";
            const std::string ballots = std::to_string(round.ballots.size()) + " ballots counted again by " + rule;
            report.tell(recount.is_equal(), name, ballots + ": the published result", ballots + ": another result");
        }
        if (portal::is_auditable(round)) tell_audit(subject, round, name, report);
    }
}

void tell_program(const Subject& subject, Report& report) {
    const auto& program = subject.state().program;
    if (!program) return report.left_out("program", "the record names none");
    report.left_out("program", "the record names core.wasm " + to_hex(program->core) + " and all files " +
                                   to_hex(program->files) + "; compare them with a build of your own");
}

struct Request {
    std::string source;
    std::optional<record::VerifyingKey> key;
    std::optional<std::string> checkpoint;
    std::optional<std::string> texts;
    std::optional<PortalAddress> witness;
    std::string witness_prefix;
};

Expected<Request, std::string> read_request(const Arguments& arguments) {
    Request request;
    if (arguments.operands().size() != 1) return unexpected(std::string{"it needs a file or an address"});
    request.source = arguments.operands().front();
    if (arguments.has("--key")) {
        auto key = record::VerifyingKey::parse(arguments.text("--key", ""));
        if (!key) return unexpected("--key needs " + key.error().want);
        request.key = *std::move(key);
    }
    if (arguments.has("--witness")) {
        const std::string url = arguments.text("--witness", "");
        if (!is_portal_address(url)) return unexpected(std::string{"--witness needs an address: https://…"});
        auto address = read_portal_address(url);
        if (!address) return unexpected(std::move(address.error()));
        request.witness = *std::move(address);
        request.witness_prefix = path_prefix(url);
    }
    return request;
}

// The checkpoint that the witness signed last of the record shown. Where that has grown meanwhile, it is read anew.
Expected<std::string, std::string> ask_witness(const Request& request, ShownRecord& shown) {
    const auto first = portal::parse_entry(std::string_view{shown.entries}.substr(0, shown.entries.find('\n')));
    const auto* founded = first ? std::get_if<portal::CommunityFounded>(&first->event) : nullptr;
    if (founded == nullptr) return unexpected(std::string{"the record does not begin with a community"});
    const std::string target = request.witness_prefix + "/checkpoint/gongyi/" + founded->community.slug;
    auto seen = http_get(*request.witness, target, record::note_bytes_max);
    if (!seen) return seen;
    const auto stated = record::stated_checkpoint(*seen);
    const auto size = std::count(shown.entries.begin(), shown.entries.end(), '\n');
    if (stated && stated->size > static_cast<std::uint64_t>(size) && is_portal_address(request.source)) {
        auto anew = read_record(request.source);
        if (!anew) return unexpected(anew.error());
        shown = *std::move(anew);
    }
    return seen;
}

int verify(Request request, std::ostream& out, std::ostream& err) {
    const auto cannot = [&](const std::string& sentence) {
        err << "gongyi verify: " << sentence << '\n';
        return exit_usage;
    };
    auto shown = read_record(request.source);
    if (!shown) return cannot(shown.error());
    std::string seen;
    if (request.witness) {
        auto asked = ask_witness(request, *shown);
        if (!asked) return cannot(asked.error());
        seen = *std::move(asked);
    }
    Report report{out};
    Subject subject;
    if (request.texts) shown->texts = std::move(request.texts);
    if (check_entries(subject, shown->entries, report)) {
        check_texts(subject, shown->texts, report);
        if (!shown->checkpoint.empty()) check_checkpoint(subject, "checkpoint", shown->checkpoint, report);
        if (request.checkpoint) {
            const std::string_view name = shown->checkpoint.empty() ? "checkpoint" : "kept checkpoint";
            check_checkpoint(subject, name, *request.checkpoint, report);
            tell_cosigners(subject, name, *request.checkpoint, report);
        }
        if (shown->checkpoint.empty() && !request.checkpoint) {
            report.left_out("checkpoint", "none was given (--checkpoint): nobody has signed for these entries");
        }
        check_witnesses(subject, shown->witnessed, report);
        if (!seen.empty()) {
            check_checkpoint(subject, "the witness's checkpoint", seen, report);
            tell_cosigners(subject, "the witness's checkpoint", seen, report);
        }
        check_keys(subject, request.key, report);
        tell_restorations(subject, report);
        check_rounds(subject, report);
        tell_program(subject, report);
    }
    return report.is_good() ? exit_success : exit_failure;
}

}  // namespace

int verify_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/1);
    if (!arguments) return refuse_usage(err, " verify", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi verify FILE | URL [OPTION]…", what, options);
        return exit_success;
    }
    auto request = read_request(*arguments);
    if (!request) return refuse_usage(err, " verify", request.error());
    if (!start_cryptography()) return fail(err, "libsodium cannot be used here");
    if (arguments->has("--checkpoint")) {
        auto note = read_whole_file(arguments->text("--checkpoint", ""), record::note_bytes_max);
        if (!note) {
            err << "gongyi verify: " << note.error() << '\n';
            return exit_usage;
        }
        request->checkpoint = *std::move(note);
    }
    if (arguments->has("--texts")) {
        auto texts = read_whole_file(arguments->text("--texts", ""), record_bytes_max);
        if (!texts) {
            err << "gongyi verify: " << texts.error() << '\n';
            return exit_usage;
        }
        request->texts = *std::move(texts);
    }
    return verify(*std::move(request), out, err);
}

}  // namespace gongyi::server
