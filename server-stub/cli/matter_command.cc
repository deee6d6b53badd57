// gongyi matter
#include <array>
#include <optional>
#include <ostream>
#include <vector>

#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/record_source.h"
#include "shared/base/number.h"
#include "shared/community/quorum.h"
#include "shared/decision/explain.h"
#include "shared/decision/gates.h"
#include "shared/portal/verify.h"

namespace gongyi::server {
namespace {

using decision::DecisionState;
using decision::Evidence;
using decision::EvidenceKind;
using decision::Matter;

constexpr std::string_view record_usual = "http://127.0.0.1:8080";

constexpr std::array options{
    Option{"--explain", "", "Every check that made its closed gates valid: number, source, entry of the record."},
    Option{"--record", "FILE|URL", "The public record: a file of entries, or a portal (http://127.0.0.1:8080)."},
    Option{"--texts", "FILE", "The texts that belong to a file of entries; without them nothing has a title."},
    Option{"--help", "", "This text."},
};

constexpr std::string_view what =
    "Tells where a matter is, from the public record. NAME is its number, its title or a part of its title that no\n"
    "other has. Exit status: 0 told, 1 there is no such matter or the record is broken.";

std::string stage_name(decision::MatterStage stage) {
    static constexpr std::array<std::string_view, 4> names{"open", "completed", "rejected", "withdrawn"};
    return std::string{names[static_cast<std::size_t>(stage)]};
}

std::string day_of(UnixMs at, Zone zone) {
    return to_iso(local_time(at, zone).date);
}

std::string title_of(const DecisionState& state, const FreeText& title) {
    if (const auto words = decision::words_of(state.texts, title)) return std::string{*words};
    return decision::takedown_of(state.texts, title) != nullptr ? "(title taken down)" : "(title missing)";
}

// The matter that `name` means, or a sentence.
Expected<const Matter*, std::string> find_named(const DecisionState& state, const std::string& name) {
    if (const auto number = whole_number(name)) {
        const Matter* const matter = decision::find_matter(state, decision::MatterId{*number});
        if (matter != nullptr) return matter;
    }
    std::vector<const Matter*> alike;
    for (const Matter& matter : state.matters) {
        const std::string title = title_of(state, matter.title);
        if (title == name) return &matter;
        if (title.find(name) != std::string::npos) alike.push_back(&matter);
    }
    if (alike.empty()) return unexpected("the record has no matter \"" + name + '"');
    if (alike.size() == 1) return alike.front();
    std::string text = '"' + name + "\" fits several matters:";
    for (const Matter* matter : alike) {
        text += "\n  " + std::to_string(matter->id.raw()) + "  " + title_of(state, matter->title);
    }
    return unexpected(std::move(text));
}

std::string words_of(const DecisionState& state, const Evidence& one) {
    const std::string needed = std::to_string(one.needed);
    const std::string got = std::to_string(one.got);
    switch (one.kind) {
        case EvidenceKind::document:
            return one.detail + " \"" + title_of(state, one.title) + "\", SHA-256 " + to_hex(one.hash);
        case EvidenceKind::quorum:
        case EvidenceKind::majority:
            return std::string{measure_name(one.measure)} + ": needed " + needed + ", got " + got;
        case EvidenceKind::consultation:
            return got + " opinions, and the published reply";
        case EvidenceKind::minutes:
            return "signatures needed " + needed + ", got " + got + ", SHA-256 " + to_hex(one.hash);
        case EvidenceKind::notice_period:
            return "days needed " + needed + ", got " + got;
        case EvidenceKind::objections:
            return got + " filed, 0 without an answer";
        case EvidenceKind::result:
            break;
    }
    return "planned and actual are recorded";
}

void tell_evidence(const DecisionState& state, const Matter& matter, Zone zone, std::ostream& out) {
    const RuleProfile& profile = decision::profile_of(state, matter);
    for (const decision::GateEvidence& gate : decision::explain(state, matter)) {
        const Gate& rule = profile.gates[static_cast<std::size_t>(gate.gate)];
        out << '\n'
            << gate.gate + 1 << ". " << rule.id << " (" << rule.title.zh_hans << "), closed "
            << day_of(gate.closed_at, zone) << ", entry " << gate.entry;
        if (gate.meeting != decision::MeetingId{}) {
            out << ", meeting " << gate.meeting.raw() << ", motion " << gate.motion;
        }
        if (gate.notice != decision::NoticeId{}) out << ", notice " << gate.notice.raw();
        out << '\n';
        for (const Evidence& one : gate.evidence) {
            out << "   ok  " << decision::evidence_name(one.kind) << "  " << words_of(state, one);
            if (one.entry) out << ", entry " << *one.entry;
            out << '\n';
            if (!one.source.empty()) out << "       " << one.source << '\n';
        }
    }
}

void tell(const portal::State& portal, const Matter& matter, bool explains, std::ostream& out) {
    const DecisionState& state = portal.decisions;
    const Zone zone = portal.community ? portal.community->zone : Zone{};
    const RuleProfile& profile = decision::profile_of(state, matter);
    out << "matter " << matter.id.raw() << "  " << title_of(state, matter.title) << '\n';
    out << "stage  " << stage_name(matter.stage);
    if (matter.stage == decision::MatterStage::open) {
        const Gate& gate = decision::current_gate(state, matter);
        out << ", at gate " << decision::gate_of(matter) + 1 << " of " << profile.gates.size() << ", " << gate.id
            << " (" << gate.title.zh_hans << ')';
    }
    out << "\nrules  " << profile.id << " (" << source_state_name(profile.state) << "): " << profile.source << '\n';
    if (explains) tell_evidence(state, matter, zone, out);
}

}  // namespace

int matter_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/1);
    if (!arguments) return refuse_usage(err, " matter", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi matter NAME [--explain] [--record FILE|URL] [--texts FILE]", what, options);
        return exit_success;
    }
    if (arguments->operands().size() != 1) return refuse_usage(err, " matter", "it needs the NAME of a matter");
    auto shown = read_record(std::string{arguments->text("--record", record_usual)});
    if (!shown) return fail(err, shown.error());
    if (arguments->has("--texts")) {
        auto texts = read_whole_file(arguments->text("--texts", ""), record_bytes_max);
        if (!texts) return fail(err, texts.error());
        shown->texts = *std::move(texts);
    }
    portal::Replay replay;
    std::string_view rest = shown->entries;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return fail(err, "the record ends in the middle of an entry");
        const auto appended = replay.append(rest.substr(0, end));
        if (!appended)
            return fail(err, "entry " + std::to_string(appended.error().index) + ' ' + appended.error().what);
        rest.remove_prefix(end + 1);
    }
    const auto supplied = supply_lines(replay, shown->texts ? *shown->texts : std::string_view{});
    if (!supplied) return fail(err, "the texts are not the record's: " + supplied.error().want);
    const auto matter = find_named(replay.state().decisions, arguments->operands().front());
    if (!matter) return fail(err, matter.error());
    tell(replay.state(), **matter, arguments->has("--explain"), out);
    return exit_success;
}

}  // namespace gongyi::server
