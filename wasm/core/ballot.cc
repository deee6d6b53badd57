#include "wasm/core/ballot.h"

#include <utility>

#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/microproject/json.h"
#include "shared/portal/ballot.h"
#include "shared/portal/cast_json.h"
#include "shared/portal/receipt.h"
#include "shared/portal/receipt_code.h"
#include "wasm/core/answer.h"
#include "wasm/core/request.h"

namespace gongyi::core {
namespace {

constexpr std::int64_t audit_step_max = 100'000;

using core::invalid;

Answer refused(std::string_view code) {
    JsonWriter json;
    json.begin_object().key("code").string(code).end_object();
    return {.status = Status::refused, .body = json.take()};
}

Answer invalid(std::string_view pointer, ballotbox::GroupFault fault) {
    return invalid(ParseError{std::string{pointer}, std::string{ballotbox::fault_name(fault)}});
}

// A round that is voted on with credentials.
const Round* find_secret_round(const portal::State& state, RoundId id) {
    const Round* round = portal::find_round(state, id);
    return round != nullptr && round->ballot_key ? round : nullptr;
}

const ParseError no_such_round{"/round", "a round with credentials"};

void write_findings(JsonWriter& json, const portal::AuditReport& report) {
    json.begin_array();
    for (const portal::AuditFinding& finding : report.findings) {
        json.begin_object().key("commitment").string(to_hex(finding.commitment));
        json.key("fault").string(portal::fault_name(finding.fault)).end_object();
    }
    json.end_array();
}

// A file is a JSON object; what a QR code holds is not.
std::optional<portal::Receipt> receipt_from(const portal::State& state, std::string_view text, RoundId round) {
    if (!text.starts_with('{')) {
        return state.community ? portal::parse_receipt_code(text, state.community->slug, round) : std::nullopt;
    }
    auto read = portal::parse_receipt(text);
    if (!read || read->round != round) return std::nullopt;
    return *std::move(read);
}

}  // namespace

Answer prepare_ballot(std::string_view input) {
    JsonReader reader{input, request_bytes_max};
    const JsonValue root = reader.root();
    Secret<64> blind;
    Secret<32> seed;
    read_bytes(root.field("blind"), blind.bytes());
    read_bytes(root.field("seed"), seed.bytes());
    if (const auto read = reader.finish(true); !read) return invalid(read.error());
    const auto secret = portal::BallotSecret::make(seed, blind);
    if (!secret) return invalid("/blind", secret.error());
    JsonWriter json;
    json.begin_object().key("blinded").string(secret->blinded().to_hex());
    json.key("secret").string(secret->to_hex()).end_object();
    return ok(json);
}

Answer accept_credential(const portal::State& state, std::string_view input) {
    JsonReader reader{input, request_bytes_max};
    const JsonValue root = reader.root();
    const std::string evaluation_text = root.field("evaluation").string(2 * 96);
    const auto id = root.field("round").id<RoundId>();
    const std::string secret_text = root.field("secret").string(2 * portal::BallotSecret::size_bytes);
    if (const auto read = reader.finish(true); !read) return invalid(read.error());
    const Round* round = find_secret_round(state, id);
    if (round == nullptr) return invalid(no_such_round);
    const auto secret = portal::BallotSecret::from_hex(secret_text);
    if (!secret) return invalid("/secret", secret.error());
    const auto evaluation = ballotbox::Evaluation::from_hex(evaluation_text);
    if (!evaluation) return refused(ballotbox::fault_name(evaluation.error()));
    const auto public_key = ballotbox::Element::parse(*round->ballot_key);
    if (!public_key) return invalid(no_such_round);
    const auto credential = secret->accept(*evaluation, *public_key);
    if (!credential) return refused(ballotbox::fault_name(credential.error()));
    JsonWriter json;
    json.begin_object().key("credential").string(hex_of(*credential)).end_object();
    return ok(json);
}

Answer sign_ballot(const portal::State& state, std::string_view input) {
    JsonReader reader{input, request_bytes_max};
    const JsonValue root = reader.root();
    std::vector<ProjectId> choices = read_choices(root.field("choices"));
    BallotCredential credential{};
    read_bytes(root.field("credential"), credential);
    const auto id = root.field("round").id<RoundId>();
    const Salt salt = root.field("salt").salt();
    const std::string secret_text = root.field("secret").string(2 * portal::BallotSecret::size_bytes);
    const int version = root.field("version").integer<int>(1, ballot_versions_max);
    if (const auto read = reader.finish(true); !read) return invalid(read.error());
    if (find_secret_round(state, id) == nullptr) return invalid(no_such_round);
    const auto secret = portal::BallotSecret::from_hex(secret_text);
    if (!secret) return invalid("/secret", secret.error());
    CastBallot command{id, secret->sign(state.community->slug, id, std::move(choices), credential, version, salt)};
    JsonWriter json;
    json.begin_object().key("command").string(portal::write_cast_ballot(command));
    json.key("commitment").string(to_hex(portal::cast_commitment(id, command.cast)));
    json.key("text").string(portal::cast_text(id, command.cast)).end_object();
    return ok(json);
}

Answer check_promise(const portal::State& state, std::string_view input) {
    JsonReader reader{input, request_bytes_max};
    const JsonValue root = reader.root();
    const Hash commitment = root.field("commitment").hash();
    const std::string note = root.field("promise").string(portal::receipt_bytes_max);
    const auto id = root.field("round").id<RoundId>();
    if (const auto read = reader.finish(true); !read) return invalid(read.error());
    const auto deadline = portal::open_promise(state, note, id, commitment);
    if (!deadline) return refused("unsigned_promise");
    JsonWriter json;
    json.begin_object().key("deadline").integer(deadline->ms).end_object();
    return ok(json);
}

Answer read_receipt(const portal::State& state, std::string_view input) {
    JsonReader reader{input, request_bytes_max};
    const JsonValue root = reader.root();
    const std::string text = root.field("receipt").string(portal::receipt_bytes_max);
    const auto id = root.field("round").id<RoundId>();
    if (const auto read = reader.finish(true); !read) return invalid(read.error());
    const auto receipt = receipt_from(state, text, id);
    if (!receipt) return refused("no_receipt");
    using portal::ReceiptStanding;
    const ReceiptStanding standing = portal::check_receipt(*receipt, state);
    // Anybody can write a receipt: one whose promise nobody signed must not be shown as a promise.
    if (standing == ReceiptStanding::other_record || standing == ReceiptStanding::unsigned_promise) {
        return refused(portal::standing_name(standing));
    }
    JsonWriter json;
    json.begin_object().key("choices");
    write_choices(json, receipt->ballot.choices);
    json.key("commitment").string(to_hex(receipt->commitment)).key("deadline").integer(receipt->deadline.ms);
    json.key("promise").string(receipt->promise).key("salt").string(to_hex(receipt->salt));
    json.key("standing").string(portal::standing_name(standing)).key("text").string(receipt->ballot_text).end_object();
    return ok(json);
}

Answer step_audit(const portal::State& state, std::optional<RunningAudit>& running, std::string_view input) {
    JsonReader reader{input, request_bytes_max};
    const JsonValue root = reader.root();
    const auto count = root.field("count").integer<std::size_t>(1, audit_step_max);
    const auto id = root.field("round").id<RoundId>();
    if (const auto read = reader.finish(true); !read) return invalid(read.error());
    const Round* round = portal::find_round(state, id);
    if (round == nullptr || !portal::is_auditable(*round))
        return invalid({"/round", "a counted round with credentials"});
    if (!running || running->round != id || running->audit.is_done()) {
        running.emplace(RunningAudit{id, portal::Audit{*round, state.community->slug}});
    }
    portal::Audit& audit = running->audit;
    audit.step(count);
    const portal::AuditReport& report = audit.report();
    JsonWriter json;
    json.begin_object().key("ballots").integer(report.ballots).key("counted").integer(report.counted);
    json.key("credentials").integer(report.credentials).key("credentials_issued").integer(report.credentials_issued);
    json.key("done").integer(static_cast<std::int64_t>(audit.done())).key("faults").integer(report.faults);
    json.key("findings");
    write_findings(json, report);
    json.key("papers").integer(report.papers).key("papers_issued").integer(report.papers_issued);
    json.key("replaced")
        .integer(report.replaced)
        .key("smallest_batch")
        .integer(report.smallest_batch)
        .key("total")
        .integer(static_cast<std::int64_t>(audit.total()));
    json.end_object();
    return ok(json);
}

}  // namespace gongyi::core
