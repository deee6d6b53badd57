// The pages and their forms: one function a route.
#pragma once

#include "server-stub/accounts/session.h"
#include "server-stub/http/exchange.h"
#include "server-stub/services.h"

namespace gongyi::server::web {

// Every GET of a page. Visitors get a kept copy when there is one.
void get_page(Services& services, const ExchangePtr& exchange);
// GET /record/entries/{index}: a page with a proof, which the server makes.
void get_entry_page(Services& services, const ExchangePtr& exchange);
// GET /meetings/{meeting}/screen: with the address under which it was asked for, so it is made each time.
void get_screen(Services& services, const ExchangePtr& exchange);
// GET /rounds/{round}/poster, GET /notices/{notice}/poster: likewise, and no browser keeps it either.
void get_poster(Services& services, const ExchangePtr& exchange);
// GET /rounds/{round}/what-if: what is asked is counted beside the other requests, a few waiting at most.
void get_what_if(Services& services, const ExchangePtr& exchange);
// GET /lang?to=…&back=…, GET /assets/{path*}
void get_language(Services& services, const ExchangePtr& exchange);
void get_asset(Services& services, const ExchangePtr& exchange);

// POST /claim, /signin, /signout
void post_claim(Services& services, const ExchangePtr& exchange);
void post_sign_in(Services& services, const ExchangePtr& exchange);
void post_sign_out(Services& services, const ExchangePtr& exchange);

// POST /rounds/{round}/vote, /open, /close
void post_vote(Services& services, const ExchangePtr& exchange);
void post_open(Services& services, const ExchangePtr& exchange);
void post_close(Services& services, const ExchangePtr& exchange);

// POST /staff/clock
void post_clock(Services& services, const ExchangePtr& exchange);

// /documents/{hash}: GET the bytes; POST them when they are not kept here yet.
void get_document(Services& services, const ExchangePtr& exchange);
void post_document(Services& services, const ExchangePtr& exchange);
inline constexpr std::size_t document_body_bytes_max = decision::document_bytes_max + body_bytes_max;
[[nodiscard]] bool takes_documents(std::string_view path);
[[nodiscard]] bool may_send_documents(Role role);

// POST /rounds/{round}/desk/find, …/paper, …/urn
void post_desk_find(Services& services, const ExchangePtr& exchange);
void post_desk_paper(Services& services, const ExchangePtr& exchange);
void post_desk_urn(Services& services, const ExchangePtr& exchange);
// …/letter, …/back, …/sheets
void post_desk_letter(Services& services, const ExchangePtr& exchange);
void post_desk_back(Services& services, const ExchangePtr& exchange);
void post_desk_sheets(Services& services, const ExchangePtr& exchange);

// POST /staff/second/{id}
void post_second(Services& services, const ExchangePtr& exchange);

// POST /staff/people; GET and POST /staff/people/{id}
void post_people(Services& services, const ExchangePtr& exchange);
void get_person(Services& services, const ExchangePtr& exchange);
void post_person(Services& services, const ExchangePtr& exchange);
struct Posted;
void confirm_person_act(Services& services, const ExchangePtr& exchange, const SignedIn& session,
                        const PendingAct& pending, const Posted& posted);

// GET /journal, /journal/lines
void get_journal(Services& services, const ExchangePtr& exchange);
void get_journal_lines(Services& services, const ExchangePtr& exchange);

// POST /act: the forms of the decision flow.
void post_act(Services& services, const ExchangePtr& exchange);

// The page for what went wrong outside every page.
[[nodiscard]] Response error_page(const Request& request, int status);

}  // namespace gongyi::server::web
