// GET /me/export: what is kept of a person, to that person. (GDPR art. 15 and 20 have such a right; so has the Personal
// Information Protection Law of the PRC, art. 45.)

#include "server-stub/store/row_text.h"
#include "server-stub/web/account_handlers.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "server-stub/web/respond.h"
#include "shared/base/json_writer.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

constexpr std::size_t piece_bytes = 1U << 20U;

// Whether a canonical entry names the person, by a field that holds one. Quotes within strings are escaped there, so
// what is found is a field.
bool names(std::string_view entry, ResidentId person) {
    for (const std::string_view field : {"\"author\":", "\"holder\":"}) {
        std::string wanted{field};
        wanted += std::to_string(person.raw());
        for (auto at = entry.find(wanted); at != std::string_view::npos; at = entry.find(wanted, at + 1)) {
            const std::size_t end = at + wanted.size();
            if (end == entry.size() || entry[end] < '0' || entry[end] > '9') return true;
        }
    }
    return false;
}

// The record's entries that name the person, as they are. Nothing when they cannot be read.
std::optional<std::vector<std::string>> entries_of(EventStore& store, std::uint64_t size, ResidentId person) {
    std::vector<std::string> found;
    for (std::uint64_t next = 0; next < size;) {
        auto entries = store.read_entries(next, piece_bytes);
        if (!entries || entries->empty()) return std::nullopt;
        next += entries->size();
        for (std::string& entry : *entries) {
            if (names(entry, person)) found.push_back(std::move(entry));
        }
    }
    return found;
}

void write_sessions(JsonWriter& json, const Services& services, const SignedIn& who) {
    json.key("sessions").begin_array();
    for (const Session& one : services.host.directory().sessions_of(who.person.id, services.host.now())) {
        json.begin_object().key("begun_at").integer(one.begun_at.ms);
        json.key("current").boolean(one.token_hash == who.token_hash);
        json.key("expires_at").integer(one.expires_at.ms);
        json.key("seen_at").integer(one.seen_at.ms).key("shared").boolean(one.is_shared).end_object();
    }
    json.end_array();
}

// The marks on the rolls: that a ballot was received. Not what was voted, nor when.
void write_roll(JsonWriter& json, const Services& services, const Snapshot& snapshot, ResidentId person) {
    json.key("roll").begin_array();
    for (const Round& round : snapshot.state->rounds) {
        const auto mark = services.host.box().find_mark(round.id, person);
        if (!mark) continue;
        json.begin_object().key("received").string(mark->blinded ? "credential" : "paper");
        json.key("round").integer(static_cast<std::int64_t>(round.id.raw())).end_object();
    }
    json.end_array();
}

// Names ascend, as in all JSON that is written here.
std::optional<std::string> export_of(const Services& services, const SignedIn& who) {
    const auto snapshot = services.host.snapshot();
    const auto entries = entries_of(services.host.store(), snapshot->checkpoint.size, who.person.id);
    if (!entries) return std::nullopt;
    const Directory& directory = services.host.directory();
    const auto account = directory.find_account_of(who.person.id);
    const auto factor = directory.find_factor(who.person.id);
    JsonWriter json;
    json.begin_object().key("account").begin_object();
    json.key("name").string(account ? account->name : "");
    json.key("recovery_codes_left").integer(factor ? static_cast<std::int64_t>(factor->recovery_hashes.size()) : 0);
    json.key("second_step").boolean(factor.has_value()).end_object();
    json.key("census").begin_object().key("born").string(to_iso(who.person.facts.born));
    json.key("class").string(class_word(who.person.facts.resident_class));
    json.key("household").string(who.person.household).key("name").string(who.person.name);
    json.key("resident_since").string(to_iso(who.person.facts.resident_since));
    json.key("role").string(role_name(who.person.role)).end_object();
    json.key("exported_at").integer(services.host.now().ms);
    json.key("number").integer(static_cast<std::int64_t>(who.person.id.raw()));
    json.key("record").begin_array();
    for (const std::string& entry : *entries) json.string(entry);
    json.end_array();
    write_roll(json, services, *snapshot, who.person.id);
    write_sessions(json, services, who);
    json.end_object();
    return json.take();
}

}  // namespace

void get_export(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto who = find_session(services, request);
    if (!who)
        return exchange->answer(
            see_other(pages::routes::signin().with(pages::field::back, pages::routes::me().text()).text()));
    // It reads the whole record: as often as commands may be given, and beside other requests.
    if (!services.commands_by_account.admit(who->person.id.raw(), services.host.now())) {
        return exchange->answer(error_page(request, 429));
    }
    const bool is_submitted = services.counts.submit(
        [&services, exchange, who = *who] {
            auto body = export_of(services, who);
            if (!body) return exchange->answer(error_page(exchange->request(), 503));
            Response response{.status = 200, .content_type = json_type, .body = *std::move(body)};
            response.headers = {{"Content-Disposition", "attachment; filename=\"gongyi-my-data.json\""},
                                {"Cache-Control", "no-store"}};
            services.host.note({.deed = Deed::data_exported, .actor = who.person.id});
            exchange->answer(std::move(response));
        },
        [exchange] { exchange->answer(error_page(exchange->request(), 500)); });
    if (!is_submitted) exchange->answer(error_page(request, 503));
}

}  // namespace gongyi::server::web
