// Documents that were filed for a matter: their bytes, which the record fixes by their SHA-256.
#include <memory>

#include "server-stub/web/file_type.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/community/refuse.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;
using pages::FormProblem;

constexpr std::string_view documents_path = "/documents/";

// As a parameter in the notation of RFC 8187: every byte that is not a letter or a digit is escaped.
std::string file_name_parameter(std::string_view name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string escaped;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
        if (is_plain) {
            escaped += c;
        } else {
            (escaped += '%') += digits[byte / 16];
            escaped += digits[byte % 16];
        }
    }
    return "filename*=UTF-8''" + escaped;
}

// A document that was filed and not taken down. Otherwise answers.
std::optional<Hash> require_document(const Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto hash = hash_from_hex(exchange->parameters().front());
    const auto& decisions = services.host.snapshot()->state->decisions;
    const auto kept = hash ? decisions.texts.find(*hash) : decisions.texts.end();
    if (kept == decisions.texts.end() || !kept->second.is_file) {
        exchange->answer(render_for(services, request, request.path()));
        return std::nullopt;
    }
    if (!kept->second.takedown) return hash;
    exchange->answer(see_other(routes::record_text(*hash).text()));
    return std::nullopt;
}

std::string document_page(const Hash& hash, pages::Literal done) {
    return routes::record_text(hash).with(field::done, done.view()).text();
}

}  // namespace

bool takes_documents(std::string_view path) {
    return path == routes::act().text() || path == routes::census().text() ||
           path.substr(0, documents_path.size()) == documents_path;
}

bool may_send_documents(Role role) {
    return decision::may(role, decision::Command{decision::FileDocument{}}.index());
}

void get_document(Services& services, const ExchangePtr& exchange) {
    const auto hash = require_document(services, exchange);
    if (!hash) return;
    auto shared = services.documents.find(*hash);
    if (!shared) {
        auto kept = services.host.store().read_document(*hash);
        if (!kept) return exchange->answer(error_page(exchange->request(), 503));
        if (!*kept) return exchange->answer(see_other(document_page(*hash, pages::document_missing)));
        shared = services.documents.put(*hash, std::move(**kept));
        if (!shared) return exchange->answer(error_page(exchange->request(), 503));
    }
    const auto snapshot = services.host.snapshot();
    const decision::DecisionState& state = snapshot->state->decisions;
    const FreeText& title = decision::find_document(state, *hash).document->title;
    // Whose title was taken down goes by its fingerprint.
    std::string name{decision::words_of(state.texts, title).value_or(std::string_view{to_hex(*hash)})};
    const FileType type = file_type(shared->bytes, name, shared->ending);
    name += type.ending;
    std::shared_ptr<const std::string> bytes{shared, &shared->bytes};
    Response response{.status = 200, .content_type = type.media_type, .shared_body = std::move(bytes)};
    // Nothing that somebody sent here runs here. And a copy is not kept beyond a takedown.
    response.headers = {{"Content-Disposition", "attachment; " + file_name_parameter(name)},
                        {"Content-Security-Policy", "sandbox; default-src 'none'"},
                        {"Cache-Control", "no-store"}};
    exchange->answer(std::move(response));
}

void post_document(Services& services, const ExchangePtr& exchange) {
    auto sent = require_form_with_file(exchange);
    if (!sent) return;
    const auto hash = require_document(services, exchange);
    if (!hash) return;
    const Posted posted{.form = std::move(sent->fields),
                        .form_path = routes::record_text(*hash).text(),
                        .done_path = document_page(*hash, pages::document_added),
                        .fault_field = std::string{field::file.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    const auto refuse = [&](int status, std::variant<Refusal, FormProblem> cause) {
        exchange->answer(
            send_back(services, exchange->request(), posted, status, posted.fault_field, std::move(cause)));
    };
    if (!may_send_documents(session->person.role)) return refuse(403, refusal(RefusalCode::role_not_allowed));
    if (!sent->file) return refuse(422, FormProblem::missing);
    if (sent->file->size() > decision::document_bytes_max) return refuse(413, FormProblem::file_too_large);
    auto bytes = std::make_shared<const std::string>(std::move(*sent->file));
    if (sha256(*bytes) != *hash) return refuse(422, FormProblem::file_differs);
    if (!admit(services, exchange, *session, posted)) return;
    const bool is_queued = services.host.change_rows(
        [document = DocumentBytes{*hash, bytes, kept_ending(*bytes, sent->file_name)}](Batch& batch) {
            batch.documents.push_back(document);
            return true;
        },
        [exchange, done = posted.done_path](PortalHost::RowsResult result) {
            const bool is_stored = result == PortalHost::RowsResult::stored;
            exchange->answer(is_stored ? see_other(done) : error_page(exchange->request(), 503));
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

}  // namespace gongyi::server::web
