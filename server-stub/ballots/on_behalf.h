// Secrets of people who vote without scripts or at the desk: there the server does what a browser would do.
#pragma once

#include "shared/portal/ballot.h"

namespace gongyi::server {

// What a voter's browser would have drawn at random follows here from a random secret of this process, the voter and
// the round. So the same voter can change the ballot until the process ends, and nothing that is stored links the two:
// a new process has another secret. While it runs, secrecy rests on the server's word; the pages say so.
class OnBehalf {
public:
    OnBehalf();

    // The same for the same voter and round, as long as this object lives. Cost: about 200 µs.
    [[nodiscard]] portal::BallotSecret secret_of(ResidentId voter, RoundId round) const;

    // The salt of that ballot: so one form sent twice at once makes one ballot, not two.
    [[nodiscard]] Salt salt_of(ResidentId voter, RoundId round, int version,
                               const std::vector<ProjectId>& choices) const;

private:
    Secret<32> secret_;
};

}  // namespace gongyi::server
