// The notice board, and a notice with its objections.
#include <algorithm>
#include <map>

#include "shared/pages/command_form.h"
#include "shared/pages/components.h"
#include "shared/pages/council_words.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/notice_parts.h"
#include "shared/pages/pager.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

using decision::Matter;
using decision::Notice;
using decision::Objection;
using decision::ObjectionStage;

const Matter& matter_of(const Scene& scene, const Notice& notice) {
    return *decision::find_matter(scene.state.decisions, notice.matter);
}

const Gate& gate_of(const Scene& scene, const Notice& notice) {
    const RuleProfile& profile = decision::profile_of(scene.state.decisions, matter_of(scene, notice));
    return profile.gates[static_cast<std::size_t>(notice.gate)];
}

// Whether it discloses what came of the matter: its gate stands behind one of implementation.
bool is_of_results(const Scene& scene, const Notice& notice) {
    const auto& gates = decision::profile_of(scene.state.decisions, matter_of(scene, notice)).gates;
    return std::any_of(gates.begin(), gates.begin() + static_cast<std::ptrdiff_t>(notice.gate),
                       [](const Gate& gate) { return gate.kind == GateKind::implementation; });
}

void period_badge(Html& h, const Scene& scene, const Notice& notice) {
    const std::string date = scene.say.date(notice.versions.back().last_day);
    if (notice.is_void) return badge(h, Tone::seal, Say::notice_void_badge);
    if (hangs(scene, notice)) return badge(h, Tone::act, scene.say(Say::notice_until, {Arg::text("date", date)}));
    badge(h, Tone::plain, scene.say(Say::notice_ended, {Arg::text("date", date)}));
}

void board(Html& h, const Scene& scene, Say title, Literal key, bool is_hanging) {
    std::vector<const Notice*> listed;  // The latest first.
    const auto& notices = scene.state.decisions.notices;
    for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
        if (hangs(scene, *notice) == is_hanging) listed.push_back(&*notice);
    }
    if (listed.empty() && !is_hanging) return;
    const Slice shown = slice_of(scene, key, listed.size());
    h(tag::section, {attr::id(key.view())}, [&] {
        h(tag::h2, title);
        if (listed.empty()) h(tag::p, {attr::cls("muted")}, Say::notices_none);
        if (listed.empty()) return;
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (std::size_t i = shown.begin; i < shown.end; ++i) {
                const Notice& notice = *listed[i];
                h(tag::li, [&] {
                    h(tag::div, {attr::cls("row")}, [&] {
                        h(tag::a, {attr::cls("item-title"), attr::href(routes::notice(notice.id))},
                          notice_title(scene, notice));
                        period_badge(h, scene, notice);
                    });
                });
            }
        });
        pager(h, scene, routes::notices(), key, shown);
    });
}

std::string objection_state(const Scene& scene, const Objection& objection) {
    const std::string date = scene.say.date(objection.answer_due);
    switch (objection.stage) {
        case ObjectionStage::upheld:
            return std::string{scene.say(Say::objection_upheld)};
        case ObjectionStage::dismissed:
            return std::string{scene.say(Say::objection_dismissed)};
        case ObjectionStage::open:
            break;
    }
    const bool is_overdue = objection.answer_due < today(scene);
    return scene.say(is_overdue ? Say::objection_overdue : Say::objection_open, {Arg::text("date", date)});
}

void objection_forms(Html& h, const Scene& scene, const Notice& notice, std::int64_t number) {
    const Url back = routes::notice(notice.id);
    const std::initializer_list<Hidden> about{{"notice", notice.id.raw()},
                                              {"objection", static_cast<std::uint64_t>(number)}};
    if (is_accepted_now(scene, decision::AnswerObjection{notice.id, number, "…", false})) {
        folded_form(h, scene, Say::objection_answer, {"AnswerObjection", back}, about, [&](FormFields& form) {
            form.area("text", Say::objection_answer);
            form.tick("upheld", Say::objection_uphold);
            form.button(Say::objection_answer);
        });
    }
    if (is_accepted_now(scene, decision::EscalateObjection{notice.id, number})) {
        command_button(h, scene, {"EscalateObjection", back}, about, Say::objection_escalate);
    }
}

// Who of those that objected it is, counted from 1 in the order of their first words here; 0 where that is not known.
std::vector<std::int64_t> people_of(const Notice& notice) {
    std::map<std::int64_t, std::int64_t> known;
    std::vector<std::int64_t> people;
    for (const Objection& one : notice.objections) {
        const auto next = static_cast<std::int64_t>(known.size()) + 1;
        people.push_back(one.person == 0 ? 0 : known.try_emplace(one.person, next).first->second);
    }
    return people;
}

void objection_item(Html& h, const Scene& scene, const Notice& notice, std::size_t index, std::int64_t person) {
    const Objection& objection = notice.objections[index];
    const auto number = static_cast<std::int64_t>(index + 1);
    const bool is_open = objection.stage == ObjectionStage::open;
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::b,
              scene.say(Say::objection_number, {Arg::year("number", number), Arg::time("at", objection.filed_at)}));
            badge(h, is_open ? Tone::seal : Tone::plain, objection_state(scene, objection));
            if (objection.is_late) badge(h, Tone::plain, Say::objection_late);
            if (person != 0) badge(h, Tone::plain, scene.say(Say::person_number, {Arg::year("number", person)}));
            if (decision::is_desk_role(objection.by)) badge(h, Tone::plain, Say::entered_at_desk);
        });
        h(tag::p, [&] { free_text(h, scene, objection.text); });
        if (objection.escalations > 0) {
            h(tag::p, {attr::cls("muted small")}, Say::objection_escalations,
              {Arg::count("count", objection.escalations)});
        }
        if (!objection.answer.empty()) {
            h(tag::p, {attr::cls("answer")}, [&] {
                h(tag::b, Say::objection_answer);
                h.text(" ");
                free_text(h, scene, objection.answer);
            });
        }
        objection_forms(h, scene, notice, number);
    });
}

void objections(Html& h, const Scene& scene, const Notice& notice) {
    constexpr Literal key{"objections"};
    const Slice shown = slice_of(scene, key, notice.objections.size());
    const std::vector<std::int64_t> people = people_of(notice);
    h(tag::section, {attr::cls("card"), attr::id(key.view())}, [&] {
        h(tag::h2, Say::notice_objections);
        if (notice.objections.empty()) h(tag::p, {attr::cls("muted")}, Say::notice_no_objections);
        h(tag::ul, {attr::cls("plain-items")}, [&] {
            for (std::size_t i = shown.begin; i < shown.end; ++i) objection_item(h, scene, notice, i, people[i]);
        });
        pager(h, scene, routes::notice(notice.id), key, shown);
        const Url back = routes::notice(notice.id);
        if (is_accepted_now(scene, decision::FileObjection{notice.id, "…"})) {
            const std::string_view summary =
                scene.say(hangs(scene, notice) ? Say::notice_object : Say::notice_object_late);
            folded_form(
                h, scene, summary, {"FileObjection", back}, {{"notice", notice.id.raw()}}, [&](FormFields& form) {
                    const std::string share = scene.say(
                        Say::share_of_objections,
                        {Arg::count("allowed", decision::profile_of(scene.state.decisions, matter_of(scene, notice))
                                                   .voices.objections_a_notice)});
                    form.area("text", Say::field_objection, share);
                    form.button(Say::notice_object);
                });
        } else if (!scene.is_signed_in() && hangs(scene, notice)) {
            button_link(h, ButtonLook::line, routes::signin().with(field::back, back.text()), Say::matter_signin);
        }
    });
}

void correction(Html& h, const Scene& scene, const Notice& notice) {
    if (!is_accepted_now(scene, decision::CorrectNotice{notice.id, "…", {"…"}, "…"})) return;
    const decision::NoticeVersion& version = notice.versions.back();
    folded_form(h, scene, Say::notice_correct, {"CorrectNotice", routes::notice(notice.id)},
                {{"notice", notice.id.raw()}}, [&](FormFields& form) {
                    form.area("text", Say::field_notice_text, {}, words_or_none(scene, version.text), 8);
                    std::string places;
                    for (const std::string& place : version.places) places += place + '\n';
                    form.area("places", Say::field_places, {}, places, 3);
                    form.area("reason", Say::field_reason, {}, {}, 2);
                    form.button(Say::notice_correct);
                });
}

void earlier_versions(Html& h, const Scene& scene, const Notice& notice) {
    if (notice.versions.size() == 1) return;
    h(tag::details, [&] {
        h(tag::summary, Say::notice_versions);
        for (std::size_t i = 0; i + 1 < notice.versions.size(); ++i) {
            h(tag::p, {attr::cls("muted")}, scene.say.time(notice.versions[i].posted_at));
            h(tag::p, {attr::cls("prose")}, [&] { free_text(h, scene, notice.versions[i].text); });
        }
    });
}

void decided_by(Html& h, const Scene& scene, const Matter& matter, const Notice& notice) {
    // The vote that the notice discloses: of the last deliberation before it.
    for (auto passage = matter.passages.rbegin(); passage != matter.passages.rend(); ++passage) {
        const decision::Meeting* const meeting = decision::find_meeting(scene.state.decisions, passage->meeting);
        if (meeting == nullptr || passage->gate > notice.gate) continue;
        const auto& motion = meeting->motions[static_cast<std::size_t>(passage->motion - 1)];
        const Body& body = *decision::find_body(scene.state.decisions, meeting->body);
        for (const Measure measure : all_measures) {
            const auto& count = motion.count->counts.of(measure);
            if (!count) continue;
            const std::string due = measured(scene.say, measure, count->due);
            const std::string present = measured(scene.say, measure, count->present);
            const std::string in_favour = measured(scene.say, measure, count->in_favour);
            const std::string against = measured(scene.say, measure, count->against);
            const std::string abstained = measured(scene.say, measure, count->abstained);
            figure_row(h, Say::notice_decided,
                       scene.say(Say::notice_decided_value,
                                 {Arg::text("body", body.name), Arg::text("due", due), Arg::text("present", present),
                                  Arg::text("for", in_favour), Arg::text("against", against),
                                  Arg::text("abstained", abstained)}));
        }
        return;
    }
}

}  // namespace

bool hangs(const Scene& scene, const Notice& notice) {
    return !notice.is_void && scene.request.now < decision::period_over_at(notice, scene.say.zone());
}

std::string notice_title(const Scene& scene, const Notice& notice) {
    const std::string title = matter_title(scene, matter_of(scene, notice));
    return scene.say(Say::notice_title,
                     {Arg::text("title", title), Arg::text("gate", title_in(scene.say, gate_of(scene, notice).title))});
}

void notice_document(Html& h, const Scene& scene, const Notice& notice) {
    const Matter& matter = matter_of(scene, notice);
    const decision::NoticeVersion& version = notice.versions.back();
    h(tag::article, {attr::cls("card document")}, [&] {
        h(tag::p, {attr::cls("document-of")}, scene.community_name());
        h(tag::h1, notice_title(scene, notice));
        h(tag::p, {attr::cls("centred muted small")}, Say::notice_number,
          {Arg::year("number", static_cast<std::int64_t>(notice.id.raw()))});
        if (notice.versions.size() > 1) {
            h(tag::p, {attr::cls("centred")}, Say::notice_corrected,
              {Arg::count("number", static_cast<std::int64_t>(notice.versions.size() - 1))});
        }
        h(tag::p, {attr::cls("prose")}, [&] { free_text(h, scene, version.text); });
        if (matter.result && is_of_results(scene, notice)) result_table(h, scene, *matter.result);
        h(tag::dl, {attr::cls("figures")}, [&] {
            decided_by(h, scene, matter, notice);
            const std::string from = scene.say.date(local_time(version.posted_at, scene.say.zone()).date);
            const std::string to = scene.say.date(version.last_day);
            figure_row(h, Say::notice_period,
                       scene.say(Say::notice_period_value, {Arg::text("from", from), Arg::text("to", to)}));
            std::string places;
            for (const std::string& place : version.places) places += (places.empty() ? "" : "、") + place;
            figure_row(h, Say::notice_places, places);
        });
        if (version.is_provisional) h(tag::p, {attr::cls("muted small")}, Say::notice_provisional);
        how_to_object(h, scene, notice);
        h(tag::p, {attr::cls("seal-line")}, [&] {
            h.text(scene.say(Say::notice_seal, {Arg::text("community", scene.community_name())}));
            h(tag::br);
            h.text(scene.say.full_date(local_time(version.posted_at, scene.say.zone()).date));
        });
    });
}

void how_to_object(Html& h, const Scene& scene, const Notice& notice) {
    const auto& rule = decision::profile_of(scene.state.decisions, matter_of(scene, notice)).objection;
    const ObjectionRule usual = rule.value_or(ObjectionRule{});
    const std::string date = scene.say.date(notice.versions.back().last_day);
    h(tag::h2, Say::notice_how_title);
    h(tag::p, usual.form == ObjectionForm::written ? Say::notice_how_written : Say::notice_how_online,
      {Arg::text("date", date), Arg::count("days", usual.reply_days)});
}

Page notices_page(const Scene& scene) {
    return document(scene, {.name = "notices", .title = scene.say(Say::notices_title), .follows_record = true},
                    [&](Html& h) {
                        back_link(h, routes::matters(), Say::nav_matters);
                        h(tag::h1, Say::notices_title);
                        h(tag::p, {attr::cls("muted")}, Say::notices_intro);
                        board(h, scene, Say::notices_hanging, "hanging", true);
                        board(h, scene, Say::notices_past, "past", false);
                    });
}

Page notice_page(const Scene& scene, const Notice& notice) {
    return document(scene, {.name = "notice", .title = notice_title(scene, notice), .follows_record = true},
                    [&](Html& h) {
                        back_link(h, routes::notices(), Say::notices_title);
                        returned_fault(h, scene);
                        h(tag::div, {attr::cls("row")}, [&] { period_badge(h, scene, notice); });
                        notice_document(h, scene, notice);
                        h(tag::div, {attr::cls("actions")}, [&] {
                            button_link(h, ButtonLook::line, routes::matter(notice.matter), Say::notice_about_matter);
                            button_link(h, ButtonLook::line, routes::notice_poster(notice.id), Say::notice_poster);
                        });
                        objections(h, scene, notice);
                        correction(h, scene, notice);
                        earlier_versions(h, scene, notice);
                    });
}

}  // namespace gongyi::pages
