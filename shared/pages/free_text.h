// What people wrote freely, on a page: the words, or the sentence that stands where they were taken down.
#pragma once

#include <string>
#include <string_view>

#include "shared/decision/texts.h"
#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

[[nodiscard]] Say ground_word(decision::Ground ground);

// The words; where they are gone the sentence that says when and why, or that they are missing.
[[nodiscard]] std::string words_or_sentence(const Scene& scene, const FreeText& text);
// The words alone, "" where they are gone: to start a form with. Refers to the state.
[[nodiscard]] std::string_view words_or_none(const Scene& scene, const FreeText& text);

// The words as paragraphs, or the sentence with a link to the entry of the takedown. For whoever may take them down
// followed by a link to where that is done. Stands within a paragraph or a list item.
void free_text(Html& h, const Scene& scene, const FreeText& text);
// That link alone: behind words that stand in a sentence.
void take_down_link(Html& h, const Scene& scene, const FreeText& text);
// What the record has of a text and how to check it; nothing for one that stands within its entry.
void text_card(Html& h, const Scene& scene, const FreeText& text);

}  // namespace gongyi::pages
