#include "shared/decision/decide_parts.h"

namespace gongyi::decision {

Outcome decide_on(const DecisionState& state, const TakeDownText& command, const Context&) {
    const auto found = state.texts.find(command.commitment);
    if (found == state.texts.end()) return refuse(RefusalCode::no_such_text, "/commitment");
    if (found->second.takedown) return refuse(RefusalCode::text_taken_down_already, "/commitment");
    // The bytes of an entry are never changed.
    if (found->second.is_within_entry()) return refuse(RefusalCode::text_within_entry, "/commitment");
    return happens(TextTakenDown{command.commitment, command.ground});
}

}  // namespace gongyi::decision
