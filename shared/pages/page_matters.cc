// The matters: what the community is deciding, and what it has decided; and the form to raise one.
#include <algorithm>

#include "shared/base/number.h"
#include "shared/pages/command_form.h"
#include "shared/pages/council_words.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/pager.h"
#include "shared/pages/pages.h"
#include "shared/pages/todo_words.h"

namespace gongyi::pages {

namespace {

constexpr Literal round_field{"round"}, project_field{"project"};

using decision::Matter;
using decision::MatterStage;

// The line under a matter's title: where it is, or how it ended.
std::string standing_line(const Scene& scene, const Matter& matter) {
    const RuleProfile& profile = decision::profile_of(scene.state.decisions, matter);
    if (matter.stage == MatterStage::open) {
        const Gate& gate = decision::current_gate(scene.state.decisions, matter);
        return scene.say(Say::matters_here, {Arg::count("step", decision::gate_of(matter) + 1),
                                             Arg::count("steps", static_cast<std::int64_t>(profile.gates.size())),
                                             Arg::text("gate", title_in(scene.say, gate.title))});
    }
    return scene.say(Say::matters_over_line, {Arg::text("stage", scene.say(matter_stage_word(matter.stage))),
                                              Arg::time("at", *matter.passages.back().closed_at)});
}

// The latest first.
void matter_section(Html& h, const Scene& scene, Say title, Literal key, bool are_open) {
    const auto& matters = scene.state.decisions.matters;
    std::vector<const Matter*> listed;
    for (auto matter = matters.rbegin(); matter != matters.rend(); ++matter) {
        if ((matter->stage == MatterStage::open) == are_open) listed.push_back(&*matter);
    }
    if (listed.empty()) return;
    const Slice shown = slice_of(scene, key, listed.size());
    h(tag::section, {attr::id(key.view())}, [&] {
        h(tag::h2, title);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (std::size_t i = shown.begin; i < shown.end; ++i) matter_item(h, scene, *listed[i]);
        });
        pager(h, scene, routes::matters(), key, shown);
    });
}

// The newest adopted profiles that have gates: one of each id.
std::vector<const RuleProfile*> usable_profiles(const Scene& scene) {
    std::vector<const RuleProfile*> usable;
    const auto& profiles = scene.state.decisions.profiles;
    for (std::size_t i = profiles.size(); i-- > 0;) {
        const bool is_newest = decision::find_adopted(scene.state.decisions, profiles[i].id) ==
                               std::optional{static_cast<std::int64_t>(i)};
        if (is_newest && !profiles[i].gates.empty()) usable.push_back(&profiles[i]);
    }
    return usable;
}

void major_ticks(FormFields& form, Html& h, const Scene& scene, const RuleProfile& profile) {
    if (!profile.major) return;
    h(tag::fieldset, {attr::cls("choices")}, [&] {
        h(tag::legend, Say::field_major);
        for (std::size_t i = 0; i < profile.major->checklist.size(); ++i) {
            form.tick("major_ticks", title_in(scene.say, profile.major->checklist[i]), std::to_string(i));
        }
    });
}

// The round and project that the address names, or the form that came back.
struct About {
    const Round* round = nullptr;
    const Project* project = nullptr;
};
About asked_about(const Scene& scene, const FormFields& form) {
    const auto number = [&](Literal name) {
        const std::string text =
            form.is_returned() ? std::string{scene.filled(name.view())} : scene.query_value(name.view());
        return whole_number(text).value_or(0);
    };
    About about;
    about.round = portal::find_round(scene.state, RoundId{number(round_field)});
    if (about.round != nullptr) about.project = find_project(*about.round, ProjectId{number(project_field)});
    return about;
}

// Which round the matter is about; who comes from a project's page raises it about that project.
void round_select(Html& h, FormFields& form, const Scene& scene) {
    const About about = asked_about(scene, form);
    if (about.project != nullptr) {
        form.hidden(round_field.view(), std::to_string(about.round->id.raw()));
        form.hidden(project_field.view(), std::to_string(about.project->id.raw()));
        h(tag::p, Say::new_matter_about,
          {Arg::text("project", about.project->title), Arg::text("round", about.round->title)});
        return;
    }
    std::vector<std::string> numbers;
    for (const Round& round : scene.state.rounds) numbers.push_back(std::to_string(round.id.raw()));
    std::vector<Option> options{{"0", scene.say(Say::field_round_none)}};
    for (std::size_t i = 0; i < numbers.size(); ++i) options.push_back({numbers[i], scene.state.rounds[i].title});
    const std::string chosen = about.round == nullptr ? std::string{} : std::to_string(about.round->id.raw());
    if (options.size() > 1) form.select(round_field.view(), Say::field_round, options, chosen);
}

void new_matter_form(Html& h, const Scene& scene, const std::vector<const RuleProfile*>& profiles) {
    command_form(h, scene, {"OpenMatter", routes::new_matter()}, {}, [&](FormFields& form) {
        form.line("title", Say::field_title, Say::field_title_hint);
        form.area("text", Say::field_text, Say::field_text_hint, "", 8);
        form.line("amount_fen", Say::field_amount, Say::field_amount_hint);
        std::vector<Option> origins{{"residents", scene.say(Say::origin_residents)}};
        if (is_desk(scene)) {
            origins.push_back({"cadres", scene.say(Say::origin_cadres)});
            origins.push_back({"higher_level", scene.say(Say::origin_higher_level)});
        }
        if (origins.size() > 1)
            form.select("origin", Say::field_origin, origins);
        else
            form.hidden("origin", "residents");
        if (profiles.size() > 1) {
            std::vector<Option> options;
            for (const RuleProfile* one : profiles) options.push_back({one->id, title_in(scene.say, one->title)});
            form.select("profile", Say::field_profile, options);
        } else {
            form.hidden("profile", profiles.front()->id);
        }
        // Our profiles share one checklist; of others the first one's lines stand for all.
        major_ticks(form, h, scene, *profiles.front());
        round_select(h, form, scene);
        form.button(Say::matters_propose);
    });
}

}  // namespace

void matters_about(Html& h, const Scene& scene, const Round& round, const Project* project) {
    const auto is_about = [&](const Matter& matter) {
        const bool is_project = project == nullptr || static_cast<std::uint64_t>(matter.project) == project->id.raw();
        return static_cast<std::uint64_t>(matter.round) == round.id.raw() && is_project;
    };
    std::vector<const Matter*> listed;
    for (const Matter& matter : scene.state.decisions.matters) {
        if (is_about(matter)) listed.push_back(&matter);
    }
    const bool is_any = !listed.empty();
    const bool may_open = may_give<decision::OpenMatter>(scene);
    if (!is_any && !may_open) return;
    constexpr Literal key{"matters"};
    h(tag::section, {attr::cls("card"), attr::id(key.view())}, [&] {
        h(tag::h2, Say::matters_about);
        if (is_any) {
            const Slice shown = slice_of(scene, key, listed.size());
            h(tag::ul, {attr::cls("items")}, [&] {
                for (std::size_t i = shown.begin; i < shown.end; ++i) matter_item(h, scene, *listed[i]);
            });
            pager(h, scene, project == nullptr ? routes::round(round.id) : routes::project(round.id, project->id), key,
                  shown);
        } else {
            h(tag::p, {attr::cls("muted")}, Say::matters_about_none);
        }
        if (!may_open) return;
        Url form = routes::new_matter().with(round_field, std::to_string(round.id.raw()));
        if (project != nullptr) form = form.with(project_field, std::to_string(project->id.raw()));
        button_link(h, ButtonLook::line, form, Say::matters_about_open);
    });
}

void matter_item(Html& h, const Scene& scene, const Matter& matter) {
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(routes::matter(matter.id))}, matter_title(scene, matter));
            if (matter.is_major && matter.stage == MatterStage::open) {
                badge(h, Tone::gold, Say::matter_major);
            }
        });
        h(tag::p, {attr::cls("muted small")}, standing_line(scene, matter));
    });
}

Page matters_page(const Scene& scene) {
    return document(
        scene, {.name = "matters", .title = scene.say(Say::nav_matters), .follows_record = true}, [&](Html& h) {
            h(tag::h1, Say::nav_matters);
            h(tag::p, {attr::cls("muted")}, Say::matters_intro);
            returned_fault(h, scene);
            h(tag::p, {attr::cls("footer-links")}, [&] {
                h(tag::a, {attr::href(routes::notices())}, Say::link_notices);
                h(tag::a, {attr::href(routes::meetings())}, Say::link_meetings);
                h(tag::a, {attr::href(routes::bodies())}, Say::link_bodies);
                h(tag::a, {attr::href(routes::community())}, Say::link_community);
            });
            h(tag::div, {attr::cls("actions")}, [&] {
                if (may_give<decision::OpenMatter>(scene)) {
                    button_link(h, ButtonLook::main, routes::new_matter(), Say::matters_propose);
                } else if (!scene.is_signed_in()) {
                    button_link(h, ButtonLook::main, routes::signin().with(field::back, routes::new_matter().text()),
                                Say::matters_signin_propose);
                }
            });
            if (scene.state.decisions.matters.empty()) {
                empty_state(h, Say::matters_none_title, Say::matters_none_text);
                return;
            }
            matter_section(h, scene, Say::matters_open, "open", true);
            matter_section(h, scene, Say::matters_over, "past", false);
        });
}

Page new_matter_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::new_matter());
    if (!may_give<decision::OpenMatter>(scene)) return forbidden_page(scene);
    return document(scene, {.name = "new-matter", .title = scene.say(Say::new_matter_title)}, [&](Html& h) {
        back_link(h, routes::matters(), Say::nav_matters);
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, Say::new_matter_title);
            returned_fault(h, scene);
            const auto profiles = usable_profiles(scene);
            if (profiles.empty()) {
                notice(h, NoticeKind::information, "", Say::new_matter_no_rules);
                return;
            }
            h(tag::p, {attr::cls("muted")}, Say::new_matter_intro);
            const VoiceRule& share = profiles.front()->voices;
            h(tag::p, {attr::cls("muted small")}, Say::share_of_matters,
              {Arg::count("allowed", share.matters_open), Arg::count("daily", share.matters_a_day)});
            new_matter_form(h, scene, profiles);
        });
    });
}

}  // namespace gongyi::pages
