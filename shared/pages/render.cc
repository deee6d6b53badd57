#include "shared/pages/render.h"

#include "shared/pages/page_table.h"

namespace gongyi::pages {

namespace {

// The pages that browsers render too; naming the others would bring them into the module.
#define GONGYI_PAGE_browser(pattern, render) PageRow{pattern, render},
#define GONGYI_PAGE_entered(pattern, render) PageRow{pattern, render},
#define GONGYI_PAGE_server(pattern, render)
#define GONGYI_PAGE(pattern, where, answer, log, render) GONGYI_PAGE_##where(pattern, render)
constexpr PageRow rows[] = {
#include "shared/pages/page_table.inc"
};
#undef GONGYI_PAGE

}  // namespace

Page shared_page(const Scene& scene) {
    PathValues values;
    const PageRow* const row = find_row(rows, scene.request.path, values);
    return row != nullptr ? row->draw(scene, values) : not_found_page(scene);
}

Page render_in_browser(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request,
                       portal::Explanations& explanations) {
    return shared_page(make_scene(state, viewer, live, request, explanations));
}

}  // namespace gongyi::pages
