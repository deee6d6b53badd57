// Writes every sample page to files, for looking at: GONGYI_PREVIEW_DIR=DIR gongyi_unit "[.preview]". Hidden from
// ordinary runs.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/meeting_samples.h"
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

TEST_CASE("write the pages of meetings to files", "[.preview]") {
    const char* folder = std::getenv("GONGYI_PREVIEW_DIR");
    REQUIRE(folder != nullptr);
    std::filesystem::create_directories(folder);
    const auto write = [&](const std::string& name, const pages::Page& page) {
        std::ofstream{std::filesystem::path(folder) / (name + ".html")} << page.html;
    };
    for (const test::MeetingSample& sample : test::meeting_samples()) {
        const std::string path = test::path_of(sample);
        const auto member = test::person_of(Role::council, test::holder_of(sample.body, 3));
        const auto chair = test::person_of(Role::council, test::holder_of(sample.body, 1));
        const auto desk = test::person_of(Role::staff, ResidentId{9100});
        write(sample.name + "-visitor", test::page_of(sample, visitor(), path));
        write(sample.name + "-member", test::page_of(sample, member, path));
        write(sample.name + "-chair", test::page_of(sample, chair, path));
        write(sample.name + "-desk", test::page_of(sample, desk, path));
        write(sample.name + "-english", test::page_of(sample, member, path, pages::Locale::en));
        write(sample.name + "-screen", test::page_of(sample, visitor(), path + "/screen"));
        write(sample.name + "-list", test::page_of(sample, member, "/meetings"));
        write(sample.name + "-convene", test::page_of(sample, desk, "/meetings", pages::Locale::zh_hans, "body=4"));
        write(sample.name + "-bodies", test::page_of(sample, desk, "/bodies"));
        write(sample.name + "-body", test::page_of(sample, desk, "/bodies/4"));
    }
}

}  // namespace gongyi::tests
