// What special commissioners log, and how an estate's Party branch uses its rights.
#include <algorithm>

#include "shared/decision/decide_parts.h"

namespace gongyi::decision {

namespace {

// The seat for which the asker acts on `day`: their own, or at the desk the one that they name. `otherwise` is said to
// whoever has none in the body.
Expected<std::int64_t, Refusal> seat_on(const Body& body, std::int64_t named, const Date& day, PlainRefusal otherwise,
                                        const Context& context) {
    if (!is_desk(context)) {
        const std::int64_t seat = seat_of(body, context.actor, day);
        if (seat == 0 || (named != 0 && named != seat)) return refuse(otherwise, "/seat");
        return seat;
    }
    const auto index = static_cast<std::size_t>(named - 1);
    if (named < 1 || index >= body.seats.size() || !is_held(body, body.seats[index], day)) {
        return refuse(RefusalCode::no_such_seat, "/seat");
    }
    return named;
}

bool overlaps(const Duty& duty, const LogDuty& command, std::int64_t seat) {
    return duty.body == command.body && duty.seat == seat && duty.date == command.date &&
           duty.from_minute < command.to_minute && command.from_minute < duty.to_minute;
}

}  // namespace

Outcome decide_on(const DecisionState& state, const LogDuty& command, const Context& context) {
    const Body* const body = find_body(state, command.body);
    if (body == nullptr) return refuse(RefusalCode::no_such_body, "/body");
    if (body->kind != BodyKind::commissioners) return refuse(RefusalCode::not_a_commissioner, "/body");
    const auto seat = seat_on(*body, command.seat, command.date, RefusalCode::not_a_commissioner, context);
    if (!seat) return unexpected(seat.error());
    if (command.matter != MatterId{} && find_matter(state, command.matter) == nullptr) {
        return refuse(RefusalCode::no_such_matter, "/matter");
    }
    if (command.duty == DutyKind::supervision && command.matter == MatterId{}) {
        return refuse(RefusalCode::duty_needs_matter, "/matter");
    }
    if (command.to_minute <= command.from_minute) return refuse(RefusalCode::duty_ends_before_it_begins, "/to_minute");
    // What is logged was done: the duty has ended by now.
    const UnixMs ends{start_of_day(command.date, context.zone).ms + command.to_minute * minute_ms};
    if (ends > context.now) return refuse(RefusalCode::duty_in_the_future, "/date");
    if (std::any_of(state.duties.begin(), state.duties.end(),
                    [&](const Duty& duty) { return overlaps(duty, command, *seat); })) {
        return refuse(RefusalCode::duty_overlaps, "/from_minute");
    }
    const auto that_day = std::count_if(state.duties.begin(), state.duties.end(), [&](const Duty& duty) {
        return duty.body == command.body && duty.seat == *seat && duty.date == command.date;
    });
    if (that_day >= own_duties_a_day_max) {
        return refuse<RefusalCode::own_share_used>("/date", own_duties_a_day_max);
    }
    if (state.duties.size() >= duties_max) {
        return refuse<RefusalCode::limit_reached>("", duties_max);
    }
    return happens(DutyLogged{command.body, *seat, command.duty, command.matter, command.date, command.from_minute,
                              command.to_minute, command.note});
}

Outcome decide_on(const DecisionState& state, const ExerciseRight& command, const Context& context) {
    const Body* const body = find_body(state, command.body);
    if (body == nullptr) return refuse(RefusalCode::no_such_body, "/body");
    if (body->kind != BodyKind::estate_branch) return refuse(RefusalCode::not_an_estate_branch, "/body");
    const Date day = today(context);
    // The five rights hold those in office to account, the desk among them: nobody uses them for the branch.
    if (is_desk(context) && seat_of(*body, context.actor, day) != command.seat) {
        return refuse(RefusalCode::holders_own_act, "/seat");
    }
    const auto seat = seat_on(*body, command.seat, day, RefusalCode::not_an_estate_branch, context);
    if (!seat) return unexpected(seat.error());
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    // A branch speaks for its estate: about what concerns the whole community, or a place in or around the estate.
    const NodeId place = (*matter)->place;
    const bool is_ours = place == NodeId{} || body->scope == NodeId{} ||
                         is_within(state.tree, place, body->scope, day) ||
                         is_within(state.tree, body->scope, place, day);
    if (!is_ours) return refuse(RefusalCode::outside_scope, "/matter");
    const GatePlace gate = place_of(profile_of(state, **matter).gates, gate_of(**matter));
    if (!has_power(command.right, gate)) return refuse(RefusalCode::right_not_here, "/right");
    const bool is_rated = command.right == BranchRight::appraise;
    if (is_rated && command.rating == 0) return refuse(RefusalCode::rating_needed, "/rating");
    if (!is_rated && command.rating != 0) return refuse(RefusalCode::rating_not_asked, "/rating");
    const std::int64_t since = (*matter)->passages.back().opened_step;
    const auto& views = (*matter)->views;
    if (std::any_of(views.begin(), views.end(), [&](const BranchView& view) {
            return view.body == command.body && view.right == command.right && view.step > since;
        })) {
        return refuse(RefusalCode::right_used_already, "/right");
    }
    if (views.size() >= branch_views_max) {
        return refuse<RefusalCode::limit_reached>("", branch_views_max);
    }
    return happens(RightExercised{command.matter, command.body, *seat, command.right, command.text, command.rating});
}

}  // namespace gongyi::decision
