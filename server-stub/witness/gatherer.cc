#include "server-stub/witness/gatherer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>

#include "server-stub/portal_host/stored_nodes.h"
#include "server-stub/witness/witness.h"
#include "shared/base/number.h"

namespace gongyi::server {

namespace {

using pages::WitnessFault;

std::int64_t even_now_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// What a witness needs to see that the snapshot goes on from `old_size`; nothing when the store fails.
std::optional<std::vector<Hash>> proof_from(EventStore& store, std::uint64_t old_size, std::uint64_t size) {
    if (old_size == 0 || old_size == size) return std::vector<Hash>{};
    try {
        StoredNodes nodes{store};
        auto path = record::Tree{nodes, size}.consistency_path(old_size, size);
        if (!path) return std::nullopt;
        return *std::move(path);
    } catch (const StoredNodes::StoreFailure& failure) {
        std::fprintf(stderr, "gongyi: no proof could be made for a witness: %s\n", failure.what());
        return std::nullopt;
    }
}

// The size in an answer with status 409.
std::optional<std::uint64_t> told_size(std::string_view body) {
    if (body.empty() || body.back() != '\n') return std::nullopt;
    return whole_number(body.substr(0, body.size() - 1));
}

const char* words_of(WitnessFault fault) {
    switch (fault) {
        case WitnessFault::none:
            return "signs";
        case WitnessFault::unreachable:
            return "cannot be reached, or gives no answer that makes sense";
        case WitnessFault::stranger:
            return "does not know this record or its key";
        case WitnessFault::refuses:
            break;
    }
    return "REFUSES TO SIGN: this record does not go on from what it saw. Has the data folder been put back from a "
           "backup, or is there a second copy of it somewhere?";
}

}  // namespace

Expected<WitnessAddress, std::string> read_witness_address(std::string_view text) {
    const auto refuse = [](std::string why) { return unexpected("a witness is named as \"KEY URL\": " + why); };
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return refuse("a space must stand between the two");
    auto key = record::WitnessKey::parse(text.substr(0, space));
    if (!key) return refuse("the key must be " + key.error().want);
    std::string_view url = text.substr(space + 1);
    if (!is_portal_address(url) || url.find_first_of(" \t\r\n?#@") != std::string_view::npos) {
        return refuse("the address must begin with http:// or https://, and be plain");
    }
    auto address = read_portal_address(url);
    if (!address) return refuse(address.error());
    return WitnessAddress{*std::move(key), *std::move(address), path_prefix(url)};
}

WitnessGatherer::WitnessGatherer(PortalHost& host, WitnessBoard& board, std::vector<WitnessAddress> witnesses)
    : host_{host}, board_{board}, witnesses_{std::move(witnesses)}, asked_(witnesses_.size()) {
    const auto view = board_.view();
    for (std::size_t i = 0; i < asked_.size(); ++i) asked_[i].signed_size = view->seen.at(i).size;
}

WitnessGatherer::~WitnessGatherer() {
    stop();
}

void WitnessGatherer::start() {
    if (!witnesses_.empty()) thread_ = std::thread{[this] { loop(); }};
}

void WitnessGatherer::stop() {
    {
        const std::lock_guard lock{mutex_};
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void WitnessGatherer::loop() {
    std::unique_lock lock{mutex_};
    while (!is_stopping_) {
        lock.unlock();
        gather();
        lock.lock();
        changed_.wait_for(lock, std::chrono::milliseconds{gather_period_ms}, [this] { return is_stopping_; });
    }
}

void WitnessGatherer::gather() {
    const auto snapshot = host_.snapshot();
    if (snapshot->signed_checkpoint.empty()) return;
    const std::int64_t now = even_now_ms();
    // All are asked for the same checkpoint at once, so that enough of them sign the same one.
    std::vector<std::thread> requests;
    for (std::size_t i = 0; i < witnesses_.size(); ++i) {
        const Asked& asked = asked_[i];
        const bool is_new = snapshot->checkpoint.size != asked.signed_size;
        const bool is_due = is_new || asked.at_ms == 0 || now - asked.at_ms >= witness_refresh_ms;
        if (!is_due || now < asked.not_before_ms) continue;
        requests.emplace_back([this, i, &snapshot] { ask(i, *snapshot); });
    }
    for (std::thread& request : requests) request.join();
}

void WitnessGatherer::ask(std::size_t witness, const Snapshot& snapshot) {
    const WitnessFault fault = request_signature(witness, snapshot);
    Asked& asked = asked_[witness];  // No other thread looks at it now.
    const std::int64_t now = even_now_ms();
    if (fault == WitnessFault::none) {
        asked.at_ms = now;
        asked.pause_ms = 0;
        asked.not_before_ms = 0;
        asked.signed_size = snapshot.checkpoint.size;
    } else {
        asked.pause_ms = std::clamp<std::int64_t>(2 * asked.pause_ms, 1'000, witness_pause_ms_max);
        asked.not_before_ms = now + asked.pause_ms;
    }
    if (board_.set_fault(witness, fault)) {
        std::fprintf(stderr, "gongyi: witness %s %s\n", witnesses_[witness].key.name().c_str(), words_of(fault));
    }
}

WitnessFault WitnessGatherer::request_signature(std::size_t witness, const Snapshot& snapshot) {
    const WitnessAddress& to = witnesses_[witness];
    const std::uint64_t size = snapshot.checkpoint.size;
    std::uint64_t old_size = std::min(asked_[witness].signed_size, size);
    // The second time with the size that the witness told the first time.
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto path = proof_from(host_.store(), old_size, size);
        if (!path) return WitnessFault::unreachable;
        const std::string body = write_add_checkpoint({old_size, *std::move(path), snapshot.signed_checkpoint});
        const auto answer = http_post(to.address, to.prefix + "/add-checkpoint", "text/plain", body,
                                      witness_answer_bytes_max, witness_answer_ms_max);
        if (!answer) return WitnessFault::unreachable;
        switch (answer->status) {
            case 200: {
                // Signatures of others in the answer are left out.
                const bool is_good = board_.add(witness, snapshot.signed_checkpoint + answer->body);
                return is_good ? WitnessFault::none : WitnessFault::unreachable;
            }
            case 403:
            case 404:
                return WitnessFault::stranger;
            case 409: {
                const auto told = told_size(answer->body);
                if (!told) return WitnessFault::unreachable;
                // Longer than this record ever was, or of the same size with another root.
                if (*told > size || *told == old_size) return WitnessFault::refuses;
                old_size = *told;
                break;
            }
            case 422:
                return WitnessFault::refuses;
            default:
                return WitnessFault::unreachable;
        }
    }
    return WitnessFault::unreachable;
}

}  // namespace gongyi::server
