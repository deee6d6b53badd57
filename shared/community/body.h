// Bodies: the Party committee, the council, the assembly … are one type that
// differs in data: which constituencies have how many seats, who sits by office, who votes and who attends, until when.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/community/org_tree.h"
#include "shared/community/people.h"
#include "shared/community/refusal.h"

namespace gongyi {

using BodyId = Id<struct BodyTag>;  // Counted from 1.
using FirmId = Id<struct FirmTag>;  // A legal entity, by a pseudonym; 0 for a person.

inline constexpr std::size_t bodies_max = 200;
inline constexpr std::size_t body_name_code_points_max = 60;
inline constexpr std::size_t constituencies_max = 20;
inline constexpr std::int64_t constituency_seats_max = 500;
// Of a consultation committee, beside its chair.
inline constexpr std::int64_t consultation_constituencies_min = 4;
inline constexpr std::size_t seatings_max = 2'000;  // Seats of a body over its term, those given up included.

enum class BodyKind : std::uint8_t {
    party_committee,      // 社区党委
    joint_committees,     // 社区“两委”联席会
    party_members,        // 党员大会
    representatives,      // 居民代表会议
    assembly,             // 居民会议
    residents_committee,  // 居民委员会
    council,              // 居民议事会
    consultation,         // 居民协商委员会 of an urban village
    merchants,            // 商户议事会: one firm, one vote
    owners,               // 业主大会; consultative here
    children,             // 儿童议事会; advisory
    supervision,          // 居务监督委员会
    commissioners,        // 特别委员: newcomers who log their duties
    estate_branch,        // 小区党支部: five rights of its own
};
inline constexpr std::array all_body_kinds{
    BodyKind::party_committee, BodyKind::joint_committees, BodyKind::party_members,
    BodyKind::representatives, BodyKind::assembly,         BodyKind::residents_committee,
    BodyKind::council,         BodyKind::consultation,     BodyKind::merchants,
    BodyKind::owners,          BodyKind::children,         BodyKind::supervision,
    BodyKind::commissioners,   BodyKind::estate_branch,
};

// "party_committee"
[[nodiscard]] std::string_view body_kind_name(BodyKind kind);

// Where a body's seats come from: "居民代表 7 席", "居委会主任（当然委员）".
struct Constituency {
    std::string name;
    std::int64_t seats = 1;  // 1 to constituency_seats_max.
    bool by_office = false;  // Whoever holds the office sits here (当然委员); else elected or named.
    bool votes = true;       // Else attends without a vote (列席).
    bool presides = false;   // The chair (主持人) is who sits here first. At most one constituency presides.
    friend bool operator==(const Constituency&, const Constituency&) = default;
};

// Who sits where, from when. The number of a seat is its place in Body::seats, from 1; a seat that was given up keeps
// it.
struct Seat {
    std::int64_t constituency = 0;  // From 0.
    ResidentId holder;
    FirmId firm;  // Of a merchants' council: for whom the holder, today's delegate, speaks and votes.
    Date from;
    std::optional<Date> until;  // Given up; the day itself no longer counts.
    friend bool operator==(const Seat&, const Seat&) = default;
};

// A body without constituencies is too large for seats (a residents' assembly): its meetings are counted, not signed in
// to.
struct Body {
    BodyId id;
    BodyKind kind = BodyKind::council;
    std::string name;
    std::vector<Constituency> constituencies;
    Date term_from;
    Date term_to;  // The last day.
    std::vector<Seat> seats;
    NodeId scope;  // The part of the community that it is for; 0 for all of it.
    friend bool operator==(const Body&, const Body&) = default;
};

[[nodiscard]] inline bool has_seats(const Body& body) {
    return !body.constituencies.empty();
}

// Whether `seat` is held on `day`, and held with a vote.
[[nodiscard]] bool is_held(const Body& body, const Seat& seat, const Date& day);
[[nodiscard]] bool is_voting(const Body& body, const Seat& seat, const Date& day);
// 应到: the seats held with a vote.
[[nodiscard]] std::int64_t votes_due(const Body& body, const Date& day);
// The number of the seat that the person holds on `day`; 0 for none.
[[nodiscard]] std::int64_t seat_of(const Body& body, ResidentId person, const Date& day);
// The number of the seat that presides; 0 for none.
[[nodiscard]] std::int64_t presiding_seat(const Body& body, const Date& day);

// A seat to be taken, and what the shell knows of the person.
struct Seating {
    std::int64_t constituency = 0;
    ResidentId holder;
    FirmId firm;
    bool guardian_consents = false;  // Asked for a child (C16; PIPL art. 31).
};

// Whether the seat may be taken on `day`: no_such_constituency, term_over, constituency_full, already_seated (the
// person or the firm), firm_needed, guardian_consent_needed, too_many_seats.
[[nodiscard]] Expected<void, Refusal> check_seating(const Body& body, const Seating& seating, const Date& day);

}  // namespace gongyi
