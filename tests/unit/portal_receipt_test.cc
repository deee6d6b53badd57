#include "shared/portal/receipt.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/base/base64.h"
#include "shared/portal/ballot.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/receipt_code.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};
constexpr UnixMs deadline{fixture_now.ms + 10 * minute_ms};

record::SigningKey record_key(std::uint8_t byte = 1) {
    Secret<32> seed;
    seed.bytes().front() = byte;
    auto key = record::SigningKey::from_seed("gongyi/test", seed);
    REQUIRE(key.has_value());
    return *std::move(key);
}

// An open round, a record key, ana's ballot and its receipt.
struct Voted {
    Harness community = community_with_round(Stage::voting);
    OpenedCast cast;
    Receipt receipt;

    Voted() {
        community.state.record_keys.push_back({record_key().verifying_key(), 0, false});
        community.has_genuine_ballots = true;
        cast = community.make_cast(ana, one, {ProjectId{1}}, 1, 0xa5);
        receipt.community = "test";
        receipt.round = one;
        receipt.ballot_text = cast_text(one, cast);
        receipt.salt = cast.salt;
        receipt.promise = promise_by(record_key());
    }
    [[nodiscard]] std::string promise_by(const record::SigningKey& key) const {
        const BallotPromise promise{"test", one, cast_commitment(one, cast), deadline};
        return record::sign_note(write_promise(promise), key).value();
    }
    [[nodiscard]] ReceiptStanding standing() const {
        const auto read = parse_receipt(write_receipt(receipt));
        REQUIRE(read.has_value());
        return check_receipt(*read, community.state);
    }
};

}  // namespace

TEST_CASE("a receipt says where its ballot is, at every stage", "[portal][receipt]") {
    Voted voted;
    Harness& community = voted.community;
    CHECK(voted.standing() == ReceiptStanding::waiting);
    REQUIRE(community.vote(ana, one, {ProjectId{1}}, 0xa5).has_value());
    CHECK(voted.standing() == ReceiptStanding::waiting);
    REQUIRE(community.run(Tick{}, Role::system).has_value());
    CHECK(voted.standing() == ReceiptStanding::recorded);
    SECTION("counted") {
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff).has_value());
        CHECK(voted.standing() == ReceiptStanding::counted);
    }
    SECTION("replaced") {
        REQUIRE(community.vote(ana, one, {ProjectId{2}}, 1).has_value());
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff).has_value());
        CHECK(voted.standing() == ReceiptStanding::replaced);
    }
}

TEST_CASE("attack: a ballot that was promised is dropped, and the receipt proves it", "[portal][receipt][attack]") {
    Voted voted;
    SECTION("the record goes beyond the deadline without it") {
        voted.community.state.last_at = deadline;
        CHECK(voted.standing() == ReceiptStanding::waiting);  // By the deadline it may still come.
        voted.community.state.last_at.ms += 1;
        CHECK(voted.standing() == ReceiptStanding::dropped);
    }
    SECTION("the round closes without it") {
        REQUIRE(voted.community.run(CloseVoting{one, "x"}, Role::staff).has_value());
        CHECK(voted.standing() == ReceiptStanding::dropped);
    }
}

TEST_CASE("a receipt with a promise that nobody signed proves nothing", "[portal][receipt]") {
    Voted voted;
    REQUIRE(voted.community.run(CloseVoting{one, "x"}, Role::staff).has_value());
    voted.receipt.promise = voted.promise_by(record_key(2));
    CHECK(voted.standing() == ReceiptStanding::unsigned_promise);
    // A key that was replaced since is as good as the present one.
    voted.community.state.record_keys.push_back({record_key(2).verifying_key(), 0, false});
    CHECK(voted.standing() == ReceiptStanding::dropped);
}

TEST_CASE("a receipt of another community or round is none here", "[portal][receipt]") {
    Voted voted;
    const Receipt read = parse_receipt(write_receipt(voted.receipt)).value();
    State other = voted.community.state;
    other.community->slug = "elsewhere";
    CHECK(check_receipt(read, other) == ReceiptStanding::other_record);
    State imported = voted.community.state;
    imported.rounds[0].ballot_key.reset();
    CHECK(check_receipt(read, imported) == ReceiptStanding::other_record);
}

TEST_CASE("a file that is no receipt is refused with its place", "[portal][receipt]") {
    const Voted voted;
    struct Row {
        const char* name;
        Receipt receipt;
        const char* pointer;
    };
    const auto with = [&](auto change) {
        Receipt receipt = voted.receipt;
        change(receipt);
        return receipt;
    };
    std::string other_round = voted.receipt.ballot_text;
    other_round.replace(other_round.find("\"round\":1"), 9, "\"round\":2");
    for (const Row& row : std::vector<Row>{
             {"another salt", with([](Receipt& r) { r.salt[0] ^= 1; }), "/promise"},
             {"another round", with([](Receipt& r) { r.round = RoundId{2}; }), "/ballot"},
             {"a ballot of another round", with([&](Receipt& r) { r.ballot_text = other_round; }), "/ballot"},
             {"another community", with([](Receipt& r) { r.community = "other"; }), "/promise"},
             {"no ballot", with([](Receipt& r) { r.ballot_text = "{}"; }), "/ballot/choices"},
             {"a ballot with a space", with([](Receipt& r) { r.ballot_text.insert(1, " "); }), "/ballot"},
             {"no promise", with([](Receipt& r) { r.promise = ""; }), "/promise/1"},
         }) {
        CAPTURE(row.name);
        const auto read = parse_receipt(write_receipt(row.receipt));
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().pointer == row.pointer);
    }
    CHECK(parse_receipt("").error().pointer.empty());
    std::string future = write_receipt(voted.receipt);
    future.replace(future.find("receipt/1"), 9, "receipt/2");
    CHECK(parse_receipt(future).error().pointer == "/format");
}

TEST_CASE("a receipt's code is the same receipt again, and fits a printed square", "[portal][receipt]") {
    Voted voted;
    const auto round_trip = [&](std::size_t code_bytes) {
        const Receipt whole = parse_receipt(write_receipt(voted.receipt)).value();
        const auto code = write_receipt_code(whole);
        REQUIRE(code.has_value());
        CHECK(code->size() == code_bytes);
        const auto read = parse_receipt_code(*code, "test", one);
        REQUIRE(read.has_value());
        CHECK(write_receipt(*read) == write_receipt(whole));
        CHECK(read->deadline == deadline);
    };
    round_trip(256);  // 191 bytes and one choice.
    // After a change of keys both sign.
    std::string both = voted.promise_by(record_key(2));
    const std::string second = voted.promise_by(record_key());
    both += second.substr(second.find("\n\n") + 2);
    voted.receipt.promise = both;
    round_trip(347);
    // An empty ballot has a code, too, and ids of any size.
    for (const std::vector<ProjectId>& choices :
         {std::vector<ProjectId>{}, {ProjectId{1}, ProjectId{127}, ProjectId{255}, ProjectId{9'007'199'254'740'991}}}) {
        voted.cast.ballot.choices = choices;
        voted.receipt.ballot_text = cast_text(one, voted.cast);
        voted.receipt.promise = voted.promise_by(record_key());
        round_trip(choices.empty() ? 255 : 271);
    }
}

TEST_CASE("a receipt that no code can hold has none", "[portal][receipt]") {
    Voted voted;
    const auto has_code = [&] { return write_receipt_code(voted.receipt).has_value(); };
    const std::string good = voted.receipt.promise;
    voted.receipt.promise.replace(good.find("— gongyi/test"), std::string_view{"— gongyi/test"}.size(),
                                  "— gongyi/else");
    CHECK_FALSE(has_code());
    voted.receipt.promise = good;
    CHECK(has_code());
    const std::string line = good.substr(good.find("\n\n") + 2);
    for (std::size_t i = 1; i < receipt_code_signatures_max; ++i) voted.receipt.promise += line;
    CHECK(has_code());
    voted.receipt.promise += line;
    CHECK_FALSE(has_code());
    voted.receipt.promise = good;
    voted.cast.ballot.choices.clear();
    for (std::uint64_t id = 1; id <= 5'000; ++id) voted.cast.ballot.choices.emplace_back(id);
    voted.receipt.ballot_text = cast_text(one, voted.cast);
    CHECK_FALSE(has_code());
}

TEST_CASE("attack: a code that is no receipt's is refused, and a changed one proves nothing", "[portal][receipt]") {
    Voted voted;
    const std::string good = write_receipt_code(parse_receipt(write_receipt(voted.receipt)).value()).value();
    CHECK_FALSE(parse_receipt_code("", "test", one).has_value());
    CHECK_FALSE(parse_receipt_code(good + "=", "test", one).has_value());
    CHECK_FALSE(parse_receipt_code(good + "A", "test", one).has_value());
    CHECK_FALSE(parse_receipt_code(std::string(receipt_code_bytes_max, 'A'), "test", one).has_value());
    CHECK_FALSE(parse_receipt_code(std::string(receipt_code_bytes_max + 4, 'A'), "test", one).has_value());
    for (std::size_t length = 0; length < good.size(); ++length) {
        // Cut short: what is missing may be a choice, and then nobody signed it.
        const auto cut = parse_receipt_code(good.substr(0, length), "test", one);
        if (cut) CHECK(check_receipt(*cut, voted.community.state) == ReceiptStanding::unsigned_promise);
    }
    // Any digit changed: no receipt, or one that nobody signed.
    std::size_t refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = bad[at] == 'A' ? 'B' : 'A';
        CAPTURE(at);
        const auto read = parse_receipt_code(bad, "test", one);
        if (!read) {
            ++refused;
            continue;
        }
        CHECK(check_receipt(*read, voted.community.state) == ReceiptStanding::unsigned_promise);
    }
    CHECK(refused > 0);
    // Of another round or community it is another ballot, which nobody signed.
    const auto elsewhere = parse_receipt_code(good, "test", RoundId{2});
    REQUIRE(elsewhere.has_value());
    CHECK(elsewhere->commitment != voted.receipt.commitment);
    CHECK(check_receipt(*elsewhere, voted.community.state) == ReceiptStanding::other_record);
}

}  // namespace gongyi::portal
