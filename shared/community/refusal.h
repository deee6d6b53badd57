// Why the portal did not do what was asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"

namespace gongyi {

// Stable numbers: they are stored, shown, translated and known to other programs. Append; never renumber or reuse.
// The name of the enumerator is the code that the API shows ("budget_exceeded").
enum class RefusalCode : std::uint16_t {
    // Who asks.
    sign_in_needed = 1,
    role_not_allowed = 2,
    not_of_age = 3,           // {needed_years, years}
    residence_too_short = 4,  // {needed_months, months}
    resident_class_excluded = 5,
    // What it is about.
    no_community = 10,
    community_exists = 11,
    no_such_round = 12,
    no_such_project = 13,  // {project}
    // When.
    round_not_in_draft = 20,
    voting_not_open = 21,
    voting_ended = 22,                // {closes_at_ms}
    closing_early_needs_reason = 23,  // {closes_at_ms}
    period_ends_before_it_begins = 24,
    opening_early_needs_reason = 25,  // {opens_at_ms}
    period_in_the_past = 26,          // {closes_at_ms}
    // How much.
    no_choice = 30,             // {needed}
    too_few_choices = 31,       // {needed, chosen}
    too_many_choices = 32,      // {allowed, chosen}
    choice_repeated = 33,       // {project}
    budget_exceeded = 34,       // {budget_fen, cost_fen, over_fen}
    project_above_cap = 35,     // {cap_fen, cost_fen, over_fen}
    project_above_budget = 36,  // {budget_fen, cost_fen, over_fen}
    round_above_year_cap = 37,  // {cap_fen, budget_fen, over_fen}
    too_few_projects = 38,      // {needed, projects}
    too_many_projects = 39,     // {allowed, projects}
    too_many_rounds = 40,       // {allowed}
    ballot_form_mismatch = 41,
    no_valid_ballot = 42,  // {needed, budget_fen, cost_fen}: not even the cheapest `needed` projects fit on a ballot.
    title_taken = 43,      // By a project of the round, or by a round of the year.
    // The secret ballot.
    credential_already_issued = 50,
    paper_already_issued = 51,
    credential_not_genuine = 52,     // Made without the round's key.
    credential_of_other_round = 53,  // {round}
    ballot_signature_wrong = 54,
    ballot_version_superseded = 55,  // {version, latest}
    too_many_ballot_versions = 56,   // {allowed}
    paper_serial_repeated = 57,
    papers_above_roll = 58,  // {papers, roll}
    no_such_resident = 59,
    too_few_papers = 60,  // {needed, papers, from_ms}: to be entered at once; fewer from then on.
    // Two people of staff, and papers by their numbers.
    second_person_needed = 61,
    second_person_is_the_first = 62,
    paper_hands_mixed = 63,      // Who handed papers out does not enter them, nor confirm that.
    papers_not_registered = 64,  // The printed sheets of the round.
    paper_not_printed = 65,      // Its number is on no sheet that was registered.
    paper_void = 66,             // It was taken back.
    papers_above_sheets = 67,    // {papers, sheets}
    no_paper_handed_out = 68,
    sheets_overlap = 69,
    // Councils: who.
    not_seated = 100,
    observing_only = 101,
    recused = 102,
    not_the_chair = 103,
    chair_is_neutral = 104,
    chair_votes_last = 105,  // {waiting}
    not_the_author = 106,
    supervisor_files_it = 107,
    guardian_consent_needed = 108,
    already_seated = 109,
    firm_needed = 110,
    // Councils: what it is about.
    no_such_body = 120,
    no_such_constituency = 121,
    no_such_seat = 122,
    no_such_profile = 123,
    no_such_form = 124,
    no_such_matter = 125,
    no_such_meeting = 126,
    no_such_motion = 127,
    no_such_notice = 128,
    no_such_objection = 129,
    profile_faulty = 130,
    profile_without_gates = 131,
    one_chair_needed = 132,
    not_on_checklist = 133,
    document_not_due = 134,
    no_earlier_gate = 135,
    other_rules = 136,
    not_on_agenda = 137,
    // Matters: when.
    matter_over = 140,
    matter_resolved = 141,
    gate_not_open = 142,
    not_voted_down = 143,
    draft_unchanged = 144,
    consultation_needed = 145,
    consultation_running = 146,
    consultation_not_open = 147,
    documents_missing = 148,
    motion_not_carried = 149,
    minutes_not_published = 150,
    not_implementing = 151,
    result_not_recorded = 152,
    // Meetings: when.
    convened_too_late = 160,  // {needed, days}
    meeting_in_the_past = 161,
    meeting_not_yet = 162,  // {begins_at_ms}
    meeting_not_convened = 163,
    meeting_not_open = 164,
    meeting_not_closed = 165,
    quorum_not_met = 166,  // {due, present, needed}
    attendance_not_counted = 167,
    seats_are_signed_in = 168,
    not_signed_in = 169,
    signed_in_already = 170,
    chair_absent = 171,
    chair_stays = 172,
    presides_already = 173,
    motion_pending = 174,
    no_motion_pending = 175,
    motion_without_text = 176,
    amendment_pending = 177,
    asked_already = 178,
    turns_used_up = 179,  // {allowed}
    floor_taken = 180,
    nobody_waits = 181,
    nobody_speaks = 182,
    speakers_waiting = 183,  // {waiting}
    vote_running = 184,
    vote_not_open = 185,
    no_roll_call = 186,
    no_roll_without_seats = 187,
    voted_already = 188,
    count_missing = 189,
    count_impossible = 190,  // {present}
    minutes_changed = 191,
    minutes_not_signed = 192,
    minutes_published_already = 193,
    signed_already = 194,
    no_reply_due = 195,
    replied_already = 196,
    // Notices: when.
    not_disclosing = 200,
    notice_already_posted = 201,
    notice_not_posted = 202,
    notice_period_running = 203,  // {closes_at_ms}
    notice_taken_down = 204,
    notice_void = 205,
    objection_open = 206,  // {objections}
    objection_answered = 207,
    objection_in_writing = 208,
    answer_not_due = 209,
    escalation_exhausted = 210,
    calendar_missing = 211,
    // Councils: how much.
    limit_reached = 220,      // {allowed}
    constituency_full = 221,  // {seats}
    term_over = 222,
    days_out_of_range = 223,  // {allowed}
    // Texts: what and when.
    no_such_text = 240,
    text_taken_down_already = 241,
    text_within_entry = 242,
    // The places of the community.
    no_such_node = 1000,
    node_merged = 1001,
    node_in_itself = 1002,
    wrong_level = 1003,
    merge_of_unlike = 1004,
    node_unchanged = 1005,
    node_name_taken = 1006,
    date_before_history = 1007,  // {earliest_day}
    // Special commissioners.
    not_a_commissioner = 1020,
    duty_in_the_future = 1021,
    duty_needs_matter = 1022,
    duty_overlaps = 1023,
    duty_ends_before_it_begins = 1024,
    // The estate branch's rights.
    not_an_estate_branch = 1040,
    right_not_here = 1041,
    right_used_already = 1042,
    outside_scope = 1043,
    rating_needed = 1044,
    rating_not_asked = 1045,
    // Bodies of a kind with a composition of its own.
    chair_by_office_needed = 1060,
    constituencies_needed = 1061,  // {needed}
    // Matters about microprojects.
    project_not_in_round = 260,
    // Seconds to a motion.
    second_needed = 270,  // {needed, seconded}
    second_not_needed = 271,
    seconded_already = 272,
    own_motion = 273,
    // Acts in another's place.
    holders_own_act = 280,  // Of a seat: nobody enters it for the holder.
    authors_own_act = 281,
    seats_oneself = 282,
    seat_holder_too_young = 283,  // {needed_years, years}
    seat_holder_not_a_child = 284,
    seat_holder_not_entitled = 285,
    not_changed_by_staff = 286,  // A draft that the author contests.
    contested_already = 287,
    no_contest_open = 288,
    // A person's share, so that nobody speaks for thousands.
    said_already = 290,
    own_share_used = 291,    // {allowed}: on this one thing, for good.
    day_share_used = 292,    // {allowed, from_ms}: again from then on.
    own_matters_open = 293,  // {allowed}: again when one of them is over.
    desk_share_used = 294,   // {allowed, from_ms}: what the desk enters from paper.
};

// The code's name as the API shows it, "budget_exceeded"; and every code, in order, for tests and documents.
[[nodiscard]] std::string_view refusal_name(RefusalCode code);
[[nodiscard]] const std::vector<RefusalCode>& refusal_codes();

// A number that the message needs, named as the comment of its code says. Names ending in _fen are money, in _ms
// instants, in _day days since 1970-01-01.
struct RefusalFigure {
    std::string_view name;  // A string literal: refers to static storage.
    std::int64_t value = 0;
    friend bool operator==(const RefusalFigure&, const RefusalFigure&) = default;
};

struct Refusal {
    RefusalCode code{};
    std::string field;  // JSON pointer into the command of what it concerns; "" is the command as a whole.
    std::vector<RefusalFigure> figures;
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

}  // namespace gongyi
