#include "shared/portal/verify.h"

#include <algorithm>

#include "shared/portal/election.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/text_json.h"
#include "shared/record/entry.h"

namespace gongyi::portal {

Expected<void, RecordFault> Replay::append(std::string_view bytes) {
    const std::uint64_t index = tree_.size();
    const auto entry = parse_entry(bytes);
    if (!entry) {
        return unexpected(RecordFault{index, "at \"" + entry.error().pointer + "\": needs " + entry.error().want});
    }
    if (auto applicable = check_applicable(state_, *entry); !applicable) {
        return unexpected(RecordFault{index, std::move(applicable.error())});
    }
    apply_event(state_, *entry);
    tree_.append(record::leaf_hash(bytes), [this](std::uint8_t level, std::uint64_t node, const Hash& hash) {
        if (nodes_ != nullptr) nodes_->write({level, node}, hash);
    });
    return {};
}

Expected<decision::Supplied, ParseError> Replay::supply(std::string_view line) {
    auto read = parse_text_line(line);
    if (!read) return unexpected(std::move(read.error()));
    return decision::supply_text(state_.decisions.texts, std::move(read->text));
}

std::vector<Recount> recount(const Round& round, tally::Progress* progress) {
    std::vector<Recount> result;
    for (RuleOutcome& counted : count(round, progress)) {
        Recount one;
        one.rule = counted.rule;
        const auto published = std::find_if(round.outcomes.begin(), round.outcomes.end(),
                                            [&](const RuleOutcome& outcome) { return outcome.rule == counted.rule; });
        if (published != round.outcomes.end()) one.published = *published;
        one.counted = std::move(counted);
        result.push_back(std::move(one));
    }
    return result;
}

}  // namespace gongyi::portal
