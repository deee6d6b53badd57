// The parts of a matter's page; page_matter.cc puts them together.
#pragma once

#include "shared/decision/state.h"
#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

// The matters about a round, or about one project of it, with the link to raise another for those who may.
void matters_about(Html& h, const Scene& scene, const Round& round, const Project* project);
// A matter in a list: its title and where it stands.
void matter_item(Html& h, const Scene& scene, const decision::Matter& matter);
// The gates as a track: done, here, ahead.
void matter_track(Html& h, const Scene& scene, const decision::Matter& matter);
// What the present gate needs, and who must act by when.
void matter_now(Html& h, const Scene& scene, const decision::Matter& matter);
// The forms that this viewer may send.
void matter_actions(Html& h, const Scene& scene, const decision::Matter& matter);
// Whether staff changed draft `index` (from 0), and whether its author contests that: wherever the draft is shown.
void draft_badges(Html& h, const decision::Matter& matter, std::size_t index);
// The draft as it stands, and what changed from draft to draft.
void matter_drafts(Html& h, const Scene& scene, const decision::Matter& matter);
// Every check that made the closed gates valid.
void matter_evidence(Html& h, const Scene& scene, const decision::Matter& matter);
// Planned against actual.
void result_table(Html& h, const Scene& scene, const decision::Result& result);

}  // namespace gongyi::pages
