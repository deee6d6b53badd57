// A matter's draft, and what changed from one to the next.
#include "shared/decision/diff.h"
#include "shared/pages/components.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/pager.h"

namespace gongyi::pages {

namespace {

void diff_part(Html& h, const decision::DiffPart& part) {
    if (part.change == decision::Change::same) return h.lines(part.text);
    const bool is_added = part.change == decision::Change::added;
    // Readers that speak leave <ins> and <del> out, so a word says it too.
    h(is_added ? tag::ins : tag::del, [&] {
        h(tag::span, {attr::cls("unseen")}, is_added ? Say::diff_added : Say::diff_removed);
        h.lines(part.text);
    });
}

// What the author says against what staff changed, and their answer.
void contest(Html& h, const Scene& scene, const decision::Matter& matter, std::size_t index) {
    const decision::Draft& draft = matter.drafts[index];
    if (draft.contest.empty()) return;
    h(tag::p, {attr::cls("answer contested")}, [&] {
        h(tag::b, Say::draft_contested, {Arg::year("number", static_cast<std::int64_t>(index + 1))});
        h.text(" ");
        free_text(h, scene, draft.contest);
    });
    if (decision::is_contest_open(scene.state.decisions, matter, index)) {
        h(tag::p, {attr::cls("muted small")}, Say::draft_contest_open);
    }
    if (draft.contest_answer.empty()) return;
    h(tag::p, {attr::cls("answer")}, [&] {
        h(tag::b, Say::draft_contest_answered);
        h.text(" ");
        free_text(h, scene, draft.contest_answer);
    });
}

void draft_change(Html& h, const Scene& scene, const decision::Matter& matter, std::size_t index) {
    const decision::Draft& draft = matter.drafts[index];
    const bool is_last = index + 1 == matter.drafts.size();
    // Nobody has to look for what staff changed in the draft that holds.
    const bool is_open = is_last && decision::is_changed_by_staff(matter, index);
    h(tag::details, {Attribute::flag("open").when(is_open)}, [&] {
        h(tag::summary, Say::matter_draft_change,
          {Arg::year("number", static_cast<std::int64_t>(index + 1)), Arg::time("at", draft.at)});
        if (index > 0) {
            if (decision::is_changed_by_staff(matter, index)) badge(h, Tone::seal, Say::draft_by_staff);
            h(tag::p, {attr::cls("muted")}, [&] {
                if (draft.note.empty()) return h.text(Say::matter_draft_by_vote);
                free_text(h, scene, draft.note);
            });
        }
        h(tag::p, {attr::cls("prose diff")}, [&] {
            const decision::Texts& texts = scene.state.decisions.texts;
            const auto before = index == 0 ? std::nullopt : decision::words_of(texts, matter.drafts[index - 1].text);
            const auto after = decision::words_of(texts, draft.text);
            // Where one of the two was taken down there is nothing to compare.
            if (!before || !after) return free_text(h, scene, draft.text);
            for (const auto& part : decision::diff(*before, *after)) diff_part(h, part);
            take_down_link(h, scene, draft.text);
        });
        if (!is_last) contest(h, scene, matter, index);
    });
}

}  // namespace

void draft_badges(Html& h, const decision::Matter& matter, std::size_t index) {
    if (!decision::is_changed_by_staff(matter, index)) return;
    const bool is_contested = !matter.drafts[index].contest.empty();
    h(tag::p, {attr::cls("meta")}, [&] {
        badge(h, Tone::seal, Say::draft_by_staff);
        if (is_contested) badge(h, Tone::gold, Say::draft_contested_badge);
    });
}

void matter_drafts(Html& h, const Scene& scene, const decision::Matter& matter) {
    const auto count = static_cast<std::int64_t>(matter.drafts.size());
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::matter_draft, {Arg::year("number", count)});
        draft_badges(h, matter, matter.drafts.size() - 1);
        h(tag::p, {attr::cls("prose")}, [&] { free_text(h, scene, matter.drafts.back().text); });
        contest(h, scene, matter, matter.drafts.size() - 1);
        if (matter.drafts.size() == 1) return;
        // Each is compared with the one before it, which costs more than to list it.
        constexpr std::size_t drafts_shown_max = 10;
        constexpr Literal key{"drafts"};
        const Slice shown = slice_of(scene, key, matter.drafts.size(), drafts_shown_max);
        h(tag::h3, {attr::id(key.view())}, Say::matter_drafts);
        for (std::size_t i = shown.begin; i < shown.end; ++i) {
            draft_change(h, scene, matter, matter.drafts.size() - 1 - i);
        }
        pager(h, scene, routes::matter(matter.id), key, shown);
    });
}

}  // namespace gongyi::pages
