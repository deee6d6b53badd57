// The file that tells no order: what is acknowledged is there, whatever happens to the process or the disk, and where
// it is says nothing.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <thread>

#include "server-stub/store/open_rounds.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

namespace fs = std::filesystem;

const SlotTag identity{7};

// A disk that fails when told to: at the write, or the sync, of that number from now (1 is the next; 0 never), and at
// all that follow if it does so for good.
struct Disk {
    int failing_write = 0;
    int failing_sync = 0;
    bool is_for_good = false;

    [[nodiscard]] bool fails(int& countdown) const {
        if (countdown == 0) return false;
        if (countdown > 1) {
            --countdown;
            return false;
        }
        if (!is_for_good) countdown = 0;
        errno = EIO;
        return true;
    }
};
Disk disk;

// Small enough that it grows soon; on a disk that is well.
SlotOptions small(std::uint32_t count_max = 64) {
    disk = Disk{};
    SlotOptions options;
    options.write = [](int file, const void* bytes, std::size_t size, off_t offset) -> ssize_t {
        return disk.fails(disk.failing_write) ? -1 : ::pwrite(file, bytes, size, offset);
    };
    options.sync = [](int file) { return disk.fails(disk.failing_sync) ? -1 : ::fdatasync(file); };
    options.count_min = 4;
    options.count_max = count_max;
    return options;
}

std::string path_in(const TemporaryFolder& folder) {
    return folder.path() + "/slots";
}

SlotFile make(const TemporaryFolder& folder, const SlotOptions& options) {
    auto file = SlotFile::create(path_in(folder), identity, {}, options);
    REQUIRE(file);
    return std::move(*file);
}

// What the file at `path` holds, sorted; with the tags of the batches that are not settled.
std::vector<std::string> records_in(const TemporaryFolder& folder, std::set<SlotTag>* batches = nullptr) {
    std::vector<std::string> records;
    const auto keep = [&](const SlotFile::Found& found) {
        records.push_back(found.bytes);
        if (batches != nullptr && found.batch != SlotTag{}) batches->insert(found.batch);
    };
    REQUIRE(SlotFile::open(path_in(folder), identity, keep));
    std::sort(records.begin(), records.end());
    return records;
}

std::string bytes_of(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

void change_bytes(const std::string& path, std::size_t at, const std::string& bytes) {
    std::fstream file{path, std::ios::binary | std::ios::in | std::ios::out};
    file.seekp(static_cast<std::streamoff>(at));
    file << bytes;
}

// The slots' order of the records that begin with the letters a, b, c …, one slot each: by letter the place.
std::map<char, std::size_t> places_of(const TemporaryFolder& folder) {
    const std::string bytes = bytes_of(path_in(folder));
    std::map<char, std::size_t> places;
    for (std::size_t at = slot_head_bytes; at < bytes.size(); at += slot_bytes) {
        const char letter = bytes[at + slot_bytes - slot_payload_bytes];
        if (letter != 0) places[letter] = (at - slot_head_bytes) / slot_bytes;
    }
    return places;
}

using Records = std::vector<std::string>;

}  // namespace

TEST_CASE("records of any length come back after the file is opened again", "[server][slots]") {
    const TemporaryFolder folder;
    const Records records{"a", std::string(slot_payload_bytes, 'b'), std::string(slot_payload_bytes + 1, 'c'),
                          std::string(slot_record_bytes_max, 'd')};
    {
        SlotFile file = make(folder, small(256));
        const auto handles = file.add(records, {});
        REQUIRE(handles);
        CHECK(file.slot_count() == 128);  // 1 + 1 + 2 + 64 slots are needed.
        CHECK(file.free_count() == 60);
        for (std::size_t i = 0; i < records.size(); ++i) CHECK(*file.read((*handles)[i]) == records[i]);
    }
    CHECK(records_in(folder) == records);
    struct stat status {};
    REQUIRE(::stat(path_in(folder).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    // No place on the disk is left to be found for what comes later.
    CHECK(status.st_blocks * 512 >= status.st_size);
    CHECK(fs::file_size(path_in(folder)) == slot_head_bytes + 128 * slot_bytes);
}

TEST_CASE("where a record is tells nothing of when it came", "[server][slots]") {
    // Twenty records one after the other, in a file that grows twice meanwhile; the pairs in which the earlier one
    // lies before the later one are half of all, with the spread of a random order (Kendall).
    constexpr int count = 20;
    constexpr int runs = 40;
    int ascending = 0;
    for (int run = 0; run < runs; ++run) {
        const TemporaryFolder folder;
        SlotFile file = make(folder, small());
        for (int i = 0; i < count; ++i) REQUIRE(file.add(Records{std::string(1, static_cast<char>('a' + i))}, {}));
        CHECK(file.slot_count() == 32);
        const auto places = places_of(folder);
        REQUIRE(places.size() == count);
        for (auto a = places.begin(); a != places.end(); ++a) {
            for (auto b = std::next(a); b != places.end(); ++b) ascending += a->second < b->second ? 1 : 0;
        }
    }
    const double pairs = runs * count * (count - 1) / 2.0;
    const double sigma = std::sqrt(runs * count * (count - 1) * (2.0 * count + 5) / 72.0);
    CAPTURE(ascending, pairs, sigma);
    CHECK(std::abs(ascending - pairs / 2) < 5 * sigma);
}

TEST_CASE("a file grows to its limit and not beyond, and keeps all that it had", "[server][slots]") {
    const TemporaryFolder folder;
    SlotFile file = make(folder, small(16));
    const Records fifteen(15, "x");
    const auto first = file.add(fifteen, {});
    REQUIRE(first);
    REQUIRE(file.add(Records{"y"}, {}));
    CHECK(file.free_count() == 0);
    const auto full = file.add(Records{"z"}, {});
    REQUIRE_FALSE(full);
    CHECK(full.error().what.find("is full") != std::string::npos);
    CHECK(records_in(folder).size() == 16);
    REQUIRE(file.erase(std::span{*first}.first(1)));
    CHECK(file.add(Records{"z"}, {}));
    CHECK(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}) == 1);  // No draft is left.
}

TEST_CASE("what is erased is not on the disk any more", "[server][slots]") {
    const TemporaryFolder folder;
    SlotFile file = make(folder, small());
    const auto handles = file.add(Records{"secret-a", "secret-b" + std::string(600, '.'), "kept"}, {});
    REQUIRE(handles);
    REQUIRE(file.erase(std::span{*handles}.first(2)));
    CHECK(bytes_of(path_in(folder)).find("secret") == std::string::npos);
    CHECK(records_in(folder) == Records{"kept"});
    CHECK(file.free_count() == file.slot_count() - 1);
}

TEST_CASE("damaged slots are left alone, and the others are read", "[server][slots]") {
    const TemporaryFolder folder;
    {
        SlotFile file = make(folder, small());
        REQUIRE(file.add(Records{"a", "b", "c" + std::string(500, '.')}, {}));
    }
    // One bit of "a", and one of the two parts of "c" never came.
    const auto places = places_of(folder);
    change_bytes(path_in(folder), slot_head_bytes + places.at('a') * slot_bytes + 200, "!");
    change_bytes(path_in(folder), slot_head_bytes + places.at('c') * slot_bytes, std::string(slot_bytes, '\0'));
    std::vector<SlotFile::Handle> found;
    auto file = SlotFile::open(
        path_in(folder), identity,
        [&](const SlotFile::Found& one) {
            CHECK(one.bytes == "b");
            found.push_back(one.record);
        },
        small());
    REQUIRE(file);
    CHECK(found.size() == 1);
    CHECK(file->damaged_count() == 2);
    // They stay through growing, and are not written to; they go with the last record.
    const auto more = file->add(Records(6, "d"), {});
    REQUIRE(more);
    CHECK(file->damaged_count() == 2);
    CHECK(file->slot_count() == 16);
    found.insert(found.end(), more->begin(), more->end());
    REQUIRE(file->erase(found));
    CHECK(file->damaged_count() == 0);
    CHECK(bytes_of(path_in(folder)).find_first_not_of('\0', slot_head_bytes) == std::string::npos);
}

TEST_CASE("damage is found while the file is in use", "[server][slots]") {
    const TemporaryFolder folder;
    auto file = make(folder, small());
    REQUIRE(file.add(Records{"a", "b"}, {}));
    CHECK(count_damaged_slots(path_in(folder)).value() == 0);
    change_bytes(path_in(folder), slot_head_bytes + places_of(folder).at('a') * slot_bytes + 200, "!");
    CHECK(count_damaged_slots(path_in(folder)).value() == 1);
    CHECK_FALSE(count_damaged_slots(path_in(folder) + "x").has_value());
    // What is being written looks broken to nobody.
    const TemporaryFolder busy;
    auto written = make(busy, small());
    std::atomic<bool> is_over{false};
    std::thread writing{[&] {
        for (int i = 0; i < 200; ++i) {
            const auto handles = written.add(Records(4, "x" + std::to_string(i)), {});
            if (handles) static_cast<void>(written.erase(*handles));
        }
        is_over = true;
    }};
    while (!is_over) CHECK(count_damaged_slots(path_in(busy)).value() == 0);
    writing.join();
}

TEST_CASE("a file that is not as it should be is refused with what to do", "[server][slots]") {
    const TemporaryFolder folder;
    static_cast<void>(make(folder, small()));
    const auto ignore = [](const SlotFile::Found&) {};
    const auto fault = [&](const SlotTag& wanted) {
        const auto opened = SlotFile::open(path_in(folder), wanted, ignore);
        return opened ? std::string{} : opened.error().what;
    };
    const std::string good = bytes_of(path_in(folder));
    CHECK(fault(identity).empty());
    CHECK(fault(SlotTag{8}).find("belongs to another data folder") != std::string::npos);
    fs::permissions(path_in(folder), fs::perms::group_read, fs::perm_options::add);
    CHECK(fault(identity).find("chmod 600") != std::string::npos);
    fs::permissions(path_in(folder), fs::perms::owner_read | fs::perms::owner_write);
    fs::resize_file(path_in(folder), good.size() - 1);
    CHECK(fault(identity).find("put a whole copy from your backup") != std::string::npos);
    fs::resize_file(path_in(folder), 100);
    CHECK(fault(identity).find("is not what gongyi wrote") != std::string::npos);
    std::ofstream{path_in(folder), std::ios::binary} << good;
    change_bytes(path_in(folder), 41, "\x01");  // The number of slots.
    CHECK(fault(identity).find("is not what gongyi wrote") != std::string::npos);
    fs::remove(path_in(folder));
    fs::create_symlink("/dev/null", path_in(folder));
    CHECK_FALSE(fault(identity).empty());
}

TEST_CASE("after a fault of the disk nothing of the batch is stored, and the file goes on", "[server][slots]") {
    const TemporaryFolder folder;
    SlotFile file = make(folder, small());
    REQUIRE(file.add(Records{"a"}, {}));
    SECTION("the second write fails") {
        disk.failing_write = 2;
    }
    SECTION("making it durable fails") {
        disk.failing_sync = 1;
    }
    CHECK_FALSE(file.add(Records{"b", "c"}, {}));
    CHECK(records_in(folder) == Records{"a"});
    CHECK(file.add(Records{"b", "d"}, {}));
    CHECK(records_in(folder) == Records{"a", "b", "d"});
}

TEST_CASE("where a batch can't be taken back, nothing is added until the file is opened anew", "[server][slots]") {
    const TemporaryFolder folder;
    {
        SlotFile file = make(folder, small());
        disk.failing_write = 2;  // "a" is written; neither "b" nor zeros are.
        disk.is_for_good = true;
        CHECK_FALSE(file.add(Records{"a", "b"}, {}));
        disk = Disk{};
        const auto refused = file.add(Records{"c"}, {});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().what.find("start gongyi again") != std::string::npos);
    }
    CHECK(records_in(folder) == Records{"a"});  // It may be there, and counts.
    auto file = SlotFile::open(
        path_in(folder), identity, [](const SlotFile::Found&) {}, small());
    REQUIRE(file);
    CHECK(file->add(Records{"c"}, {}));
}

TEST_CASE("a batch is marked until it is settled", "[server][slots]") {
    const TemporaryFolder folder;
    SlotFile file = make(folder, small());
    const SlotTag batch = random_slot_tag();
    const auto handles = file.add(Records{"a", "b" + std::string(600, '.')}, batch);
    REQUIRE(handles);
    std::set<SlotTag> batches;
    CHECK(records_in(folder, &batches).size() == 2);
    CHECK(batches == std::set{batch});
    batches.clear();
    REQUIRE(file.settle(*handles));
    CHECK(records_in(folder, &batches).size() == 2);
    CHECK(batches.empty());
    const std::string tag{batch.begin(), batch.end()};
    CHECK(bytes_of(path_in(folder)).find(tag) == std::string::npos);
}

TEST_CASE("marks and ballots come back as they were, and nothing else is taken for one", "[server][slots]") {
    const portal::RollEntry mark{RoundId{3}, ResidentId{(1ULL << 53U) - 1}, {BallotKey{5}}};
    const portal::RollEntry paper_mark{RoundId{3}, ResidentId{8}, {}};
    portal::SealedCast sealed{RoundId{3}, Hash{6}, {}};
    for (std::uint64_t id = 1; id <= ballot_choices_max; ++id) sealed.cast.ballot.choices.emplace_back(id);
    sealed.cast.credential.fill(0xc5);
    sealed.cast.signature.fill(0x51);
    sealed.cast.version = ballot_versions_max;
    sealed.cast.salt = Salt{9};
    portal::SealedCast paper{RoundId{3}, Hash{7}, {}};
    paper.cast.paper = std::string(paper_serial_bytes_max, 'A');
    const portal::RollEntry handed_mark{
        RoundId{3}, ResidentId{9}, {{}, portal::Handing{ResidentId{21}, ResidentId{22}, Date{2026, 11, 30}, 99}}};
    for (const portal::RollEntry& entry : {mark, paper_mark, handed_mark}) {
        const std::string bytes = write_sealed_record(entry);
        const auto read = read_sealed_record(bytes);
        REQUIRE(read);
        const auto& back = std::get<portal::RollEntry>(*read);
        CHECK((back.round == entry.round && back.voter == entry.voter && back.mark == entry.mark));
    }
    for (const portal::SealedCast& cast : {sealed, paper}) {
        const std::string bytes = write_sealed_record(cast);
        CHECK(bytes.size() <= slot_record_bytes_max);
        const auto read = read_sealed_record(bytes);
        REQUIRE(read);
        const auto& back = std::get<portal::SealedCast>(*read);
        CHECK((back.round == cast.round && back.commitment == cast.commitment && back.cast == cast.cast));
        for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(read_sealed_record(bytes.substr(0, size)));
        CHECK_FALSE(read_sealed_record(bytes + '\0'));
    }
    std::string many = write_sealed_record(sealed);
    many.at(write_sealed_record(portal::SealedCast{}).size() - 8) += 1;  // One choice more than there may be.
    CHECK_FALSE(read_sealed_record(many + std::string(8, '\0')));
    CHECK_FALSE(read_sealed_record("\x7f" + write_sealed_record(mark).substr(1)));
    for (const std::size_t from_end : {9U, 1U}) {
        std::string far = write_sealed_record(handed_mark);
        far.at(far.size() - from_end) = '\x7f';  // The day, the place: beyond what there can be.
        CHECK_FALSE(read_sealed_record(far));
    }
}

TEST_CASE("a batch that is undone was never there, and can come again", "[server][slots]") {
    const TemporaryFolder folder;
    REQUIRE(SlotFile::create(folder.path() + '/' + open_rounds_file, identity, {}, small()));
    const SlotTag batch = random_slot_tag();
    SealedBatch papers;
    papers.roll = {{RoundId{3}, ResidentId{7}, {}}};
    papers.casts = {{RoundId{3}, Hash{6}, {}}};
    papers.casts.front().cast.paper = "A-1";
    const auto count = [](const OpenRounds& rounds) {
        PrivateRows rows;
        REQUIRE(rounds.read(rows));
        return rows.roll.size() + rows.casts.size();
    };
    {
        auto rounds = OpenRounds::open(folder.path(), identity, std::nullopt, small());
        REQUIRE(rounds);
        REQUIRE(rounds->add(papers, batch));
        REQUIRE(rounds->undo());
        CHECK(count(*rounds) == 0);
        REQUIRE(rounds->add(papers, batch));
    }
    SECTION("a batch of which the database does not know is erased at the start") {
        CHECK(count(*OpenRounds::open(folder.path(), identity, std::nullopt, small())) == 0);
        CHECK(count(*OpenRounds::open(folder.path(), identity, batch, small())) == 0);
    }
    SECTION("one of which it knows counts, and needs no tag from then on") {
        CHECK(count(*OpenRounds::open(folder.path(), identity, batch, small())) == 2);
        CHECK(count(*OpenRounds::open(folder.path(), identity, std::nullopt, small())) == 2);
    }
    SECTION("where it cannot be settled, nothing is added until the next start") {
        auto rounds = OpenRounds::open(folder.path(), identity, batch, small());
        SealedBatch more;
        more.roll = {{RoundId{3}, ResidentId{8}, {}}};
        REQUIRE(rounds->add(more, batch));
        disk.failing_sync = 1;
        CHECK_FALSE(rounds->settle());
        more.roll.front().voter = ResidentId{9};
        CHECK_FALSE(rounds->add(more, SlotTag{}));
        CHECK(count(*OpenRounds::open(folder.path(), identity, batch, small())) == 3);
    }
}

TEST_CASE("nobody is added twice, and what is closed is gone", "[server][slots]") {
    const TemporaryFolder folder;
    REQUIRE(SlotFile::create(folder.path() + '/' + open_rounds_file, identity, {}, small()));
    auto rounds = OpenRounds::open(folder.path(), identity, std::nullopt, small());
    REQUIRE(rounds);
    SealedBatch batch;
    batch.roll = {{RoundId{3}, ResidentId{7}, {BallotKey{1}}}, {RoundId{3}, ResidentId{2}, {}}};
    batch.casts = {{RoundId{3}, Hash{6}, {}}};
    REQUIRE(rounds->add(batch, SlotTag{}));
    CHECK_FALSE(rounds->add(batch, SlotTag{}));
    SealedBatch twice;
    twice.casts = {{RoundId{3}, Hash{7}, {}}, {RoundId{3}, Hash{7}, {}}};
    CHECK_FALSE(rounds->add(twice, SlotTag{}));
    SealedBatch other;
    other.roll = {{RoundId{4}, ResidentId{7}, {}}};
    REQUIRE(rounds->add(other, SlotTag{}));
    const auto roll = rounds->roll_of(RoundId{3});
    REQUIRE(roll);
    REQUIRE(roll->size() == 2);
    CHECK(roll->front().voter == ResidentId{2});  // By person.
    disk.failing_write = 2;
    CHECK_FALSE(rounds->forget(RoundId{3}));
    CHECK(rounds->rounds().size() == 2);
    REQUIRE(rounds->forget(RoundId{3}));
    CHECK(rounds->rounds() == std::vector{RoundId{4}});
}

}  // namespace gongyi::server::test
