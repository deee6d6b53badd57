// What every posted form must pass before its fields are looked at.
#pragma once

#include <optional>

#include "server-stub/accounts/session.h"
#include "server-stub/http/exchange.h"
#include "server-stub/http/multipart.h"
#include "server-stub/services.h"

namespace gongyi::server::web {

// The fields of a form. Otherwise answers the exchange, and returns nothing. (Another site's form has been refused
// before any handler was asked: Application.)
[[nodiscard]] std::optional<Form> require_form(const ExchangePtr& exchange);

// The same for a form that may have a file.
[[nodiscard]] std::optional<FormWithFile> require_form_with_file(const ExchangePtr& exchange);

// Whether the form carries the session's CSRF token.
[[nodiscard]] bool has_csrf(const Form& form, const SignedIn& session);

// The field's value; "" when it is not there.
[[nodiscard]] std::string field_of(const Form& form, std::string_view name);

}  // namespace gongyi::server::web
