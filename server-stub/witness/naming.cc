#include "server-stub/witness/naming.h"

#include <cstdio>
#include <future>
#include <utility>
#include <variant>

namespace gongyi::server {

namespace {

bool name_witnesses(PortalHost& host, portal::WitnessPolicy policy) {
    Submission submission;
    submission.command = portal::NameWitnesses{std::move(policy)};
    submission.role = Role::system;
    submission.is_repeatable = false;
    std::promise<CommandResult> answered;
    const bool is_queued = host.submit(std::move(submission),
                                       [&answered](CommandResult result) { answered.set_value(std::move(result)); });
    return is_queued && std::holds_alternative<Accepted>(answered.get_future().get());
}

}  // namespace

Expected<WitnessOptions, std::string> read_witness_options(const std::vector<std::string>& witnesses,
                                                           std::int64_t quorum) {
    WitnessOptions options{.is_said = !witnesses.empty(), .witnesses = {}, .quorum = quorum};
    const auto refuse = [](std::string why) { return unexpected(std::move(why)); };
    portal::WitnessPolicy policy;
    const bool are_withdrawn = witnesses.size() == 1 && witnesses.front() == "none";
    if (!are_withdrawn) {
        for (const std::string& text : witnesses) {
            auto witness = read_witness_address(text);
            if (!witness) return refuse(witness.error());
            policy.witnesses.push_back(witness->key);
            options.witnesses.push_back(*std::move(witness));
        }
    }
    const auto count = static_cast<std::int64_t>(options.witnesses.size());
    if (quorum > count) return refuse("--witness-quorum is larger than the number of witnesses");
    if (quorum == 0 && count > 0) options.quorum = count / 2 + 1;
    policy.quorum = options.quorum;
    if (!portal::is_sound(policy)) return refuse("there are too many witnesses, or one is named twice");
    return options;
}

Expected<std::unique_ptr<WitnessGatherer>, StoreFault> begin_witnessing(PortalHost& host, WitnessBoard& board,
                                                                        const std::string& data,
                                                                        const WitnessOptions& options) {
    portal::WitnessPolicy policy{.quorum = options.quorum, .witnesses = {}};
    for (const WitnessAddress& witness : options.witnesses) policy.witnesses.push_back(witness.key);
    if (options.is_said) {
        for (const portal::RecordKey& own : host.snapshot()->state->record_keys) {
            for (const record::WitnessKey& witness : policy.witnesses) {
                if (own.key.bytes() != witness.bytes()) continue;
                return unexpected(
                    StoreFault{"witness " + witness.name() + " has the record's own key, and proves nothing"});
            }
        }
        if (!name_witnesses(host, policy)) {
            return unexpected(StoreFault{"the witnesses could not be named in the record"});
        }
    }
    const auto state = host.snapshot()->state;
    const portal::NamedWitnesses* const named = portal::present_witnesses(*state);
    if (named != nullptr && !options.is_said) {
        std::fprintf(
            stderr,
            "gongyi: the record names witnesses, but no --witness says where they are: they are not asked, and "
            "browsers will warn. (--witness none withdraws them.)\n");
    }
    if (named != nullptr) {
        if (auto begun = board.begin(data, portal::record_origin(*state), named->policy); !begun) {
            return unexpected(begun.error());
        }
    }
    return std::make_unique<WitnessGatherer>(host, board, options.witnesses);
}

}  // namespace gongyi::server
