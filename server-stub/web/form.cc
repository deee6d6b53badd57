#include "server-stub/web/form.h"

#include "server-stub/web/handlers.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {

std::optional<Form> require_form(const ExchangePtr& exchange) {
    auto form = require_form_with_file(exchange);
    if (!form) return std::nullopt;
    return std::move(form->fields);
}

std::optional<FormWithFile> require_form_with_file(const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto refuse = [&](int status) {
        exchange->answer(error_page(request, status));
        return std::nullopt;
    };
    const std::string_view type = request.header(Header::content_type);
    if (is_media_type(type, "multipart/form-data")) {
        auto form = parse_multipart(type, request.body);
        if (!form) return refuse(400);
        return form;
    }
    if (!is_media_type(type, "application/x-www-form-urlencoded")) return refuse(415);
    auto form = parse_form(request.body);
    if (!form) return refuse(400);
    return FormWithFile{.fields = std::move(*form), .file = std::nullopt, .file_name = ""};
}

bool has_csrf(const Form& form, const SignedIn& session) {
    return equal_in_constant_time(field_of(form, pages::field::csrf.view()), session.csrf);
}

std::string field_of(const Form& form, std::string_view name) {
    return std::string{find_field(form, name).value_or(std::string_view{})};
}

}  // namespace gongyi::server::web
