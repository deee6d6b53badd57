// An identifier of one kind must not pass for another. The file compiles as it stands (that is the control) and must
// not compile with any of the MISTAKE_ macros.
#include "shared/base/ids.h"

namespace {

using gongyi::Id;
using RoundId = Id<struct RoundTag>;
using ProjectId = Id<struct ProjectTag>;

std::uint64_t open(RoundId round) {
    return round.raw();
}

}  // namespace

int main() {
    const RoundId round{1};
    const ProjectId project{1};
    bool is_same = round == RoundId{1} && project == ProjectId{1};
    std::uint64_t raw = open(round);
#ifdef MISTAKE_PASS
    raw += open(project);
#endif
#ifdef MISTAKE_COMPARE
    is_same = round == project;
#endif
#ifdef MISTAKE_FROM_NUMBER
    raw += open(1);
#endif
#ifdef MISTAKE_ASSIGN
    RoundId other{2};
    other = project;
#endif
    return is_same && raw == 1 ? 0 : 1;
}
