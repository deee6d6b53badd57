#include "shared/community/refusal.h"

#include <array>

#include "shared/base/check.h"
#include "shared/community/refuse.h"

namespace gongyi {

namespace {

struct Row {
    RefusalCode code;
    std::string_view name;
};

constexpr std::array rows{
    Row{RefusalCode::sign_in_needed, "sign_in_needed"},
    Row{RefusalCode::role_not_allowed, "role_not_allowed"},
    Row{RefusalCode::not_of_age, "not_of_age"},
    Row{RefusalCode::residence_too_short, "residence_too_short"},
    Row{RefusalCode::resident_class_excluded, "resident_class_excluded"},
    Row{RefusalCode::no_community, "no_community"},
    Row{RefusalCode::community_exists, "community_exists"},
    Row{RefusalCode::no_such_round, "no_such_round"},
    Row{RefusalCode::no_such_project, "no_such_project"},
    Row{RefusalCode::round_not_in_draft, "round_not_in_draft"},
    Row{RefusalCode::voting_not_open, "voting_not_open"},
    Row{RefusalCode::voting_ended, "voting_ended"},
    Row{RefusalCode::closing_early_needs_reason, "closing_early_needs_reason"},
    Row{RefusalCode::period_ends_before_it_begins, "period_ends_before_it_begins"},
    Row{RefusalCode::opening_early_needs_reason, "opening_early_needs_reason"},
    Row{RefusalCode::period_in_the_past, "period_in_the_past"},
    Row{RefusalCode::no_choice, "no_choice"},
    Row{RefusalCode::too_few_choices, "too_few_choices"},
    Row{RefusalCode::too_many_choices, "too_many_choices"},
    Row{RefusalCode::choice_repeated, "choice_repeated"},
    Row{RefusalCode::budget_exceeded, "budget_exceeded"},
    Row{RefusalCode::project_above_cap, "project_above_cap"},
    Row{RefusalCode::project_above_budget, "project_above_budget"},
    Row{RefusalCode::round_above_year_cap, "round_above_year_cap"},
    Row{RefusalCode::too_few_projects, "too_few_projects"},
    Row{RefusalCode::too_many_projects, "too_many_projects"},
    Row{RefusalCode::too_many_rounds, "too_many_rounds"},
    Row{RefusalCode::ballot_form_mismatch, "ballot_form_mismatch"},
    Row{RefusalCode::no_valid_ballot, "no_valid_ballot"},
    Row{RefusalCode::title_taken, "title_taken"},
    Row{RefusalCode::credential_already_issued, "credential_already_issued"},
    Row{RefusalCode::paper_already_issued, "paper_already_issued"},
    Row{RefusalCode::credential_not_genuine, "credential_not_genuine"},
    Row{RefusalCode::credential_of_other_round, "credential_of_other_round"},
    Row{RefusalCode::ballot_signature_wrong, "ballot_signature_wrong"},
    Row{RefusalCode::ballot_version_superseded, "ballot_version_superseded"},
    Row{RefusalCode::too_many_ballot_versions, "too_many_ballot_versions"},
    Row{RefusalCode::paper_serial_repeated, "paper_serial_repeated"},
    Row{RefusalCode::papers_above_roll, "papers_above_roll"},
    Row{RefusalCode::no_such_resident, "no_such_resident"},
    Row{RefusalCode::too_few_papers, "too_few_papers"},
    Row{RefusalCode::second_person_needed, "second_person_needed"},
    Row{RefusalCode::second_person_is_the_first, "second_person_is_the_first"},
    Row{RefusalCode::paper_hands_mixed, "paper_hands_mixed"},
    Row{RefusalCode::papers_not_registered, "papers_not_registered"},
    Row{RefusalCode::paper_not_printed, "paper_not_printed"},
    Row{RefusalCode::paper_void, "paper_void"},
    Row{RefusalCode::papers_above_sheets, "papers_above_sheets"},
    Row{RefusalCode::no_paper_handed_out, "no_paper_handed_out"},
    Row{RefusalCode::sheets_overlap, "sheets_overlap"},
    Row{RefusalCode::not_seated, "not_seated"},
    Row{RefusalCode::observing_only, "observing_only"},
    Row{RefusalCode::recused, "recused"},
    Row{RefusalCode::not_the_chair, "not_the_chair"},
    Row{RefusalCode::chair_is_neutral, "chair_is_neutral"},
    Row{RefusalCode::chair_votes_last, "chair_votes_last"},
    Row{RefusalCode::not_the_author, "not_the_author"},
    Row{RefusalCode::supervisor_files_it, "supervisor_files_it"},
    Row{RefusalCode::guardian_consent_needed, "guardian_consent_needed"},
    Row{RefusalCode::already_seated, "already_seated"},
    Row{RefusalCode::firm_needed, "firm_needed"},
    Row{RefusalCode::no_such_body, "no_such_body"},
    Row{RefusalCode::no_such_constituency, "no_such_constituency"},
    Row{RefusalCode::no_such_seat, "no_such_seat"},
    Row{RefusalCode::no_such_profile, "no_such_profile"},
    Row{RefusalCode::no_such_form, "no_such_form"},
    Row{RefusalCode::no_such_matter, "no_such_matter"},
    Row{RefusalCode::no_such_meeting, "no_such_meeting"},
    Row{RefusalCode::no_such_motion, "no_such_motion"},
    Row{RefusalCode::no_such_notice, "no_such_notice"},
    Row{RefusalCode::no_such_objection, "no_such_objection"},
    Row{RefusalCode::profile_faulty, "profile_faulty"},
    Row{RefusalCode::profile_without_gates, "profile_without_gates"},
    Row{RefusalCode::one_chair_needed, "one_chair_needed"},
    Row{RefusalCode::not_on_checklist, "not_on_checklist"},
    Row{RefusalCode::document_not_due, "document_not_due"},
    Row{RefusalCode::no_earlier_gate, "no_earlier_gate"},
    Row{RefusalCode::other_rules, "other_rules"},
    Row{RefusalCode::not_on_agenda, "not_on_agenda"},
    Row{RefusalCode::matter_over, "matter_over"},
    Row{RefusalCode::matter_resolved, "matter_resolved"},
    Row{RefusalCode::gate_not_open, "gate_not_open"},
    Row{RefusalCode::not_voted_down, "not_voted_down"},
    Row{RefusalCode::draft_unchanged, "draft_unchanged"},
    Row{RefusalCode::consultation_needed, "consultation_needed"},
    Row{RefusalCode::consultation_running, "consultation_running"},
    Row{RefusalCode::consultation_not_open, "consultation_not_open"},
    Row{RefusalCode::documents_missing, "documents_missing"},
    Row{RefusalCode::motion_not_carried, "motion_not_carried"},
    Row{RefusalCode::minutes_not_published, "minutes_not_published"},
    Row{RefusalCode::not_implementing, "not_implementing"},
    Row{RefusalCode::result_not_recorded, "result_not_recorded"},
    Row{RefusalCode::convened_too_late, "convened_too_late"},
    Row{RefusalCode::meeting_in_the_past, "meeting_in_the_past"},
    Row{RefusalCode::meeting_not_yet, "meeting_not_yet"},
    Row{RefusalCode::meeting_not_convened, "meeting_not_convened"},
    Row{RefusalCode::meeting_not_open, "meeting_not_open"},
    Row{RefusalCode::meeting_not_closed, "meeting_not_closed"},
    Row{RefusalCode::quorum_not_met, "quorum_not_met"},
    Row{RefusalCode::attendance_not_counted, "attendance_not_counted"},
    Row{RefusalCode::seats_are_signed_in, "seats_are_signed_in"},
    Row{RefusalCode::not_signed_in, "not_signed_in"},
    Row{RefusalCode::signed_in_already, "signed_in_already"},
    Row{RefusalCode::chair_absent, "chair_absent"},
    Row{RefusalCode::chair_stays, "chair_stays"},
    Row{RefusalCode::presides_already, "presides_already"},
    Row{RefusalCode::motion_pending, "motion_pending"},
    Row{RefusalCode::no_motion_pending, "no_motion_pending"},
    Row{RefusalCode::motion_without_text, "motion_without_text"},
    Row{RefusalCode::amendment_pending, "amendment_pending"},
    Row{RefusalCode::asked_already, "asked_already"},
    Row{RefusalCode::turns_used_up, "turns_used_up"},
    Row{RefusalCode::floor_taken, "floor_taken"},
    Row{RefusalCode::nobody_waits, "nobody_waits"},
    Row{RefusalCode::nobody_speaks, "nobody_speaks"},
    Row{RefusalCode::speakers_waiting, "speakers_waiting"},
    Row{RefusalCode::vote_running, "vote_running"},
    Row{RefusalCode::vote_not_open, "vote_not_open"},
    Row{RefusalCode::no_roll_call, "no_roll_call"},
    Row{RefusalCode::no_roll_without_seats, "no_roll_without_seats"},
    Row{RefusalCode::voted_already, "voted_already"},
    Row{RefusalCode::count_missing, "count_missing"},
    Row{RefusalCode::count_impossible, "count_impossible"},
    Row{RefusalCode::minutes_changed, "minutes_changed"},
    Row{RefusalCode::minutes_not_signed, "minutes_not_signed"},
    Row{RefusalCode::minutes_published_already, "minutes_published_already"},
    Row{RefusalCode::signed_already, "signed_already"},
    Row{RefusalCode::no_reply_due, "no_reply_due"},
    Row{RefusalCode::replied_already, "replied_already"},
    Row{RefusalCode::not_disclosing, "not_disclosing"},
    Row{RefusalCode::notice_already_posted, "notice_already_posted"},
    Row{RefusalCode::notice_not_posted, "notice_not_posted"},
    Row{RefusalCode::notice_period_running, "notice_period_running"},
    Row{RefusalCode::notice_taken_down, "notice_taken_down"},
    Row{RefusalCode::notice_void, "notice_void"},
    Row{RefusalCode::objection_open, "objection_open"},
    Row{RefusalCode::objection_answered, "objection_answered"},
    Row{RefusalCode::objection_in_writing, "objection_in_writing"},
    Row{RefusalCode::answer_not_due, "answer_not_due"},
    Row{RefusalCode::escalation_exhausted, "escalation_exhausted"},
    Row{RefusalCode::calendar_missing, "calendar_missing"},
    Row{RefusalCode::limit_reached, "limit_reached"},
    Row{RefusalCode::constituency_full, "constituency_full"},
    Row{RefusalCode::term_over, "term_over"},
    Row{RefusalCode::days_out_of_range, "days_out_of_range"},
    Row{RefusalCode::no_such_text, "no_such_text"},
    Row{RefusalCode::text_taken_down_already, "text_taken_down_already"},
    Row{RefusalCode::text_within_entry, "text_within_entry"},
    Row{RefusalCode::project_not_in_round, "project_not_in_round"},
    Row{RefusalCode::second_needed, "second_needed"},
    Row{RefusalCode::second_not_needed, "second_not_needed"},
    Row{RefusalCode::seconded_already, "seconded_already"},
    Row{RefusalCode::own_motion, "own_motion"},
    Row{RefusalCode::holders_own_act, "holders_own_act"},
    Row{RefusalCode::authors_own_act, "authors_own_act"},
    Row{RefusalCode::seats_oneself, "seats_oneself"},
    Row{RefusalCode::seat_holder_too_young, "seat_holder_too_young"},
    Row{RefusalCode::seat_holder_not_a_child, "seat_holder_not_a_child"},
    Row{RefusalCode::seat_holder_not_entitled, "seat_holder_not_entitled"},
    Row{RefusalCode::not_changed_by_staff, "not_changed_by_staff"},
    Row{RefusalCode::contested_already, "contested_already"},
    Row{RefusalCode::no_contest_open, "no_contest_open"},
    Row{RefusalCode::said_already, "said_already"},
    Row{RefusalCode::own_share_used, "own_share_used"},
    Row{RefusalCode::day_share_used, "day_share_used"},
    Row{RefusalCode::own_matters_open, "own_matters_open"},
    Row{RefusalCode::desk_share_used, "desk_share_used"},
    Row{RefusalCode::no_such_node, "no_such_node"},
    Row{RefusalCode::node_merged, "node_merged"},
    Row{RefusalCode::node_in_itself, "node_in_itself"},
    Row{RefusalCode::wrong_level, "wrong_level"},
    Row{RefusalCode::merge_of_unlike, "merge_of_unlike"},
    Row{RefusalCode::node_unchanged, "node_unchanged"},
    Row{RefusalCode::node_name_taken, "node_name_taken"},
    Row{RefusalCode::date_before_history, "date_before_history"},
    Row{RefusalCode::not_a_commissioner, "not_a_commissioner"},
    Row{RefusalCode::duty_in_the_future, "duty_in_the_future"},
    Row{RefusalCode::duty_needs_matter, "duty_needs_matter"},
    Row{RefusalCode::duty_overlaps, "duty_overlaps"},
    Row{RefusalCode::duty_ends_before_it_begins, "duty_ends_before_it_begins"},
    Row{RefusalCode::not_an_estate_branch, "not_an_estate_branch"},
    Row{RefusalCode::right_not_here, "right_not_here"},
    Row{RefusalCode::right_used_already, "right_used_already"},
    Row{RefusalCode::outside_scope, "outside_scope"},
    Row{RefusalCode::rating_needed, "rating_needed"},
    Row{RefusalCode::rating_not_asked, "rating_not_asked"},
    Row{RefusalCode::chair_by_office_needed, "chair_by_office_needed"},
    Row{RefusalCode::constituencies_needed, "constituencies_needed"},
};

}  // namespace

std::string_view refusal_name(RefusalCode code) {
    for (const Row& row : rows) {
        if (row.code == code) return row.name;
    }
    GONGYI_CHECK(false && "every code has a row");
    return {};
}

std::vector<RefusalFigure> named_figures(RefusalCode code, std::span<const std::int64_t> values) {
    const FigureNames names = figures_of(code);
    GONGYI_CHECK(names.count == values.size());
    std::vector<RefusalFigure> figures;
    for (std::size_t i = 0; i < values.size(); ++i) figures.push_back({names.names[i], values[i]});
    return figures;
}

const std::vector<RefusalCode>& refusal_codes() {
    static const std::vector<RefusalCode> codes = [] {
        std::vector<RefusalCode> all;
        for (const Row& row : rows) all.push_back(row.code);
        return all;
    }();
    return codes;
}

}  // namespace gongyi
