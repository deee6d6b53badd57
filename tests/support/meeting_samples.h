// A meeting in every stage, as somebody sees it: for tests of the pages, and for looking at them.
#pragma once

#include <string>
#include <vector>

#include "shared/pages/render.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::test {

// Who looks: a visitor, somebody without a seat, the chair (seat 1), members, an observer, and the staff.
[[nodiscard]] pages::Viewer person_of(Role role, ResidentId id);

struct MeetingSample {
    std::string name;
    portal::State state;
    UnixMs now;
    decision::MeetingId meeting;
    Seated body;
};
// The residents' representatives before, during and after a meeting (four of five seats are needed), the Party members
// without seats, and the children's council whose motion waits for a reply. In this order:
//   convened, short, ready, opened, motion, speaking, amendment, roll, hands, voted, closed, published, cancelled,
//   members, owners, children
[[nodiscard]] std::vector<MeetingSample> meeting_samples();
// The one of a name.
[[nodiscard]] MeetingSample meeting_sample(const std::string& name);

// The page of `path` as `viewer` sees it at the sample's time, reached by https://gongyi.example.
[[nodiscard]] pages::Page page_of(const MeetingSample& sample, const pages::Viewer& viewer, const std::string& path,
                                  pages::Locale locale = pages::Locale::zh_hans, const std::string& query = "");
[[nodiscard]] std::string path_of(const MeetingSample& sample);

}  // namespace gongyi::test
