// The service desk: people are looked up and handed a paper, and the urn is entered. Nothing here ever has a name and a
// choice at once.
#include <algorithm>
#include <optional>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/secrets.h"
#include "server-stub/ballots/paper_file.h"
#include "server-stub/web/desk_counts.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/json_writer.h"
#include "shared/base/number.h"
#include "shared/base/text.h"
#include "shared/pages/command_reader.h"
#include "shared/pages/routes.h"
#include "shared/portal/command_json.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;
using pages::FormProblem;

// So many people are shown for one look-up.
constexpr std::size_t desk_people_max = 5;
constexpr std::size_t desk_who_bytes_max = 200;
// A refusal of somebody who was looked up stands above the forms: they have no field.
constexpr pages::Literal no_field{"roll"};

// A form of the desk that came from staff. The page is theirs alone, and so are its answers.
struct AtDesk {
    RoundId round;
    Posted posted;
    SignedIn session;
};

// The page with names and figures, for this answer alone.
pages::Request page_of(RoundId round, pages::DeskFacts desk) {
    pages::Request page;
    page.path = routes::desk(round).text();
    page.desk = std::move(desk);
    return page;
}

std::optional<AtDesk> require_desk(Services& services, const ExchangePtr& exchange, pages::Literal fault_field,
                                   pages::Literal done) {
    auto form = require_form(exchange);
    if (!form) return std::nullopt;
    const auto round = require_round(services, exchange);
    if (!round) return std::nullopt;
    Posted posted{.form = std::move(*form),
                  .form_path = routes::desk(*round).text(),
                  .done_path = routes::desk(*round).with(field::done, done.view()).text(),
                  .fault_field = std::string{fault_field.view()}};
    auto session = require_poster(services, exchange, posted);
    if (!session) return std::nullopt;
    if (!may(session->person.role, Act::enter_papers)) {
        exchange->answer(render_for(services, exchange->request(), posted.form_path));
        return std::nullopt;
    }
    if (!require_weight(services, exchange, *session, posted)) return std::nullopt;
    if (!admit(services, exchange, *session, posted)) return std::nullopt;
    return AtDesk{*round, std::move(posted), std::move(*session)};
}

// Tells a form that is sent twice from any other: each page that is made has its own `seen`. Nothing without that.
std::optional<Fingerprint> fingerprint_of(const Services& services, const Form& form) {
    if (field_of(form, field::seen.view()).empty()) return std::nullopt;
    std::string all;
    for (const FormField& one : form) all += one.name + '=' + one.value + '\n';
    return services.key.fingerprint("desk", all);
}

// "/papers/12/serial" -> 12; nothing for a field of no paper.
std::optional<std::size_t> paper_index(std::string_view pointer) {
    constexpr std::string_view list = "/papers/";
    if (pointer.substr(0, list.size()) != list) return std::nullopt;
    pointer.remove_prefix(list.size());
    return whole_number(pointer.substr(0, pointer.find('/')));
}

// The account whose letter has this code, claimed or not; nothing for what is none.
std::optional<Account> account_of_letter(const Services& services, const std::string& typed) {
    const auto code = read_claim_code(typed);
    return code ? services.host.directory().find_account(claim_code_hash(services.key, *code)) : std::nullopt;
}

// Hands a paper out, or asks for the second person whom that takes without a letter.
void hand_out(Services& services, const ExchangePtr& exchange, AtDesk at, ResidentId voter, bool is_letter_shown) {
    EnterPapers handed{at.round, {voter}, {}};
    const auto place = whole_number(field_of(at.posted.form, field::place.view()));
    handed.place = place && *place < sheets_max ? static_cast<std::int64_t>(*place) : 0;
    const auto form = fingerprint_of(services, at.posted.form);
    Submission submission = submission_of(at.session, handed);
    submission.is_letter_shown = is_letter_shown;
    const bool is_queued =
        services.host.submit(submission, [&services, exchange, form, handed, actor = submission.actor,
                                          posted = std::move(at.posted)](CommandResult result) {
            // The roll refuses the second of two; if both are one form, that one paper was handed out is no refusal.
            const bool is_done = std::holds_alternative<Accepted>(result);
            if (is_done && form) services.papers_handed.note(*form);
            if (is_done || (form && services.papers_handed.has(*form))) {
                return exchange->answer(see_other(posted.done_path));
            }
            if (needs_second(result)) return hold_for_second(services, exchange, actor, handed, posted);
            exchange->later([&services, exchange, posted, result = std::move(result)] {
                exchange->answer(refused(services, exchange->request(), posted, result));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

}  // namespace

void post_desk_find(Services& services, const ExchangePtr& exchange) {
    const auto at = require_desk(services, exchange, field::who, pages::desk_handed_out);
    if (!at) return;
    const std::string who = field_of(at->posted.form, field::who.view());
    if (who.empty() || who.size() > desk_who_bytes_max) {
        return exchange->answer(send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field,
                                          who.empty() ? FormProblem::missing : FormProblem::malformed));
    }
    pages::DeskFacts desk = desk_counts(services, at->round);
    const Zone zone = services.host.snapshot()->state->community->zone;
    if (services.desk_lookups.admit(at->session.person.id, local_time(services.host.now(), zone).date)) {
        desk.is_asked = true;
        JournalLine looked{.deed = Deed::people_looked_up, .actor = at->session.person.id};
        for (const Person& person : services.host.directory().find_named(who, desk_people_max + 1)) {
            if (desk.people.size() == desk_people_max) {
                desk.has_more = true;
                break;
            }
            desk.people.push_back({person.id, person.name, person.household});
            looked.people.push_back(person.id);
        }
        looked.count = std::ssize(desk.people);
        services.host.note(std::move(looked));
    } else {
        desk.lookups_a_day = services.desk_lookups.allowed();
    }
    pages::Request page = page_of(at->round, std::move(desk));
    page.filled = {{std::string{field::who.view()}, to_well_formed(who)}};
    exchange->answer(render_privately(services, exchange->request(), std::move(page)));
}

void post_desk_letter(Services& services, const ExchangePtr& exchange) {
    auto at = require_desk(services, exchange, field::code, pages::desk_handed_out);
    if (!at) return;
    const std::string typed = field_of(at->posted.form, field::code.view());
    const auto account = account_of_letter(services, typed);
    if (!account) {
        return exchange->answer(send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field,
                                          typed.empty() ? FormProblem::missing : FormProblem::claim_code_unknown));
    }
    hand_out(services, exchange, std::move(*at), account->person, /*is_letter_shown=*/true);
}

void post_desk_paper(Services& services, const ExchangePtr& exchange) {
    auto at = require_desk(services, exchange, no_field, pages::desk_handed_out);
    if (!at) return;
    const auto voter = identifier_number(field_of(at->posted.form, field::voter.view()));
    if (!voter) {
        return exchange->answer(
            send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field, FormProblem::malformed));
    }
    hand_out(services, exchange, std::move(*at), ResidentId{*voter}, /*is_letter_shown=*/false);
}

void post_desk_back(Services& services, const ExchangePtr& exchange) {
    auto at = require_desk(services, exchange, field::voter, pages::done_kept);
    if (!at) return;
    const std::string who = field_of(at->posted.form, field::voter.view());
    TakePaperBack back{at->round, {}, field_of(at->posted.form, field::serial.view()), PaperBack::never_asked};
    if (const auto number = identifier_number(who)) back.voter = ResidentId{*number};
    if (const auto account = account_of_letter(services, who)) back.voter = account->person;
    const std::string reason = field_of(at->posted.form, field::reason.view());
    const auto known = std::find_if(all_papers_back.begin(), all_papers_back.end(),
                                    [&](PaperBack one) { return paper_back_name(one) == reason; });
    if (back.voter == ResidentId{} || known == all_papers_back.end()) {
        return exchange->answer(send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field,
                                          who.empty() ? FormProblem::missing : FormProblem::claim_code_unknown));
    }
    back.reason = *known;
    at->posted.fault_field.clear();
    submit(services, exchange, submission_of(at->session, std::move(back)), std::move(at->posted));
}

void post_desk_sheets(Services& services, const ExchangePtr& exchange) {
    auto at = require_desk(services, exchange, field::place, pages::desk_registered);
    if (!at) return;
    // Through the command's own reader: one set of rules for what comes in.
    JsonWriter json;
    json.begin_object();
    for (const pages::Literal name : {field::first, field::last}) {
        const auto number = whole_number(field_of(at->posted.form, name.view()));
        if (!number || *number > static_cast<std::uint64_t>(sheet_number_max)) {
            return exchange->answer(send_back(services, exchange->request(), at->posted, 422, std::string{name.view()},
                                              number ? FormProblem::out_of_range : FormProblem::malformed));
        }
        json.key(name.view()).integer(static_cast<std::int64_t>(*number));
    }
    const auto place = pages::read_form_text(field_of(at->posted.form, field::place.view()),
                                             {1, sheet_place_code_points_max, /*allow_line_breaks=*/false});
    if (!place) {
        return exchange->answer(
            send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field, place.error()));
    }
    json.key("place").string(*place).key("round").integer(static_cast<std::int64_t>(at->round.raw()));
    const std::string series = field_of(at->posted.form, field::series.view());
    json.key("series").string(to_well_formed(series)).key("type").string("RegisterSheets").end_object();
    const auto command = portal::parse_command(json.take());
    if (!command) {
        const std::string name = command.error().pointer == "/last" ? "last" : "series";
        return exchange->answer(
            send_back(services, exchange->request(), at->posted, 422, name, FormProblem::malformed));
    }
    at->posted.fault_field.clear();
    submit(services, exchange, submission_of(at->session, *command), std::move(at->posted));
}

void post_desk_urn(Services& services, const ExchangePtr& exchange) {
    auto at = require_desk(services, exchange, field::papers, pages::desk_entered);
    if (!at) return;
    const auto send_line_back = [&](std::optional<std::size_t> line, FormProblem problem) {
        if (line) at->posted.form.push_back({std::string{field::line.view()}, std::to_string(*line)});
        exchange->answer(send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field, problem));
    };
    auto read = read_paper_ballots(field_of(at->posted.form, field::papers.view()));
    if (!read) return send_line_back(read.error().front().line, FormProblem::malformed);
    if (read->items.empty()) return send_line_back(std::nullopt, FormProblem::missing);
    // Their salts are drawn when they are confirmed: so a form that is sent twice is the same.
    const Submission submission = submission_of(at->session, EnterPapers{at->round, {}, std::move(read->items)});
    const bool is_queued = services.host.submit(
        submission, [&services, exchange, command = submission.command, actor = submission.actor,
                     posted = std::move(at->posted), lines = std::move(read->lines)](CommandResult result) mutable {
            if (needs_second(result)) return hold_for_second(services, exchange, actor, command, posted);
            if (std::holds_alternative<Accepted>(result)) return exchange->answer(see_other(posted.done_path));
            const auto* const refusal = std::get_if<Refusal>(&result);
            const auto paper = refusal != nullptr ? paper_index(refusal->field) : std::nullopt;
            if (paper) posted.form.push_back({std::string{field::line.view()}, std::to_string(lines.at(*paper))});
            exchange->later([&services, exchange, posted = std::move(posted), result = std::move(result)] {
                exchange->answer(refused(services, exchange->request(), posted, result));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

}  // namespace gongyi::server::web
