#include "server-stub/ballots/casting.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "shared/base/check.h"
#include "shared/community/refuse.h"
#include "shared/portal/ballot.h"

namespace gongyi::server {
namespace {

// To say of which other round a credential is, so many of the newest are tried: each costs as much as a good one.
constexpr std::size_t other_rounds_tried_max = 4;

std::string slug_of(const Services& services) {
    const auto snapshot = services.host.snapshot();
    return snapshot->state->community ? snapshot->state->community->slug : std::string{};
}

Submission submission_of(const Person& person, portal::Command command) {
    Submission submission;
    submission.command = std::move(command);
    submission.actor = person.id;
    submission.role = person.role;
    submission.person = person.facts;
    submission.is_repeatable = false;  // The roll itself tells who asks again.
    return submission;
}

Submission anonymous(CastBallot command) {
    Submission submission;
    submission.command = std::move(command);
    submission.role = Role::visitor;
    submission.is_repeatable = false;
    return submission;
}

// The round, other than the ballot's own, whose key made the credential.
RoundId find_other_round(const Services& services, const portal::State& state, const CastBallot& command) {
    std::size_t tried = 0;
    for (auto round = state.rounds.rbegin(); round != state.rounds.rend() && tried < other_rounds_tried_max; ++round) {
        if (!round->ballot_key || round->id == command.round) continue;
        ++tried;
        const auto key = services.host.keys().of(state.community->slug, round->id);
        if (portal::has_genuine_credential(*key, command.cast)) return round->id;
    }
    return RoundId{};
}

// What the arithmetic says of a ballot. Where the round takes no ballots nothing is worked out: decide() refuses
// anyway.
void check_cast(const Services& services, Submission& submission) {
    const auto snapshot = services.host.snapshot();
    const portal::State& state = *snapshot->state;
    const auto& command = std::get<CastBallot>(submission.command);
    const Round* round = portal::find_round(state, command.round);
    if (round == nullptr || round->stage == Stage::closed) return;
    const std::string& slug = state.community->slug;
    const Hash commitment = portal::cast_commitment(command.round, command.cast);
    submission.has_good_signature = portal::has_good_signature(slug, command.cast, commitment);
    submission.has_genuine_credential =
        portal::has_genuine_credential(*services.host.keys().of(slug, command.round), command.cast);
    if (!submission.has_genuine_credential) submission.genuine_in = find_other_round(services, state, command);
}

void submit_or_fail(Services& services, Submission submission, const std::function<void(CommandResult)>& done) {
    if (!services.host.submit(std::move(submission), done)) done(NotStored{});
}

// What a vote on somebody's behalf needs from step to step.
struct Behalf {
    Person person;
    RoundId round;
    std::vector<ProjectId> choices;
    std::function<void(CommandResult)> done;
};

void cast_on_behalf(Services& services, const Behalf& behalf, const portal::BallotSecret& secret) {
    const std::string slug = slug_of(services);
    const auto key = services.host.keys().of(slug, behalf.round);
    const BallotCredential credential = secret.credential_from(*key);
    OpenedCast probe;
    probe.credential = credential;
    int version = 1;
    if (const auto latest = services.host.box().find_latest(behalf.round, probe.input())) {
        if (latest->cast.ballot.choices == behalf.choices) {
            const auto snapshot = services.host.snapshot();
            const Round* round = portal::find_round(*snapshot->state, behalf.round);
            GONGYI_CHECK(round != nullptr);  // A ballot of it is there.
            return behalf.done(Accepted{"{}", StoredBallot{latest->commitment, PortalHost::promise_deadline(*round)}});
        }
        version = latest->cast.version + 1;
    }
    if (version > ballot_versions_max) {
        return behalf.done(refusal<RefusalCode::too_many_ballot_versions>("/version", ballot_versions_max));
    }
    const Salt salt = services.on_behalf.salt_of(behalf.person.id, behalf.round, version, behalf.choices);
    Submission submission =
        anonymous({behalf.round, secret.sign(slug, behalf.round, behalf.choices, credential, version, salt)});
    check_cast(services, submission);
    submit_or_fail(services, std::move(submission), behalf.done);
}

}  // namespace

bool issue_credential(Services& services, const Person& person, RoundId round, const ballotbox::Element& blinded,
                      std::function<void(IssueResult)> done) {
    const auto work = [&services, person, round, blinded, done] {
        const std::string slug = slug_of(services);
        // Keys are kept, and anybody may name any round.
        if (portal::find_round(*services.host.snapshot()->state, round) == nullptr) {
            return done(CommandResult{refusal(RefusalCode::no_such_round, "/round")});
        }
        const RoundKeys& keys = services.host.keys();
        // Worked out before it is known whether the writer will allow it: so the writer never waits for it.
        const auto evaluation = keys.of(slug, round)->issue(blinded, keys.proof_randomness(slug, round, blinded));
        submit_or_fail(services, submission_of(person, IssueCredential{round, blinded.bytes()}),
                       [evaluation, done](CommandResult result) {
                           const bool is_issued = std::holds_alternative<Accepted>(result);
                           done(is_issued ? IssueResult{evaluation} : IssueResult{std::move(result)});
                       });
    };
    return services.ballots.submit(work, [done = std::move(done)] { done(CommandResult{Broken{}}); });
}

bool cast_ballot(Services& services, CastBallot command, std::function<void(CommandResult)> done) {
    const auto work = [&services, command = std::move(command), done] {
        Submission submission = anonymous(command);
        check_cast(services, submission);
        submit_or_fail(services, std::move(submission), done);
    };
    return services.ballots.submit(work, [done = std::move(done)] { done(Broken{}); });
}

bool vote_on_behalf(Services& services, const Person& person, RoundId round, std::vector<ProjectId> choices,
                    std::function<void(CommandResult)> done) {
    GONGYI_CHECK(std::is_sorted(choices.begin(), choices.end()));
    auto behalf = std::make_shared<const Behalf>(Behalf{person, round, std::move(choices), std::move(done)});
    const auto given_up = [behalf] { behalf->done(Broken{}); };
    const auto work = [&services, behalf, given_up] {
        const auto secret = std::make_shared<const portal::BallotSecret>(
            services.on_behalf.secret_of(behalf->person.id, behalf->round));
        const BallotKey blinded = secret->blinded().bytes();
        submit_or_fail(services, submission_of(behalf->person, IssueCredential{behalf->round, blinded}),
                       [&services, behalf, secret, given_up](CommandResult issued) {
                           if (!std::holds_alternative<Accepted>(issued)) return behalf->done(std::move(issued));
                           const bool is_queued = services.ballots.submit(
                               [&services, behalf, secret] { cast_on_behalf(services, *behalf, *secret); }, given_up);
                           if (!is_queued) behalf->done(NotStored{});
                       });
    };
    return services.ballots.submit(work, given_up);
}

}  // namespace gongyi::server
