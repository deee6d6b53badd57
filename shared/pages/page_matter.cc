// One matter: where it is, what is missing, who must act by when, and how it came there.
#include <map>

#include "shared/decision/gates.h"
#include "shared/pages/command_form.h"
#include "shared/pages/components.h"
#include "shared/pages/council_words.h"
#include "shared/pages/document.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/pager.h"
#include "shared/pages/pages.h"
#include "shared/pages/place_parts.h"

namespace gongyi::pages {

namespace {

using decision::Matter;
using decision::MatterStage;

void head(Html& h, const Scene& scene, const Matter& matter) {
    const RuleProfile& profile = decision::profile_of(scene.state.decisions, matter);
    h(tag::div, {attr::cls("row")}, [&] {
        const bool is_good = matter.stage == MatterStage::completed;
        badge(h,
              matter.stage == MatterStage::open ? Tone::act
              : is_good                         ? Tone::verified
                                                : Tone::seal,
              scene.say(matter_stage_word(matter.stage)));
        if (matter.is_major) badge(h, Tone::gold, Say::matter_major);
        h(tag::span, {attr::cls("muted small")}, Say::matter_number,
          {Arg::year("number", static_cast<std::int64_t>(matter.id.raw()))});
    });
    h(tag::h1, matter_title(scene, matter));
    title_note(h, scene, matter.title);
    if (!matter.stage_reason.empty()) {
        const std::string reason = words_or_sentence(scene, matter.stage_reason);
        // Rejected at its first step, it was heard by nobody else: the staff's word ended it.
        const bool is_staffs =
            matter.stage == MatterStage::rejected && decision::is_unheard(scene.state.decisions, matter);
        const bool is_own = scene.is_signed_in() && scene.viewer.id == matter.author;
        const std::string sentence = scene.say(is_staffs ? Say::matter_rejected_by_staff : Say::matter_ended_reason,
                                               {Arg::text("reason", reason)});
        notice(h, NoticeKind::information, "", sentence);
        if (is_staffs && is_own) h(tag::p, Say::matter_rejected_yours);
        h(tag::p, {attr::cls("small")}, [&] { take_down_link(h, scene, matter.stage_reason); });
    }
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, Say::matter_raised, scene.say.time(matter.drafts.front().at));
        figure_row(h, Say::matter_origin, scene.say(origin_word(matter.origin)));
        if (matter.place != NodeId{}) {
            figure_row(h, Say::matter_place, place_words(scene, matter.place));
        }
        if (matter.amount.fen > 0) {
            figure_row(h, Say::matter_amount, scene.say.money(matter.amount, "CNY"));
        }
        if (const Round* round = portal::find_round(scene.state, RoundId{static_cast<std::uint64_t>(matter.round)})) {
            h(tag::div, [&] {
                h(tag::dt, Say::matter_round);
                h(tag::dd, [&] { h(tag::a, {attr::href(routes::round(round->id))}, round->title); });
            });
            const auto* const project = find_project(*round, ProjectId{static_cast<std::uint64_t>(matter.project)});
            if (project != nullptr) {
                h(tag::div, [&] {
                    h(tag::dt, Say::matter_project);
                    h(tag::dd,
                      [&] { h(tag::a, {attr::href(routes::project(round->id, project->id))}, project->title); });
                });
            }
        }
        h(tag::div, [&] {
            h(tag::dt, Say::matter_rules);
            h(tag::dd, [&] {
                h.text(title_in(scene.say, profile.title));
                h(tag::br);
                h(tag::span, {attr::cls("muted small")}, source_state_word(profile.state));
            });
        });
    });
}

// For the author, while what staff changed is how the draft reads.
void changed_by_staff(Html& h, const Scene& scene, const Matter& matter) {
    const std::size_t last = matter.drafts.size() - 1;
    const bool is_own = scene.is_signed_in() && scene.viewer.id == matter.author;
    if (!is_own || !decision::is_changed_by_staff(matter, last)) return;
    notice(h, NoticeKind::warning, "",
           scene.say(Say::draft_by_staff_yours, {Arg::time("at", matter.drafts[last].at),
                                                 Arg::year("number", static_cast<std::int64_t>(last + 1))}));
}

void went_back(Html& h, const Scene& scene, const Matter& matter) {
    bool is_any = false;
    for (const decision::Passage& passage : matter.passages) is_any = is_any || passage.went_back;
    if (!is_any) return;
    const RuleProfile& profile = decision::profile_of(scene.state.decisions, matter);
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::matter_history);
        h(tag::ul, {attr::cls("prose")}, [&] {
            for (const decision::Passage& passage : matter.passages) {
                if (!passage.went_back) continue;
                const Gate& gate = profile.gates[static_cast<std::size_t>(passage.gate)];
                const std::string reason = words_or_sentence(scene, passage.reason);
                h(tag::li, [&] {
                    h.text(scene.say(Say::matter_went_back, {Arg::time("at", *passage.closed_at),
                                                             Arg::text("gate", title_in(scene.say, gate.title)),
                                                             Arg::text("reason", reason)}));
                    take_down_link(h, scene, passage.reason);
                });
            }
        });
    });
}

// Each leads to its file, its fingerprint and where it is taken down.
void documents(Html& h, const Scene& scene, const Matter& matter) {
    if (matter.documents.empty()) return;
    h(tag::details, {attr::cls("card")}, [&] {
        h(tag::summary,
          scene.say(Say::matter_documents, {Arg::count("count", static_cast<std::int64_t>(matter.documents.size()))}));
        h(tag::ul, {attr::cls("prose")}, [&] {
            for (const decision::Document& document : matter.documents) {
                h(tag::li, [&] {
                    h(tag::b, document_word(scene.say, document.kind));
                    h.text(" ");
                    h(tag::a, {attr::cls("target"), attr::href(routes::record_text(document.hash))},
                      title_words(scene, document.title));
                });
            }
        });
    });
}

// What one person said stands together, in the order of their first words; what has no person stands alone.
using OpinionGroup = std::vector<const decision::Opinion*>;
std::vector<OpinionGroup> groups_of(const decision::Consultation& consultation) {
    std::vector<OpinionGroup> groups;
    std::map<std::int64_t, std::size_t> place;
    for (const decision::Opinion& opinion : consultation.opinions) {
        const std::size_t next = groups.size();
        const std::size_t at = opinion.person == 0 ? next : place.try_emplace(opinion.person, next).first->second;
        if (at == next) groups.emplace_back();
        groups[at].push_back(&opinion);
    }
    return groups;
}

void opinions(Html& h, const Scene& scene, const Matter& matter) {
    constexpr Literal key{"opinions"};
    const std::vector<OpinionGroup> groups = groups_of(*matter.consultation);
    if (groups.empty()) return;
    std::vector<std::int64_t> numbers;  // Of the people, from 1.
    std::int64_t people = 0;
    for (const OpinionGroup& group : groups) numbers.push_back(group.front()->person == 0 ? 0 : ++people);
    const auto unnumbered = static_cast<std::int64_t>(groups.size()) - people;
    if (people > 0) h(tag::p, {attr::cls("muted small")}, Say::opinions_people, {Arg::count("count", people)});
    if (people > 0 && unnumbered > 0) {
        h(tag::p, {attr::cls("muted small")}, Say::opinions_unnumbered, {Arg::count("count", unnumbered)});
    }
    const Slice shown = slice_of(scene, key, groups.size());
    const auto said = [&](const decision::Opinion& opinion) {
        free_text(h, scene, opinion.text);
        if (!decision::is_desk_role(opinion.by)) return;
        h.text(" ");
        badge(h, Tone::plain, Say::entered_at_desk);
    };
    h(tag::ul, {attr::cls("prose"), attr::id(key.view())}, [&] {
        for (std::size_t i = shown.begin; i < shown.end; ++i) {
            const OpinionGroup& group = groups[i];
            h(tag::li, [&] {
                if (numbers[i] == 0) return said(*group.front());
                h(tag::b, Say::person_opinions,
                  {Arg::year("number", numbers[i]), Arg::count("count", static_cast<std::int64_t>(group.size()))});
                h(tag::ul, [&] {
                    for (const decision::Opinion* one : group) h(tag::li, [&] { said(*one); });
                });
            });
        }
    });
    pager(h, scene, routes::matter(matter.id), key, shown);
}

void consultation(Html& h, const Scene& scene, const Matter& matter) {
    if (!matter.consultation) return;
    const decision::Consultation& consultation = *matter.consultation;
    const auto count = static_cast<std::int64_t>(consultation.opinions.size());
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::matter_consultation);
        if (consultation.reply.empty()) {
            const std::string date = scene.say.date(consultation.last_day);
            h(tag::p, Say::matter_consultation_open, {Arg::text("date", date), Arg::count("count", count)});
        } else {
            h(tag::p, Say::matter_consultation_over, {Arg::count("count", count)});
        }
        opinions(h, scene, matter);
        if (consultation.reply.empty()) return;
        h(tag::h3, Say::matter_reply);
        h(tag::p, {attr::cls("prose")}, [&] { free_text(h, scene, consultation.reply); });
    });
}

}  // namespace

void result_table(Html& h, const Scene& scene, const decision::Result& result) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::matter_result);
        h(tag::table, {attr::cls("result")}, [&] {
            h(tag::thead, [&] {
                h(tag::tr, [&] {
                    h(tag::td, "");
                    h(tag::th, {Attribute::text("scope", "col")}, Say::result_planned);
                    h(tag::th, {Attribute::text("scope", "col")}, Say::result_actual);
                });
            });
            const auto row = [&](Say title, const std::string& planned, const std::string& actual) {
                h(tag::tr, [&] {
                    h(tag::th, {Attribute::text("scope", "row")}, title);
                    h(tag::td, planned);
                    h(tag::td, actual);
                });
            };
            const auto days = [&](const decision::Figures& figures) {
                return scene.say(Say::result_days_value, {Arg::count("count", figures.days)});
            };
            h(tag::tbody, [&] {
                row(Say::result_cost, scene.say.money(result.planned.cost, "CNY"),
                    scene.say.money(result.actual.cost, "CNY"));
                row(Say::result_days, days(result.planned), days(result.actual));
                h(tag::tr, [&] {
                    h(tag::th, {Attribute::text("scope", "row")}, Say::result_scope);
                    h(tag::td, [&] { free_text(h, scene, result.planned.scope); });
                    h(tag::td, [&] { free_text(h, scene, result.actual.scope); });
                });
            });
        });
        h(tag::dl, {attr::cls("figures")}, [&] {
            h(tag::div, [&] {
                h(tag::dt, Say::result_acceptance);
                h(tag::dd, [&] { free_text(h, scene, result.acceptance); });
            });
            figure_row(h, Say::result_rating,
                       result.rating == 0 ? std::string{scene.say(Say::result_rating_none)}
                                          : scene.say(Say::result_rating_value, {Arg::count("count", result.rating)}));
        });
    });
}

Page matter_page(const Scene& scene, const Matter& matter) {
    return document(scene, {.name = "matter", .title = matter_title(scene, matter), .follows_record = true},
                    [&](Html& h) {
                        back_link(h, routes::matters(), Say::nav_matters);
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] {
                                returned_fault(h, scene);
                                head(h, scene, matter);
                                changed_by_staff(h, scene, matter);
                                matter_now(h, scene, matter);
                                matter_actions(h, scene, matter);
                            });
                            h(tag::div, [&] { matter_track(h, scene, matter); });
                        });
                        matter_drafts(h, scene, matter);
                        consultation(h, scene, matter);
                        if (matter.result) result_table(h, scene, *matter.result);
                        documents(h, scene, matter);
                        branch_views(h, scene, matter);
                        went_back(h, scene, matter);
                        matter_evidence(h, scene, matter);
                    });
}

}  // namespace gongyi::pages
