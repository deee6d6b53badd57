#include "tests/unit/native/server_support.h"

#include <stdlib.h>

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

std::vector<std::string> community_entries() {
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
    events.emplace_back(VotingOpened{round.id});
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

void store_community(EventStore& store, const std::vector<Person>& people) {
    Batch batch;
    batch.entries = community_entries();
    batch.people = people;
    if (!store.commit(batch)) throw std::runtime_error("could not store the test's community");
}

Submission cast_by(const Person& person, std::vector<std::uint64_t> choices, std::uint8_t key) {
    CastBallot cast{.round = open_round, .choices = {}};
    for (const std::uint64_t choice : choices) cast.choices.emplace_back(choice);
    Submission submission;
    submission.command = std::move(cast);
    submission.actor = person.id;
    submission.role = person.role;
    submission.person = person.facts;
    submission.key = {key};
    submission.request = {static_cast<std::uint8_t>(choices.empty() ? 0 : choices.front())};
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
