#include "shared/portal/audit.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/sort.h"
#include "shared/portal/ballot.h"
#include "shared/portal/ballot_pool.h"

namespace gongyi::portal {

namespace {

ballotbox::RoundKey published_key(const Round& round) {
    GONGYI_CHECK(is_auditable(round));
    const auto public_key = ballotbox::Element::parse(*round.ballot_key);
    GONGYI_CHECK(public_key.has_value());
    auto key = ballotbox::RoundKey::from_published(round.private_key, *public_key);
    GONGYI_CHECK(key.has_value());  // The record was not accepted without it.
    return *std::move(key);
}

AuditReport counts_of(const Round& round) {
    AuditReport report;
    report.ballots = static_cast<std::int64_t>(round.casts.size());
    for (const std::size_t i : counted_casts(round.casts)) {
        ++report.counted;
        ++(round.casts[i].is_paper() ? report.papers : report.credentials);
    }
    report.replaced = report.ballots - report.counted;
    report.credentials_issued = round.credentials_issued;
    report.papers_issued = round.papers_issued;
    report.smallest_batch = smallest_batch(round);
    return report;
}

}  // namespace

std::string_view fault_name(AuditFault fault) {
    static constexpr std::array<std::string_view, 2> names{"credential_not_genuine", "signature_wrong"};
    return names.at(static_cast<std::size_t>(fault));
}

bool is_auditable(const Round& round) {
    return round.stage == Stage::closed && round.ballot_key && !round.private_key.empty() && !round.outcomes.empty();
}

Audit::Audit(const Round& round, std::string slug)
    : round_{round},
      slug_{std::move(slug)},
      key_{published_key(round)},
      order_(round.casts.size()),
      report_{counts_of(round)} {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    sort_stably(order_,
                [&](std::size_t a, std::size_t b) { return round_.casts[a].credential < round_.casts[b].credential; });
}

void Audit::step(std::size_t count) {
    const std::size_t end = next_ + std::min(count, order_.size() - next_);
    for (; next_ < end; ++next_) check(order_[next_]);
}

void Audit::check(std::size_t index) {
    const OpenedCast& cast = round_.casts[index];
    if (cast.is_paper()) return;  // The urn's: it has nothing to show but its number.
    if (last_ != cast.credential) {
        last_ = cast.credential;
        is_last_genuine_ = has_genuine_credential(key_, cast);
    }
    if (!is_last_genuine_) add_finding(AuditFault::credential_not_genuine, index);
    if (!has_good_signature(slug_, cast, round_.commitments[index].commitment)) {
        add_finding(AuditFault::signature_wrong, index);
    }
}

void Audit::add_finding(AuditFault fault, std::size_t index) {
    ++report_.faults;
    if (report_.findings.size() < audit_findings_max) {
        report_.findings.push_back({fault, round_.commitments[index].commitment});
    }
}

AuditReport audit(const Round& round, std::string slug) {
    Audit running{round, std::move(slug)};
    running.step(running.total());
    return running.report();
}

}  // namespace gongyi::portal
