#include <algorithm>

#include "shared/decision/decide_parts.h"

namespace gongyi::decision {

namespace {

// An urban village's consultation committee has a chair by office and four kinds of representatives.
Expected<void, Refusal> check_composition(const EstablishBody& command) {
    if (command.kind != BodyKind::consultation) return {};
    const auto& all = command.constituencies;
    const bool has_chair =
        std::any_of(all.begin(), all.end(), [](const Constituency& one) { return one.presides && one.by_office; });
    if (!has_chair) return refuse(RefusalCode::chair_by_office_needed, "/constituencies");
    const auto others = std::count_if(all.begin(), all.end(), [](const Constituency& one) { return !one.presides; });
    if (others >= consultation_constituencies_min) return {};
    return refuse<RefusalCode::constituencies_needed>("/constituencies", consultation_constituencies_min);
}

// From which age somebody sits in a body, and until which in a children's.
constexpr int seat_age_years_min = 18;

// Residents elect their representatives and the residents' committee from among those who may vote (organic law of
// residents' committees art. 8); other bodies have people of firms, owners and offices who need not live here, but are
// of age (the Luohu council's notice of 2021). A children's council is the children's (C16).
Expected<void, Refusal> check_holder(const Body& body, const Seating& seating, const PersonFacts& person,
                                     const Date& day) {
    const int years = completed_years(person.born, day);
    if (body.kind == BodyKind::children) {
        return years < seat_age_years_min ? Expected<void, Refusal>{}
                                          : refuse(RefusalCode::seat_holder_not_a_child, "/holder");
    }
    if (years < seat_age_years_min) {
        return refuse<RefusalCode::seat_holder_too_young>("/holder", seat_age_years_min, years);
    }
    const bool is_of_residents = body.kind == BodyKind::representatives || body.kind == BodyKind::residents_committee;
    const bool is_by_office = body.constituencies[static_cast<std::size_t>(seating.constituency)].by_office;
    if (is_of_residents && !is_by_office && !check_eligible(Electorate{}, person, day)) {
        return refuse(RefusalCode::seat_holder_not_entitled, "/holder");
    }
    return {};
}

}  // namespace

Outcome decide_on(const DecisionState& state, const AdoptRules& command, const Context&) {
    auto profile = parse_profile(command.text, InputRules::incoming);
    if (!profile) return refuse(RefusalCode::profile_faulty, "/text");
    if (state.profiles.size() >= profiles_max) {
        return refuse<RefusalCode::limit_reached>("/text", profiles_max);
    }
    return happens(RulesAdopted{std::move(profile->text)});
}

Outcome decide_on(const DecisionState& state, const EstablishBody& command, const Context&) {
    if (state.bodies.size() >= bodies_max) {
        return refuse<RefusalCode::limit_reached>("", bodies_max);
    }
    if (command.term_to < command.term_from) return refuse(RefusalCode::period_ends_before_it_begins, "/term_to");
    const auto presiding = std::count_if(command.constituencies.begin(), command.constituencies.end(),
                                         [](const Constituency& one) { return one.presides; });
    if (!command.constituencies.empty() && presiding != 1) {
        return refuse(RefusalCode::one_chair_needed, "/constituencies");
    }
    if (auto composed = check_composition(command); !composed) return unexpected(composed.error());
    Body body;
    body.id = BodyId{state.bodies.size() + 1};
    body.kind = command.kind;
    body.name = command.name;
    body.constituencies = command.constituencies;
    body.term_from = command.term_from;
    body.term_to = command.term_to;
    return happens(BodyEstablished{std::move(body)});
}

Outcome decide_on(const DecisionState& state, const TakeSeat& command, const Context& context) {
    const Body* const body = find_body(state, command.body);
    if (body == nullptr) return refuse(RefusalCode::no_such_body, "/body");
    const Date day = today(context);
    if (auto allowed = check_seating(*body, command.seating, day); !allowed) return unexpected(allowed.error());
    const Seating& seating = command.seating;
    // Nobody seats themselves: a seat is given by an election, an office or a body, and somebody else enters that.
    if (context.actor != ResidentId{} && context.actor == seating.holder) {
        return refuse(RefusalCode::seats_oneself, "/holder");
    }
    if (context.holder) {
        if (!context.holder->person) return refuse(RefusalCode::no_such_resident, "/holder");
        if (auto fit = check_holder(*body, seating, *context.holder->person, day); !fit) return unexpected(fit.error());
    }
    return happens(SeatTaken{body->id, seating.constituency, seating.holder, seating.firm, day});
}

Outcome decide_on(const DecisionState& state, const GiveUpSeat& command, const Context& context) {
    const Body* const body = find_body(state, command.body);
    if (body == nullptr) return refuse(RefusalCode::no_such_body, "/body");
    const auto index = static_cast<std::size_t>(command.seat - 1);
    if (command.seat < 1 || index >= body->seats.size() || body->seats[index].until) {
        return refuse(RefusalCode::no_such_seat, "/seat");
    }
    return happens(SeatGivenUp{body->id, command.seat, today(context), command.reason});
}

}  // namespace gongyi::decision
