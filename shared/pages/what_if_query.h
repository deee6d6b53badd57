// The question of a what-if page as it stands in its address:
// ?budget=1500000&rule=shares&utility=cost&completion=add1u&exhaustive=1
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "shared/pages/routes.h"
#include "shared/pages/scene.h"
#include "shared/portal/what_if.h"

namespace gongyi::pages {

// What is offered for each choice: the value in the address, and the words for it.
template <class Value>
struct Choice {
    Literal name;
    Value value;
    Say words;
};
enum class WhatIfRule : std::uint8_t { greedy, greedy_per_cost, shares, phragmen };
[[nodiscard]] const std::vector<Choice<WhatIfRule>>& rule_choices();
[[nodiscard]] const std::vector<Choice<tally::Completion>>& completion_choices();
// Those that can be used with this form of ballot; the usual one first.
[[nodiscard]] std::vector<Choice<tally::Utility>> utility_choices(BallotForm form);

[[nodiscard]] WhatIfRule what_if_rule(const tally::Rule& rule);

// A budget as people write it: "1500000", "1,500,000.50", "¥1,500,000". At most two decimals, at most money_max.
[[nodiscard]] std::optional<Money> money_from(std::string_view text);
// The same without signs, for a form's field: "1500000", "1500000.50".
[[nodiscard]] std::string plain_money(Money amount);

struct WhatIfQuery {
    bool is_asked = false;            // Whether the address asks anything.
    bool has_readable_budget = true;  // Where not, the question holds the round's own budget.
    portal::WhatIfQuestion question;
};
// Values that are not offered are as if they were not there: the round's own stand for them.
[[nodiscard]] WhatIfQuery read_what_if(const Scene& scene, const Round& round);
[[nodiscard]] Url what_if_url(RoundId round, const portal::WhatIfQuestion& question);

}  // namespace gongyi::pages
