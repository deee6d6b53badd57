// The outcome of a round on a sheet of A4, for the notice board. Only the server makes it: it knows the address that a
// phone can reach, which the sheet carries as a QR code.
#pragma once

#include <string_view>

#include "shared/pages/render.h"

namespace gongyi::pages {

// `origin` is "https://gongyi.example"; empty where it is not known, and then the sheet has no code. A round that is
// not there is a page with status 404. Cost: O(the round's ballots).
[[nodiscard]] Page render_poster(const portal::State& state, const Viewer& viewer, const Live& live,
                                 const Request& request, RoundId round, std::string_view origin);

// A notice of the decision flow, likewise; its code leads to the entry that posted it, with its proof.
[[nodiscard]] Page render_notice_poster(const portal::State& state, const Viewer& viewer, const Live& live,
                                        const Request& request, decision::NoticeId notice, std::string_view origin);

}  // namespace gongyi::pages
