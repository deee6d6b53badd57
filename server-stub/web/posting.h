// What the handlers of forms share: who posts, how a form goes back to its page, how its command is handed in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "server-stub/web/form.h"
#include "server-stub/web/respond.h"

namespace gongyi::server::web {

// A form, sent by somebody who is signed in.
struct Posted {
    Form form;
    std::string form_path;    // The page that holds the form, and shows it again.
    std::string done_path;    // Where to go when it is done.
    std::string fault_field;  // The field that a refusal of one field concerns; empty: the refusal names it itself.
};

// The page of the form again, with what was wrong and what stood in it.
[[nodiscard]] Response send_back(const Services& services, const Request& request, const Posted& posted, int status,
                                 std::string fault_field, std::variant<Refusal, pages::FormProblem> cause);

// The response to everything but Accepted.
[[nodiscard]] Response refused(const Services& services, const Request& request, const Posted& posted,
                               const CommandResult& result);

// The round that the route's first placeholder names. Otherwise answers with the page that says that there is none.
[[nodiscard]] std::optional<RoundId> require_round(const Services& services, const ExchangePtr& exchange);

// The session of whoever posts, with a good token. Otherwise answers: a visitor gets the page to sign in, which leads
// back to the form.
[[nodiscard]] std::optional<SignedIn> require_poster(const Services& services, const ExchangePtr& exchange,
                                                     const Posted& posted);

// Whether this session may do what weighs now (accounts/weight.h). Otherwise answers: with the page that asks who it is
// and leads back to the form, with everything that stood in it; or with the form, which says that the account needs the
// second step.
[[nodiscard]] bool require_weight(const Services& services, const ExchangePtr& exchange, const SignedIn& session,
                                  const Posted& posted);

// After that, or after signing in again: the form at `back` with what was carried for it in `form`, to be looked at and
// sent; it does nothing by itself, and somebody else never sees it. Where nothing was carried, the way to `back`.
[[nodiscard]] Response back_to_form(const Services& services, const Request& request, const Form& form,
                                    const std::string& back, const SignedIn& session, pages::FormProblem why);

// Whether the account may hand in one more command now. Otherwise answers.
[[nodiscard]] bool admit(Services& services, const ExchangePtr& exchange, const SignedIn& session,
                         const Posted& posted);

// Whether a command was refused for want of a second person; and puts it where one finds it, for staff, in place of an
// answer.
[[nodiscard]] bool needs_second(const CommandResult& result);
void hold_for_second(Services& services, const ExchangePtr& exchange, ResidentId asker, const portal::Command& command,
                     const Posted& posted);
// The same for what is no command: PendingAct's kind and body, and what the journal calls it.
void hold_act(Services& services, const ExchangePtr& exchange, ResidentId asker, std::string_view kind,
              std::string body, std::string name, const Posted& posted);

// Hands the command in and leads to done_path, or to where it waits for a second person.
void submit(Services& services, const ExchangePtr& exchange, const Submission& submission, Posted posted);

// The same form sent twice from the same page is one command: a double tap, or "back" and "send again". The page wrote
// into the field `seen` what tells it from the next one. `what` names the form's kind. Without that field, nothing.
void make_repeatable(const Services& services, std::string_view what, const Form& form, Submission& submission);

// A submission of a command by whoever is signed in, without a key.
[[nodiscard]] Submission submission_of(const SignedIn& session, portal::Command command);

// The fields as they were sent, whatever their bytes are, without the session's token: what stood in a form, so that it
// need not be filled in again.
[[nodiscard]] std::vector<pages::FilledField> filled_of(const Form& form);

}  // namespace gongyi::server::web
