// POST /act: every form of the decision flow. Its fields are the command's; `back` is the page that holds the form.
#include <algorithm>

#include "server-stub/accounts/weight.h"
#include "server-stub/web/file_type.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/match.h"
#include "shared/pages/command_reader.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace routes = pages::routes;

// The address of the last of `list` that the command made, else `back`: others may have made one at the same time.
template <class List, class IsMade, class Route>
std::string last_made(const List& list, IsMade&& is_made, Route&& route, const std::string& back) {
    const auto made = std::find_if(list.rbegin(), list.rend(), is_made);
    return made == list.rend() ? back : route(made->id).text();
}

// Where to go when it is done: to what was made, else back to the page.
std::string path_after(const decision::Command& command, ResidentId actor, const decision::DecisionState& state,
                       const std::string& back) {
    return std::visit(
        Match{
            [&](const decision::OpenMatter&) {
                return last_made(
                    state.matters, [&](const auto& one) { return one.author == actor; }, routes::matter, back);
            },
            [&](const decision::ConveneMeeting& asked) {
                return last_made(
                    state.meetings, [&](const auto& one) { return one.body == asked.body && one.at == asked.at; },
                    routes::meeting, back);
            },
            [&](const decision::PostNotice& asked) {
                return last_made(
                    state.notices, [&](const auto& one) { return one.matter == asked.matter; }, routes::notice, back);
            },
            [&](const decision::EstablishBody& asked) {
                return last_made(
                    state.bodies, [&](const auto& one) { return one.name == asked.name; }, routes::body, back);
            },
            [&](const auto&) { return back; },
        },
        command);
}

// The file of a form that files a document, with its fingerprint in the field for that: nobody has to work it out.
// Nothing for other forms, and when none was chosen.
std::optional<DocumentBytes> take_document(FormWithFile& sent) {
    if (!sent.file || field_of(sent.fields, pages::field::type.view()) != "FileDocument") return std::nullopt;
    const Hash hash = sha256(*sent.file);
    std::erase_if(sent.fields, [](const FormField& one) { return one.name == pages::field::hash.view(); });
    sent.fields.push_back({std::string{pages::field::hash.view()}, to_hex(hash)});
    std::string ending = kept_ending(*sent.file, sent.file_name);
    return DocumentBytes{hash, std::make_shared<const std::string>(std::move(*sent.file)), std::move(ending)};
}

}  // namespace

void post_act(Services& services, const ExchangePtr& exchange) {
    auto sent = require_form_with_file(exchange);
    if (!sent) return;
    auto document = take_document(*sent);
    const std::string back = safe_path(field_of(sent->fields, pages::field::back.view()), routes::matters().text());
    Posted posted{.form = std::move(sent->fields), .form_path = back, .done_path = back, .fault_field = ""};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    const auto& community = services.host.snapshot()->state->community;
    const auto command = pages::read_command_form(filled_of(posted.form), community ? community->zone : Zone{});
    if (!command) {
        const pages::FormFault& fault = command.error();
        return exchange->answer(send_back(services, exchange->request(), posted, 422, fault.field, fault.cause));
    }
    if (document && document->bytes->size() > decision::document_bytes_max) {
        return exchange->answer(send_back(services, exchange->request(), posted, 413,
                                          std::string{pages::field::hash.view()}, pages::FormProblem::file_too_large));
    }
    if (weighs(*command) && !require_weight(services, exchange, *session, posted)) return;
    if (!admit(services, exchange, *session, posted)) return;
    Submission submission = submission_of(*session, *command);
    submission.document = std::move(document);
    make_repeatable(services, "act", posted.form, submission);
    const bool is_queued = services.host.submit(
        std::move(submission),
        [&services, exchange, posted, command = *command, actor = session->person.id](CommandResult result) {
            exchange->later([&services, exchange, posted, command, actor, result = std::move(result)] {
                if (needs_second(result)) return hold_for_second(services, exchange, actor, command, posted);
                if (!std::holds_alternative<Accepted>(result)) {
                    return exchange->answer(refused(services, exchange->request(), posted, result));
                }
                const auto snapshot = services.host.snapshot();
                exchange->answer(see_other(path_after(command, actor, snapshot->state->decisions, posted.done_path)));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

}  // namespace gongyi::server::web
