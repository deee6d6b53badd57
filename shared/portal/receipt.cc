#include "shared/portal/receipt.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "shared/base/commitment.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/microproject/json.h"
#include "shared/portal/ballot.h"

namespace gongyi::portal {

namespace {

constexpr std::string_view format = "gongyi-receipt/1";

auto fault(std::string pointer, std::string want) {
    return unexpected(ParseError{std::move(pointer), std::move(want)});
}

// The ballot that a canonical text stands for, without salt and signature.
Expected<OpenedCast, ParseError> parse_cast_text(std::string_view text, RoundId round) {
    JsonReader reader{text, receipt_bytes_max};
    const JsonValue root = reader.root();
    OpenedCast cast;
    cast.ballot.choices = read_ascending_choices(root.field("choices"));
    read_bytes(root.field("credential"), cast.credential);
    static_cast<void>(root.field("round").id<RoundId>());
    cast.version = root.field("version").integer<int>(1, ballot_versions_max);
    auto read = reader.finish(std::move(cast));
    if (read && cast_text(round, *read) != text) return fault("", "a ballot of this round in canonical JSON");
    return read;
}

// The text of a note, whoever signed it.
std::string_view text_of_note(std::string_view note) {
    const std::size_t end = note.find("\n\n");
    return end == std::string_view::npos ? std::string_view{} : note.substr(0, end + 1);
}

}  // namespace

std::string write_receipt(const Receipt& receipt) {
    JsonWriter json;
    json.begin_object().key("ballot").string(receipt.ballot_text).key("community").string(receipt.community);
    json.key("format").string(format).key("promise").string(receipt.promise);
    json.key("round").integer(static_cast<std::int64_t>(receipt.round.raw()));
    json.key("salt").string(to_hex(receipt.salt)).end_object();
    return json.take();
}

Expected<Receipt, ParseError> parse_receipt(std::string_view text) {
    JsonReader reader{text, receipt_bytes_max};
    const JsonValue root = reader.root();
    Receipt receipt;
    receipt.ballot_text = root.field("ballot").string(receipt_bytes_max);
    receipt.community = root.field("community").string(slug_bytes_max);
    const JsonValue named = root.field("format");
    if (named.string(format.size()) != format) named.fault(format);
    receipt.promise = root.field("promise").string(receipt_bytes_max);
    receipt.round = root.field("round").id<RoundId>();
    receipt.salt = root.field("salt").salt();
    auto read = reader.finish(std::move(receipt));
    if (!read) return read;

    auto cast = parse_cast_text(read->ballot_text, read->round);
    if (!cast) return fault("/ballot" + cast.error().pointer, cast.error().want);
    read->ballot = std::move(cast->ballot);
    read->version = cast->version;
    read->commitment = commit(read->salt, read->ballot_text);
    const auto promise = parse_promise(text_of_note(read->promise));
    if (!promise) return fault("/promise" + promise.error().pointer, promise.error().want);
    const bool is_about_it =
        promise->slug == read->community && promise->round == read->round && promise->commitment == read->commitment;
    if (!is_about_it) return fault("/promise", "a promise about this ballot");
    read->deadline = promise->deadline;
    return read;
}

std::optional<OpenedCast> cast_of(const Receipt& receipt) {
    auto cast = parse_cast_text(receipt.ballot_text, receipt.round);
    if (!cast) return std::nullopt;
    return *std::move(cast);
}

std::string_view standing_name(ReceiptStanding standing) {
    static constexpr std::array<std::string_view, 7> names{"unsigned_promise", "other_record", "waiting", "recorded",
                                                           "counted",          "replaced",     "dropped"};
    return names.at(static_cast<std::size_t>(standing));
}

std::optional<UnixMs> open_promise(const State& state, std::string_view note, RoundId round, const Hash& commitment) {
    if (!state.community) return std::nullopt;
    // Any key that the record has had: a promise outlives the rotation of the key that signed it.
    std::vector<record::VerifyingKey> keys;
    for (const RecordKey& known : state.record_keys) keys.push_back(known.key);
    const auto opened = record::open_note(note, keys);
    if (!opened) return std::nullopt;
    const auto promise = parse_promise(opened->text);
    if (!promise) return std::nullopt;
    const BallotPromise wanted{state.community->slug, round, commitment, promise->deadline};
    if (*promise != wanted) return std::nullopt;
    return promise->deadline;
}

ReceiptStanding check_receipt(const Receipt& receipt, const State& state) {
    const Round* round = find_round(state, receipt.round);
    if (!state.community || state.community->slug != receipt.community || round == nullptr || !round->ballot_key) {
        return ReceiptStanding::other_record;
    }
    const auto index = find_commitment(*round, receipt.commitment);
    if (!index) {
        // Found in the record a ballot needs no promise; missing, the promise is all there is.
        if (!open_promise(state, receipt.promise, receipt.round, receipt.commitment)) {
            return ReceiptStanding::unsigned_promise;
        }
        const bool is_broken = round->stage == Stage::closed || state.last_at > receipt.deadline;
        return is_broken ? ReceiptStanding::dropped : ReceiptStanding::waiting;
    }
    if (round->outcomes.empty()) return ReceiptStanding::recorded;
    const std::vector<std::size_t> counted = counted_casts(round->casts);
    const bool counts = std::binary_search(counted.begin(), counted.end(), *index);
    return counts ? ReceiptStanding::counted : ReceiptStanding::replaced;
}

}  // namespace gongyi::portal
