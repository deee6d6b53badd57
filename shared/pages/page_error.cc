// What stands where a page can't.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

struct ErrorText {
    Say title;
    Say text;
};

ErrorText error_text(int status) {
    switch (status) {
        case 403:
            return {Say::error_forbidden_title, Say::error_forbidden_text};
        case 404:
            return {Say::error_not_found_title, Say::error_not_found_text};
        case 413:
            return {Say::error_too_large_title, Say::error_too_large_text};
        case 429:
            return {Say::error_too_many_title, Say::error_too_many_text};
        default:
            return status >= 500 ? ErrorText{Say::error_server_title, Say::error_server_text}
                                 : ErrorText{Say::error_bad_request_title, Say::error_bad_request_text};
    }
}

Page error_page(const Scene& scene, int status) {
    const ErrorText text = error_text(status);
    return document(scene, {.name = "error", .title = scene.say(text.title), .status = status}, [&](Html& h) {
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, text.title);
            h(tag::p, {attr::cls("muted")}, text.text);
            button_link(h, ButtonLook::main, routes::front(), Say::error_home);
        });
    });
}

}  // namespace

Page not_found_page(const Scene& scene) {
    return error_page(scene, 404);
}

Page forbidden_page(const Scene& scene) {
    return error_page(scene, 403);
}

Page render_error(int status, Locale locale) {
    const portal::State state;
    const Viewer viewer;
    const Live live;
    Request request;
    request.path = "/";
    request.locale = locale;
    portal::KeptExplanations explanations;
    return error_page(Scene{state, viewer, live, request, Wording{locale, Zone{}, UnixMs{0}}, explanations}, status);
}

}  // namespace gongyi::pages
