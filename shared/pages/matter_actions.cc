// The forms on a matter's page: those that this viewer's role may send, at the gate where the matter is.
#include "shared/base/hundredths.h"
#include "shared/decision/gates.h"
#include "shared/pages/command_form.h"
#include "shared/pages/components.h"
#include "shared/pages/council_words.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/place_parts.h"

namespace gongyi::pages {

namespace {

using decision::Matter;

// What the forms of one matter share.
class Actions {
public:
    Actions(Html& h, const Scene& scene, const Matter& matter)
        : h_{h}, scene_{scene}, matter_{matter}, gate_{decision::current_gate(scene.state.decisions, matter)} {}

    void write() {
        close_gate();
        contest();
        opinion();
        branch_forms(h_, scene_, matter_);
        file_documents();
        consultation();
        convene();
        notice_of_gate();
        result();
        revise();
        place();
        take_back();
    }

private:
    [[nodiscard]] Url back() const { return routes::matter(matter_.id); }
    [[nodiscard]] std::string_view say(Say message) const { return scene_.say(message); }
    [[nodiscard]] bool is_deliberated() const { return gate_.kind == GateKind::deliberation; }
    template <class T>
    [[nodiscard]] bool is_offered() const {
        return may_give<T>(scene_);
    }

    template <class Body>
    void folded(Say summary, Literal type, Body&& body) {
        folded_form(h_, scene_, say(summary), {type, back()}, {{"matter", matter_.id.raw()}}, body);
    }

    void close_gate() {
        if (!is_accepted_now(scene_, decision::CloseGate{matter_.id})) return;
        const auto& gates = decision::profile_of(scene_.state.decisions, matter_).gates;
        const bool is_last = decision::gate_of(matter_) + 1 == static_cast<std::int64_t>(gates.size());
        command_button(h_, scene_, {"CloseGate", back()}, {{"matter", matter_.id.raw()}},
                       say(is_last ? Say::matter_close_gate_last : Say::matter_close_gate), ButtonLook::main);
    }

    // For each draft that staff changed: the author's word against it, and the staff's answer.
    void contest() {
        for (std::size_t i = matter_.drafts.size(); i-- > 0;) {
            const auto number = static_cast<std::int64_t>(i + 1);
            const std::initializer_list<Hidden> about{{"matter", matter_.id.raw()},
                                                      {"draft", static_cast<std::uint64_t>(number)}};
            if (is_accepted_now(scene_, decision::ContestDraft{matter_.id, number, "…"})) {
                const std::string summary = scene_.say(Say::draft_contest, {Arg::year("number", number)});
                folded_form(h_, scene_, summary, {"ContestDraft", back()}, about, [&](FormFields& form) {
                    form.area("text", Say::draft_contest_text, Say::draft_contest_hint);
                    form.button(Say::draft_contest_send);
                });
            }
            if (is_accepted_now(scene_, decision::AnswerContest{matter_.id, number, "…"})) {
                folded_form(h_, scene_, Say::draft_contest_answer, {"AnswerContest", back()}, about,
                            [&](FormFields& form) {
                                form.area("text", Say::draft_contest_answer);
                                form.button(Say::draft_contest_answer);
                            });
            }
        }
    }

    void opinion() {
        if (!is_accepted_now(scene_, decision::GiveOpinion{matter_.id, "…"})) return;
        folded(Say::matter_opinion, "GiveOpinion", [&](FormFields& form) {
            const VoiceRule& share = decision::profile_of(scene_.state.decisions, matter_).voices;
            const std::string hint = scene_.say(Say::share_of_opinions, {Arg::count("allowed", share.opinions_a_matter),
                                                                         Arg::count("daily", share.opinions_a_day)});
            form.area("text", Say::field_opinion, hint);
            form.button(Say::matter_opinion);
        });
    }

    void file_documents() {
        if (!is_offered<decision::FileDocument>()) return;
        for (const std::string& kind : decision::missing_documents(scene_.state.decisions, matter_)) {
            if (!is_accepted_now(scene_, decision::FileDocument{matter_.id, kind, "…", {}})) continue;
            const std::string document = document_word(scene_.say, kind);
            const std::string summary = scene_.say(Say::matter_file, {Arg::text("document", document)});
            folded_form(h_, scene_, summary, {"FileDocument", back(), /*has_file=*/true},
                        {{"matter", matter_.id.raw()}, {"kind", kind}}, [&](FormFields& form) {
                            form.line("title", Say::field_document_title, {}, "text", document);
                            form.file(field::file.view(), Say::field_document_file, Say::field_document_file_hint);
                            form.line(field::hash.view(), Say::field_document_hash, Say::field_document_hash_hint);
                            form.button(summary);
                        });
        }
    }

    void consultation() {
        if (is_accepted_now(scene_, decision::OpenConsultation{matter_.id, 1})) {
            folded(Say::matter_open_consultation, "OpenConsultation", [&](FormFields& form) {
                form.line("days", Say::field_days, {}, "number", "7");
                form.button(Say::matter_open_consultation);
            });
        }
        if (!is_accepted_now(scene_, decision::CloseConsultation{matter_.id, "…"})) return;
        folded(Say::matter_close_consultation, "CloseConsultation", [&](FormFields& form) {
            form.area("reply", Say::field_reply);
            form.button(Say::matter_close_consultation);
        });
    }

    // The form stands on the page of meetings.
    void convene() {
        if (!is_offered<decision::ConveneMeeting>() || !is_deliberated()) return;
        for (const Body& body : scene_.state.decisions.bodies) {
            if (body.kind != gate_.body) continue;
            const Url form = routes::meetings()
                                 .with("body", std::to_string(body.id.raw()))
                                 .with("profile", decision::profile_of(scene_.state.decisions, matter_).id)
                                 .with("form", gate_.form)
                                 .with("matter", std::to_string(matter_.id.raw()));
            button_link(h_, ButtonLook::line, form, scene_.say(Say::matter_convene, {Arg::text("body", body.name)}));
        }
    }

    void notice_of_gate() {
        const decision::PostNotice post{matter_.id, "…", {"…"}};
        if (!is_accepted_now(scene_, post)) return;
        folded(Say::matter_post_notice, "PostNotice", [&](FormFields& form) {
            form.area("text", Say::field_notice_text,
                      scene_.say(Say::matter_post_hint, {Arg::count("days", gate_.notice->period.days)}),
                      words_or_none(scene_, matter_.drafts.back().text), 8);
            form.area("places", Say::field_places, {}, scene_.say(Say::field_places_usual), 3);
            form.button(Say::matter_post_notice);
        });
    }

    void result() {
        if (!is_accepted_now(scene_, decision::RecordResult{matter_.id, {}})) return;
        folded(Say::matter_record_result, "RecordResult", [&](FormFields& form) {
            const std::string planned =
                matter_.amount == Money{} ? std::string{} : write_hundredths(matter_.amount.fen);
            form.line("result.planned.cost_fen", Say::field_planned_cost, {}, "text", planned);
            form.line("result.actual.cost_fen", Say::field_actual_cost);
            form.line("result.planned.days", Say::field_planned_days, {}, "number");
            form.line("result.actual.days", Say::field_actual_days, {}, "number");
            form.line("result.planned.scope", Say::field_planned_scope);
            form.line("result.actual.scope", Say::field_actual_scope);
            form.line("result.acceptance", Say::field_acceptance);
            form.line("result.rating", Say::field_rating, {}, "number", "0");
            form.button(Say::matter_record_result);
        });
    }

    void revise() {
        if (!is_accepted_now(scene_, decision::ReviseDraft{matter_.id, "…", "…"})) return;
        folded(Say::matter_revise, "ReviseDraft", [&](FormFields& form) {
            form.area("text", Say::field_text, Say::matter_revise_hint,
                      words_or_none(scene_, matter_.drafts.back().text), 10);
            form.line("note", Say::field_note);
            form.button(Say::matter_revise);
        });
    }

    void place() {
        const Options nodes = node_options(scene_);
        if (!is_offered<decision::SetMatterPlace>() || nodes.is_empty()) return;
        folded(Say::matter_place_set, "SetMatterPlace", [&](FormFields& form) {
            form.select("node", Say::node_which, nodes.all(), std::to_string(matter_.place.raw()));
            form.button(Say::place_save, ButtonLook::line);
        });
    }

    void take_back() {
        const auto reason = [&](FormFields& form, Say button) {
            form.area("reason", Say::field_reason, {}, {}, 2);
            form.button(say(button), ButtonLook::line);
        };
        const auto& gates = decision::profile_of(scene_.state.decisions, matter_).gates;
        if (is_accepted_now(scene_, decision::ReturnMatter{matter_.id, gates.front().id, "…"})) {
            folded(Say::matter_return, "ReturnMatter", [&](FormFields& form) {
                std::vector<Option> options;
                for (std::int64_t i = 0; i < decision::gate_of(matter_); ++i) {
                    const Gate& gate = gates[static_cast<std::size_t>(i)];
                    options.push_back({gate.id, title_in(scene_.say, gate.title)});
                }
                form.select("gate", Say::field_gate, options);
                reason(form, Say::matter_return);
            });
        }
        if (is_accepted_now(scene_, decision::RejectMatter{matter_.id, "…"})) {
            const bool is_early = decision::is_unheard(scene_.state.decisions, matter_);
            const Say summary = is_early ? Say::matter_reject_early : Say::matter_reject;
            folded(summary, "RejectMatter", [&](FormFields& form) {
                form.area("reason", Say::field_reason, Say::matter_reject_hint, {}, 2);
                form.button(say(summary), ButtonLook::line);
            });
        }
        if (is_accepted_now(scene_, decision::WithdrawMatter{matter_.id, "…"})) {
            folded(Say::matter_withdraw, "WithdrawMatter",
                   [&](FormFields& form) { reason(form, Say::matter_withdraw); });
        }
    }

    Html& h_;
    const Scene& scene_;
    const Matter& matter_;
    const Gate& gate_;
};

}  // namespace

void matter_actions(Html& h, const Scene& scene, const Matter& matter) {
    if (matter.stage != decision::MatterStage::open) return;
    if (!scene.is_signed_in()) {
        button_link(h, ButtonLook::line, routes::signin().with(field::back, routes::matter(matter.id).text()),
                    Say::matter_signin);
        return;
    }
    std::string forms;
    Html inner{forms, scene.say};
    Actions{inner, scene, matter}.write();
    if (forms.empty()) return;
    h(tag::section, {attr::cls("card acts")}, [&] {
        h(tag::h2, Say::matter_actions);
        h.buffer() += forms;
    });
}

}  // namespace gongyi::pages
