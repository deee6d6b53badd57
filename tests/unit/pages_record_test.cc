// The page of one entry, the outcome on paper, and codes that a phone reads from it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "shared/pages/messages.h"
#include "shared/pages/qr.h"
#include "shared/pages/render.h"
#include "shared/pages/viewer_json.h"
#include "shared/portal/entry_json.h"
#include "shared/record/entry.h"
#include "tests/support/decision_fixture.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

pages::ProvedEntry proved(std::string bytes) {
    pages::ProvedEntry entry;
    entry.index = 12;
    entry.leaf = record::leaf_hash(bytes);
    entry.bytes = std::move(bytes);
    entry.path = {sha256(std::string_view{"a"}), sha256(std::string_view{"b"})};
    entry.checkpoint = {"gongyi/test", 20, sha256(std::string_view{"root"})};
    return entry;
}

pages::Page rendered(const std::string& path, std::optional<pages::ProvedEntry> entry,
                     pages::Locale locale = pages::Locale::zh_hans) {
    const portal::State state = sample_state();
    pages::Request request;
    request.path = path;
    request.now = sample_now;
    request.locale = locale;
    request.entry = std::move(entry);
    return pages::render(state, visitor(), sample_live(state), request);
}

std::string svg_of(std::string_view text) {
    const pages::Wording say{pages::Locale::en, Zone{}, sample_now};
    std::string html;
    pages::Html h{html, say};
    pages::qr_code(h, text, "label");
    return html;
}

}  // namespace

TEST_CASE("every kind of entry has a sentence in every language", "[pages][entry]") {
    const portal::State state = sample_state();
    std::vector<portal::Event> events{
        portal::CommunityFounded{*state.community},
        RoundDrafted{state.rounds[0]},
        ProjectAdded{RoundId{1}, state.rounds[0].projects[0]},
        VotingOpened{RoundId{1}, {}},
        VotingClosed{RoundId{1}, "", 3, {}},
        BallotsOpened{RoundId{1}, {state.rounds[0].ballots[0]}, {}},
        RoundTallied{RoundId{1}, state.rounds[0].outcomes},
        portal::RecordKeyAnnounced{"gongyi/test+00000000+AQ==", "", ""},
        portal::ProgramAnnounced{},
        portal::WitnessesNamed{},
        BallotsCommitted{RoundId{1}, {sha256("x")}},
        RoundKeyPublished{RoundId{1}, state.rounds[0].private_key},
        portal::RecordRestored{sha256("former"), 40, "盘坏了 <b>"},
        portal::JournalHeadPublished{{sha256("journal"), 12}},
        SheetsRegistered{RoundId{1}, {"岗亭 <b>", "A", 1, 400}},
    };
    // Those of the decision flow as a whole matter makes them; the state of this portal knows nothing of it.
    test::DecisionHarness harness = test::decision_community();
    harness.must(test::matter_command(), Role::resident, test::proposer);
    for (int gate = 0; gate < 7; ++gate) test::pass_gate(harness, decision::MatterId{1});
    REQUIRE(events.size() + decision::event_names().size() == portal::event_names().size());
    for (const auto& [at, event] : harness.history) events.emplace_back(event);
    for (const portal::Event& event : events) {
        CAPTURE(portal::event_name(event));
        const std::string bytes = portal::write_entry({sample_now, Role::staff, event});
        for (const pages::Locale locale : pages::all_locales) {
            const pages::Page page = rendered("/record/entries/12", proved(bytes), locale);
            CHECK(page.status == 200);
            CHECK(html_faults(page.html).empty());
            CHECK(page.html.find(R"(data-entry-check="idle")") != std::string::npos);
        }
    }
}

TEST_CASE("an entry's page holds its bytes, escaped, and the line that checks it elsewhere", "[pages][entry]") {
    const std::string bytes = R"({"x":"<script>&'"})";
    const pages::Page page = rendered("/record/entries/12", proved(bytes));
    CHECK(page.status == 200);  // Of a version that this program does not know: its bytes are shown all the same.
    CHECK(page.html.find("{&quot;x&quot;:&quot;&lt;script&gt;&amp;&#39;&quot;}</code>") != std::string::npos);
    const pages::ProvedEntry entry = proved(bytes);
    CHECK(page.html.find("gongyi proof verify --index 12 --size 20 --leaf " + to_base64(entry.leaf) + " --root " +
                         to_base64(entry.checkpoint.root) + " --path " + to_base64(entry.path[0]) + "," +
                         to_base64(entry.path[1])) != std::string::npos);
    pages::ProvedEntry only = proved(bytes);
    only.index = 0;
    only.path.clear();
    CHECK(rendered("/record/entries/0", only).html.find("--path &quot;&quot;") != std::string::npos);
}

TEST_CASE("an entry's page is not found without the entry, or under another number", "[pages][entry]") {
    CHECK(rendered("/record/entries/12", std::nullopt).status == 404);
    const auto path = GENERATE(as<std::string>{}, "/record/entries/13", "/record/entries/012", "/record/entries",
                               "/record/entries/12/x", "/record/elsewhere", "/record/terms/x");
    CAPTURE(path);
    CHECK(rendered(path, proved("{}")).status == 404);
}

TEST_CASE("the page of the record says who witnesses it, or that nobody does", "[pages][record][witness]") {
    portal::State state = sample_state();
    pages::Live live = sample_live(state);
    const auto page = [&](pages::Locale locale = pages::Locale::en) {
        pages::Request request;
        request.path = "/record";
        request.now = sample_now;
        request.locale = locale;
        return pages::render(state, visitor(), live, request).html;
    };
    const auto has = [](const std::string& html, std::string_view text) {
        return html.find(text) != std::string::npos;
    };
    CHECK(has(page(), "This record has no witnesses yet"));
    CHECK_FALSE(has(page(), "data-witness-found"));

    portal::WitnessPolicy policy{.quorum = 1, .witnesses = {}};
    for (const char* name : {"witness.example/a", "witness.example/b"}) {
        record::VerifyingKey::Bytes bytes{};
        bytes.fill(static_cast<std::uint8_t>(name[16]));
        policy.witnesses.push_back(record::WitnessKey::make(name, bytes).value());
    }
    state.witnesses.push_back({policy, 3, sample_now});
    live.witnesses = {{.size = 12, .at = sample_now, .fault = pages::WitnessFault::none},
                      {.size = 0, .at = UnixMs{}, .fault = pages::WitnessFault::refuses}};
    for (const pages::Locale locale : pages::all_locales) {
        const std::string html = page(locale);
        CHECK(html_faults(html).empty());
        for (const record::WitnessKey& key : policy.witnesses) CHECK(has(html, key.to_text()));
        for (const char* state_name : {"unchecked", "witnessed", "fresh", "missing", "contradicted"}) {
            CAPTURE(state_name);
            CHECK(has(html.substr(html.find("data-witness-found")), state_name));
        }
        CHECK(has(html, R"(href="/record/entries/3")"));
    }
    CHECK(has(page(), "Last signed the first 12 entries"));
    CHECK(has(page(), "Has not signed yet · It refuses to sign"));
    CHECK(has(page(), "A witness that the community runs itself proves nothing"));
    CHECK_FALSE(has(page(), "The witnesses before them"));
    // What the server knows of them reaches the browser, and its absence is no fault.
    const std::string block = pages::write_viewer(visitor(), live, pages::Locale::en, sample_now);
    CHECK(pages::parse_viewer(block).value().live == live);
    live.witnesses.clear();
    CHECK(pages::parse_viewer(pages::write_viewer(visitor(), live, pages::Locale::en, sample_now)).value().live ==
          live);
    CHECK_FALSE(has(page(), "Has not signed yet"));

    state.witnesses.push_back({{}, 9, sample_now});
    CHECK(has(page(), "The community has withdrawn its witnesses"));
    CHECK_FALSE(has(page(), "data-witness-found"));
}

TEST_CASE("a poster leads to the proof of its outcome, and from there to where it is counted again",
          "[pages][poster]") {
    const portal::State state = sample_state();
    const std::string proof = "/record/entries/" + std::to_string(state.rounds[0].outcomes_entry);
    const auto poster = [&](RoundId round, std::string_view origin, pages::Locale locale = pages::Locale::zh_hans) {
        pages::Request request;
        request.path = "/rounds/" + std::to_string(round.raw()) + "/poster";
        request.now = sample_now;
        request.locale = locale;
        request.origin = origin;
        return pages::render(state, visitor(), sample_live(state), request);
    };
    for (const pages::Locale locale : pages::all_locales) {
        const pages::Page page = poster(closed_round, "https://gongyi.example", locale);
        CHECK(page.status == 200);
        CHECK(html_faults(page.html).empty());
        CHECK(page.html.find("https://gongyi.example" + proof + "<") != std::string::npos);
        CHECK(page.html.find(R"(class="qr")") != std::string::npos);
    }
    // Where nobody knows the address there is no code, which would lead nowhere.
    CHECK(poster(closed_round, "").html.find(R"(class="qr")") == std::string::npos);
    // A round that is open has nothing to publish.
    CHECK(poster(knapsack_round, "https://gongyi.example").html.find("poster-table") == std::string::npos);
    CHECK(poster(RoundId{99}, "https://gongyi.example").status == 404);
}

// ISO/IEC 18004 section 6.1: side 21 for version 1, 4 more a version; and the quiet margin of 4 on each side.
TEST_CASE("a code is as large as its text needs, with its margin", "[pages][qr]") {
    CHECK(svg_of("HELLO").find(R"(viewBox="0 0 29 29")") != std::string::npos);
    CHECK(svg_of("http://127.0.0.1:8080/record/entries/128").find(R"(viewBox="0 0 37 37")") != std::string::npos);
    const std::string longest = svg_of(std::string(pages::qr_text_bytes_max, 'x'));
    CHECK(longest.find("<svg") == 0);
    // The finder pattern's upper edge: seven dark modules behind the margin.
    CHECK(svg_of("HELLO").find(R"(d="M4,4h7v1h-7z)") != std::string::npos);
    CHECK(svg_of("HELLO") == svg_of("HELLO"));
    CHECK(svg_of("HELLO") != svg_of("HELLP"));
}

}  // namespace gongyi::tests
