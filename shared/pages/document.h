// The document around a page's content: head, header, footer.
#pragma once

#include <string>
#include <type_traits>

#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

struct DocumentOptions {
    Literal name;            // data-page of <main>.
    std::string_view title;  // Without the community's name.
    int status = 200;
    bool follows_record = false;  // Made from the record: a browser makes it anew when the record grows.
    bool has_workbench = false;   // Loads the workbench's script too.
    bool is_wide = false;         // Uses the whole width of the window.
};

void begin_document(Html& h, const Scene& scene, const DocumentOptions& options);
void end_document(Html& h, const Scene& scene);

// A page whose <main> is what `content(h)` writes. A form that came back has status 422.
template <class Content>
[[nodiscard]] Page document(const Scene& scene, const DocumentOptions& options, Content&& content) {
    Page page;
    page.status = options.status == 200 && !scene.request.faults.empty() ? 422 : options.status;
    page.html.reserve(16 * 1024);
    Html h{page.html, scene.say};
    begin_document(h, scene, options);
    content(h);
    end_document(h, scene);
    page.title = options.title;
    return page;
}

}  // namespace gongyi::pages
