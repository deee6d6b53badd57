// A matter's gates as a track, what the present one needs, and why the closed ones count.
#include "shared/decision/explain.h"
#include "shared/pages/components.h"
#include "shared/pages/council_words.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/todo_words.h"

namespace gongyi::pages {

namespace {

using decision::Evidence;
using decision::EvidenceKind;
using decision::GateEvidence;
using decision::Matter;
using decision::MatterStage;

void links_of(Html& h, const decision::MeetingId meeting, const decision::NoticeId notice) {
    if (meeting != decision::MeetingId{}) {
        h(tag::a, {attr::cls("small"), attr::href(routes::meeting(meeting))}, Say::see_meeting);
    }
    if (notice != decision::NoticeId{}) {
        h(tag::a, {attr::cls("small"), attr::href(routes::notice(notice))}, Say::see_notice);
    }
}

const GateEvidence* find_closed(const std::vector<GateEvidence>& closed, std::size_t gate) {
    for (const GateEvidence& one : closed) {
        if (one.gate == static_cast<std::int64_t>(gate)) return &one;
    }
    return nullptr;
}

std::string state_of(const Scene& scene, const Matter& matter, const GateEvidence* closed, bool is_here) {
    if (closed != nullptr) return scene.say(Say::gate_done, {Arg::time("at", closed->closed_at)});
    if (!is_here) return std::string{scene.say(Say::gate_ahead)};
    return std::string{scene.say(matter.stage == MatterStage::open ? Say::gate_here : Say::gate_stopped)};
}

std::string evidence_words(const Scene& scene, const Evidence& one) {
    const auto shares = [&](Say message) {
        const std::string needed = measured(scene.say, one.measure, one.needed);
        const std::string got = measured(scene.say, one.measure, one.got);
        return scene.say(message, {Arg::text("needed", needed), Arg::text("got", got)});
    };
    const Arg count = Arg::count("count", one.got);
    switch (one.kind) {
        case EvidenceKind::document: {
            const std::string document = document_word(scene.say, one.detail);
            const std::string title = title_words(scene, one.title);
            return scene.say(Say::explain_document, {Arg::text("document", document), Arg::text("title", title)});
        }
        case EvidenceKind::consultation:
            return scene.say(Say::explain_consultation, {count});
        case EvidenceKind::quorum:
            return shares(Say::explain_quorum);
        case EvidenceKind::majority:
            return shares(Say::explain_majority);
        case EvidenceKind::minutes:
            return scene.say(Say::explain_minutes, {count, Arg::count("needed", one.needed)});
        case EvidenceKind::notice_period:
            return scene.say(Say::explain_notice_period,
                             {Arg::count("got", one.got), Arg::count("needed", one.needed)});
        case EvidenceKind::objections:
            return scene.say(Say::explain_objections, {count});
        case EvidenceKind::result:
            break;
    }
    return std::string{scene.say(Say::explain_result)};
}

void evidence_item(Html& h, const Scene& scene, const Evidence& one) {
    h(tag::li, [&] {
        h(tag::span, {attr::cls("mark good")}, "");
        h(tag::div, [&] {
            h.text(evidence_words(scene, one));
            if (one.entry) {
                h.text(" ");
                h(tag::a,
                  {attr::cls("small"), attr::href(routes::record_entry(static_cast<std::uint64_t>(*one.entry)))},
                  scene.say(Say::explain_entry, {Arg::year("index", *one.entry)}));
            }
            if (!one.source.empty()) {
                h(tag::p, {attr::cls("muted small")}, Say::explain_source, {Arg::text("source", one.source)});
            }
        });
    });
}

}  // namespace

void matter_track(Html& h, const Scene& scene, const Matter& matter) {
    const RuleProfile& profile = decision::profile_of(scene.state.decisions, matter);
    const auto closed = decision::explain(scene.state.decisions, matter);
    h(tag::h2, Say::matter_track);
    h(tag::ol, {attr::cls("steps")}, [&] {
        for (std::size_t i = 0; i < profile.gates.size(); ++i) {
            const Gate& gate = profile.gates[i];
            const GateEvidence* const done = find_closed(closed, i);
            const bool is_here = done == nullptr && decision::gate_of(matter) == static_cast<std::int64_t>(i);
            const Literal look = done != nullptr ? Literal{"done"} : is_here ? Literal{"here"} : Literal{"ahead"};
            h(tag::li, {attr::cls(look), Attribute::text("aria-current", "step").when(is_here)}, [&] {
                h(tag::span, {attr::cls("step-name")}, title_in(scene.say, gate.title));
                h(tag::span, {attr::cls("step-state")}, [&] {
                    const std::string_view body = scene.say(body_kind_word(gate.body));
                    h.text(scene.say(Say::gate_by, {Arg::text("body", body)}));
                    h(tag::br);
                    h.text(state_of(scene, matter, done, is_here));
                    h.text(" ");
                    if (done != nullptr)
                        links_of(h, done->meeting, done->notice);
                    else if (is_here)
                        links_of(h, {}, matter.passages.back().notice);
                });
            });
        }
    });
}

void matter_now(Html& h, const Scene& scene, const Matter& matter) {
    if (matter.stage != MatterStage::open) return;
    const decision::DecisionState& state = scene.state.decisions;
    const Zone zone = scene.say.zone();
    h(tag::section, {attr::cls("card now")}, [&] {
        const std::string_view gate = title_in(scene.say, decision::current_gate(state, matter).title);
        h(tag::h2, Say::matter_now, {Arg::text("gate", gate)});
        h(tag::p, {attr::cls("muted small")}, Say::matter_needs);
        h(tag::ul, {attr::cls("needs")}, [&] {
            for (const decision::Requirement& needed : decision::requirements(state, matter, scene.request.now, zone)) {
                h(tag::li, [&] {
                    h(tag::span, {attr::cls(needed.is_met ? Literal{"mark good"} : Literal{"mark open"})}, "");
                    h(tag::span, need_words(scene, matter, needed));
                    h(tag::span, {attr::cls("muted small")}, needed.is_met ? Say::need_met : Say::need_open);
                });
            }
        });
        h(tag::h3, Say::matter_waits_for);
        const auto todo = decision::todo_of(state, matter, scene.request.now, zone);
        if (todo.empty()) h(tag::p, Say::matter_waits_time);
        h(tag::ul, {attr::cls("waits")}, [&] {
            for (const decision::Todo& one : todo) {
                h(tag::li, [&] {
                    if (todo_url(one).text() == routes::matter(matter.id).text())
                        h.text(todo_words(scene, one));
                    else
                        h(tag::a, {attr::href(todo_url(one))}, todo_words(scene, one));
                    h.text(" ");
                    todo_due(h, scene, one);
                });
            }
        });
    });
}

void matter_evidence(Html& h, const Scene& scene, const Matter& matter) {
    const auto closed = decision::explain(scene.state.decisions, matter);
    if (closed.empty()) return;
    const RuleProfile& profile = decision::profile_of(scene.state.decisions, matter);
    h(tag::section, {attr::cls("card"), attr::id("explain")}, [&] {
        h(tag::h2, Say::explain_title);
        h(tag::p, {attr::cls("muted")}, Say::explain_intro);
        for (const GateEvidence& gate : closed) {
            h(tag::div, {attr::cls("evidence")}, [&] {
                h(tag::h3, [&] {
                    h.text(title_in(scene.say, profile.gates[static_cast<std::size_t>(gate.gate)].title));
                    h.text(" ");
                    h(tag::a,
                      {attr::cls("small"), attr::href(routes::record_entry(static_cast<std::uint64_t>(gate.entry)))},
                      scene.say(Say::explain_entry, {Arg::year("index", gate.entry)}));
                });
                h(tag::ul, {attr::cls("checks")}, [&] {
                    for (const Evidence& one : gate.evidence) evidence_item(h, scene, one);
                });
            });
        }
    });
}

}  // namespace gongyi::pages
