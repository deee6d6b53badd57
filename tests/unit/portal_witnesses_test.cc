// The record's witnesses in the record itself, and what their signatures say of it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "shared/portal/entry_json.h"
#include "shared/portal/witnessed.h"
#include "shared/record/entry.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

record::SigningKey signer(std::uint8_t number) {
    Secret<32> seed;
    seed.bytes()[0] = number;
    return record::SigningKey::from_seed("witness.example/w" + std::to_string(number), seed).value();
}

record::WitnessKey witness(std::uint8_t number) {
    const auto key = signer(number);
    return record::WitnessKey::make(key.verifying_key().name(), key.verifying_key().bytes()).value();
}

WitnessPolicy policy(std::int64_t quorum, std::initializer_list<std::uint8_t> numbers) {
    WitnessPolicy made{.quorum = quorum, .witnesses = {}};
    for (const std::uint8_t number : numbers) made.witnesses.push_back(witness(number));
    return made;
}

Harness founded() {
    Harness harness;
    REQUIRE(harness.run(found_command(), Role::system));
    return harness;
}

// The record of a harness as somebody has it who downloaded it.
struct Copy {
    record::MemoryNodes nodes;
    record::Tree tree{nodes};
    State state;

    explicit Copy(const Harness& harness) : state{harness.state} {
        for (const Entry& entry : harness.entries) tree.append(record::leaf_hash(write_entry(entry)));
    }
    [[nodiscard]] std::string text(std::uint64_t size) const {
        return record::write_checkpoint({record_origin(state), size, tree.root_at(size).value()});
    }
    // Cosigned by these at these times, in seconds after fixture_now.
    [[nodiscard]] std::string note(std::uint64_t size,
                                   std::initializer_list<std::pair<std::uint8_t, std::int64_t>> signers) const {
        std::string note = text(size) + '\n';
        for (const auto& [number, after_s] : signers) {
            note += record::cosignature_line(text(size), time_s(after_s), signer(number));
        }
        return note;
    }
    [[nodiscard]] static std::uint64_t time_s(std::int64_t after_s) {
        return static_cast<std::uint64_t>(fixture_now.ms / 1'000 + after_s);
    }
    [[nodiscard]] WitnessFinding judge(const std::string& note, std::int64_t after_ms) const {
        return judge_witnessed(state, tree, note, UnixMs{fixture_now.ms + after_ms});
    }
    [[nodiscard]] std::string_view state_of(const std::string& note, std::int64_t after_ms) const {
        return state_name(judge(note, after_ms).state);
    }
};

}  // namespace

TEST_CASE("witnesses stand in the record with these bytes", "[portal][entry][witness]") {
    const std::string bytes = write_entry({UnixMs{5}, Role::system, WitnessesNamed{policy(1, {1, 2})}});
    CHECK(bytes == R"({"at":5,"by":"system","data":{"quorum":1,"witnesses":[")" + witness(1).to_text() + R"(",")" +
                       witness(2).to_text() + R"("]},"type":"WitnessesNamed","v":3})");
    CHECK(write_entry(*parse_entry(bytes)) == bytes);
    const std::string none =
        R"({"at":5,"by":"system","data":{"quorum":0,"witnesses":[]},"type":"WitnessesNamed","v":3})";
    CHECK(write_entry(*parse_entry(none)) == none);
    CHECK_FALSE(parse_entry(
        R"({"at":5,"by":"system","data":{"quorum":1,"witnesses":["w+1+x"]},"type":"WitnessesNamed","v":3})"));
    CHECK_FALSE(
        parse_entry(R"({"at":5,"by":"system","data":{"quorum":17,"witnesses":[]},"type":"WitnessesNamed","v":3})"));
}

TEST_CASE("naming the witnesses that stand already makes no entry", "[portal][decide][witness]") {
    Harness harness = founded();
    REQUIRE(harness.run(NameWitnesses{}, Role::system));
    CHECK(harness.entries.size() == 1);  // None was there, and none is.
    REQUIRE(harness.run(NameWitnesses{policy(1, {1})}, Role::system));
    REQUIRE(harness.run(NameWitnesses{policy(1, {1})}, Role::system));
    CHECK(harness.entries.size() == 2);
    CHECK(present_witnesses(harness.state)->entry == 1);
    REQUIRE(harness.run(NameWitnesses{policy(2, {1, 2})}, Role::system));
    REQUIRE(harness.run(NameWitnesses{}, Role::system));
    CHECK(harness.entries.size() == 4);
    CHECK(present_witnesses(harness.state) == nullptr);
    CHECK(harness.state.witnesses.size() == 3);  // That there were some stays.
    const auto refused = harness.run(NameWitnesses{policy(1, {1})}, Role::staff);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == RefusalCode::role_not_allowed);
}

TEST_CASE("a record from elsewhere names only witnesses that can be", "[portal][state][witness]") {
    const Harness harness = founded();
    const auto applies = [&](WitnessPolicy named) {
        return check_applicable(harness.state, {fixture_now, Role::system, WitnessesNamed{std::move(named)}})
            .has_value();
    };
    CHECK(applies(policy(1, {1})));
    CHECK(applies(policy(2, {1, 2})));
    CHECK(applies({}));
    CHECK_FALSE(applies(policy(0, {1})));
    CHECK_FALSE(applies(policy(2, {1})));
    CHECK_FALSE(applies(policy(1, {})));
    CHECK_FALSE(applies(policy(1, {1, 1})));
    WitnessPolicy twice = policy(2, {1});  // One key under two names would count for two.
    twice.witnesses.push_back(record::WitnessKey::make("another", witness(1).bytes()).value());
    CHECK_FALSE(applies(twice));
    WitnessPolicy many{.quorum = 1, .witnesses = {}};
    for (std::size_t i = 0; i < witnesses_max; ++i) many.witnesses.push_back(witness(static_cast<std::uint8_t>(i + 1)));
    CHECK(applies(many));
    many.witnesses.push_back(witness(100));
    CHECK_FALSE(applies(many));
    CHECK_FALSE(check_applicable({}, {fixture_now, Role::system, WitnessesNamed{policy(1, {1})}}));
}

TEST_CASE("a record is witnessed, not yet, no more, or contradicted", "[portal][witness]") {
    Harness harness = founded();
    CHECK(Copy{harness}.state_of("", 0) == "none");
    REQUIRE(harness.run(NameWitnesses{policy(1, {1, 2})}, Role::system));
    REQUIRE(harness.run(draft_command(), Role::staff));
    const Copy copy{harness};
    const std::uint64_t size = copy.tree.size();
    constexpr std::int64_t patience = witness_patience_ms;

    // Nobody has signed: that is in order for an hour after they were named.
    CHECK(copy.state_of("", patience) == "fresh");
    CHECK(copy.state_of("", patience + 1) == "missing");
    CHECK(copy.state_of("nonsense", 0) == "fresh");
    // The whole record, and an earlier one.
    const std::string newest = copy.note(size, {{1, 60}});
    CHECK(copy.state_of(newest, 60'000) == "witnessed");
    CHECK(copy.judge(newest, 60'000).size == size);
    CHECK(copy.judge(newest, 60'000).at == UnixMs{fixture_now.ms + 60'000});
    CHECK(copy.state_of(newest, 60'000 + patience) == "witnessed");
    CHECK(copy.state_of(newest, 60'001 + patience) == "missing");
    CHECK(copy.state_of(newest, 0) == "witnessed");  // A witness's clock may be ahead.
    const std::string earlier = copy.note(size - 1, {{2, 60}});
    CHECK(copy.state_of(earlier, 60'000) == "fresh");
    CHECK(copy.state_of(earlier, 60'001 + patience) == "missing");
    // Somebody who was not named counts for nothing, and so does a forged line.
    CHECK(copy.state_of(copy.note(size, {{3, 60}}), patience + 1) == "missing");
    std::string forged = newest;
    forged[forged.size() - 10] = forged[forged.size() - 10] == 'A' ? 'B' : 'A';
    CHECK(copy.state_of(forged, patience + 1) == "missing");
}

TEST_CASE("a quorum is judged by the last signature that it takes", "[portal][witness]") {
    Harness harness = founded();
    REQUIRE(harness.run(NameWitnesses{policy(2, {1, 2, 3})}, Role::system));
    const Copy copy{harness};
    const std::uint64_t size = copy.tree.size();
    CHECK(copy.state_of(copy.note(size, {{1, 60}}), 60'000) == "fresh");
    const auto found = copy.judge(copy.note(size, {{3, 10}, {1, 7'200}, {2, 100}}), 7'200'000);
    CHECK(found.signers == 3);
    CHECK(found.at == UnixMs{fixture_now.ms + 100'000});
    CHECK(found.state == WitnessState::missing);  // One alone is new.
    CHECK(copy.judge(copy.note(size, {{1, 7'200}, {2, 7'000}}), 7'200'000).state == WitnessState::witnessed);
}

TEST_CASE("two records of one community cannot both be what a witness signed", "[portal][witness]") {
    Harness harness = founded();
    REQUIRE(harness.run(NameWitnesses{policy(2, {1, 2})}, Role::system));
    Harness fork = harness;
    DraftRound drafted = draft_command();
    REQUIRE(harness.run(drafted, Role::staff));
    drafted.title = "改了";
    REQUIRE(fork.run(drafted, Role::staff));
    const Copy shown{fork};
    const Copy other{harness};
    // One signature is enough for the alarm, however old it is, and however few they are.
    CHECK(shown.state_of(other.note(3, {{1, 0}}), 0) == "contradicted");
    CHECK(shown.state_of(other.note(3, {{1, 0}, {2, 0}}), 10 * witness_patience_ms) == "contradicted");
    CHECK(shown.state_of(other.note(2, {{1, 0}, {2, 0}}), 0) == "fresh");  // What both have.
    // A record that is shorter than what was signed was cut.
    REQUIRE(harness.run(project_command(RoundId{1}, "健身角", yuan(100)), Role::staff));
    const Copy longer{harness};
    CHECK(other.state_of(longer.note(4, {{2, 0}}), 0) == "contradicted");
    // Of another community it says nothing here.
    std::string elsewhere = other.text(3);
    elsewhere.replace(0, elsewhere.find('\n'), "gongyi/elsewhere");
    elsewhere += '\n' + record::cosignature_line(elsewhere, Copy::time_s(0), signer(1));
    CHECK(shown.state_of(elsewhere, 0) == "fresh");
}

}  // namespace gongyi::portal
