// One function for each kind of page; render() chooses. And the few parts that several pages share.
#pragma once

#include <vector>

#include "shared/decision/meeting.h"
#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

[[nodiscard]] Page front_page(const Scene& scene);
[[nodiscard]] Page rounds_page(const Scene& scene);
[[nodiscard]] Page round_page(const Scene& scene, const Round& round);
[[nodiscard]] Page project_page(const Scene& scene, const Round& round, const Project& project);
[[nodiscard]] Page vote_page(const Scene& scene, const Round& round);
[[nodiscard]] Page receipt_page(const Scene& scene, const Round& round);
[[nodiscard]] Page outcome_page(const Scene& scene, const Round& round);
[[nodiscard]] Page steps_page(const Scene& scene, const Round& round);
[[nodiscard]] Page what_if_page(const Scene& scene, const Round& round);
[[nodiscard]] Page why_page(const Scene& scene, const Round& round, const Project& project);
[[nodiscard]] Page matters_page(const Scene& scene);
[[nodiscard]] Page new_matter_page(const Scene& scene);
[[nodiscard]] Page matter_page(const Scene& scene, const decision::Matter& matter);
[[nodiscard]] Page notices_page(const Scene& scene);
[[nodiscard]] Page notice_page(const Scene& scene, const decision::Notice& notice);
[[nodiscard]] Page meetings_page(const Scene& scene);
[[nodiscard]] Page meeting_page(const Scene& scene, const decision::Meeting& meeting);
[[nodiscard]] Page meeting_screen_page(const Scene& scene, const decision::Meeting& meeting);
[[nodiscard]] Page bodies_page(const Scene& scene);
[[nodiscard]] Page body_page(const Scene& scene, const Body& body);
[[nodiscard]] Page community_page(const Scene& scene);
[[nodiscard]] Page record_page(const Scene& scene);
[[nodiscard]] Page record_terms_page(const Scene& scene);
[[nodiscard]] Page entry_page(const Scene& scene, const ProvedEntry& entry);
[[nodiscard]] Page text_page(const Scene& scene, const Hash& commitment);
[[nodiscard]] Page signin_page(const Scene& scene);
[[nodiscard]] Page claim_page(const Scene& scene);
[[nodiscard]] Page me_page(const Scene& scene);
[[nodiscard]] Page staff_page(const Scene& scene);
// What the server's clock shows while it is not believed, what would follow from it, and the way to say yes.
[[nodiscard]] Page clock_page(const Scene& scene);
// The census's figures, and a file of it: looked at, then imported.
[[nodiscard]] Page census_page(const Scene& scene);
[[nodiscard]] Page open_page(const Scene& scene, const Round& round);
[[nodiscard]] Page close_page(const Scene& scene, const Round& round);
// On a sheet of A4, for the notice boards: an outcome, and a notice with the way to the entry that posted it.
[[nodiscard]] Page poster_page(const Scene& scene, const Round& round);
[[nodiscard]] Page notice_poster_page(const Scene& scene, const decision::Notice& notice);
[[nodiscard]] Page desk_page(const Scene& scene, const Round& round);
// Numbered ballot papers, one a sheet.
[[nodiscard]] Page sheets_page(const Scene& scene, const Round& round);
// On whose word a closed round's papers rest.
[[nodiscard]] Page papers_page(const Scene& scene, const Round& round);
[[nodiscard]] Page second_page(const Scene& scene);
[[nodiscard]] Page journal_page(const Scene& scene);
[[nodiscard]] Page people_page(const Scene& scene);
[[nodiscard]] Page person_page(const Scene& scene);
[[nodiscard]] Page about_page(const Scene& scene);
[[nodiscard]] Page offices_page(const Scene& scene);
[[nodiscard]] Page workbench_page(const Scene& scene);
[[nodiscard]] Page not_found_page(const Scene& scene);
[[nodiscard]] Page forbidden_page(const Scene& scene);

// The page at the request's path if browsers render it too; else the one that says that there is none.
[[nodiscard]] Page shared_page(const Scene& scene);

// Sends a visitor to sign in, and back afterwards.
[[nodiscard]] Page signin_redirect(const Url& back);

// What this viewer can do in `round` now, as buttons or as the reason why not.
void round_actions(Html& h, const Scene& scene, const Round& round);
// What stands on a page about the outcome of a round that has none yet.
void no_outcome_yet(Html& h, const Scene& scene, const Round& round);
// A project's cost lines with their sum.
void cost_table(Html& h, const Scene& scene, const Round& round, const Project& project);
// Chosen projects with their costs and the sum. Ids that are not in the round are left out.
void choice_list(Html& h, const Scene& scene, const Round& round, const std::vector<ProjectId>& ids);

}  // namespace gongyi::pages
