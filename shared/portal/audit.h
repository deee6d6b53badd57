// The whole check of a round's secret ballot, by anyone, after the close.
//
// What is cheap was checked when the record was read (ballot_replay.h): every ballot that was committed to is open,
// unchanged and allowed, none was added, and no more of them count than credentials and papers were issued. Here
// follows what takes time: whether each credential was made with the round's key, and each ballot signed by its
// credential's voter. Counting again is `recount` of verify.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/ballotbox/credential.h"
#include "shared/microproject/round.h"

namespace gongyi::portal {

enum class AuditFault : std::uint8_t {
    credential_not_genuine,  // Not made with the round's key: stuffed by somebody without it.
    signature_wrong,         // Not signed by the credential's voter: replaced by somebody else.
};
[[nodiscard]] std::string_view fault_name(AuditFault fault);

// One thing that is wrong with one ballot.
struct AuditFinding {
    AuditFault fault{};
    Hash commitment{};  // Of the ballot.
};
// More are counted, but not listed.
inline constexpr std::size_t audit_findings_max = 100;

struct AuditReport {
    std::int64_t ballots = 0;             // Opened: those that count, and those that their voters replaced.
    std::int64_t counted = 0;             // One a credential or paper.
    std::int64_t replaced = 0;            // Earlier versions.
    std::int64_t credentials = 0;         // That cast.
    std::int64_t credentials_issued = 0;  // At least as many.
    std::int64_t papers = 0;              // That count.
    std::int64_t papers_issued = 0;       // At least as many.
    std::int64_t smallest_batch = 0;      // Among how many voters a ballot is hidden at least (ballot_pool.h).
    std::int64_t faults = 0;
    std::vector<AuditFinding> findings;
    [[nodiscard]] bool is_good() const { return faults == 0; }
};

// Whether there is something to audit: the round is closed, and its key published.
[[nodiscard]] bool is_auditable(const Round& round);

// An audit under way: step() until is_done(), so that whoever runs it can show how far it is, or stop.
class Audit {
public:
    // Keeps a reference to `round`, which must not change meanwhile. Requires is_auditable(round).
    //   slug  of the community.
    Audit(const Round& round, std::string slug);

    // Checks up to `count` more ballots. Cost: about 170 µs each; 3 to 6 times that in a browser.
    void step(std::size_t count);
    [[nodiscard]] std::size_t done() const { return next_; }
    [[nodiscard]] std::size_t total() const { return order_.size(); }
    [[nodiscard]] bool is_done() const { return next_ == order_.size(); }
    [[nodiscard]] const AuditReport& report() const { return report_; }

private:
    void check(std::size_t index);
    void add_finding(AuditFault fault, std::size_t index);

    const Round& round_;
    std::string slug_;
    ballotbox::RoundKey key_;
    std::vector<std::size_t> order_;  // Indices of round.casts, a credential's versions one after the other.
    std::size_t next_ = 0;
    std::optional<BallotCredential> last_;  // The credential checked last, and what came of it.
    bool is_last_genuine_ = false;
    AuditReport report_;
};

// All of it at once.
[[nodiscard]] AuditReport audit(const Round& round, std::string slug);

}  // namespace gongyi::portal
