// Writes every sample page to files, for looking at: GONGYI_PREVIEW_DIR=DIR gongyi_unit "[.preview]". Hidden from
// ordinary runs.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/sample_portal.h"

namespace gongyi::tests {

TEST_CASE("write the sample pages to files", "[.preview]") {
    const char* folder = std::getenv("GONGYI_PREVIEW_DIR");
    REQUIRE(folder != nullptr);
    const portal::State state = sample_state();
    const pages::Live live = sample_live(state);
    for (const pages::Locale locale : pages::all_locales) {
        const auto into = std::filesystem::path(folder) / std::string(pages::locale_tag(locale).view());
        std::filesystem::create_directories(into);
        for (PageSample sample : page_samples(state)) {
            sample.request.locale = locale;
            const pages::Page page = pages::render(state, sample.viewer, live, sample.request);
            CHECK(page.status == sample.status);
            std::ofstream{into / (sample.name + ".html")} << page.html;
        }
        std::ofstream{into / "error-500.html"} << pages::render_error(500, locale).html;
        PageSample empty{"front-empty", visitor(), {}};
        empty.request.path = "/";
        empty.request.locale = locale;
        std::ofstream{into / "front-empty.html"} << pages::render({}, empty.viewer, {}, empty.request).html;
    }
}

}  // namespace gongyi::tests
