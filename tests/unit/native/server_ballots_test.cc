// The secrets behind the ballots, on the disk and in memory.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server-stub/accounts/secrets.h"
#include "server-stub/ballots/on_behalf.h"
#include "server-stub/ballots/round_keys.h"
#include "server-stub/ballots/round_seed.h"
#include "server-stub/portal_host/ballot_box.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

namespace fs = std::filesystem;

std::string seed_path(const TemporaryFolder& folder) {
    return (fs::path{folder.path()} / round_seed_file).string();
}

std::string text_of(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

void write(const std::string& path, const std::string& text) {
    std::ofstream out{path, std::ios::binary | std::ios::trunc};
    out << text;
}

}  // namespace

TEST_CASE("the seed is made once, for its owner alone, and gives the same keys again", "[server][ballots]") {
    REQUIRE(start_cryptography());
    const TemporaryFolder folder;
    const auto first = RoundKeys::load(folder.path());
    REQUIRE(first);
    CHECK_FALSE(fs::exists(seed_path(folder)));
    REQUIRE((*first)->settle());
    struct stat status {};
    REQUIRE(::stat(seed_path(folder).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    CHECK(text_of(seed_path(folder)).size() == 65);
    CHECK(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}) == 1);  // No draft is left.

    const auto second = RoundKeys::load(folder.path());
    REQUIRE(second);
    REQUIRE((*second)->settle());
    CHECK((*second)->of("test", RoundId{1})->public_key() == (*first)->of("test", RoundId{1})->public_key());
    CHECK((*second)->of("test", RoundId{2})->public_key() != (*first)->of("test", RoundId{1})->public_key());
    CHECK_FALSE(make_round_seed(folder.path()));  // Never in the place of one that is there.
}

TEST_CASE("a seed that others may read, or that is damaged, is refused with what to do", "[server][ballots]") {
    REQUIRE(start_cryptography());
    const TemporaryFolder folder;
    REQUIRE(make_round_seed(folder.path()));
    const std::string good = text_of(seed_path(folder));
    fs::permissions(seed_path(folder), fs::perms::group_read, fs::perm_options::add);
    CHECK(load_round_seed(folder.path()).error().what.find("chmod 600") != std::string::npos);
    fs::permissions(seed_path(folder), fs::perms::owner_read | fs::perms::owner_write);
    for (const std::string& damaged :
         {std::string{}, good.substr(1), good.substr(0, 64), good + "\n", "G" + good.substr(1)}) {
        CAPTURE(damaged.size());
        write(seed_path(folder), damaged);
        const auto loaded = load_round_seed(folder.path());
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().what.find("from your backup") != std::string::npos);
    }
    write(seed_path(folder), good);
    CHECK(load_round_seed(folder.path())->has_value());
}

TEST_CASE("what is drawn for a voter without scripts is the same while the process lives, and no longer",
          "[server][ballots]") {
    REQUIRE(start_cryptography());
    const OnBehalf present;
    const std::string drawn = present.secret_of(ResidentId{1}, RoundId{1}).to_hex();
    CHECK(present.secret_of(ResidentId{1}, RoundId{1}).to_hex() == drawn);
    CHECK(present.secret_of(ResidentId{2}, RoundId{1}).to_hex() != drawn);
    CHECK(present.secret_of(ResidentId{1}, RoundId{2}).to_hex() != drawn);
    const OnBehalf next;
    CHECK(next.secret_of(ResidentId{1}, RoundId{1}).to_hex() != drawn);
}

TEST_CASE("the proof for one blinded element is always the same, and for another another", "[server][ballots]") {
    RoundKeys keys{Secret<32>{}};
    const auto a = keys.of("test", RoundId{1})->public_key();
    const auto b = keys.of("test", RoundId{2})->public_key();
    const auto bytes = [&](RoundId round, const ballotbox::Element& blinded) {
        const Secret<32> random = keys.proof_randomness("test", round, blinded);
        return std::vector<std::uint8_t>(random.bytes().begin(), random.bytes().end());
    };
    CHECK(bytes(RoundId{1}, a) == bytes(RoundId{1}, a));
    CHECK(bytes(RoundId{1}, a) != bytes(RoundId{1}, b));
    CHECK(bytes(RoundId{1}, a) != bytes(RoundId{2}, a));
}

TEST_CASE("turnout counts credentials that cast, and papers", "[server][ballots]") {
    BallotBox box;
    const auto put = [&](std::uint8_t input, int version, const char* paper) {
        portal::SealedCast sealed;
        sealed.round = open_round;
        sealed.cast.credential.fill(input);
        sealed.cast.version = version;
        sealed.cast.paper = paper;
        sealed.commitment.fill(static_cast<std::uint8_t>(input + 10 * version));
        box.put(sealed, 0);
    };
    CHECK(box.turnout(open_round) == 0);
    box.mark({open_round, ResidentId{1}, {BallotKey{1}}});  // A credential alone is no vote.
    CHECK(box.turnout(open_round) == 0);
    put(1, 2, "");
    put(1, 1, "");
    put(2, 1, "");
    put(3, 0, "A-1");
    CHECK(box.turnout(open_round) == 3);
    CHECK_FALSE(box.find_latest(open_round, BallotKey{}).has_value());
    BallotKey one{};
    one.fill(1);
    CHECK(box.find_latest(open_round, one)->cast.version == 2);
    box.forget(open_round);
    CHECK(box.turnout(open_round) == 0);
    CHECK(box.find_mark(open_round, ResidentId{1}).has_value());
}

}  // namespace gongyi::server::test
