#include "shared/pages/html.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <type_traits>

#include "shared/pages/messages.h"
#include "shared/pages/routes.h"

namespace gongyi::pages {

namespace {

template <class Write>
std::string written(Write&& write) {
    const Wording say{Locale::en, Zone{}, UnixMs{0}};
    std::string out;
    Html h{out, say};
    write(h);
    return out;
}

}  // namespace

// Text of a person's must not become a Literal, and no text an address: neither may even compile.
static_assert(!std::is_constructible_v<Literal, const char*>);
static_assert(!std::is_constructible_v<Literal, std::string>);
static_assert(!std::is_constructible_v<Literal, std::string_view>);
static_assert(!std::is_constructible_v<Literal, char (&)[8]>);
static_assert(!std::is_constructible_v<Url, std::string>);
static_assert(!std::is_convertible_v<std::string, Url>);

TEST_CASE("an element holds a message of the page's language, text of somebody's, or either", "[pages][html]") {
    const std::string title{message_template(Say::problem_title, Locale::en)};
    CHECK(written([](Html& h) { h(tag::h2, Say::problem_title); }) == "<h2>" + title + "</h2>");
    CHECK(written([](Html& h) { h(tag::h2, {attr::cls("a b")}, Words{Say::problem_title}); }) ==
          "<h2 class=\"a b\">" + title + "</h2>");
    CHECK(written([](Html& h) { h(tag::p, Words{std::string{"<"}}); }) == "<p>&lt;</p>");
    CHECK(written([](Html& h) { h(tag::p, Say::days, {Arg::count("count", 3)}); }) == "<p>3 days</p>");
    CHECK(written([](Html& h) { h(tag::p, {attr::cls("x"), attr::id("y")}, "z"); }) == R"(<p class="x" id="y">z</p>)");
    CHECK(Words{}.empty());
    CHECK(Words{""}.empty());
    CHECK_FALSE(Words{Say{}}.empty());
}

TEST_CASE("the five characters that mean something in HTML are escaped in text and in attributes", "[pages][html]") {
    const std::string hostile = "<script>alert('1')</script> & \"2\"";
    const std::string escaped = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;2&quot;";
    CHECK(written([&](Html& h) { h(tag::p, hostile); }) == "<p>" + escaped + "</p>");
    CHECK(written([&](Html& h) { h(tag::input, {attr::value(hostile)}); }) == "<input value=\"" + escaped + "\">");
    CHECK(written([&](Html& h) { h(tag::p, [&] { h.lines(hostile + "\n" + hostile); }); }) ==
          "<p>" + escaped + "<br>" + escaped + "</p>");
}

TEST_CASE("text without special characters passes as it is", "[pages][html]") {
    const auto text = GENERATE(as<std::string>{}, "", "a", "四季花城", "𠮷龘", "a=b; c+d % #");
    CHECK(written([&](Html& h) { h.text(text); }) == text);
}

TEST_CASE("attributes are written by kind", "[pages][html]") {
    CHECK(written([](Html& h) {
              h(tag::input, {attr::type("checkbox"), attr::checked, attr::disabled.when(false), attr::value(-12)});
          }) == R"(<input type="checkbox" checked value="-12">)");
}

TEST_CASE("elements close where their body ends", "[pages][html]") {
    CHECK(written([](Html& h) {
              h(tag::ul, {attr::cls("items")}, [&] {
                  h(tag::li, "1");
                  h(tag::li, [&] { h(tag::br); });
              });
          }) == R"(<ul class="items"><li>1</li><li><br></li></ul>)");
}

TEST_CASE("a JSON block can neither be ended nor turned into a comment by its content", "[pages][html]") {
    CHECK(written([](Html& h) { h.json("viewer", R"({"name":"</script><!--"})"); }) ==
          R"(<script type="application/json" id="viewer">{"name":"\u003c/script>\u003c!--"}</script>)");
}

TEST_CASE("what a person sends into an address is percent-encoded", "[pages][html]") {
    CHECK(routes::lang().with(field::to, "en").with(field::back, "/rounds/3?receipt=a b&c=\"#").text() ==
          "/lang?to=en&back=/rounds/3%3Freceipt%3Da%20b%26c%3D%22%23");
    CHECK(routes::record_entries("a/../b").text() == "/api/v1/a%2F..%2Fb/record");
    CHECK(routes::project(RoundId{3}, ProjectId{12}).text() == "/rounds/3/projects/12");
}

}  // namespace gongyi::pages
