// People and their accounts, as staff change them: asked for by one, confirmed by another.
#include "server-stub/accounts/claim_code.h"
#include "server-stub/people/person_act.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/incoming.h"
#include "shared/base/number.h"
#include "shared/community/refuse.h"
#include "shared/pages/command_reader.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;
using pages::FormProblem;

constexpr std::size_t found_people_max = 5;
constexpr std::size_t who_bytes_max = 200;

// Whether the person may look up one more today; each look-up is a line of the journal.
bool admit_lookup(Services& services, const SignedIn& session) {
    const Zone zone = services.host.snapshot()->state->community->zone;
    return services.desk_lookups.admit(session.person.id, local_time(services.host.now(), zone).date);
}

void note_lookup(Services& services, const SignedIn& session, std::vector<ResidentId> people) {
    JournalLine line{.deed = Deed::people_looked_up, .actor = session.person.id};
    line.count = std::ssize(people);
    line.people = std::move(people);
    services.host.note(std::move(line));
}

std::optional<ResidentId> person_of(const ExchangePtr& exchange) {
    const auto number = identifier_number(exchange->parameters().front());
    if (!number) return std::nullopt;
    return ResidentId{*number};
}

pages::PersonView view_of(const Services& services, const Person& person) {
    const auto account = services.host.directory().find_account_of(person.id);
    return {.id = person.id,
            .name = person.name,
            .household = person.household,
            .role = person.role,
            .facts = person.facts,
            .standing = person.standing,
            .has_account = account && !account->passphrase_hash.empty()};
}

// A day of a correction; nothing once the form was sent back.
std::optional<Date> read_day(Services& services, const ExchangePtr& exchange, const Posted& posted,
                             pages::Literal name) {
    const auto day = date_from_iso(field_of(posted.form, name.view()));
    if (day && is_within_span(*day, InputRules::incoming)) return day;
    exchange->answer(send_back(services, exchange->request(), posted, 422, std::string{name.view()},
                               day ? FormProblem::out_of_range : FormProblem::malformed));
    return std::nullopt;
}

std::optional<std::string> read_line(Services& services, const ExchangePtr& exchange, const Posted& posted,
                                     pages::Literal name, std::size_t code_points_max) {
    auto line =
        pages::read_form_text(field_of(posted.form, name.view()), {1, code_points_max, /*allow_line_breaks=*/false});
    if (line) return std::move(*line);
    exchange->answer(send_back(services, exchange->request(), posted, 422, std::string{name.view()}, line.error()));
    return std::nullopt;
}

// What a form asks for; nothing once it was sent back.
std::optional<PersonAct> read_act(Services& services, const ExchangePtr& exchange, const Posted& posted,
                                  const Person& person) {
    const auto deed = person_deed_from(field_of(posted.form, field::deed.view()));
    const std::string role = field_of(posted.form, field::role.view());
    PersonAct act{.deed = deed.value_or(PersonDeed::appoint), .person = person.id};
    const auto is_role = [&](Role one) { return role == role_name(one); };
    for (const Role one : {Role::resident, Role::council, Role::staff}) {
        if (is_role(one)) act.role = one;
    }
    const bool is_appointment = act.deed == PersonDeed::appoint;
    if (!deed || (is_appointment && role != role_name(act.role))) {
        exchange->answer(send_back(services, exchange->request(), posted, 422, std::string{field::role.view()},
                                   FormProblem::malformed));
        return std::nullopt;
    }
    if (act.deed != PersonDeed::correct) return act;
    const auto name = read_line(services, exchange, posted, field::name, person_name_code_points_max);
    if (!name) return std::nullopt;
    const auto household = read_line(services, exchange, posted, field::household, person_household_code_points_max);
    if (!household) return std::nullopt;
    const auto born = read_day(services, exchange, posted, field::born);
    if (!born) return std::nullopt;
    const auto since = read_day(services, exchange, posted, field::resident_since);
    if (!since) return std::nullopt;
    act.name = *name;
    act.household = *household;
    act.born = *born;
    act.resident_since = *since;
    act.resident_class = person.facts.resident_class;
    return act;
}

// Stores what an act changes, by `actor` and `second`, and answers.
void carry_out(Services& services, const ExchangePtr& exchange, const PersonAct& act, ResidentId actor,
               ResidentId second, std::int64_t pending, const Posted& posted) {
    auto change = std::make_shared<std::optional<PersonChange>>();
    const bool is_queued = services.host.change_rows(
        [&services, act, actor, second, pending, change](Batch& batch) {
            if (pending != 0 && !services.host.pending().find(pending, services.host.now())) return false;
            *change = change_of(act, services.host.directory(), services.key);
            if (!*change) return false;
            (*change)->line.actor = actor;
            (*change)->line.second = second;
            batch.people.push_back((*change)->person);
            if ((*change)->account) batch.accounts.push_back(*(*change)->account);
            batch.ended_sessions = (*change)->ended_sessions;
            batch.deeds.push_back((*change)->line);
            if (pending != 0) batch.settled_pending.push_back(pending);
            return true;
        },
        [&services, exchange, change, posted, pending, second](PortalHost::RowsResult result) {
            if (result == PortalHost::RowsResult::declined) return exchange->answer(see_other(posted.form_path));
            if (result != PortalHost::RowsResult::stored) {
                return exchange->answer(error_page(exchange->request(), 503));
            }
            Directory& directory = services.host.directory();
            const PersonChange& done = **change;
            directory.add_people({done.person}, {});
            if (done.account) directory.put_account(*done.account);
            for (const Hash& token : done.ended_sessions) directory.end_session(token);
            if (done.letter_code.empty()) return exchange->answer(see_other(posted.done_path));
            const ShownOnce::Show show = [&services, done, path = posted.form_path](const ExchangePtr& reader) {
                pages::Request page;
                page.path = path;
                page.letter =
                    pages::LetterView{done.person.name, done.person.household, show_claim_code(done.letter_code)};
                reader->answer(render_privately(services, reader->request(), std::move(page)));
            };
            services.shown_once.keep(pending, second, show, services.host.now());
            exchange->later([exchange, show] { show(exchange); });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

// Somebody of staff with a form about people. Otherwise answers.
std::optional<SignedIn> require_staff(Services& services, const ExchangePtr& exchange, const Posted& posted) {
    auto session = require_poster(services, exchange, posted);
    if (!session) return std::nullopt;
    if (session->person.role != Role::staff) {
        exchange->answer(render_for(services, exchange->request(), posted.form_path));
        return std::nullopt;
    }
    if (!require_weight(services, exchange, *session, posted)) return std::nullopt;
    if (!admit(services, exchange, *session, posted)) return std::nullopt;
    return session;
}

}  // namespace

void post_people(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const std::string path = routes::people().text();
    const Posted posted{.form = std::move(*form), .form_path = path, .done_path = path, .fault_field = ""};
    const auto session = require_staff(services, exchange, posted);
    if (!session) return;
    const std::string who = field_of(posted.form, field::who.view());
    if (who.empty() || who.size() > who_bytes_max) {
        return exchange->answer(send_back(services, exchange->request(), posted, 422, std::string{field::who.view()},
                                          who.empty() ? FormProblem::missing : FormProblem::malformed));
    }
    pages::PeopleFacts facts;
    if (admit_lookup(services, *session)) {
        facts.is_asked = true;
        std::vector<ResidentId> shown;
        for (const Person& person : services.host.directory().find_named(who, found_people_max)) {
            facts.found.push_back({person.id, person.name, person.household});
            shown.push_back(person.id);
        }
        note_lookup(services, *session, std::move(shown));
    } else {
        facts.lookups_a_day = services.desk_lookups.allowed();
    }
    pages::Request page;
    page.path = path;
    page.people = std::move(facts);
    exchange->answer(render_privately(services, exchange->request(), std::move(page)));
}

void get_person(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    pages::Request page = page_asked_for(request);
    const auto session = find_session(services, request);
    const auto id = person_of(exchange);
    if (session && session->person.role == Role::staff && id) {
        pages::PeopleFacts facts;
        if (!admit_lookup(services, *session)) {
            facts.lookups_a_day = services.desk_lookups.allowed();
        } else if (const auto person = services.host.directory().find_person(*id)) {
            facts.person = view_of(services, *person);
            note_lookup(services, *session, {*id});
        }
        page.people = std::move(facts);
    }
    exchange->answer(render_privately(services, request, std::move(page)));
}

void post_person(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const auto id = person_of(exchange);
    const auto person = id ? services.host.directory().find_person(*id) : std::nullopt;
    const std::string path =
        exchange->request().path().empty() ? routes::people().text() : std::string{exchange->request().path()};
    Posted posted{.form = std::move(*form),
                  .form_path = path,
                  .done_path = path + "?done=" + std::string{pages::done_confirmed.view()},
                  .fault_field = ""};
    const auto session = require_staff(services, exchange, posted);
    if (!session) return;
    if (!person) return exchange->answer(render_for(services, exchange->request(), path));
    // Nobody changes what they are themselves, nor helps to.
    if (person->id == session->person.id) {
        return exchange->answer(
            refused(services, exchange->request(), posted, refusal(RefusalCode::second_person_is_the_first)));
    }
    const auto act = read_act(services, exchange, posted, *person);
    if (!act) return;
    if (!may_change(act->deed, person->role)) {
        return exchange->answer(refused(services, exchange->request(), posted, refusal(RefusalCode::role_not_allowed)));
    }
    const Zone zone = services.host.snapshot()->state->community->zone;
    if (!services.person_acts.admit(session->person.id, local_time(services.host.now(), zone).date)) {
        return exchange->answer(
            refused(services, exchange->request(), posted, refusal<RefusalCode::limit_reached>("", person_acts_a_day)));
    }
    // A lost phone does not wait; but whoever could confirm is not locked out by one alone.
    if (act->deed == PersonDeed::suspend && person->role != Role::staff) {
        return carry_out(services, exchange, *act, session->person.id, ResidentId{}, 0, posted);
    }
    hold_act(services, exchange, session->person.id, pending_person_kind, write_person_act(*act),
             std::string{person_deed_name(act->deed)}, posted);
}

void confirm_person_act(Services& services, const ExchangePtr& exchange, const SignedIn& session,
                        const PendingAct& pending, const Posted& posted) {
    const auto act = read_person_act(pending.body);
    const auto asker = services.host.directory().find_person(pending.asked_by);
    const bool is_asker_staff = asker && asker->role == Role::staff && asker->standing == PersonStanding::here;
    if (!act || !is_asker_staff) {
        return exchange->answer(refused(services, exchange->request(), posted, refusal(RefusalCode::role_not_allowed)));
    }
    if (act->person == session.person.id) {
        return exchange->answer(
            refused(services, exchange->request(), posted, refusal(RefusalCode::second_person_is_the_first)));
    }
    carry_out(services, exchange, *act, pending.asked_by, session.person.id, pending.id, posted);
}

}  // namespace gongyi::server::web
