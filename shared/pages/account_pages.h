// Pages about one's own account, which the server alone renders.
#pragma once

#include "shared/pages/account_facts.h"
#include "shared/pages/html.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

// /me/passphrase, /me/name, /me/devices, /me/delete
[[nodiscard]] Page passphrase_page(const Scene& scene);
[[nodiscard]] Page rename_page(const Scene& scene);
[[nodiscard]] Page devices_page(const Scene& scene);
[[nodiscard]] Page delete_page(const Scene& scene);
// The second step of signing in; without a ticket, the first.
[[nodiscard]] Page signin_step_page(const Scene& scene);
// The page that asks who it is before an act that weighs, and goes back to its form.
[[nodiscard]] Page confirm_page(const Scene& scene);
// Setting up the second step, its recovery codes, and turning it off.
[[nodiscard]] Page second_step_page(const Scene& scene);

// The card on one's own page that leads to all of these.
void account_card(Html& h, const Scene& scene);
// For whoever acts for the community and has no second step: why, and the way to it. Nothing for others.
void second_step_advice(Html& h, const Scene& scene);

// ---- What forms about accounts have in common ----
// What a passphrase has to be, in words: nothing on the page judges it while it is typed.
[[nodiscard]] std::string passphrase_hint(const Scene& scene);
void back_field(Html& h, const Scene& scene);
// What was written in a form that could not be sent yet goes through this one, and back into that form. `lost` is said
// where it was too long for that.
void held_fields(Html& h, const Scene& scene, Say kept, Say lost);
// The present passphrase, and the second step's code where the account has one.
void proof_fields(Html& h, const Scene& scene);
void code_field(Html& h, const Scene& scene, Say label);

}  // namespace gongyi::pages
