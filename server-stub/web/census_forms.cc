// The staff's page of the census: its figures, and a file of it, looked at first and then imported.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "server-stub/census/census_import.h"
#include "server-stub/second_person/pending_command.h"
#include "server-stub/web/census_forms.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/base/number.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;

// What the form says of lines that are alike.
CensusDecisions decisions_of(const Form& form) {
    CensusDecisions decisions;
    for (const FormField& one : form) {
        const bool is_home = one.name.starts_with(pages::census_home_prefix);
        const std::string_view prefix = is_home ? pages::census_home_prefix : pages::census_person_prefix;
        if (!one.name.starts_with(prefix)) continue;
        const auto line = whole_number(std::string_view{one.name}.substr(prefix.size()));
        if (!line) continue;
        if (one.value == pages::census_same) (is_home ? decisions.same_home : decisions.same).insert(*line);
        if (one.value == pages::census_two) (is_home ? decisions.two_homes : decisions.two).insert(*line);
    }
    return decisions;
}

// A form of the page that came from staff.
struct Asked {
    Services& services;
    ExchangePtr exchange;
    ResidentId by;  // Who looked at the file.
    std::string held;
    std::uint64_t seen = 0;  // The census's version when the file was looked at.
    bool is_confirmed = false;
    Posted posted{};
    ResidentId second{};  // Who confirms it: whoever enters people could make voters.
    std::int64_t pending = 0;
};

// The page with what is found out now, and for nobody's cache: names are in it, and once the codes.
void show(const Asked& asked, pages::CensusFacts facts) {
    pages::Request page;
    page.path = routes::census().text();
    facts.figures = asked.services.host.directory().census_figures();
    page.census = std::move(facts);
    asked.exchange->answer(render_privately(asked.services, asked.exchange->request(), std::move(page)));
}

void show_gone(const Asked& asked) {
    pages::CensusFacts facts;
    facts.is_gone = true;
    show(asked, std::move(facts));
}

void show_done(const Asked& asked, CensusDesk::Done done) {
    pages::CensusTrial trial{.held = asked.held, .people = done.people, .homes = done.homes, .is_done = true};
    trial.codes = std::move(done.codes);
    pages::CensusFacts facts;
    facts.trial = std::move(trial);
    show(asked, std::move(facts));
}

void show_look(const Asked& asked, CensusLook look, std::uint64_t version, bool is_stale) {
    pages::CensusTrial trial{.held = asked.held + '.' + std::to_string(version),
                             .lines = static_cast<std::int64_t>(look.lines)};
    trial.people = static_cast<std::int64_t>(look.census.people.size());
    trial.homes = static_cast<std::int64_t>(look.census.homes.size());
    trial.faults = std::move(look.faults);
    trial.repeats = std::move(look.census.repeats);
    trial.questions = std::move(look.census.alike);
    pages::CensusFacts facts;
    facts.trial = std::move(trial);
    facts.is_stale = is_stale;
    show(asked, std::move(facts));
}

CensusLook look_at(const Services& services, const CensusDesk::File& file, CensusRows rows) {
    PrivateRows stored;
    stored.people = std::move(rows.people);
    stored.homes = std::move(rows.homes);
    const auto snapshot = services.host.snapshot();
    const auto& community = snapshot->state->community;
    const Date today = local_time(services.host.now(), community ? community->zone : Zone{}).date;
    return look_at_census(*file.bytes, stored, snapshot->state->decisions.tree, today, file.decisions);
}

void answer_file(const Asked& asked, const CensusDesk::File& file, bool is_stale);

// It waits for a second person, and the file in memory for as long as it is held.
void ask_for_second(const Asked& asked, const CensusLook& look, std::uint64_t version) {
    JsonWriter json;
    json.begin_object().key("held").string(asked.held).key("homes").integer(std::ssize(look.census.homes));
    json.key("people").integer(std::ssize(look.census.people));
    json.key("version").integer(static_cast<std::int64_t>(version)).end_object();
    hold_act(asked.services, asked.exchange, asked.by, pending_census_kind, json.take(), "census", asked.posted);
}

struct PendingCensus {
    std::string held;
    std::int64_t homes = 0;
    std::int64_t people = 0;
    std::int64_t version = 0;
};

std::optional<PendingCensus> read_pending(std::string_view body) {
    constexpr std::size_t bytes_max = 400;
    JsonReader reader{body, bytes_max};
    const JsonValue root = reader.root();
    PendingCensus read;
    read.held = root.field("held").string(bytes_max);
    read.homes = root.field("homes").integer(0, json_integer_max);
    read.people = root.field("people").integer(0, json_integer_max);
    read.version = root.field("version").integer(0, json_integer_max);
    auto finished = reader.finish(std::move(read));
    return finished ? std::optional{std::move(*finished)} : std::nullopt;
}

// Stores it, unless the census changed since it was planned; then it is looked at again.
void store(const Asked& asked, const CensusDesk::File& file, Census census, std::uint64_t version) {
    Services& services = asked.services;
    const auto import = std::make_shared<const CensusImport>(prepare_import(std::move(census), services.key));
    const bool is_queued = services.host.change_rows(
        [&services, asked, import, version](Batch& batch) {
            if (services.host.directory().census_version() != version) return false;
            batch.settled_pending.push_back(asked.pending);
            JournalLine line{.deed = Deed::census_imported, .actor = asked.by, .second = asked.second};
            line.count = std::ssize(import->people);
            batch.deeds.push_back(std::move(line));
            batch.people = import->people;
            batch.accounts = import->accounts;
            batch.homes = import->homes;
            return true;
        },
        [asked, file, import](PortalHost::RowsResult result) {
            Services& all = asked.services;
            if (result == PortalHost::RowsResult::stored) {
                all.host.directory().add_people(import->people, import->accounts);
                all.host.directory().put_homes(import->homes);
                CensusDesk::Done done{static_cast<std::int64_t>(import->people.size()),
                                      static_cast<std::int64_t>(import->homes.size()), import->codes};
                all.census.finish(asked.by, asked.held, done, all.host.now());
                const ShownOnce::Show show = [asked, done](const ExchangePtr& reader) {
                    Asked again = asked;
                    again.exchange = reader;
                    show_done(again, done);
                };
                all.shown_once.keep(asked.pending, asked.second, show, all.host.now());
                asked.exchange->later([asked, show] { show(asked.exchange); });
            } else if (result == PortalHost::RowsResult::declined) {
                answer_file(asked, file, /*is_stale=*/true);
            } else {
                asked.exchange->answer(error_page(asked.exchange->request(), 503));
            }
        });
    if (!is_queued) asked.exchange->answer(error_page(asked.exchange->request(), 503));
}

// Looks at the file, beside the requests: a large one takes seconds. It is stored when that was asked for and nothing
// is left to decide.
void answer_file(const Asked& asked, const CensusDesk::File& file, bool is_stale) {
    const bool is_submitted = asked.services.counts.submit(
        [asked, file, is_stale] {
            // Of two that were sent by pressing twice, the second gets the first one's answer.
            auto done = asked.services.census.find_done(asked.by, asked.held, asked.services.host.now());
            if (done) return show_done(asked, std::move(*done));
            CensusRows rows = asked.services.host.directory().census_rows();
            const std::uint64_t version = rows.version;
            CensusLook look = look_at(asked.services, file, std::move(rows));
            const bool is_ready = look.faults.empty() && look.census.alike.empty();
            // What is stored is what was looked at, and nothing else.
            const bool is_other = is_stale || (asked.is_confirmed && version != asked.seen);
            if (!asked.is_confirmed || is_other || !is_ready) {
                return show_look(asked, std::move(look), version, is_other);
            }
            if (asked.second == ResidentId{}) return ask_for_second(asked, look, version);
            store(asked, file, std::move(look.census), version);
        },
        [asked] { asked.exchange->answer(error_page(asked.exchange->request(), 500)); });
    if (!is_submitted) asked.exchange->answer(error_page(asked.exchange->request(), 503));
}

}  // namespace

std::optional<pages::CensusFacts> census_facts_for(const Services& services, std::string_view path) {
    if (path != routes::census().text()) return std::nullopt;
    pages::CensusFacts facts;
    facts.figures = services.host.directory().census_figures();
    return facts;
}

void confirm_census(Services& services, const ExchangePtr& exchange, const SignedIn& session, const PendingAct& pending,
                    const Posted& posted) {
    const auto census = read_pending(pending.body);
    const UnixMs now = services.host.now();
    Asked asked{services, exchange, pending.asked_by, census ? census->held : std::string{}};
    asked.seen = census ? static_cast<std::uint64_t>(census->version) : 0;
    asked.is_confirmed = true;
    asked.posted = posted;
    asked.second = session.person.id;
    asked.pending = pending.id;
    const auto file = services.census.find(asked.by, asked.held, {}, now);
    if (!file) return show_gone(asked);
    answer_file(asked, *file, /*is_stale=*/false);
}

pages::PendingView view_pending_census(const PendingAct& act, const Directory& directory, ResidentId reader) {
    pages::PendingView view = view_waiting(act, directory, reader);
    view.kind = pages::PendingKind::census;
    const auto census = read_pending(act.body);
    view.people = census ? census->people : 0;
    view.homes = census ? census->homes : 0;
    return view;
}

void post_census(Services& services, const ExchangePtr& exchange) {
    auto sent = require_form_with_file(exchange);
    if (!sent) return;
    const std::string path = routes::census().text();
    const Posted posted{.form = std::move(sent->fields),
                        .form_path = path,
                        .done_path = path,
                        .fault_field = std::string{field::file.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    // The page says itself whom it is for.
    if (!may(session->person.role, Act::close_voting)) {
        return exchange->answer(render_for(services, exchange->request(), path));
    }
    if (!admit(services, exchange, *session, posted)) return;
    if (!require_weight(services, exchange, *session, posted)) return;
    const auto refuse = [&](int status, pages::FormProblem problem) {
        exchange->answer(send_back(services, exchange->request(), posted, status, posted.fault_field, problem));
    };
    // "HASH.VERSION"
    const std::string held = field_of(posted.form, field::hash.view());
    const auto dot = std::min(held.find('.'), held.size());
    Asked asked{services, exchange, session->person.id, held.substr(0, dot)};
    asked.posted = posted;
    asked.posted.fault_field.clear();
    asked.seen = whole_number(std::string_view{held}.substr(std::min(dot + 1, held.size()))).value_or(0);
    asked.is_confirmed = field_of(posted.form, field::type.view()) == pages::census_confirm;
    const UnixMs now = services.host.now();
    if (sent->file) {
        if (sent->file->size() > census_file_bytes_max) return refuse(413, pages::FormProblem::file_too_large);
        asked.held = services.census.hold(asked.by, std::move(*sent->file), now);
        asked.is_confirmed = false;  // Nothing is stored that nobody has looked at.
    } else if (asked.held.empty()) {
        return refuse(422, pages::FormProblem::missing);
    }
    if (auto done = services.census.find_done(asked.by, asked.held, now)) return show_done(asked, std::move(*done));
    const auto file = services.census.find(asked.by, asked.held, decisions_of(posted.form), now);
    if (!file) return show_gone(asked);
    answer_file(asked, *file, /*is_stale=*/false);
}

}  // namespace gongyi::server::web
