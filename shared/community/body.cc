#include "shared/community/body.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/community/refuse.h"

namespace gongyi {

namespace {

// In the order of BodyKind.
constexpr std::array<std::string_view, all_body_kinds.size()> names{
    "party_committee", "joint_committees", "party_members", "representatives", "assembly", "residents_committee",
    "council",         "consultation",     "merchants",     "owners",          "children", "supervision",
    "commissioners",   "estate_branch",
};

const Constituency& constituency_of(const Body& body, const Seat& seat) {
    const auto index = static_cast<std::size_t>(seat.constituency);
    GONGYI_CHECK(index < body.constituencies.size());
    return body.constituencies[index];
}

// The number of the first seat for which `wanted` holds; 0 for none.
template <class Wanted>
std::int64_t find_seat(const Body& body, const Wanted& wanted) {
    const auto found = std::find_if(body.seats.begin(), body.seats.end(), wanted);
    return found == body.seats.end() ? 0 : found - body.seats.begin() + 1;
}

}  // namespace

std::string_view body_kind_name(BodyKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    GONGYI_CHECK(index < names.size());
    return names[index];
}

bool is_held(const Body& body, const Seat& seat, const Date& day) {
    return day >= body.term_from && day <= body.term_to && day >= seat.from && (!seat.until || day < *seat.until);
}

bool is_voting(const Body& body, const Seat& seat, const Date& day) {
    return is_held(body, seat, day) && constituency_of(body, seat).votes;
}

std::int64_t votes_due(const Body& body, const Date& day) {
    return std::count_if(body.seats.begin(), body.seats.end(),
                         [&](const Seat& seat) { return is_voting(body, seat, day); });
}

std::int64_t seat_of(const Body& body, ResidentId person, const Date& day) {
    if (person == ResidentId{}) return 0;
    return find_seat(body, [&](const Seat& seat) { return seat.holder == person && is_held(body, seat, day); });
}

std::int64_t presiding_seat(const Body& body, const Date& day) {
    return find_seat(
        body, [&](const Seat& seat) { return constituency_of(body, seat).presides && is_held(body, seat, day); });
}

Expected<void, Refusal> check_seating(const Body& body, const Seating& seating, const Date& day) {
    const auto index = static_cast<std::size_t>(seating.constituency);
    if (seating.constituency < 0 || index >= body.constituencies.size()) {
        return refuse(RefusalCode::no_such_constituency, "/constituency");
    }
    if (day > body.term_to) return refuse(RefusalCode::term_over, "/body");
    if (body.seats.size() >= seatings_max) {
        return refuse<RefusalCode::limit_reached>("/body", seatings_max);
    }
    const auto is_held_here = [&](const Seat& seat) { return !seat.until; };
    const std::int64_t seats = body.constituencies[index].seats;
    const std::int64_t taken = std::count_if(body.seats.begin(), body.seats.end(), [&](const Seat& seat) {
        return is_held_here(seat) && seat.constituency == seating.constituency;
    });
    if (taken >= seats) return refuse<RefusalCode::constituency_full>("/constituency", seats);
    const bool is_firm = body.kind == BodyKind::merchants;
    if (is_firm != (seating.firm != FirmId{})) return refuse(RefusalCode::firm_needed, "/firm");
    const bool is_seated = std::any_of(body.seats.begin(), body.seats.end(), [&](const Seat& seat) {
        return is_held_here(seat) && (seat.holder == seating.holder || (is_firm && seat.firm == seating.firm));
    });
    if (is_seated) return refuse(RefusalCode::already_seated, is_firm ? "/firm" : "/holder");
    if (body.kind == BodyKind::children && !seating.guardian_consents) {
        return refuse(RefusalCode::guardian_consent_needed, "/guardian_consents");
    }
    return {};
}

}  // namespace gongyi
