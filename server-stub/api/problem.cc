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

Response problem_of_status(int status) {
    for (const ProblemKind& kind : {problems::request_timeout, problems::body_too_large, problems::target_too_long,
                                    problems::header_too_large, problems::internal, problems::version_not_supported}) {
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
            return 403;
        case RefusalCode::no_such_round:
        case RefusalCode::no_such_project:
        case RefusalCode::no_such_resident:
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
            return 409;
        case RefusalCode::closing_early_needs_reason:
        case RefusalCode::period_ends_before_it_begins:
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
        case RefusalCode::too_many_ballot_versions:
        case RefusalCode::papers_above_roll:
            break;
    }
    return 422;
}

}  // namespace gongyi::server
