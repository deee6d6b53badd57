// All pages: those that browsers render too, and those that need what the server alone knows.
#include "shared/pages/page_table.h"
#include "shared/pages/render.h"

namespace gongyi::pages {

namespace {

#define GONGYI_PAGE_browser(pattern, render)
#define GONGYI_PAGE_entered(pattern, render)
#define GONGYI_PAGE_server(pattern, render) PageRow{pattern, render},
#define GONGYI_PAGE(pattern, where, answer, log, render) GONGYI_PAGE_##where(pattern, render)
constexpr PageRow rows[] = {
#include "shared/pages/page_table.inc"
};
#undef GONGYI_PAGE

}  // namespace

Page render(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request) {
    portal::KeptExplanations explanations;
    return render(state, viewer, live, request, explanations);
}

Page render(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request,
            portal::Explanations& explanations) {
    const Scene scene = make_scene(state, viewer, live, request, explanations);
    PathValues values;
    const PageRow* const row = find_row(rows, scene.request.path, values);
    return row != nullptr ? row->draw(scene, values) : shared_page(scene);
}

}  // namespace gongyi::pages
