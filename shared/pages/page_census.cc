// The census, for staff: its figures, and a file of it, looked at before it is imported.
#include <algorithm>
#include <array>

#include "shared/base/base64.h"
#include "shared/pages/census_words.h"
#include "shared/pages/command_form.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

constexpr std::size_t repeats_shown_max = 100;
constexpr std::string_view file_name = "claim-codes.csv";

constexpr std::array<Say, 6> classes{Say::census_class_hukou,           Say::census_class_non_hukou,
                                     Say::census_class_hong_kong_macau, Say::census_class_works_here,
                                     Say::census_class_owner,           Say::census_class_tenant};

template <class Body>
void census_form(Html& h, const Scene& scene, Body&& body) {
    h(tag::form,
      {attr::cls("command"), Attribute::text("method", "post"), attr::action(routes::census()),
       Attribute::text("enctype", "multipart/form-data")},
      [&] {
          csrf_field(h, scene);
          body();
      });
}

void figures_card(Html& h, const Scene& scene, const CensusFigures& figures) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::census_figures);
        h(tag::dl, {attr::cls("figures")}, [&] {
            for (std::size_t i = 0; i < classes.size(); ++i) {
                figure_row(h, classes.at(i), scene.say.count(figures.people.at(i)));
            }
            figure_row(h, Say::census_households, scene.say.count(figures.households));
            figure_row(h, Say::census_homes, scene.say.count(figures.homes));
        });
    });
}

void upload_card(Html& h, const Scene& scene) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::census_upload_title);
        h(tag::p, {attr::cls("muted")}, Say::census_upload_text, {Arg::text("header", census_header)});
        census_form(h, scene, [&] {
            FormFields form{h, scene, "upload", /*is_returned=*/true};
            form.file(field::file.view(), Say::census_file, Say::census_file_hint);
            form.button(Say::census_look);
        });
    });
}

// "Line 3: …" of each.
template <class List, class ToWords>
void line_list(Html& h, const Scene& scene, const List& list, std::size_t count, ToWords&& words) {
    h(tag::ul, [&] {
        for (std::size_t i = 0; i < count; ++i) {
            const std::string what = words(scene.say, list[i]);
            h(tag::li, Say::census_at,
              {Arg::year("line", static_cast<std::int64_t>(list[i].line)), Arg::text("what", what)});
        }
    });
}

void fault_list(Html& h, const Scene& scene, const CensusTrial& trial) {
    h(tag::section, {attr::cls("notice warning"), attr::role("alert")}, [&] {
        const auto count = static_cast<std::int64_t>(trial.faults.size());
        h(tag::h3, Say::census_faults, {Arg::count("count", count)});
        line_list(h, scene, trial.faults, trial.faults.size(), census_fault_words);
        if (trial.faults.size() >= census_faults_max) h(tag::p, Say::census_faults_more);
    });
}

void repeat_list(Html& h, const Scene& scene, const CensusTrial& trial) {
    if (trial.repeats.empty()) return;
    const std::size_t shown = std::min(trial.repeats.size(), repeats_shown_max);
    h(tag::details, [&] {
        const auto count = static_cast<std::int64_t>(trial.repeats.size());
        h(tag::summary, Say::census_repeats, {Arg::count("count", count)});
        line_list(h, scene, trial.repeats, shown, census_repeat_words);
        if (shown == trial.repeats.size()) return;
        h(tag::p, Say::census_more, {Arg::count("count", count - static_cast<std::int64_t>(shown))});
    });
}

void question_fields(Html& h, const Scene& scene, const CensusTrial& trial) {
    h(tag::h3, Say::census_questions);
    h(tag::p, {attr::cls("muted")}, Say::census_questions_text);
    census_form(h, scene, [&] {
        FormFields form{h, scene, "census", /*is_returned=*/false};
        form.hidden(field::hash.view(), trial.held);
        for (const CensusQuestion& one : trial.questions) {
            const std::string_view prefix = one.is_home ? census_home_prefix : census_person_prefix;
            const std::string what = census_question_words(scene.say, one);
            const std::string label = scene.say(
                Say::census_at, {Arg::year("line", static_cast<std::int64_t>(one.line)), Arg::text("what", what)});
            const std::array options{
                Option{census_same, scene.say(one.is_home ? Say::census_same_home : Say::census_same_person)},
                Option{census_two, scene.say(one.is_home ? Say::census_two_homes : Say::census_two_people)}};
            form.radios(std::string{prefix} + std::to_string(one.line), std::string_view{label}, options);
        }
        form.button(Say::census_look_again);
    });
}

void confirm_form(Html& h, const Scene& scene, const CensusTrial& trial) {
    if (trial.people == 0 && trial.homes == 0) {
        return notice(h, NoticeKind::information, "", Say::census_nothing_new);
    }
    notice(h, NoticeKind::information, "", Say::census_ready);
    census_form(h, scene, [&] {
        FormFields form{h, scene, "census", /*is_returned=*/false};
        form.hidden(field::hash.view(), trial.held);
        form.hidden(field::type.view(), census_confirm);
        form.button(Say::census_import);
    });
}

void trial_card(Html& h, const Scene& scene, const CensusTrial& trial) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::census_trial_title);
        if (!trial.faults.empty()) return fault_list(h, scene, trial);
        h(tag::dl, {attr::cls("figures")}, [&] {
            figure_row(h, Say::census_lines, scene.say.count(trial.lines));
            figure_row(h, Say::census_new_people, scene.say.count(trial.people));
            figure_row(h, Say::census_changed_homes, scene.say.count(trial.homes));
        });
        repeat_list(h, scene, trial);
        if (!trial.questions.empty()) return question_fields(h, scene, trial);
        confirm_form(h, scene, trial);
    });
}

// The codes are in the page itself: no address gives them, so nobody finds them there afterwards.
void done_card(Html& h, const Scene& scene, const CensusTrial& trial) {
    h(tag::section, {attr::cls("card")}, [&] {
        notice(h, NoticeKind::success, "",
               scene.say(Say::census_done, {Arg::count("people", trial.people), Arg::count("homes", trial.homes)}));
        if (trial.people == 0) return;
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(trial.codes.data());
        const std::string address = "data:text/csv;charset=utf-8;base64," + to_base64({bytes, trial.codes.size()});
        h(tag::p, Say::census_codes_text);
        h(tag::p, [&] {
            h(tag::a, {attr::cls("button"), Attribute::text("href", address), Attribute::text("download", file_name)},
              Say::census_codes_save);
        });
    });
}

}  // namespace

Page census_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::census());
    if (!may(scene.viewer.role, Act::close_voting)) return forbidden_page(scene);
    const CensusFacts facts = scene.request.census.value_or(CensusFacts{});
    return document(scene, {.name = "staff", .title = scene.say(Say::census_title)}, [&](Html& h) {
        back_link(h, routes::staff(), Say::staff_title);
        h(tag::h1, Say::census_title);
        h(tag::p, {attr::cls("muted")}, Say::census_intro);
        form_faults(h, scene, "CNY");
        if (facts.is_gone) notice(h, NoticeKind::warning, "", Say::census_gone);
        if (facts.is_stale) notice(h, NoticeKind::warning, "", Say::census_stale);
        if (facts.trial && facts.trial->is_done) done_card(h, scene, *facts.trial);
        if (facts.trial && !facts.trial->is_done) trial_card(h, scene, *facts.trial);
        figures_card(h, scene, facts.figures);
        upload_card(h, scene);
    });
}

}  // namespace gongyi::pages
