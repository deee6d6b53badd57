#include "tests/fuzz/portal_under_test.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/session.h"
#include "shared/base/check.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/fuzz/lively_community.h"

// In the place of libsodium's: Argon2id takes a tenth of a second on purpose, and is nothing to be fuzzed here.
extern "C" int crypto_pwhash_str_alg(char out[crypto_pwhash_STRBYTES], const char* const passphrase,
                                     unsigned long long size, unsigned long long, std::size_t, int) {
    std::memset(out, 0, crypto_pwhash_STRBYTES);
    std::snprintf(out, crypto_pwhash_STRBYTES, "for tests %s",
                  gongyi::to_hex(gongyi::sha256({passphrase, static_cast<std::size_t>(size)})).c_str());
    return 0;
}

extern "C" int crypto_pwhash_str_verify(const char hash[crypto_pwhash_STRBYTES], const char* const passphrase,
                                        unsigned long long size) {
    std::array<char, crypto_pwhash_STRBYTES> made{};
    if (crypto_pwhash_str_alg(made.data(), passphrase, size, 0, 0, 0) != 0) return -1;
    return std::strcmp(made.data(), hash) == 0 ? 0 : -1;
}

namespace gongyi::server::test {

namespace {

constexpr std::array signed_in{Role::resident, Role::council, Role::staff, Role::supervisor};
constexpr std::size_t token_characters = 43;
constexpr int waits_max = 2'000;  // Of 5 ms.
// What a page may be answered with beside what it is; the API's routes have lists of their own.
constexpr std::array page_statuses{200, 303, 304, 400, 401, 403, 404, 405, 413, 415, 422};

const ServerKey& server_key() {
    static const ServerKey key = ServerKey::from_hex(std::string(64, '7')).value();
    return key;
}

std::string token_of(Role role) {
    return std::string(token_characters, static_cast<char>('a' + static_cast<int>(role)));
}

ServiceOptions service_options() {
    ServiceOptions options;
    options.web_root = "static";
    return options;
}

// Signs the checkpoints with a key that everybody may know.
class TestSigner final : public NoteSigner {
public:
    explicit TestSigner(std::string name)
        : key_{record::SigningKey::from_seed(std::move(name), Secret<32>{}).value()} {}
    Expected<std::string, record::NoteFault> sign(std::string_view text) const override {
        return record::sign_note(text, key_);
    }

private:
    record::SigningKey key_;
};

Person person_of(Role role) {
    const ResidentId id = gongyi::test::somebody_with(role);
    return {id, role, gongyi::test::adult, "3栋" + std::to_string(id.raw()), "居民" + std::to_string(id.raw())};
}

void add_people(Batch& batch, UnixMs now) {
    for (const Role role : signed_in) {
        batch.people.push_back(person_of(role));
        batch.sessions.push_back(
            {server_key().hash("session", token_of(role)), batch.people.back().id, UnixMs{now.ms + 1'000 * day_ms}});
    }
    // Somebody who has an account, "chen" with "passphrase", and somebody whose code is 0000-0000-0001.
    for (const std::uint64_t raw : {std::uint64_t{7010}, std::uint64_t{7011}}) {
        batch.people.push_back({ResidentId{raw}, Role::resident, gongyi::test::adult, "4栋", "陈桂芳"});
        const std::string code = std::string(claim_code_characters - 1, '0') + (raw == 7010 ? '0' : '1');
        Account account{ResidentId{raw}, claim_code_hash(server_key(), code), "", ""};
        if (raw == 7010) {
            account.name = "chen";
            account.passphrase_hash = hash_passphrase("passphrase").value();
        }
        batch.accounts.push_back(std::move(account));
    }
}

Batch make_first_batch() {
    const gongyi::test::LivelyCommunity& community = gongyi::test::lively_community();
    Batch batch;
    std::uint64_t position = 0;
    for (portal::Entry entry : community.harness.entries) {
        batch.entries.push_back(portal::write_entry(entry));
        portal::for_each_text(entry.event, [&](FreeText& text) {
            if (text.opened) batch.texts.push_back({position, *text.opened});
        });
        ++position;
    }
    batch.roll = community.harness.roll;
    batch.casts = community.harness.casts;
    add_people(batch, community.now);
    return batch;
}

const Batch& first_batch() {
    static const Batch batch = make_first_batch();
    return batch;
}

const portal::Replay& first_replay() {
    static const portal::Replay replay = [] {
        portal::Replay made;
        for (const std::string& entry : first_batch().entries) GONGYI_CHECK(made.append(entry).has_value());
        return made;
    }();
    return replay;
}

// What a round of microprojects promises (tests/simulation).
void check_rounds(const portal::State& state) {
    for (const Round& round : state.rounds) {
        const bool is_closed = round.stage == Stage::closed;
        GONGYI_CHECK(round.outcomes.size() == (is_closed ? 2U : 0U));
        GONGYI_CHECK(round.ballots.size() == static_cast<std::size_t>(round.ballot_count));
        GONGYI_CHECK(round.ballot_count <= round.credentials_issued + round.papers_issued);
        for (const RuleOutcome& outcome : round.outcomes) GONGYI_CHECK(outcome.cost <= round.budget);
    }
}

class CollectingExchange final : public Exchange {
public:
    explicit CollectingExchange(Request request) { request_ = std::move(request); }
    void answer(Response response) override {
        const std::lock_guard lock{mutex_};
        GONGYI_CHECK(!response_);  // Exactly once.
        response_ = std::move(response);
        answered_.notify_all();
    }
    void later(std::function<void()> work) override { work(); }
    // Does `work` until there is an answer: passphrases, ballots and what-ifs have threads of their own.
    template <class Work>
    [[nodiscard]] Response take(Work&& work) {
        for (int waits = 0; waits < waits_max; ++waits) {
            work();
            std::unique_lock lock{mutex_};
            if (answered_.wait_for(lock, std::chrono::milliseconds{5}, [this] { return !!response_; })) {
                return std::move(*response_);
            }
        }
        GONGYI_CHECK(false && "never answered");
        return {};
    }

private:
    std::mutex mutex_;
    std::condition_variable answered_;
    std::optional<Response> response_;
};

Answered answered_with(Response response) {
    Answered answered{response.status, std::string{response.content_type}, std::string{response.text()}, {}, {}};
    write_head(response, "Sun, 29 Nov 2026 12:00:00 GMT", /*keeps_connection=*/true, /*is_chunked=*/true,
               answered.head);
    answered.headers = std::move(response.headers);
    if (!response.stream) return answered;
    for (auto next = BodyStream::Next::more; next == BodyStream::Next::more;) {
        std::string piece;  // Each is filled up to a size of its own.
        next = response.stream->next(piece);
        answered.body += piece;
    }
    return answered;
}

}  // namespace

PortalUnderTest::PortalUnderTest() {
    GONGYI_CHECK(start_cryptography());
    reset();
    Services services{*host_, server_key(), service_options()};
    routes_ = make_routes(services);
    for (const Role role : signed_in) csrf_[role] = csrf_token(services, token_of(role), person_of(role).id);
}

void PortalUnderTest::reset() {
    application_.reset();
    host_.reset();
    store_ = std::make_unique<MemoryStore>();
    GONGYI_CHECK(store_->commit(first_batch()).has_value());
    Secret<32> seed;
    seed.bytes().front() = 7;  // As round_key().
    keys_ = std::make_unique<RoundKeys>(std::move(seed));
    now_ms_ = gongyi::test::lively_community().now.ms;
    auto host = PortalHost::open(*store_, *keys_, [this] { return UnixMs{now_ms_}; });
    if (!host) std::fprintf(stderr, "%s\n", host.error().what.c_str());
    GONGYI_CHECK(host.has_value());
    host_ = std::move(*host);
    host_->set_signer(std::make_shared<TestSigner>(portal::record_origin(*host_->snapshot()->state)));
    application_ = std::make_unique<Application>(*host_, server_key(), service_options());
    commits_at_first_ = store_->commit_count();
}

Answered PortalUnderTest::answer(Request request) {
    // Slow enough for every limit of attempts.
    now_ms_ += minute_ms;
    const auto exchange = std::make_shared<CollectingExchange>(std::move(request));
    application_->handle(exchange);
    return answered_with(exchange->take([this] { host_->run_waiting(); }));
}

bool PortalUnderTest::is_old() const {
    return now_ms_ > gongyi::test::lively_community().now.ms + 5 * day_ms;
}

std::string PortalUnderTest::cookie_of(Role role) const {
    return std::string{session_cookie} + '=' + token_of(role);
}

bool PortalUnderTest::may_answer(const Request& request, int status) const {
    // Before any route: for another server, or sent by another site.
    if (status == 421) return !request.header(Header::host).empty();
    const bool only_reads = request.method == Method::get || request.method == Method::head;
    if (status == 403 && !only_reads) return true;
    const std::string_view path = request.path();
    std::vector<std::string_view> values;
    const auto contains = [status](const auto& list) {
        return std::find(list.begin(), list.end(), status) != list.end();
    };
    for (const Route& route : routes_) {
        const bool is_asked =
            request.method == route.method || (request.method == Method::head && route.method == Method::get);
        if (!is_asked || !match_path(route.pattern, path, values)) continue;
        return route.statuses.empty() ? contains(page_statuses) : contains(route.statuses);
    }
    return status == 404 || status == 405;
}

void PortalUnderTest::check_record() const {
    const auto snapshot = host_->snapshot();
    check_rounds(*snapshot->state);
    portal::Replay replay = first_replay();
    const std::vector<std::string>& entries = store_->entries();
    for (std::size_t i = first_batch().entries.size(); i < entries.size(); ++i) {
        const auto appended = replay.append(entries[i]);
        if (!appended) std::fprintf(stderr, "%s\n%s\n", appended.error().what.c_str(), entries[i].c_str());
        GONGYI_CHECK(appended.has_value());
    }
    GONGYI_CHECK(replay.tree().size() == snapshot->checkpoint.size &&
                 replay.tree().root() == snapshot->checkpoint.root);
    const auto texts = store_->read_texts();
    GONGYI_CHECK(texts.has_value());
    for (const portal::TextLine& line : *texts) {
        GONGYI_CHECK(replay.supply(portal::write_text_line(line)).has_value());
    }
    GONGYI_CHECK(replay.state() == *snapshot->state);
}

}  // namespace gongyi::server::test
