#include "server-stub/witness/witness_service.h"

#include <functional>
#include <utility>

#include "server-stub/web/reader.h"
#include "server-stub/witness/witness_page.h"

namespace gongyi::server {

namespace {

constexpr std::string_view size_type = "text/x.tlog.size";
constexpr std::string_view style_type = "text/css; charset=utf-8";

Response plain(int status, std::string text) {
    return {.status = status, .content_type = plain_type, .body = std::move(text)};
}

}  // namespace

WitnessService::WitnessService(Witness& witness, RateLimit::Allowance allowance, Witness::Clock clock)
    : witness_{witness},
      clock_{std::move(clock)},
      by_address_{allowance},
      router_{routes(),
              {.not_found = [](const ExchangePtr& exchange) { exchange->answer(plain(404, "not found\n")); },
               .method_not_allowed =
                   [](const ExchangePtr& exchange, const std::string& allow) {
                       Response response = plain(405, "not so\n");
                       response.headers.push_back({"Allow", allow});
                       exchange->answer(std::move(response));
                   }}} {}

std::vector<Route> WitnessService::routes() {
    std::vector<Route> all;
    all.push_back({Method::post, "/add-checkpoint", [this](const ExchangePtr& e) { post_add_checkpoint(e); }, {}});
    all.push_back({Method::get, "/checkpoint/{origin*}", [this](const ExchangePtr& e) { get_checkpoint(e); }, {}});
    all.push_back(
        {Method::get,
         "/style.css",
         [](const ExchangePtr& e) { e->answer({.status = 200, .content_type = style_type, .body = witness_style()}); },
         {}});
    all.push_back({Method::get,
                   "/",
                   [this](const ExchangePtr& e) {
                       e->answer(
                           {.status = 200,
                            .content_type = html_type,
                            .body = witness_page(witness_.key(), witness_.logs(), locale_of(e->request()), clock_())});
                   },
                   {}});
    return all;
}

void WitnessService::post_add_checkpoint(const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto admitted = by_address_.admit(std::hash<std::string>{}(request.address), clock_());
    if (!admitted) {
        Response response = plain(429, "too many requests\n");
        response.headers.push_back({"Retry-After", std::to_string(admitted.wait_seconds)});
        return exchange->answer(std::move(response));
    }
    if (request.body.size() > add_checkpoint_bytes_max) return exchange->answer(witness_fault(request, 413));
    WitnessAnswer answer = witness_.add_checkpoint(request.body);
    Response response = plain(answer.status, std::move(answer.body));
    if (answer.status == 409) response.content_type = size_type;
    exchange->answer(std::move(response));
}

void WitnessService::get_checkpoint(const ExchangePtr& exchange) const {
    for (const Witness::Log& log : witness_.logs()) {
        if (log.origin == exchange->parameters().front() && log.seen) return exchange->answer(plain(200, log.note));
    }
    exchange->answer(plain(404, "no such record was seen here\n"));
}

Response witness_fault(const Request&, int status) {
    return plain(status, std::string{reason_phrase(status)} + '\n');
}

}  // namespace gongyi::server
