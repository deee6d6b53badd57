// Claiming an account, signing in and out, and who one is.
#include "server-stub/accounts/sign_in.h"
#include "server-stub/api/account_api.h"
#include "server-stub/api/guard.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "server-stub/web/reader.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/base/match.h"
#include "shared/pages/viewer_json.h"

namespace gongyi::server::api {
namespace {

// Longer than any text that the account rules accept, so that those rules get to say what is wrong.
constexpr std::size_t field_bytes_max = 2'048;

}  // namespace

Response account_problem(const pages::FormFault& fault) {
    using pages::FormProblem;
    const auto* const form_problem = std::get_if<FormProblem>(&fault.cause);
    const std::string field = fault.field.empty() ? "" : "/" + fault.field;
    switch (form_problem == nullptr ? FormProblem::malformed : *form_problem) {
        case FormProblem::missing:
            return problem(problems::invalid_input, field, "wanted: a value");
        case FormProblem::signin_failed:
            return problem(problems::signin_failed);
        case FormProblem::account_closed:
            return problem(problems::account_closed);
        case FormProblem::too_many_attempts:
            return too_many_requests(fault.wait_seconds);
        case FormProblem::claim_code_unknown:
            return problem(problems::account_refused, field, "there is no such code, or it has been used");
        case FormProblem::name_taken:
            return problem(problems::account_refused, field, "somebody else signs in with this name");
        case FormProblem::name_too_long:
            return problem(problems::account_refused, field, "wanted: at most 40 characters");
        case FormProblem::passphrase_too_short:
        case FormProblem::passphrase_too_long:
            return problem(problems::account_refused, field, "wanted: 8 to 128 characters");
        case FormProblem::passphrase_known:
            return problem(problems::account_refused, field,
                           "wanted: a passphrase that is not among those guessed first");
        case FormProblem::passphrase_of_names:
            return problem(problems::account_refused, field, "wanted: more than the names of the person or the place");
        case FormProblem::name_of_office:
            return problem(problems::account_refused, field, "wanted: a name that is not that of an office");
        case FormProblem::name_is_number:
            return problem(problems::account_refused, field, "wanted: a name with a letter");
        case FormProblem::passphrase_wrong:
            return problem(problems::signin_failed);
        case FormProblem::code_wrong:
            return problem(problems::second_factor_needed, field);
        case FormProblem::unreadable:
            return problem(problems::account_refused, field,
                           "wanted: text that can be read, without control or hidden characters");
        case FormProblem::csrf_expired:
        case FormProblem::malformed:
        case FormProblem::out_of_range:
        case FormProblem::passphrases_differ:
        case FormProblem::file_too_large:
        case FormProblem::file_differs:
        case FormProblem::signed_in_again:
        case FormProblem::other_person:
        case FormProblem::signin_over:
        case FormProblem::confirmed:
        case FormProblem::factor_needed:
            break;
    }
    return problem(problems::invalid_input, field, "wanted: a value of the right form");
}

namespace {

Response welcome(const Services& services, const Request& request, const NewSession& session) {
    const auto person = services.host.directory().find_person(session.person);
    JsonWriter json;
    json.begin_object().key("csrf").string(csrf_token(services, session.token, session.person));
    json.key("role").string(role_name(person ? person->role : Role::visitor)).end_object();
    Response response{.status = 201, .content_type = json_type, .body = json.take()};
    response.headers.push_back(set_session_cookie(services, session.token, session.device));
    response.headers.push_back(set_device_cookie(services, request, session.person));
    return response;
}

void answer_sign_in(Services& services, const ExchangePtr& exchange, const SignInResult& result) {
    exchange->answer(
        std::visit(Match{
                       [&](const NewSession& session) { return welcome(services, exchange->request(), session); },
                       [&](const CodeNeeded& needed) {
                           services.tickets.end(needed.ticket);  // Programs send both at once.
                           return problem(problems::second_factor_needed, "/code");
                       },
                       [](const pages::FormFault& fault) { return account_problem(fault); },
                       [](const TryAgainLater&) { return problem(problems::unavailable); },
                       [](const Broken&) { return problem(problems::internal); },
                   },
                   result));
}

}  // namespace

void post_claim(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    if (auto refused = refuse_foreign(request)) return exchange->answer(std::move(*refused));
    JsonReader reader{request.body, body_bytes_max};
    const JsonValue body = reader.root();
    ClaimRequest read;
    read.code = body.field("code").string(field_bytes_max);
    read.name = body.field("name").string(field_bytes_max);
    read.passphrase = body.field("passphrase").string(field_bytes_max);
    auto claim = reader.finish(std::move(read));
    if (!claim) return exchange->answer(problem(claim.error()));
    claim->passphrase_again = claim->passphrase;  // Programs do not mistype.
    claim->address = request.address;
    claim_account(services, std::move(*claim),
                  [&services, exchange](const SignInResult& result) { answer_sign_in(services, exchange, result); });
}

void post_session(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    if (auto refused = refuse_foreign(request)) return exchange->answer(std::move(*refused));
    JsonReader reader{request.body, body_bytes_max};
    const JsonValue body = reader.root();
    SignInRequest read;
    read.name = body.field("name").string(field_bytes_max);
    read.passphrase = body.field("passphrase").string(field_bytes_max);
    if (const auto code = body.optional_field("code")) read.code = code->string(field_bytes_max);
    auto signing_in = reader.finish(std::move(read));
    if (!signing_in) return exchange->answer(problem(signing_in.error()));
    signing_in->address = request.address;
    signing_in->knows_device = [&](ResidentId person) { return knows_device(services, request, person); };
    sign_in(services, *signing_in,
            [&services, exchange](const SignInResult& result) { answer_sign_in(services, exchange, result); });
}

void delete_session(Services& services, const ExchangePtr& exchange) {
    if (auto refused = refuse_foreign(exchange->request())) return exchange->answer(std::move(*refused));
    const auto session = require_session(services, exchange);
    if (!session) return;
    sign_out(services, session->token_hash, [&services, exchange](bool is_stored) {
        if (!is_stored) return exchange->answer(problem(problems::unavailable));
        Response response{.status = 204};
        response.headers.push_back(clear_session_cookie(services));
        exchange->answer(std::move(response));
    });
}

void get_me(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto snapshot = services.host.snapshot();
    const auto session = find_session(services, request);
    const pages::Viewer viewer = session ? viewer_of(services, *snapshot, *session) : pages::Viewer{};
    exchange->answer(
        {.status = 200,
         .content_type = json_type,
         .body = pages::write_viewer(viewer, live_of(services, *snapshot), locale_of(request), services.host.now())});
}

}  // namespace gongyi::server::api
