#include "server-stub/api/problem.h"

#include "shared/base/json_writer.h"

namespace gongyi::server {
namespace {

struct ProblemText {
    int status = 0;
    std::string_view code;
    std::string_view title;
    std::string_view field;
    std::string_view detail;
};

Response write_problem(const ProblemText& text, const std::vector<RefusalFigure>& figures) {
    JsonWriter json;
    json.begin_object().key("code").string(text.code);
    if (!text.detail.empty()) json.key("detail").string(text.detail);
    json.key("field").string(text.field);
    json.key("figures").begin_array();
    for (const RefusalFigure& figure : figures) {
        json.begin_object().key("name").string(figure.name).key("value").integer(figure.value).end_object();
    }
    json.end_array();
    json.key("status").integer(text.status);
    json.key("title").string(text.title);
    json.key("type").string("/problems/" + std::string{text.code});
    json.end_object();
    return {.status = text.status, .content_type = problem_type, .body = json.take()};
}

// "budget_exceeded" -> "Budget exceeded"
std::string title_of(std::string_view code) {
    std::string title{code};
    for (char& c : title) {
        if (c == '_') c = ' ';
    }
    if (!title.empty() && title.front() >= 'a' && title.front() <= 'z') {
        title.front() = static_cast<char>(title.front() - 'a' + 'A');
    }
    return title;
}

}  // namespace

Response problem(const ProblemKind& kind, std::string_view field, std::string_view detail) {
    return write_problem({kind.status, kind.code, kind.title, field, detail}, {});
}

Response problem(const ParseError& error) {
    return problem(problems::invalid_input, error.pointer, "wanted: " + error.want);
}

Response problem(const Refusal& refusal, std::string_view detail) {
    const std::string_view code = refusal_name(refusal.code);
    const std::string title = title_of(code);
    return write_problem({refusal_status(refusal.code), code, title, refusal.field, detail}, refusal.figures);
}

Response too_many_requests(std::int64_t wait_seconds) {
    Response response = problem(problems::too_many_requests);
    response.headers.push_back({"Retry-After", std::to_string(wait_seconds)});
    return response;
}

Response problem_of_status(int status) {
    for (const ProblemKind& kind :
         {problems::request_timeout, problems::body_too_large, problems::target_too_long, problems::misdirected,
          problems::too_many_requests, problems::header_too_large, problems::internal, problems::not_implemented,
          problems::unavailable, problems::version_not_supported}) {
        if (kind.status == status) return problem(kind);
    }
    return problem(problems::bad_request);
}

int refusal_status(RefusalCode code) {
    switch (code) {
        case RefusalCode::sign_in_needed:
            return 401;
        case RefusalCode::role_not_allowed:
        case RefusalCode::not_of_age:
        case RefusalCode::residence_too_short:
        case RefusalCode::resident_class_excluded:
        case RefusalCode::credential_not_genuine:
        case RefusalCode::credential_of_other_round:
        case RefusalCode::ballot_signature_wrong:
        case RefusalCode::not_seated:
        case RefusalCode::observing_only:
        case RefusalCode::recused:
        case RefusalCode::not_the_chair:
        case RefusalCode::chair_is_neutral:
        case RefusalCode::chair_votes_last:
        case RefusalCode::not_the_author:
        case RefusalCode::supervisor_files_it:
        case RefusalCode::not_a_commissioner:
        case RefusalCode::not_an_estate_branch:
        case RefusalCode::outside_scope:
        case RefusalCode::holders_own_act:
        case RefusalCode::authors_own_act:
        case RefusalCode::seats_oneself:
            return 403;
        case RefusalCode::no_such_round:
        case RefusalCode::no_such_project:
        case RefusalCode::no_such_resident:
        case RefusalCode::no_such_body:
        case RefusalCode::no_such_constituency:
        case RefusalCode::no_such_seat:
        case RefusalCode::no_such_profile:
        case RefusalCode::no_such_form:
        case RefusalCode::no_such_matter:
        case RefusalCode::no_such_meeting:
        case RefusalCode::no_such_motion:
        case RefusalCode::no_such_notice:
        case RefusalCode::no_such_objection:
        case RefusalCode::no_such_text:
        case RefusalCode::no_such_node:
            return 404;
        case RefusalCode::no_community:
        case RefusalCode::community_exists:
        case RefusalCode::round_not_in_draft:
        case RefusalCode::voting_not_open:
        case RefusalCode::voting_ended:
        case RefusalCode::credential_already_issued:
        case RefusalCode::paper_already_issued:
        case RefusalCode::ballot_version_superseded:
        case RefusalCode::paper_serial_repeated:
        case RefusalCode::matter_over:
        case RefusalCode::matter_resolved:
        case RefusalCode::gate_not_open:
        case RefusalCode::not_voted_down:
        case RefusalCode::consultation_needed:
        case RefusalCode::consultation_running:
        case RefusalCode::consultation_not_open:
        case RefusalCode::documents_missing:
        case RefusalCode::motion_not_carried:
        case RefusalCode::minutes_not_published:
        case RefusalCode::not_implementing:
        case RefusalCode::result_not_recorded:
        case RefusalCode::meeting_not_yet:
        case RefusalCode::meeting_not_convened:
        case RefusalCode::meeting_not_open:
        case RefusalCode::meeting_not_closed:
        case RefusalCode::quorum_not_met:
        case RefusalCode::attendance_not_counted:
        case RefusalCode::seats_are_signed_in:
        case RefusalCode::not_signed_in:
        case RefusalCode::signed_in_already:
        case RefusalCode::chair_absent:
        case RefusalCode::chair_stays:
        case RefusalCode::presides_already:
        case RefusalCode::motion_pending:
        case RefusalCode::no_motion_pending:
        case RefusalCode::amendment_pending:
        case RefusalCode::asked_already:
        case RefusalCode::turns_used_up:
        case RefusalCode::floor_taken:
        case RefusalCode::nobody_waits:
        case RefusalCode::nobody_speaks:
        case RefusalCode::speakers_waiting:
        case RefusalCode::vote_running:
        case RefusalCode::vote_not_open:
        case RefusalCode::no_roll_call:
        case RefusalCode::no_roll_without_seats:
        case RefusalCode::voted_already:
        case RefusalCode::minutes_not_signed:
        case RefusalCode::minutes_published_already:
        case RefusalCode::signed_already:
        case RefusalCode::no_reply_due:
        case RefusalCode::replied_already:
        case RefusalCode::not_disclosing:
        case RefusalCode::notice_already_posted:
        case RefusalCode::notice_not_posted:
        case RefusalCode::notice_period_running:
        case RefusalCode::notice_taken_down:
        case RefusalCode::notice_void:
        case RefusalCode::objection_open:
        case RefusalCode::objection_answered:
        case RefusalCode::objection_in_writing:
        case RefusalCode::answer_not_due:
        case RefusalCode::escalation_exhausted:
        case RefusalCode::calendar_missing:
        case RefusalCode::text_taken_down_already:
        case RefusalCode::text_within_entry:
        case RefusalCode::node_merged:
        case RefusalCode::right_not_here:
        case RefusalCode::right_used_already:
        case RefusalCode::duty_overlaps:
        case RefusalCode::second_needed:
        case RefusalCode::second_not_needed:
        case RefusalCode::seconded_already:
        case RefusalCode::own_motion:
        case RefusalCode::second_person_needed:
        case RefusalCode::second_person_is_the_first:
        case RefusalCode::paper_hands_mixed:
        case RefusalCode::papers_not_registered:
        case RefusalCode::paper_void:
        case RefusalCode::no_paper_handed_out:
        case RefusalCode::sheets_overlap:
        case RefusalCode::not_changed_by_staff:
        case RefusalCode::contested_already:
        case RefusalCode::no_contest_open:
        case RefusalCode::said_already:
        case RefusalCode::own_share_used:
        case RefusalCode::day_share_used:
        case RefusalCode::own_matters_open:
        case RefusalCode::desk_share_used:
            return 409;
        case RefusalCode::closing_early_needs_reason:
        case RefusalCode::period_ends_before_it_begins:
        case RefusalCode::opening_early_needs_reason:
        case RefusalCode::period_in_the_past:
        case RefusalCode::no_choice:
        case RefusalCode::too_few_choices:
        case RefusalCode::too_many_choices:
        case RefusalCode::choice_repeated:
        case RefusalCode::budget_exceeded:
        case RefusalCode::project_above_cap:
        case RefusalCode::project_above_budget:
        case RefusalCode::round_above_year_cap:
        case RefusalCode::too_few_projects:
        case RefusalCode::too_many_projects:
        case RefusalCode::too_many_rounds:
        case RefusalCode::ballot_form_mismatch:
        case RefusalCode::no_valid_ballot:
        case RefusalCode::title_taken:
        case RefusalCode::too_many_ballot_versions:
        case RefusalCode::papers_above_roll:
        case RefusalCode::too_few_papers:
        case RefusalCode::paper_not_printed:
        case RefusalCode::papers_above_sheets:
        case RefusalCode::guardian_consent_needed:
        case RefusalCode::seat_holder_too_young:
        case RefusalCode::seat_holder_not_a_child:
        case RefusalCode::seat_holder_not_entitled:
        case RefusalCode::already_seated:
        case RefusalCode::firm_needed:
        case RefusalCode::profile_faulty:
        case RefusalCode::profile_without_gates:
        case RefusalCode::one_chair_needed:
        case RefusalCode::not_on_checklist:
        case RefusalCode::project_not_in_round:
        case RefusalCode::document_not_due:
        case RefusalCode::no_earlier_gate:
        case RefusalCode::other_rules:
        case RefusalCode::not_on_agenda:
        case RefusalCode::draft_unchanged:
        case RefusalCode::convened_too_late:
        case RefusalCode::meeting_in_the_past:
        case RefusalCode::motion_without_text:
        case RefusalCode::count_missing:
        case RefusalCode::count_impossible:
        case RefusalCode::minutes_changed:
        case RefusalCode::limit_reached:
        case RefusalCode::constituency_full:
        case RefusalCode::term_over:
        case RefusalCode::days_out_of_range:
        case RefusalCode::node_in_itself:
        case RefusalCode::wrong_level:
        case RefusalCode::merge_of_unlike:
        case RefusalCode::node_unchanged:
        case RefusalCode::node_name_taken:
        case RefusalCode::date_before_history:
        case RefusalCode::duty_in_the_future:
        case RefusalCode::duty_needs_matter:
        case RefusalCode::duty_ends_before_it_begins:
        case RefusalCode::rating_needed:
        case RefusalCode::rating_not_asked:
        case RefusalCode::chair_by_office_needed:
        case RefusalCode::constituencies_needed:
            break;
    }
    return 422;
}

}  // namespace gongyi::server
