// All that a page is made from, and what pages ask of it again and again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/pages/messages.h"
#include "shared/pages/render.h"
#include "shared/portal/explanation.h"

namespace gongyi::pages {

struct Scene {
    const portal::State& state;
    const Viewer& viewer;
    const Live& live;
    const Request& request;
    Wording say;
    portal::Explanations& explanations;

    [[nodiscard]] bool is_signed_in() const { return viewer.role != Role::visitor; }
    // Whether there is a record to check: not on a page about an error that no community was asked for.
    [[nodiscard]] bool has_record() const { return !live.checkpoint.origin.empty(); }
    // Whether this viewer's role may take part in votes.
    [[nodiscard]] bool may_cast() const { return may(viewer.role, Act::issue_credential); }
    // Whether the viewer was issued a credential for the round, and so has voted or is about to.
    [[nodiscard]] bool has_credential(RoundId round) const {
        const RoundStanding* known = standing(round);
        return known != nullptr && known->roll == RollStanding::credential;
    }
    // The viewer's standing in `round`, if the shell gave one.
    [[nodiscard]] const RoundStanding* standing(RoundId round) const;
    // The community's name, or the portal's when there is none.
    [[nodiscard]] std::string_view community_name() const;
    // The value of a query parameter; "" when it is not there. Percent-decoded; '+' is a space.
    [[nodiscard]] std::string query_value(std::string_view name) const;
    // What stood in a field of the form that comes back; "" when nothing did.
    [[nodiscard]] std::string_view filled(std::string_view name) const;
    [[nodiscard]] const FormFault* fault(std::string_view field) const;
    // The sentence for a fault. `currency` is that of the round in question.
    [[nodiscard]] std::string fault_sentence(const FormFault& fault, std::string_view currency) const;
};

// In the request's language and the community's zone. All must outlive it.
[[nodiscard]] Scene make_scene(const portal::State& state, const Viewer& viewer, const Live& live,
                               const Request& request, portal::Explanations& explanations);

[[nodiscard]] Say refusal_message(RefusalCode code);
[[nodiscard]] Say problem_message(FormProblem problem);
[[nodiscard]] Say role_word(Role role);
[[nodiscard]] Say category_word(Category category);
[[nodiscard]] Say stage_word(Stage stage);
[[nodiscard]] Say rule_word(TallyRule rule);
[[nodiscard]] Say rule_reason(TallyRule rule);

// The sentence for a refusal in `say`'s language.
[[nodiscard]] std::string refusal_sentence(const Wording& say, const Refusal& refusal, std::string_view currency);

// "Choose 1 to 5 projects …", "Residents aged 18 or over may vote …"
[[nodiscard]] std::string form_sentence(const Wording& say, const Round& round);
[[nodiscard]] std::string electorate_sentence(const Wording& say, const Electorate& electorate);

// The round's projects in the order in which this viewer sees them: drawn from their seed while votes may be cast, so
// that no project gains by its place; afterwards as they are. Indices into round.projects.
[[nodiscard]] std::vector<std::size_t> project_order(const Round& round, const Viewer& viewer);

}  // namespace gongyi::pages
