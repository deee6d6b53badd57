// A refusal must take exactly the figures that its sentence uses: what a sentence lacks it cannot say.
#include "shared/community/refuse.h"

namespace gongyi {

std::vector<RefusalFigure> named_figures(RefusalCode, std::span<const std::int64_t>) {
    return {};
}

}  // namespace gongyi

using gongyi::RefusalCode;

int main() {
    auto plain = gongyi::refusal(RefusalCode::no_such_round, "/round");
    auto counted = gongyi::refusal<RefusalCode::too_many_rounds>("", 1'000);
#ifdef MISTAKE_NONE
    plain = gongyi::refusal(RefusalCode::too_many_rounds, "");
#endif
#ifdef MISTAKE_TOO_FEW
    counted = gongyi::refusal<RefusalCode::too_few_choices>("/choices", 1);
#endif
#ifdef MISTAKE_TOO_MANY
    counted = gongyi::refusal<RefusalCode::too_many_rounds>("", 1'000, 1);
#endif
#ifdef MISTAKE_FIGURES_OF_NONE
    counted = gongyi::refusal<RefusalCode::no_such_round>("/round", 1);
#endif
#ifdef MISTAKE_REFUSE
    return gongyi::Expected<void, gongyi::Refusal>{gongyi::refuse(RefusalCode::too_many_rounds)} ? 1 : 0;
#endif
    return plain == counted ? 1 : 0;
}
