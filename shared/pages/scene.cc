#include "shared/pages/scene.h"

#include "shared/base/random.h"

namespace gongyi::pages {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// "a%20b+c" -> "a b c". A '%' without two digits behind it stands for itself.
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
            at += 2;
        } else {
            out += text[at] == '+' ? ' ' : text[at];
        }
    }
    return out;
}

}  // namespace

Scene make_scene(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request,
                 portal::Explanations& explanations) {
    const Zone zone = state.community ? state.community->zone : Zone{};
    return {state, viewer, live, request, Wording{request.locale, zone, request.now}, explanations};
}

const RoundStanding* Scene::standing(RoundId round) const {
    for (const RoundStanding& standing : viewer.standings) {
        if (standing.round == round) return &standing;
    }
    return nullptr;
}

std::string_view Scene::community_name() const {
    return state.community ? std::string_view{state.community->name} : say(Say::portal_name);
}

std::string Scene::query_value(std::string_view name) const {
    std::string_view rest = request.query;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(pair.size() == rest.size() ? pair.size() : pair.size() + 1);
        const std::size_t equals = pair.find('=');
        if (pair.substr(0, equals) != name) continue;
        return equals == std::string_view::npos ? std::string{} : percent_decoded(pair.substr(equals + 1));
    }
    return {};
}

std::string_view Scene::filled(std::string_view name) const {
    for (const FilledField& field : request.filled) {
        if (field.name == name) return field.value;
    }
    return {};
}

const FormFault* Scene::fault(std::string_view field) const {
    for (const FormFault& fault : request.faults) {
        if (fault.field == field) return &fault;
    }
    return nullptr;
}

std::string Scene::fault_sentence(const FormFault& fault, std::string_view currency) const {
    if (const auto* refusal = std::get_if<Refusal>(&fault.cause)) return refusal_sentence(say, *refusal, currency);
    const FormProblem problem = std::get<FormProblem>(fault.cause);
    if (problem == FormProblem::passphrase_too_short) {
        return say(Say::problem_passphrase_too_short, {Arg::count("needed", passphrase_code_points_min)});
    }
    if (problem == FormProblem::passphrase_too_long) {
        return say(Say::problem_passphrase_too_long, {Arg::count("allowed", passphrase_code_points_max)});
    }
    if (problem == FormProblem::name_too_long) {
        return say(Say::problem_name_too_long, {Arg::count("allowed", account_name_code_points_max)});
    }
    if (problem == FormProblem::too_many_attempts) {
        return say(Say::problem_too_many_attempts, {Arg::count("seconds", fault.wait_seconds)});
    }
    return std::string(say(problem_message(problem)));
}

Say problem_message(FormProblem problem) {
    switch (problem) {
        case FormProblem::missing:
            return Say::problem_missing;
        case FormProblem::malformed:
            return Say::problem_malformed;
        case FormProblem::out_of_range:
            return Say::problem_out_of_range;
        case FormProblem::unreadable:
            return Say::problem_unreadable;
        case FormProblem::csrf_expired:
            return Say::problem_csrf_expired;
        case FormProblem::signed_in_again:
            return Say::problem_signed_in_again;
        case FormProblem::account_closed:
            return Say::problem_account_closed;
        case FormProblem::other_person:
            return Say::problem_other_person;
        case FormProblem::claim_code_unknown:
            return Say::problem_claim_code_unknown;
        case FormProblem::name_taken:
            return Say::problem_name_taken;
        case FormProblem::name_too_long:
            return Say::problem_name_too_long;
        case FormProblem::passphrase_too_short:
            return Say::problem_passphrase_too_short;
        case FormProblem::file_too_large:
            return Say::problem_file_too_large;
        case FormProblem::file_differs:
            return Say::problem_file_differs;
        case FormProblem::passphrase_too_long:
            return Say::problem_passphrase_too_long;
        case FormProblem::passphrases_differ:
            return Say::problem_passphrases_differ;
        case FormProblem::signin_failed:
            return Say::problem_signin_failed;
        case FormProblem::passphrase_known:
            return Say::problem_passphrase_known;
        case FormProblem::passphrase_of_names:
            return Say::problem_passphrase_of_names;
        case FormProblem::name_of_office:
            return Say::problem_name_of_office;
        case FormProblem::name_is_number:
            return Say::problem_name_is_number;
        case FormProblem::passphrase_wrong:
            return Say::problem_passphrase_wrong;
        case FormProblem::code_wrong:
            return Say::problem_code_wrong;
        case FormProblem::signin_over:
            return Say::problem_signin_over;
        case FormProblem::confirmed:
            return Say::problem_confirmed;
        case FormProblem::factor_needed:
            return Say::problem_factor_needed;
        case FormProblem::too_many_attempts:
            break;
    }
    return Say::problem_too_many_attempts;
}

Say refusal_message(RefusalCode code) {
    switch (code) {
#define GONGYI_REFUSAL(code) \
    case RefusalCode::code:  \
        return Say::refusal_##code
        GONGYI_REFUSAL(sign_in_needed);
        GONGYI_REFUSAL(role_not_allowed);
        GONGYI_REFUSAL(not_of_age);
        GONGYI_REFUSAL(residence_too_short);
        GONGYI_REFUSAL(resident_class_excluded);
        GONGYI_REFUSAL(no_community);
        GONGYI_REFUSAL(community_exists);
        GONGYI_REFUSAL(no_such_round);
        GONGYI_REFUSAL(no_such_project);
        GONGYI_REFUSAL(round_not_in_draft);
        GONGYI_REFUSAL(voting_not_open);
        GONGYI_REFUSAL(voting_ended);
        GONGYI_REFUSAL(closing_early_needs_reason);
        GONGYI_REFUSAL(period_ends_before_it_begins);
        GONGYI_REFUSAL(opening_early_needs_reason);
        GONGYI_REFUSAL(period_in_the_past);
        GONGYI_REFUSAL(no_choice);
        GONGYI_REFUSAL(too_few_choices);
        GONGYI_REFUSAL(too_many_choices);
        GONGYI_REFUSAL(choice_repeated);
        GONGYI_REFUSAL(budget_exceeded);
        GONGYI_REFUSAL(project_above_cap);
        GONGYI_REFUSAL(project_above_budget);
        GONGYI_REFUSAL(round_above_year_cap);
        GONGYI_REFUSAL(too_few_projects);
        GONGYI_REFUSAL(too_many_projects);
        GONGYI_REFUSAL(too_many_rounds);
        GONGYI_REFUSAL(ballot_form_mismatch);
        GONGYI_REFUSAL(no_valid_ballot);
        GONGYI_REFUSAL(title_taken);
        GONGYI_REFUSAL(credential_already_issued);
        GONGYI_REFUSAL(paper_already_issued);
        GONGYI_REFUSAL(credential_not_genuine);
        GONGYI_REFUSAL(credential_of_other_round);
        GONGYI_REFUSAL(ballot_signature_wrong);
        GONGYI_REFUSAL(ballot_version_superseded);
        GONGYI_REFUSAL(too_many_ballot_versions);
        GONGYI_REFUSAL(paper_serial_repeated);
        GONGYI_REFUSAL(papers_above_roll);
        GONGYI_REFUSAL(no_such_resident);
        GONGYI_REFUSAL(too_few_papers);
        GONGYI_REFUSAL(second_person_needed);
        GONGYI_REFUSAL(second_person_is_the_first);
        GONGYI_REFUSAL(paper_hands_mixed);
        GONGYI_REFUSAL(papers_not_registered);
        GONGYI_REFUSAL(paper_not_printed);
        GONGYI_REFUSAL(paper_void);
        GONGYI_REFUSAL(papers_above_sheets);
        GONGYI_REFUSAL(no_paper_handed_out);
        GONGYI_REFUSAL(sheets_overlap);
        GONGYI_REFUSAL(not_seated);
        GONGYI_REFUSAL(observing_only);
        GONGYI_REFUSAL(recused);
        GONGYI_REFUSAL(not_the_chair);
        GONGYI_REFUSAL(chair_is_neutral);
        GONGYI_REFUSAL(chair_votes_last);
        GONGYI_REFUSAL(not_the_author);
        GONGYI_REFUSAL(supervisor_files_it);
        GONGYI_REFUSAL(guardian_consent_needed);
        GONGYI_REFUSAL(already_seated);
        GONGYI_REFUSAL(firm_needed);
        GONGYI_REFUSAL(no_such_body);
        GONGYI_REFUSAL(no_such_constituency);
        GONGYI_REFUSAL(no_such_seat);
        GONGYI_REFUSAL(no_such_profile);
        GONGYI_REFUSAL(no_such_form);
        GONGYI_REFUSAL(no_such_matter);
        GONGYI_REFUSAL(no_such_meeting);
        GONGYI_REFUSAL(no_such_motion);
        GONGYI_REFUSAL(no_such_notice);
        GONGYI_REFUSAL(no_such_objection);
        GONGYI_REFUSAL(profile_faulty);
        GONGYI_REFUSAL(profile_without_gates);
        GONGYI_REFUSAL(one_chair_needed);
        GONGYI_REFUSAL(not_on_checklist);
        GONGYI_REFUSAL(document_not_due);
        GONGYI_REFUSAL(no_earlier_gate);
        GONGYI_REFUSAL(other_rules);
        GONGYI_REFUSAL(not_on_agenda);
        GONGYI_REFUSAL(matter_over);
        GONGYI_REFUSAL(matter_resolved);
        GONGYI_REFUSAL(gate_not_open);
        GONGYI_REFUSAL(not_voted_down);
        GONGYI_REFUSAL(draft_unchanged);
        GONGYI_REFUSAL(consultation_needed);
        GONGYI_REFUSAL(consultation_running);
        GONGYI_REFUSAL(consultation_not_open);
        GONGYI_REFUSAL(documents_missing);
        GONGYI_REFUSAL(motion_not_carried);
        GONGYI_REFUSAL(minutes_not_published);
        GONGYI_REFUSAL(not_implementing);
        GONGYI_REFUSAL(result_not_recorded);
        GONGYI_REFUSAL(convened_too_late);
        GONGYI_REFUSAL(meeting_in_the_past);
        GONGYI_REFUSAL(meeting_not_yet);
        GONGYI_REFUSAL(meeting_not_convened);
        GONGYI_REFUSAL(meeting_not_open);
        GONGYI_REFUSAL(meeting_not_closed);
        GONGYI_REFUSAL(quorum_not_met);
        GONGYI_REFUSAL(attendance_not_counted);
        GONGYI_REFUSAL(seats_are_signed_in);
        GONGYI_REFUSAL(not_signed_in);
        GONGYI_REFUSAL(signed_in_already);
        GONGYI_REFUSAL(chair_absent);
        GONGYI_REFUSAL(chair_stays);
        GONGYI_REFUSAL(presides_already);
        GONGYI_REFUSAL(motion_pending);
        GONGYI_REFUSAL(no_motion_pending);
        GONGYI_REFUSAL(motion_without_text);
        GONGYI_REFUSAL(amendment_pending);
        GONGYI_REFUSAL(asked_already);
        GONGYI_REFUSAL(turns_used_up);
        GONGYI_REFUSAL(floor_taken);
        GONGYI_REFUSAL(nobody_waits);
        GONGYI_REFUSAL(nobody_speaks);
        GONGYI_REFUSAL(speakers_waiting);
        GONGYI_REFUSAL(vote_running);
        GONGYI_REFUSAL(vote_not_open);
        GONGYI_REFUSAL(no_roll_call);
        GONGYI_REFUSAL(no_roll_without_seats);
        GONGYI_REFUSAL(voted_already);
        GONGYI_REFUSAL(count_missing);
        GONGYI_REFUSAL(count_impossible);
        GONGYI_REFUSAL(minutes_changed);
        GONGYI_REFUSAL(minutes_not_signed);
        GONGYI_REFUSAL(minutes_published_already);
        GONGYI_REFUSAL(signed_already);
        GONGYI_REFUSAL(no_reply_due);
        GONGYI_REFUSAL(replied_already);
        GONGYI_REFUSAL(not_disclosing);
        GONGYI_REFUSAL(notice_already_posted);
        GONGYI_REFUSAL(notice_not_posted);
        GONGYI_REFUSAL(notice_period_running);
        GONGYI_REFUSAL(notice_taken_down);
        GONGYI_REFUSAL(notice_void);
        GONGYI_REFUSAL(objection_open);
        GONGYI_REFUSAL(objection_answered);
        GONGYI_REFUSAL(objection_in_writing);
        GONGYI_REFUSAL(answer_not_due);
        GONGYI_REFUSAL(escalation_exhausted);
        GONGYI_REFUSAL(calendar_missing);
        GONGYI_REFUSAL(limit_reached);
        GONGYI_REFUSAL(constituency_full);
        GONGYI_REFUSAL(term_over);
        GONGYI_REFUSAL(days_out_of_range);
        GONGYI_REFUSAL(no_such_text);
        GONGYI_REFUSAL(text_taken_down_already);
        GONGYI_REFUSAL(text_within_entry);
        GONGYI_REFUSAL(no_such_node);
        GONGYI_REFUSAL(node_merged);
        GONGYI_REFUSAL(node_in_itself);
        GONGYI_REFUSAL(wrong_level);
        GONGYI_REFUSAL(merge_of_unlike);
        GONGYI_REFUSAL(node_unchanged);
        GONGYI_REFUSAL(node_name_taken);
        GONGYI_REFUSAL(date_before_history);
        GONGYI_REFUSAL(not_a_commissioner);
        GONGYI_REFUSAL(duty_in_the_future);
        GONGYI_REFUSAL(duty_needs_matter);
        GONGYI_REFUSAL(duty_overlaps);
        GONGYI_REFUSAL(duty_ends_before_it_begins);
        GONGYI_REFUSAL(not_an_estate_branch);
        GONGYI_REFUSAL(right_not_here);
        GONGYI_REFUSAL(right_used_already);
        GONGYI_REFUSAL(outside_scope);
        GONGYI_REFUSAL(rating_needed);
        GONGYI_REFUSAL(rating_not_asked);
        GONGYI_REFUSAL(chair_by_office_needed);
        GONGYI_REFUSAL(constituencies_needed);
        GONGYI_REFUSAL(project_not_in_round);
        GONGYI_REFUSAL(second_needed);
        GONGYI_REFUSAL(second_not_needed);
        GONGYI_REFUSAL(seconded_already);
        GONGYI_REFUSAL(own_motion);
        GONGYI_REFUSAL(holders_own_act);
        GONGYI_REFUSAL(authors_own_act);
        GONGYI_REFUSAL(seats_oneself);
        GONGYI_REFUSAL(seat_holder_too_young);
        GONGYI_REFUSAL(seat_holder_not_a_child);
        GONGYI_REFUSAL(seat_holder_not_entitled);
        GONGYI_REFUSAL(not_changed_by_staff);
        GONGYI_REFUSAL(contested_already);
        GONGYI_REFUSAL(no_contest_open);
        GONGYI_REFUSAL(said_already);
        GONGYI_REFUSAL(own_share_used);
        GONGYI_REFUSAL(day_share_used);
        GONGYI_REFUSAL(own_matters_open);
        GONGYI_REFUSAL(desk_share_used);
#undef GONGYI_REFUSAL
    }
    return Say::error_server_text;
}

std::string refusal_sentence(const Wording& say, const Refusal& refusal, std::string_view currency) {
    std::vector<Arg> args;
    args.reserve(refusal.figures.size());
    for (const RefusalFigure& figure : refusal.figures) {
        args.push_back(Arg::figure(figure.name, figure.value, currency));
    }
    return say(refusal_message(refusal.code), args.data(), args.size());
}

std::string refusal_sentence(const Refusal& refusal, Locale locale, Zone zone, UnixMs now, std::string_view currency) {
    return refusal_sentence(Wording{locale, zone, now}, refusal, currency);
}

Say role_word(Role role) {
    switch (role) {
        case Role::resident:
            return Say::me_role_resident;
        case Role::council:
            return Say::me_role_council;
        case Role::staff:
            return Say::me_role_staff;
        case Role::supervisor:
            return Say::me_role_supervisor;
        case Role::visitor:
        case Role::system:
            break;
    }
    return Say::entry_by_system;
}

Say category_word(Category category) {
    switch (category) {
        case Category::works:
            return Say::category_works;
        case Category::goods:
            return Say::category_goods;
        case Category::services:
            return Say::category_services;
        case Category::other:
            break;
    }
    return Say::category_other;
}

Say stage_word(Stage stage) {
    switch (stage) {
        case Stage::draft:
            return Say::stage_draft;
        case Stage::voting:
            return Say::stage_voting;
        case Stage::closed:
            break;
    }
    return Say::stage_closed;
}

Say rule_word(TallyRule rule) {
    return rule == TallyRule::greedy ? Say::rule_greedy : Say::rule_equal_shares;
}

Say rule_reason(TallyRule rule) {
    return rule == TallyRule::greedy ? Say::rule_greedy_why : Say::rule_equal_shares_why;
}

std::string form_sentence(const Wording& say, const Round& round) {
    const Arg min = Arg::count("min", round.ballot.choices_min);
    const Arg max = Arg::count("max", round.ballot.choices_max);
    switch (round.ballot.form) {
        case BallotForm::approval:
            return round.ballot.choices_min == round.ballot.choices_max ? say(Say::form_approval_exactly, {max})
                                                                        : say(Say::form_approval, {min, max});
        case BallotForm::knapsack:
            return say(Say::form_knapsack, {max, Arg::money("budget", round.budget, round.currency)});
        case BallotForm::choose_one:
            return std::string(say(Say::form_choose_one));
        case BallotForm::ranking:
            return std::string(say(Say::form_ranking));
        case BallotForm::cumulative:
            return std::string(say(Say::form_cumulative));
        case BallotForm::scoring:
            break;
    }
    return std::string(say(Say::form_scoring));
}

std::string electorate_sentence(const Wording& say, const Electorate& electorate) {
    std::string sentence = say(Say::electorate_age, {Arg::count("years", electorate.age_years_min)});
    sentence += say(electorate.includes_non_hukou ? Say::electorate_all : Say::electorate_hukou_only);
    if (electorate.includes_non_hukou && electorate.residence_months_min > 0) {
        sentence += say(Say::electorate_months, {Arg::count("months", electorate.residence_months_min)});
    }
    sentence += say(Say::electorate_end);
    return sentence;
}

std::vector<std::size_t> project_order(const Round& round, const Viewer& viewer) {
    std::vector<std::size_t> order(round.projects.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (round.stage != Stage::closed) {
        SplitMix64 random{viewer.order_seed * 1'000 + round.id.raw()};
        shuffle(order, random);
    }
    return order;
}

}  // namespace gongyi::pages
