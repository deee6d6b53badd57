// The secret ballot as the browser sees it: from the random bytes to the audit.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "shared/portal/ballot.h"
#include "shared/portal/entry_json.h"
#include "tests/support/portal_fixture.h"
#include "wasm/core/core.h"

using namespace gongyi;
using core::Core;
using core::Operation;
using core::Status;
using nlohmann::json;

namespace {

std::string lines_of(const test::Harness& community) {
    std::string lines;
    for (const portal::Entry& entry : community.entries) lines += portal::write_entry(entry) + '\n';
    return lines;
}

core::Answer ask(Core& core, Operation operation, const json& input) {
    return core.call(static_cast<std::uint32_t>(operation),
                     input.is_string() ? input.get<std::string>() : input.dump());
}

void fill(Core& core, const test::Harness& community) {
    REQUIRE(ask(core, Operation::append, lines_of(community)).status == Status::ok);
}

json prepared(Core& core) {
    const auto answer =
        ask(core, Operation::prepare_ballot, {{"blind", std::string(128, '3')}, {"seed", std::string(64, '7')}});
    REQUIRE(answer.status == Status::ok);
    return json::parse(answer.body);
}

}  // namespace

TEST_CASE("a browser prepares, accepts and signs, and the server takes it", "[core][ballot]") {
    Core core;
    const test::Harness community = test::community_with_round(Stage::voting);
    fill(core, community);
    const json made = prepared(core);
    const ballotbox::RoundKey key = test::round_key(RoundId{1});
    const auto blinded = ballotbox::Element::from_hex(made["blinded"].get<std::string>());
    REQUIRE(blinded.has_value());
    const std::string evaluation = key.issue(*blinded, Secret<32>{}).to_hex();
    const auto accepted =
        ask(core, Operation::accept_credential, {{"evaluation", evaluation}, {"round", 1}, {"secret", made["secret"]}});
    REQUIRE(accepted.status == Status::ok);
    const json credential = json::parse(accepted.body)["credential"];

    const auto signed_ballot = ask(core, Operation::sign_ballot,
                                   {{"choices", {2, 1}},
                                    {"credential", credential},
                                    {"round", 1},
                                    {"salt", std::string(32, 'a')},
                                    {"secret", made["secret"]},
                                    {"version", 1}});
    REQUIRE(signed_ballot.status == Status::ok);
    const json ballot = json::parse(signed_ballot.body);
    const json command = json::parse(ballot["command"].get<std::string>());
    CHECK(command["type"] == "CastBallot");
    CHECK(command["choices"] == json({1, 2}));
    OpenedCast cast;
    cast.ballot.choices = {ProjectId{1}, ProjectId{2}};
    REQUIRE(read_hex(command["credential"].get<std::string>(), cast.credential));
    REQUIRE(read_hex(command["salt"].get<std::string>(), cast.salt));
    REQUIRE(read_hex(command["signature"].get<std::string>(), cast.signature));
    cast.version = 1;
    const Hash commitment = portal::cast_commitment(RoundId{1}, cast);
    CHECK(ballot["commitment"] == to_hex(commitment));
    CHECK(ballot["text"] == portal::cast_text(RoundId{1}, cast));
    CHECK(portal::has_genuine_credential(key, cast));
    CHECK(portal::has_good_signature("test", cast, commitment));
}

TEST_CASE("attack: a credential made with another key than the published one is not taken", "[core][ballot][attack]") {
    Core core;
    fill(core, test::community_with_round(Stage::voting));
    const json made = prepared(core);
    const auto blinded = ballotbox::Element::from_hex(made["blinded"].get<std::string>());
    const std::string marked = test::round_key(RoundId{2}).issue(*blinded, Secret<32>{}).to_hex();
    for (const std::string& evaluation : {marked, std::string(192, '0'), std::string("00")}) {
        const auto answer = ask(core, Operation::accept_credential,
                                {{"evaluation", evaluation}, {"round", 1}, {"secret", made["secret"]}});
        CHECK(answer.status == Status::refused);
    }
}

TEST_CASE("what the core cannot read of a ballot is invalid with its place", "[core][ballot]") {
    Core core;
    fill(core, test::community_with_round(Stage::voting));
    const json made = prepared(core);
    const json good{{"choices", {1}},
                    {"credential", std::string(192, 'c')},
                    {"round", 1},
                    {"salt", std::string(32, 'a')},
                    {"secret", made["secret"]},
                    {"version", 1}};
    CHECK(ask(core, Operation::sign_ballot, good).status == Status::ok);
    const std::vector<std::pair<json, std::string>> changes{
        {{{"version", 21}}, "/version"}, {{{"version", 0}}, "/version"},  {{{"round", 9}}, "/round"},
        {{{"salt", "aa"}}, "/salt"},     {{{"secret", "00"}}, "/secret"}, {{{"choices", "1"}}, "/choices"}};
    for (const auto& [change, pointer] : changes) {
        CAPTURE(pointer);
        json bad = good;
        bad.update(change);
        const auto answer = ask(core, Operation::sign_ballot, bad);
        REQUIRE(answer.status == Status::invalid);
        CHECK(json::parse(answer.body)["pointer"] == pointer);
    }
    CHECK(ask(core, Operation::prepare_ballot, "{}").status == Status::invalid);
    CHECK(ask(core, Operation::check_promise,
              {{"commitment", std::string(64, 'a')}, {"promise", "not a note"}, {"round", 1}})
              .status == Status::refused);
    for (const char* text : {"{}", "", "AQ", "not base64"}) {
        CHECK(ask(core, Operation::read_receipt, {{"receipt", text}, {"round", 1}}).status == Status::refused);
    }
}

TEST_CASE("the audit goes on from call to call, and begins anew after its end", "[core][ballot]") {
    Core core;
    test::Harness community = test::community_with_round(Stage::voting);
    community.has_genuine_ballots = true;
    for (std::uint64_t voter = 1; voter <= 5; ++voter) {
        REQUIRE(community.vote(ResidentId{voter}, RoundId{1}, {ProjectId{1}}).has_value());
    }
    REQUIRE(community.run(CloseVoting{RoundId{1}, "x"}, Role::staff).has_value());
    fill(core, community);
    const auto step = [&](int count) {
        return json::parse(ask(core, Operation::step_audit, {{"count", count}, {"round", 1}}).body);
    };
    CHECK(step(2)["done"] == 2);
    CHECK(step(2)["done"] == 4);
    const json last = step(2);
    CHECK(last["done"] == 5);
    CHECK(last["total"] == 5);
    CHECK(last["faults"] == 0);
    CHECK(last["credentials_issued"] == 5);
    CHECK(step(1)["done"] == 1);
    CHECK(ask(core, Operation::step_audit, {{"count", 1}, {"round", 2}}).status == Status::invalid);
    CHECK(ask(core, Operation::step_audit, {{"count", 0}, {"round", 1}}).status == Status::invalid);
}
