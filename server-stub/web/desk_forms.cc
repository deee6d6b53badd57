// The service desk: people are looked up and handed a paper, and the urn is entered. Nothing here ever has a name and a
// choice at once.
#include <charconv>
#include <optional>

#include "server-stub/accounts/secrets.h"
#include "server-stub/ballots/paper_file.h"
#include "server-stub/web/desk_counts.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/number.h"
#include "shared/base/text.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;
using pages::FormProblem;

// So many people are shown for one look-up.
constexpr std::size_t desk_people_max = 20;
constexpr std::size_t desk_who_bytes_max = 200;

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
    desk.is_asked = true;
    for (const Person& person : services.host.directory().find_people(who, desk_people_max + 1)) {
        if (desk.people.size() == desk_people_max) {
            desk.has_more = true;
            break;
        }
        desk.people.push_back({person.id, person.name, person.household});
    }
    pages::Request page = page_of(at->round, std::move(desk));
    page.filled = {{std::string{field::who.view()}, to_well_formed(who)}};
    exchange->answer(render_privately(services, exchange->request(), std::move(page)));
}

void post_desk_paper(Services& services, const ExchangePtr& exchange) {
    auto at = require_desk(services, exchange, field::voter, pages::desk_handed_out);
    if (!at) return;
    const auto voter = identifier_number(field_of(at->posted.form, field::voter.view()));
    if (!voter) {
        return exchange->answer(
            send_back(services, exchange->request(), at->posted, 422, at->posted.fault_field, FormProblem::malformed));
    }
    const EnterPapers handed{at->round, {ResidentId{*voter}}, {}};
    const auto form = fingerprint_of(services, at->posted.form);
    const bool is_queued =
        services.host.submit(submission_of(at->session, handed),
                             [&services, exchange, form, posted = std::move(at->posted)](CommandResult result) {
                                 // The roll refuses the second of two; if both are one form, that one paper was handed
                                 // out is no refusal.
                                 const bool is_done = std::holds_alternative<Accepted>(result);
                                 if (is_done && form) services.papers_handed.note(*form);
                                 if (is_done || (form && services.papers_handed.has(*form))) {
                                     return exchange->answer(see_other(posted.done_path));
                                 }
                                 exchange->later([&services, exchange, posted, result = std::move(result)] {
                                     exchange->answer(refused(services, exchange->request(), posted, result));
                                 });
                             });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
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
    for (PaperBallot& paper : read->items) paper.salt = random_salt();
    Submission submission = submission_of(at->session, EnterPapers{at->round, {}, std::move(read->items)});
    make_repeatable(services, "urn", at->posted.form, submission);
    const bool is_queued =
        services.host.submit(std::move(submission), [&services, exchange, posted = std::move(at->posted),
                                                     lines = std::move(read->lines)](CommandResult result) mutable {
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
