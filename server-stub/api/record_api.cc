// The public record: its entries, its checkpoint, the news of it.
#include <algorithm>
#include <optional>

#include "server-stub/accounts/session.h"
#include "server-stub/api/guard.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "shared/base/json_writer.h"
#include "shared/base/number.h"

namespace gongyi::server::api {
namespace {

// What a download holds while its reader takes time; all connections together 128 MiB at most.
constexpr std::size_t record_piece_bytes = 32U * 1'024U;

// What ends a chunk, and the last one: without room for it the piece would be moved to twice as much.
constexpr std::size_t chunk_end_bytes = 7;

// Entries `from` to `size`, one a line. The size is fixed when the download begins: it ends at a checkpoint.
class RecordStream final : public BodyStream {
public:
    RecordStream(EventStore& store, std::uint64_t from, std::uint64_t size) : store_{store}, next_{from}, size_{size} {}

    Next next(std::string& piece) override {
        if (next_ >= size_) return Next::end;
        const auto entries = store_.read_entries(next_, record_piece_bytes);
        // A download that breaks off is seen to be short: its last chunk is missing or its size is not the
        // checkpoint's.
        if (!entries || entries->empty()) return Next::end;
        piece.reserve(record_piece_bytes + chunk_end_bytes);
        for (const std::string& entry : *entries) {
            if (next_ == size_) break;
            // What does not fit is read again for the next piece: a reader who takes time holds no long entry.
            const std::string_view rest = std::string_view{entry}.substr(sent_of_next_);
            const std::size_t room = record_piece_bytes - piece.size();
            if (rest.size() >= room) {
                piece += rest.substr(0, room);
                sent_of_next_ += room;
                return Next::more;
            }
            piece += rest;
            piece += '\n';
            ++next_;
            sent_of_next_ = 0;
        }
        return next_ == size_ ? Next::end : Next::more;
    }

private:
    EventStore& store_;
    std::uint64_t next_;
    std::size_t sent_of_next_ = 0;  // Bytes of that entry which were sent already.
    std::uint64_t size_;
};

// The texts that the snapshot's record shows, from the entry `from` on, by commitment, one a line.
class TextStream final : public BodyStream {
public:
    TextStream(std::shared_ptr<const portal::State> state, std::uint64_t from)
        : state_{std::move(state)}, next_{state_->decisions.texts.begin()}, from_{from} {}

    Next next(std::string& piece) override {
        const auto end = state_->decisions.texts.end();
        for (; next_ != end && piece.size() < record_piece_bytes; ++next_) {
            const decision::KeptText& kept = next_->second;
            if (kept.entry < from_ || !kept.opened || kept.is_within_entry()) continue;
            piece += portal::write_text_line({kept.entry, *kept.opened});
            piece += '\n';
        }
        return next_ == end ? Next::end : Next::more;
    }

private:
    std::shared_ptr<const portal::State> state_;
    decision::Texts::const_iterator next_;
    std::uint64_t from_;
};

// The query's `from`, at most the record's size; where it is none the request is answered.
std::optional<std::uint64_t> require_from(const Snapshot& snapshot, const ExchangePtr& exchange) {
    const auto query = parse_form(exchange->request().query());
    const auto from_text = query ? find_field(*query, "from") : std::nullopt;
    const auto from = from_text ? whole_number(*from_text) : 0;
    if (query && from && *from <= snapshot.checkpoint.size) return from;
    exchange->answer(
        problem(problems::invalid_input, "from", "wanted: a whole number from 0 to the size of the record"));
    return std::nullopt;
}

// What everybody may read of a fault; stderr tells the operator more.
std::string public_sentence(const HealthFault& fault) {
    switch (fault.part) {
        case HealthPart::store:
            return "the last attempt to store something failed";
        case HealthPart::writer:
            return "the writer does not answer";
        case HealthPart::checkpoint:
            return "the checkpoint could not be signed";
        case HealthPart::kept:
            return "the checkpoint could not be kept";
        case HealthPart::database:
            return "the last check of the database found damage";
        case HealthPart::clock:
            return fault.what;
    }
    return {};
}

// event: checkpoint, with the record's size and the turnout of the rounds that are open, as the record tells it: a
// ballot that comes brings about no event. Whoever connects, or comes
// back with Last-Event-ID, is told the present first; what was missed is in the record.
class EventStream final : public BodyStream {
public:
    EventStream(Services& services, std::unique_ptr<Listeners::Seat> seat)
        : services_{services}, seat_{std::move(seat)} {}

    Next next(std::string& piece) override {
        if (seat_->gives_way()) {
            piece += "retry: " + std::to_string(listeners_retry_ms) + "\n\n";
            return Next::end;
        }
        const auto snapshot = services_.host.snapshot();
        if (snapshot->version == seen_version_) {
            piece += ": still here\n\n";
            return Next::wait;
        }
        seen_version_ = snapshot->version;
        piece +=
            "event: checkpoint\nid: " + std::to_string(snapshot->version) + "\ndata: " + data_of(*snapshot) + "\n\n";
        return Next::wait;
    }

    void on_wake(std::function<void()> wake) override {
        seat_->on_wake(wake);
        watch_ = services_.host.watch(std::move(wake));
    }

private:
    static std::string data_of(const Snapshot& snapshot) {
        JsonWriter json;
        json.begin_object().key("size").integer(static_cast<std::int64_t>(snapshot.checkpoint.size));
        json.key("voted").begin_object();
        // Names in the order of canonical JSON: as texts, "10" before "9".
        std::vector<std::pair<std::string, std::int64_t>> voted;
        for (const Round& round : snapshot.state->rounds) {
            if (round.stage == Stage::voting) voted.emplace_back(std::to_string(round.id.raw()), turnout_so_far(round));
        }
        std::sort(voted.begin(), voted.end());
        for (const auto& [round, count] : voted) json.key(round).integer(count);
        return json.end_object().end_object().take();
    }

    Services& services_;
    std::unique_ptr<Listeners::Seat> seat_;
    std::uint64_t seen_version_ = 0;
    std::shared_ptr<void> watch_;
};

}  // namespace

void get_record(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    const auto from = require_from(*snapshot, exchange);
    if (!from) return;
    Response response{.status = 200, .content_type = "application/x-ndjson"};
    response.headers.push_back({"Gongyi-Record-Size", std::to_string(snapshot->checkpoint.size)});
    response.stream = std::make_unique<RecordStream>(services.host.store(), *from, snapshot->checkpoint.size);
    exchange->answer(std::move(response));
}

void get_texts(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    const auto from = require_from(*snapshot, exchange);
    if (!from) return;
    Response response{.status = 200, .content_type = "application/x-ndjson"};
    // What is taken down is to stay in nobody's cache.
    response.headers.push_back({"Cache-Control", "no-store"});
    response.stream = std::make_unique<TextStream>(snapshot->state, *from);
    exchange->answer(std::move(response));
}

void get_checkpoint(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    if (snapshot->signed_checkpoint.empty()) {
        Response response = problem(problems::checkpoint_unsigned);
        response.headers.push_back({"Retry-After", "5"});
        return exchange->answer(std::move(response));
    }
    exchange->answer({.status = 200, .content_type = plain_type, .body = snapshot->signed_checkpoint});
}

void get_witnessed(Services& services, const ExchangePtr& exchange) {
    if (!is_this_community(*services.host.snapshot(), exchange)) return;
    const auto view = services.witnesses.view();
    if (view->witnessed.empty()) return exchange->answer(problem(problems::not_found));
    exchange->answer({.status = 200, .content_type = plain_type, .body = view->witnessed});
}

void get_events(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    const auto session = find_session(services, exchange->request());
    const std::string whose = session ? to_hex(session->token_hash) : std::string{};
    Response response{.status = 200, .content_type = "text/event-stream"};
    response.stream =
        std::make_unique<EventStream>(services, services.listeners.enter(exchange->request().address, whose));
    exchange->answer(std::move(response));
}

void get_health(Services& services, const ExchangePtr& exchange) {
    const auto faults = services.host.health().faults();
    if (!faults.empty()) {
        std::string parts;
        std::string detail;
        for (const HealthFault& fault : faults) {
            parts += (parts.empty() ? "" : ",") + std::string{part_name(fault.part)};
            detail += (detail.empty() ? "" : "; ") + public_sentence(fault);
        }
        return exchange->answer(problem(problems::unhealthy, parts, detail));
    }
    JsonWriter json;
    json.begin_object().key("entries").integer(static_cast<std::int64_t>(services.host.snapshot()->checkpoint.size));
    json.key("status").string("ok").end_object();
    exchange->answer({.status = 200, .content_type = json_type, .body = json.take()});
}

}  // namespace gongyi::server::api
