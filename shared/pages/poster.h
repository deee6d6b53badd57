// The outcome of a round on a sheet of A4, for the notice board. Only the server makes it: it knows the address that a
// phone can reach, which the sheet carries as a QR code.
#pragma once

#include "shared/pages/render.h"

namespace gongyi::pages {

// A round that is not there is a page with status 404. Cost: O(the round's ballots).
[[nodiscard]] Page render_poster(const portal::State& state, const Viewer& viewer, const Live& live,
                                 const Request& request, RoundId round);

// A notice of the decision flow, likewise; its code leads to the entry that posted it, with its proof.
[[nodiscard]] Page render_notice_poster(const portal::State& state, const Viewer& viewer, const Live& live,
                                        const Request& request, decision::NoticeId notice);

}  // namespace gongyi::pages
