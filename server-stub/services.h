// What the handlers share. Lives as long as the server serves.
#pragma once

#include <atomic>
#include <string>

#include "server-stub/accounts/fair_pool.h"
#include "server-stub/accounts/rate_limit.h"
#include "server-stub/accounts/secrets.h"
#include "server-stub/accounts/tickets.h"
#include "server-stub/accounts/worker_pool.h"
#include "server-stub/api/listeners.h"
#include "server-stub/ballots/on_behalf.h"
#include "server-stub/census/census_desk.h"
#include "server-stub/clock/watched_clock.h"
#include "server-stub/http/site.h"
#include "server-stub/http/static_files.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/web/day_count.h"
#include "server-stub/web/document_cache.h"
#include "server-stub/web/explanations.h"
#include "server-stub/web/page_cache.h"
#include "server-stub/web/sent_forms.h"
#include "server-stub/web/shown_once.h"
#include "server-stub/witness/witness_board.h"

namespace gongyi::server {

// What-if counts take up to what_if_ms_max each, one after the other: the last of these waits some seconds.
inline constexpr std::int64_t what_ifs_waiting_max = 4;

// How many people a member of staff may look up at a desk in a day: one every eight minutes of a working day.
inline constexpr std::int64_t desk_lookups_a_day = 60;

// How often a member of staff may change something about people in a day, or ask for it: one person is not to lock
// out, or take over, everybody.
inline constexpr std::int64_t person_acts_a_day = 20;

// Ballots and requests for credentials that wait to be checked: a second's worth.
inline constexpr std::size_t ballots_waiting_max = 4'096;

// Hashing a passphrase takes a core and 64 MiB for about 100 ms. Half the cores do it at most, and no more than these.
inline constexpr std::size_t passphrase_threads_max = 4;

struct ServiceOptions {
    std::string web_root = "build/web";
    std::int64_t session_ms = 12 * hour_ms;
    std::vector<PublicUrl> public_urls{};  // Site.
    bool has_secure_cookies = false;       // Behind TLS: cookies are sent over TLS alone.
    // Claiming and signing in in vain; what succeeds is not counted. A stranger counts for all three: the address, the
    // name tried from it, and the name tried from wherever. A device that the account has signed in with before counts
    // for that alone, so that strangers can keep nobody out of an account whose owner comes as usual.
    RateLimit::Allowance attempts_by_address{30, 30};
    RateLimit::Allowance attempts_at_account_by_address{10, 10};
    RateLimit::Allowance attempts_at_account{30, 30};
    RateLimit::Allowance attempts_of_known_device{10, 10};
    // In vain, by somebody who is signed in or has done the first step: the second step's codes, and the passphrase for
    // what concerns the own account. (SP 800-63B section 5.2.2 allows a hundred failures on end: here it would take a
    // year to be right by chance.)
    RateLimit::Allowance attempts_of_own{5, 1};
    RateLimit::Allowance commands_by_account{120, 120};
    // For acts that weigh, how long ago somebody may have shown who they are.
    std::int64_t confirmed_for_ms = 30 * minute_ms;
    bool requires_second_factor = false;  // For those acts.
    std::size_t passphrase_thread_count = 1;
    std::size_t ballot_thread_count = 1;
    WatchedClock* clock = nullptr;  // What the staff's page about the clock is about; must outlive the services.
};

struct Services {
    Services(PortalHost& portal_host, const ServerKey& server_key, const ServiceOptions& service_options)
        : host{portal_host},
          key{server_key},
          options{service_options},
          site{service_options.public_urls, service_options.has_secure_cookies},
          files{service_options.web_root},
          attempts_by_address{service_options.attempts_by_address},
          attempts_at_account_by_address{service_options.attempts_at_account_by_address},
          attempts_at_account{service_options.attempts_at_account},
          attempts_of_known_device{service_options.attempts_of_known_device},
          attempts_of_own{service_options.attempts_of_own},
          commands_by_account{service_options.commands_by_account},
          passphrases{service_options.passphrase_thread_count, FairPool::Limits{}},
          ballots{service_options.ballot_thread_count, ballots_waiting_max} {}

    PortalHost& host;
    ServerKey key;
    ServiceOptions options;
    Site site;
    StaticFiles files;
    PageCache pages;
    mutable SharedExplanations explanations;  // Answers that are kept, not a state.
    RateLimit attempts_by_address;
    RateLimit attempts_at_account_by_address;
    RateLimit attempts_at_account;
    RateLimit attempts_of_known_device;
    RateLimit attempts_of_own;
    RateLimit commands_by_account;
    Tickets tickets;
    Listeners listeners;
    DocumentCache documents;
    OnBehalf on_behalf;
    WitnessBoard witnesses;
    SentForms papers_handed;
    DayCount desk_lookups{desk_lookups_a_day};
    DayCount person_acts{person_acts_a_day};
    ShownOnce shown_once;
    CensusDesk census;
    std::atomic<std::int64_t> what_ifs_waiting{0};
    // Last: their threads use the others, and end first.
    FairPool passphrases;
    WorkerPool ballots;  // Issuing and checking credentials.
    WorkerPool counts{1};
};

}  // namespace gongyi::server
