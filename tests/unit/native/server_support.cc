#include "tests/unit/native/server_support.h"

#include <stdlib.h>

#include <algorithm>
#include <stdexcept>

#include "server-stub/store/sqlite_store.h"
#include "shared/base/check.h"
#include "shared/portal/entry_json.h"

namespace gongyi::server::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "gongyi-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::unique_ptr<EventStore> open_store(const std::string& folder) {
    auto store = open_sqlite_store(folder, MissingFile::create);
    if (!store) throw std::runtime_error(store.error().what);
    return std::move(*store);
}

Expected<void, StoreFault> TroubledStore::commit(const Batch& batch) {
    // The clock's hourly sweep comes when it likes, and is no test's matter.
    if (batch.forget_answers_before) return inner_.commit(batch);
    {
        std::unique_lock lock{mutex_};
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return !is_closed_; });
        --waiting_;
    }
    ++commit_count;
    if (fails) return unexpected(StoreFault{"the test wants it so"});
    return inner_.commit(batch);
}

void TroubledStore::close_gate() {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
}

void TroubledStore::wait_for_commit() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return waiting_ > 0; });
}

void TroubledStore::open_gate() {
    {
        const std::lock_guard lock{mutex_};
        is_closed_ = false;
    }
    changed_.notify_all();
}

std::vector<std::string> community_entries(std::int64_t batch_min) {
    Community community;
    community.slug = test_slug;
    community.name = "测试社区";
    community.subdistrict = "测试街道";
    community.district = "测试区";
    community.households = 100;
    community.council_seats = 16;
    community.year_cap = yuan(2'000'000);

    Round round;
    round.id = open_round;
    round.title = "测试一轮";
    round.year = 2026;
    round.budget = yuan(20'000);
    round.currency = "CNY";
    round.ballot = {BallotForm::approval, 1, 2};
    round.opens_at = UnixMs{test_now.ms - day_ms};
    round.closes_at = UnixMs{test_now.ms + day_ms};

    std::vector<portal::Event> events{portal::CommunityFounded{community}, RoundDrafted{round}};
    for (std::uint64_t id = 1; id <= 3; ++id) {
        Project project;
        project.id = ProjectId{id};
        project.title = "项目" + std::to_string(id);
        project.place = "中心花园";
        project.need = "需要";
        project.cost_lines = {{"材料", yuan(10'000)}};
        project.cost = yuan(10'000);
        events.emplace_back(ProjectAdded{round.id, project});
    }
    const BallotKey key = test_round_keys().of(test_slug, round.id)->public_key().bytes();
    events.emplace_back(VotingOpened{round.id, key, batch_min});
    std::vector<std::string> entries;
    for (portal::Event& event : events) {
        entries.push_back(portal::write_entry({UnixMs{test_now.ms - day_ms}, Role::staff, std::move(event)}));
    }
    return entries;
}

Person adult(std::uint64_t id, Role role) {
    return {.id = ResidentId{id},
            .role = role,
            .facts = {.born = Date{1980, 1, 1}, .resident_since = Date{2000, 1, 1}},
            .household = "1栋" + std::to_string(id),
            .name = "居民" + std::to_string(id)};
}

void store_community(EventStore& store, const std::vector<Person>& people, std::int64_t batch_min) {
    Batch batch;
    batch.entries = community_entries(batch_min);
    batch.people = people;
    if (!store.commit(batch)) throw std::runtime_error("could not store the test's community");
}

RoundKeys test_round_keys() {
    return RoundKeys{Secret<32>{}};
}

Submission issue_to(const Person& person, std::uint8_t blinded) {
    IssueCredential issue{open_round, {}};
    issue.blinded.fill(blinded);
    Submission submission;
    submission.command = issue;
    submission.actor = person.id;
    submission.role = person.role;
    submission.person = person.facts;
    submission.is_repeatable = false;
    return submission;
}

BallotKey input_of(const Person& person) {
    BallotKey input{};
    input.fill(static_cast<std::uint8_t>(person.id.raw()));
    return input;
}

Submission cast_by(const Person& person, std::vector<std::uint64_t> choices, int version) {
    CastBallot command{open_round, {}};
    for (const std::uint64_t choice : choices) command.cast.ballot.choices.emplace_back(choice);
    const BallotKey input = input_of(person);
    std::copy(input.begin(), input.end(), command.cast.credential.begin());
    command.cast.version = version;
    Submission submission;
    submission.command = std::move(command);
    submission.role = Role::visitor;
    submission.is_repeatable = false;
    submission.has_genuine_credential = true;
    submission.has_good_signature = true;
    return submission;
}

Submission draft_by_staff(const std::string& title, std::uint8_t key) {
    DraftRound draft;
    draft.title = title;
    draft.year = 2027;
    draft.budget = yuan(1'000);
    draft.opens_at = UnixMs{test_now.ms + day_ms};
    draft.closes_at = UnixMs{test_now.ms + 2 * day_ms};
    Submission submission;
    submission.command = draft;
    submission.actor = ResidentId{9};
    submission.role = Role::staff;
    submission.key = {key};
    submission.request = {static_cast<std::uint8_t>(title.size())};
    submission.is_repeatable = key != 0;
    return submission;
}

void FakeExchange::answer(Response response) {
    {
        const std::lock_guard lock{mutex_};
        GONGYI_CHECK(!response_);  // Exactly once.
        response_ = std::move(response);
    }
    answered_.notify_all();
}

const Response& FakeExchange::response() {
    std::unique_lock lock{mutex_};
    answered_.wait(lock, [this] { return response_.has_value(); });
    return *response_;
}

}  // namespace gongyi::server::test
