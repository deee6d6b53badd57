#include "server-stub/api/account_api.h"

#include "server-stub/accounts/own_account.h"
#include "server-stub/api/guard.h"
#include "server-stub/api/problem.h"
#include "server-stub/web/account_facts.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/base/match.h"

namespace gongyi::server::api {
namespace {

constexpr std::size_t field_bytes_max = 2'048;

ChangeDone without_content(const ExchangePtr& exchange) {
    return [exchange](const ChangeResult& result) {
        exchange->answer(std::visit(Match{
                                        [](const Changed&) { return Response{.status = 204}; },
                                        [](const pages::FormFault& fault) { return account_problem(fault); },
                                        [](const TryAgainLater&) { return problem(problems::unavailable); },
                                        [](const Broken&) { return problem(problems::internal); },
                                    },
                                    result));
    };
}

}  // namespace

void post_confirm(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    if (auto refused = refuse_foreign(request)) return exchange->answer(std::move(*refused));
    const auto session = require_session(services, exchange);
    if (!session) return;
    JsonReader reader{request.body, body_bytes_max};
    const JsonValue body = reader.root();
    Proof read;
    read.passphrase = body.field("passphrase").string(field_bytes_max);
    if (const auto code = body.optional_field("code")) read.code = code->string(field_bytes_max);
    auto proof = reader.finish(std::move(read));
    if (!proof) return exchange->answer(problem(proof.error()));
    proof->address = request.address;
    confirm_session(services, *session, *proof, without_content(exchange));
}

void get_sessions(Services& services, const ExchangePtr& exchange) {
    const auto session = find_session(services, exchange->request());
    if (!session) return exchange->answer(problem(problems::session_needed));
    JsonWriter json;
    json.begin_object().key("sessions").begin_array();
    for (const Session& one : services.host.directory().sessions_of(session->person.id, services.host.now())) {
        json.begin_object().key("begun_at").integer(one.begun_at.ms);
        json.key("current").boolean(one.token_hash == session->token_hash);
        json.key("handle").string(web::session_handle(services, one));
        json.key("seen_at").integer(one.seen_at.ms).key("shared").boolean(one.is_shared).end_object();
    }
    json.end_array().end_object();
    Response response{.status = 200, .content_type = json_type, .body = json.take()};
    response.headers.push_back({"Cache-Control", "no-store"});
    exchange->answer(std::move(response));
}

void delete_sessions(Services& services, const ExchangePtr& exchange) {
    if (auto refused = refuse_foreign(exchange->request())) return exchange->answer(std::move(*refused));
    const auto session = require_session(services, exchange);
    if (session) end_other_sessions(services, *session, std::nullopt, without_content(exchange));
}

void delete_one_session(Services& services, const ExchangePtr& exchange) {
    if (auto refused = refuse_foreign(exchange->request())) return exchange->answer(std::move(*refused));
    const auto session = require_session(services, exchange);
    if (!session) return;
    const auto one = web::find_session_by_handle(services, session->person.id, exchange->parameters().front());
    // Its own ends by signing out.
    if (!one || *one == session->token_hash) return exchange->answer(problem(problems::not_found));
    end_other_sessions(services, *session, *one, without_content(exchange));
}

}  // namespace gongyi::server::api
