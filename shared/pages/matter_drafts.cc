// A matter's draft, and what changed from one to the next.
#include "shared/decision/diff.h"
#include "shared/pages/components.h"
#include "shared/pages/free_text.h"
#include "shared/pages/matter_parts.h"

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

void draft_change(Html& h, const Scene& scene, const decision::Matter& matter, std::size_t index) {
    const decision::Draft& draft = matter.drafts[index];
    h(tag::details, [&] {
        h(tag::summary, Say::matter_draft_change,
          {Arg::year("number", static_cast<std::int64_t>(index + 1)), Arg::time("at", draft.at)});
        if (index > 0) {
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
    });
}

}  // namespace

void matter_drafts(Html& h, const Scene& scene, const decision::Matter& matter) {
    const auto count = static_cast<std::int64_t>(matter.drafts.size());
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::matter_draft, {Arg::year("number", count)});
        h(tag::p, {attr::cls("prose")}, [&] { free_text(h, scene, matter.drafts.back().text); });
        if (matter.drafts.size() == 1) return;
        h(tag::h3, Say::matter_drafts);
        for (std::size_t i = matter.drafts.size(); i-- > 0;) draft_change(h, scene, matter, i);
    });
}

}  // namespace gongyi::pages
