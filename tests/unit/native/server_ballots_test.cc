// The secrets behind the ballots, on the disk and in memory.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

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

TEST_CASE("a batch is drawn from the first ballots of distinct credentials that came before the window",
          "[server][ballots]") {
    REQUIRE(start_cryptography());
    BallotBox box;
    constexpr std::int64_t batch_min = 2;
    constexpr std::int64_t window = 7;
    const portal::BoxDue in_batches{open_round, portal::BoxNeed::due_commitments, batch_min};
    const auto put = [&](std::uint8_t input, int version, const char* paper, std::int64_t came_in) {
        portal::SealedCast sealed;
        sealed.round = open_round;
        sealed.cast.credential.fill(input);
        sealed.cast.version = version;
        sealed.cast.paper = paper;
        sealed.commitment.fill(static_cast<std::uint8_t>(input + 10 * version));
        box.put(sealed, came_in);
    };
    box.mark({open_round, ResidentId{1}, {BallotKey{1}}});
    // As after a restart: the later version is read first.
    put(1, 2, "", window - 1);
    put(1, 1, "", window - 1);
    put(2, 1, "", window - 1);
    put(3, 1, "", window - 1);
    put(4, 0, "A-1", window - 1);
    put(5, 1, "", window);
    CHECK_FALSE(box.has_due(in_batches, window));  // Three first ballots, where four are needed.
    CHECK(box.facts(in_batches, window).due.empty());
    REQUIRE(box.has_due(in_batches, window + 1));
    // Drawn by lot: each of the four comes in some batch, the later ballot and the paper in none.
    std::set<Hash> drawn;
    for (int i = 0; i < 200; ++i) {
        const std::vector<Hash> due = box.facts(in_batches, window + 1).due;
        REQUIRE(due.size() == batch_min);
        drawn.insert(due.begin(), due.end());
    }
    CHECK(drawn.size() == 4);
    Hash later{};
    later.fill(21);
    Hash paper{};
    paper.fill(4);
    CHECK_FALSE(drawn.contains(later));
    CHECK_FALSE(drawn.contains(paper));
    const std::vector<Hash> due = box.facts(in_batches, window + 1).due;
    box.note_committed(open_round, due);
    CHECK_FALSE(box.has_due(in_batches, window + 1));
    CHECK(box.facts({open_round, portal::BoxNeed::everything, batch_min}, window + 1).due.size() == 4);
    // A round of before there were batches: everything, whatever it is.
    CHECK(box.facts({open_round, portal::BoxNeed::due_commitments, 0}, window + 1).due.size() == 4);
    CHECK_FALSE(box.find_latest(open_round, BallotKey{}).has_value());
    BallotKey one{};
    one.fill(1);
    CHECK(box.find_latest(open_round, one)->cast.version == 2);
    box.forget(open_round);
    CHECK_FALSE(box.find_latest(open_round, one));
    CHECK(box.find_mark(open_round, ResidentId{1}).has_value());
}

}  // namespace gongyi::server::test
