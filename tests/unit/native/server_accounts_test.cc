// Claim codes, secrets, rate limits.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/directory.h"
#include "server-stub/accounts/rate_limit.h"
#include "server-stub/accounts/secrets.h"
#include "server-stub/accounts/worker_pool.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {

TEST_CASE("a claim code is read as people type it", "[server][accounts]") {
    CHECK(read_claim_code("7K3M-Q8XA-0V2T") == "7K3MQ8XA0V2T");
    CHECK(read_claim_code("7k3m q8xa ov2t") == "7K3MQ8XA0V2T");
    CHECK(read_claim_code("7K3MQ8XAOV2T") == "7K3MQ8XA0V2T");
    CHECK(read_claim_code("IL11-0000-0000") == "111100000000");
    for (const char* wrong :
         {"", "7K3M-Q8XA-0V2", "7K3M-Q8XA-0V2TT", "7K3M-Q8XA-0V2U", "7K3M_Q8XA_0V2T", "7K3M/Q8XA/0V2T"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_claim_code(wrong).has_value());
    }
    CHECK(show_claim_code("7K3MQ8XA0V2T") == "7K3M-Q8XA-0V2T");
}

TEST_CASE("claim codes are read back, differ, and are the seed's in a demo alone", "[server][accounts]") {
    REQUIRE(start_cryptography());
    std::set<std::string> codes;
    for (std::uint64_t id = 1; id <= 1'000; ++id) {
        const std::string code = demo_claim_code(1, ResidentId{id});
        CHECK(read_claim_code(show_claim_code(code)) == code);
        codes.insert(code);
        codes.insert(random_claim_code());
    }
    CHECK(codes.size() == 2'000);
    CHECK(demo_claim_code(1, ResidentId{1}) == demo_claim_code(1, ResidentId{1}));
    CHECK(demo_claim_code(1, ResidentId{1}) != demo_claim_code(2, ResidentId{1}));
}

TEST_CASE("keyed hashes depend on key, purpose and text", "[server][accounts]") {
    REQUIRE(start_cryptography());
    const ServerKey key = ServerKey::generate();
    const ServerKey other = ServerKey::generate();
    CHECK(key.hash("a", "b") == key.hash("a", "b"));
    CHECK(key.hash("a", "b") != other.hash("a", "b"));
    CHECK(key.hash("a", "b") != key.hash("ab", ""));
    CHECK(key.number("a", "b") == key.number("a", "b"));
    CHECK(key.number("a", "b") != key.number("a", "c"));
    CHECK(key.number("a", "b") != other.number("a", "b"));
    CHECK(key.answer_key(ResidentId{1}, "1") != key.answer_key(ResidentId{11}, ""));
    const auto again = ServerKey::from_hex(key.to_hex());
    REQUIRE(again);
    CHECK(again->hash("a", "b") == key.hash("a", "b"));
    CHECK_FALSE(ServerKey::from_hex("00").has_value());
    CHECK(random_token().size() == 43);
    CHECK(random_token() != random_token());
}

TEST_CASE("a passphrase matches its own hash alone", "[server][accounts]") {
    REQUIRE(start_cryptography());
    const auto hash = hash_passphrase("四季花城一号门");
    REQUIRE(hash);
    CHECK(hash->find("$argon2id$") == 0);
    CHECK(passphrase_matches(*hash, "四季花城一号门"));
    CHECK_FALSE(passphrase_matches(*hash, "四季花城二号门"));
    CHECK_FALSE(passphrase_matches("", "四季花城一号门"));
    CHECK(hash != hash_passphrase("四季花城一号门"));  // Salted.
}

TEST_CASE("passphrases have a shortest and a longest length", "[server][accounts]") {
    CHECK_FALSE(is_acceptable_passphrase(std::string(7, 'a')));
    CHECK(is_acceptable_passphrase(std::string(8, 'a')));
    CHECK(is_acceptable_passphrase(std::string(128, 'a')));
    CHECK_FALSE(is_acceptable_passphrase(std::string(129, 'a')));
    CHECK_FALSE(is_acceptable_passphrase("\xff" + std::string(10, 'a')));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
    CHECK(equal_in_constant_time("", ""));
}

TEST_CASE("a rate limit allows a burst, then its pace", "[server][accounts]") {
    RateLimit limit{{.burst = 3, .per_minute = 60}};
    const UnixMs start{1'000'000};
    for (int i = 0; i < 3; ++i) CHECK(limit.admit(1, start));
    CHECK_FALSE(limit.admit(1, start));
    CHECK(limit.admit(2, start));  // Each subject for itself.
    CHECK_FALSE(limit.admit(1, UnixMs{start.ms + 999}));
    CHECK(limit.admit(1, UnixMs{start.ms + 1'000}));
    CHECK_FALSE(limit.admit(1, UnixMs{start.ms + 1'000}));
    CHECK_FALSE(limit.admit(1, UnixMs{start.ms - hour_ms}));  // A clock that runs backwards gives nothing away.
    for (int i = 0; i < 3; ++i) CHECK(limit.admit(1, UnixMs{start.ms + hour_ms}));
    CHECK_FALSE(limit.admit(1, UnixMs{start.ms + hour_ms}));
    // What is given back may be used again, and no more than that.
    limit.give_back(1);
    CHECK(limit.admit(1, UnixMs{start.ms + hour_ms}));
    CHECK_FALSE(limit.admit(1, UnixMs{start.ms + hour_ms}));
    for (int i = 0; i < 5; ++i) limit.give_back(2);
    for (int i = 0; i < 3; ++i) CHECK(limit.admit(2, start));
    CHECK_FALSE(limit.admit(2, start));
    limit.give_back(99);  // Nobody that it knows.
    RateLimit none{{.burst = 0, .per_minute = 0}};
    for (int i = 0; i < 1'000; ++i) CHECK(none.admit(1, start));
}

TEST_CASE("a rate limit says truly how long to wait", "[server][accounts]") {
    for (const std::int64_t per_minute : {1, 5, 7, 30, 60, 120}) {
        RateLimit limit{{.burst = 1, .per_minute = per_minute}};
        UnixMs now{1'000'000};
        CHECK(limit.admit(1, now).wait_seconds == 0);
        for (int i = 0; i < 3; ++i) {
            CAPTURE(per_minute, i);
            now.ms += 137;
            const auto wait = limit.admit(1, now).wait_seconds;
            REQUIRE(wait > 0);
            // Admitted when it said, and not a second earlier.
            CHECK_FALSE(limit.admit(1, UnixMs{now.ms + (wait - 1) * 1'000}));
            now.ms += wait * 1'000;
            CHECK(limit.admit(1, now));
        }
    }
}

TEST_CASE("a rate limit remembers so many subjects and forgets the quiet ones", "[server][accounts]") {
    RateLimit limit{{.burst = 1, .per_minute = 1}};
    const UnixMs start{1'000'000};
    for (std::uint64_t subject = 0; subject < rate_limit_subjects_max; ++subject) {
        REQUIRE(limit.admit(subject, start));
    }
    // Whoever invents so many names keeps nobody out: a newcomer takes somebody's place.
    CHECK(limit.admit(rate_limit_subjects_max, start));
    CHECK_FALSE(limit.admit(rate_limit_subjects_max, start));
    CHECK(limit.admit(rate_limit_subjects_max, UnixMs{start.ms + minute_ms}));
}

TEST_CASE("the directory finds people by session, code and name", "[server][accounts]") {
    Directory directory;
    const Account unclaimed{.person = ResidentId{7}, .claim_code_hash = Hash{1}, .name = "", .passphrase_hash = ""};
    directory.load({adult(7), adult(8, Role::staff), adult(9)}, {unclaimed}, {{Hash{2}, ResidentId{7}, UnixMs{100}}});
    CHECK(directory.find_signed_in(Hash{2}, UnixMs{99})->id == ResidentId{7});
    CHECK_FALSE(directory.find_signed_in(Hash{2}, UnixMs{100}).has_value());
    CHECK_FALSE(directory.find_signed_in(Hash{3}, UnixMs{99}).has_value());
    CHECK_FALSE(directory.find_account_by_name("").has_value());
    Account claimed = unclaimed;
    claimed.name = "Lao Chen";
    claimed.passphrase_hash = "hash";
    directory.put_account(claimed);
    CHECK(directory.find_account_by_name("lao chen")->person == ResidentId{7});
    CHECK(directory.find_account(Hash{1})->passphrase_hash == "hash");
    CHECK(directory.find_account_of(ResidentId{7})->name == "Lao Chen");
    const auto residents = directory.people_with(Role::resident);
    REQUIRE(residents.size() == 2);
    CHECK(residents[0].id == ResidentId{7});
    directory.end_session(Hash{2});
    CHECK_FALSE(directory.find_signed_in(Hash{2}, UnixMs{0}).has_value());
    directory.add_session({Hash{4}, ResidentId{9}, UnixMs{50}});
    directory.forget_sessions_expired_before(UnixMs{49});
    CHECK(directory.find_signed_in(Hash{4}, UnixMs{0}).has_value());
    directory.forget_sessions_expired_before(UnixMs{50});
    CHECK_FALSE(directory.find_signed_in(Hash{4}, UnixMs{0}).has_value());
}

TEST_CASE("the worker pool does what it accepts, and refuses beyond its queue", "[server][accounts]") {
    std::atomic<std::size_t> done{0};
    std::size_t accepted = 0;
    {
        WorkerPool pool{1};
        std::mutex gate;
        std::unique_lock closed{gate};
        std::atomic<bool> has_begun{false};
        const auto nobody_waits = [] {};
        const auto begin = [&] {
            has_begun = true;
            has_begun.notify_all();
            const std::lock_guard wait{gate};
        };
        REQUIRE(pool.submit(begin, nobody_waits));
        has_begun.wait(false);
        const auto count = [&] {
            ++done;
            done.notify_all();
        };
        while (pool.submit(count, nobody_waits)) ++accepted;
        CHECK(accepted == waiting_work_max);
        closed.unlock();
        for (std::size_t seen = done; seen != accepted; seen = done) done.wait(seen);
    }
    CHECK(done == accepted);
}

}  // namespace gongyi::server::test
