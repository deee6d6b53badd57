// The form by which staff say that the machine's clock is right.
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/json_text.h"
#include "shared/base/number.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {

void post_clock(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const std::string path = pages::routes::clock().text();
    const Posted posted{.form = std::move(*form), .form_path = path, .done_path = path, .fault_field = ""};
    const auto session = require_poster(services, exchange, posted);
    if (!session || !require_weight(services, exchange, *session, posted)) return;
    const auto shown = whole_number(field_of(posted.form, pages::field::shown.view()));
    // Whoever may end a vote may say what time it is. The page says so itself when it refuses.
    const bool is_allowed = may(session->person.role, Act::close_voting) && services.options.clock != nullptr;
    if (is_allowed && shown && *shown <= static_cast<std::uint64_t>(json_integer_max)) {
        // The clock may be elsewhere by now: then the page shows where.
        static_cast<void>(services.options.clock->accept(UnixMs{static_cast<std::int64_t>(*shown)}));
        services.host.note({.deed = Deed::clock_accepted, .actor = session->person.id});
    }
    exchange->answer(see_other(path));
}

}  // namespace gongyi::server::web
