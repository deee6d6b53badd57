// What the page of the census shows that the server alone knows.
#pragma once

#include <optional>
#include <string_view>

#include "server-stub/services.h"
#include "server-stub/web/posting.h"
#include "shared/pages/census_facts.h"

namespace gongyi::server::web {

// The figures for the page at `path`, if it is that of the census. For staff alone. Cost: O(people).
[[nodiscard]] std::optional<pages::CensusFacts> census_facts_for(const Services& services, std::string_view path);

// PendingAct::kind of a census that waits for a second person; how that is shown, and what confirming it does.
inline constexpr std::string_view pending_census_kind = "census";
[[nodiscard]] pages::PendingView view_pending_census(const PendingAct& act, const Directory& directory,
                                                     ResidentId reader);
void confirm_census(Services& services, const ExchangePtr& exchange, const SignedIn& session, const PendingAct& pending,
                    const Posted& posted);

}  // namespace gongyi::server::web
