// What the handlers share. Lives as long as the server serves.
#pragma once

#include <atomic>
#include <string>

#include "server-stub/accounts/rate_limit.h"
#include "server-stub/accounts/secrets.h"
#include "server-stub/accounts/worker_pool.h"
#include "server-stub/ballots/on_behalf.h"
#include "server-stub/http/static_files.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/web/explanations.h"
#include "server-stub/web/page_cache.h"
#include "server-stub/web/sent_forms.h"

namespace gongyi::server {

// Server-sent events keep a connection each.
inline constexpr std::int64_t listeners_max = 1'000;
// What-if counts take up to what_if_ms_max each, one after the other: the last of these waits some seconds.
inline constexpr std::int64_t what_ifs_waiting_max = 4;

// Ballots and requests for credentials that wait to be checked: a second's worth.
inline constexpr std::size_t ballots_waiting_max = 4'096;

struct ServiceOptions {
    std::string web_root = "build/web";
    std::int64_t session_ms = 12 * hour_ms;
    bool has_secure_cookies = false;                   // Behind TLS: cookies are sent over TLS alone.
    RateLimit::Allowance attempts_by_address{30, 30};  // Claiming and signing in.
    RateLimit::Allowance attempts_by_account{10, 5};   // Signing in with one name.
    RateLimit::Allowance commands_by_account{120, 120};
    std::size_t passphrase_thread_count = 1;
    std::size_t ballot_thread_count = 1;
};

struct Services {
    Services(PortalHost& portal_host, const ServerKey& server_key, const ServiceOptions& service_options)
        : host{portal_host},
          key{server_key},
          options{service_options},
          files{service_options.web_root},
          attempts_by_address{service_options.attempts_by_address},
          attempts_by_account{service_options.attempts_by_account},
          commands_by_account{service_options.commands_by_account},
          passphrases{service_options.passphrase_thread_count},
          ballots{service_options.ballot_thread_count, ballots_waiting_max} {}

    PortalHost& host;
    ServerKey key;
    ServiceOptions options;
    StaticFiles files;
    PageCache pages;
    mutable SharedExplanations explanations;  // Answers that are kept, not a state.
    RateLimit attempts_by_address;
    RateLimit attempts_by_account;
    RateLimit commands_by_account;
    std::atomic<std::int64_t> listener_count{0};
    OnBehalf on_behalf;
    SentForms papers_handed;
    std::atomic<std::int64_t> what_ifs_waiting{0};
    // Last: their threads use the others, and end first.
    WorkerPool passphrases;
    WorkerPool ballots;  // Issuing and checking credentials.
    WorkerPool counts{1};
};

}  // namespace gongyi::server
