// What the host does because time passes: closes and opens what is due, tries what failed, forgets what is over.
#include <algorithm>
#include <chrono>

#include "server-stub/broken_invariant.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/portal_host/steady.h"

namespace gongyi::server {

namespace {

// How long the clock leaves alone what broke an invariant.
constexpr std::int64_t broken_tick_pause_ms = minute_ms;

}  // namespace

bool PortalHost::is_writer_answering() const {
    const std::int64_t since = probed_at_ms_;
    return since < 0 || steady_ms() - since <= options_.writer_patience_ms;
}

// A row that nobody reads: after a while without work, to know whether there could be some.
void PortalHost::probe_store() {
    health_.report(HealthPart::writer, is_writer_answering() ? "" : "it has not answered for too long");
    const std::int64_t now = steady_ms();
    const std::int64_t wait_ms = health_.is_good(HealthPart::store) ? options_.store_probe_ms : store_retry_ms;
    if (probed_at_ms_ >= 0 || now - stored_at_ms_ < wait_ms) return;
    probed_at_ms_ = now;
    const bool is_queued = change_rows(
        [](Batch& batch) {
            batch.settings.emplace_back("probe", "");
            return true;
        },
        [this](RowsResult) { probed_at_ms_ = -1; });
    // Else more waits than may, and stays waiting: the writer is asked again at the next look.
    if (!is_queued) probed_at_ms_ = -1;
}

void PortalHost::sync_kept() {
    const std::int64_t now = steady_ms();
    if (!options_.kept || now - kept_synced_at_ms_ < kept_sync_period_ms) return;
    kept_synced_at_ms_ = now;
    const auto synced = options_.kept->sync();
    health_.report(HealthPart::kept, synced ? std::string_view{} : std::string_view{synced.error().what});
}

void PortalHost::clock_loop() {
    std::unique_lock lock{clock_mutex_};
    const auto period = std::chrono::milliseconds{clock_period_ms};
    while (!clock_changed_.wait_for(lock, period, [this] { return is_clock_stopping_; })) {
        lock.unlock();
        static_cast<void>(completes("a look at the clock", [this] { look_at_clock(); }));
        lock.lock();
    }
}

void PortalHost::look_at_clock() {
    probe_store();
    sync_kept();
    if (options_.on_look) options_.on_look();
    // Not when a ballot has come: nobody is to see that one did.
    if (is_signature_due()) publish();
    if (is_tidy_due_) {
        static_cast<void>(change_rows([](Batch&) { return false; }, [](RowsResult) {}));
    }

    const UnixMs now = clock_();
    if (now.ms - forgotten_at_.ms >= hour_ms) {
        forgotten_at_ = now;
        // When too much is waiting to be written, the next hour will do.
        const bool is_queued = change_rows(
            [this, now](Batch& batch) {
                batch.sessions = directory_.take_seen();
                batch.deeds = directory_.take_failed();
                batch.forget_answers_before = UnixMs{now.ms - answers_kept_ms};
                batch.forget_sessions_expired_before = now;
                return true;
            },
            [this, now](RowsResult result) {
                if (result == RowsResult::stored) directory_.forget_sessions_expired_before(now);
            });
        if (!is_queued) forgotten_at_ = UnixMs{};
    }

    {
        const std::lock_guard lock{clock_mutex_};
        if (is_tick_waiting_ || now < no_tick_before_) return;
    }
    if (options_.may_tick && !options_.may_tick()) return;
    const portal::Command tick = portal::Tick{};
    const auto seen = snapshot();
    const auto due = portal::boxes_needed(*seen->state, tick, now);
    const bool is_due = std::any_of(due.begin(), due.end(), [&](const portal::BoxDue& needed) {
        return needed.need == portal::BoxNeed::everything || box_.has_due(needed, windows_.of(now));
    });
    const bool is_journal_due = portal::is_journal_due(*seen->state, journal_.facts(), now);
    if (!is_due && !is_journal_due && portal::openings_due(*seen->state, now).empty()) return;
    {
        const std::lock_guard lock{clock_mutex_};
        is_tick_waiting_ = true;
    }
    const auto is_over = [this] {
        const std::lock_guard lock{clock_mutex_};
        is_tick_waiting_ = false;
    };
    const bool is_queued =
        submit({.command = tick, .actor = {}, .role = Role::system, .person = {}, .is_repeatable = false},
               [this, now, is_over](const CommandResult& result) {
                   if (std::holds_alternative<Broken>(result)) {
                       const std::lock_guard lock{clock_mutex_};
                       no_tick_before_ = UnixMs{now.ms + broken_tick_pause_ms};
                   }
                   is_over();
               });
    if (!is_queued) is_over();
}

}  // namespace gongyi::server
