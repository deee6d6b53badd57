// What the page of the census shows that the server alone knows.
#pragma once

#include <optional>
#include <string_view>

#include "server-stub/services.h"
#include "shared/pages/census_facts.h"

namespace gongyi::server::web {

// The figures for the page at `path`, if it is that of the census. For staff alone. Cost: O(people).
[[nodiscard]] std::optional<pages::CensusFacts> census_facts_for(const Services& services, std::string_view path);

}  // namespace gongyi::server::web
