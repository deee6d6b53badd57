// What people wrote freely, on a page: the words, or the sentence that stands where they were taken down.
#pragma once

#include <string>
#include <string_view>

#include "shared/decision/state.h"
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
// A title's words, or that it was taken down or is missing.
[[nodiscard]] std::string title_words(const Scene& scene, const FreeText& title);
// Likewise, with the matter's number where the words are gone.
[[nodiscard]] std::string matter_title(const Scene& scene, const decision::Matter& matter);
// Its own title, or its matter's.
[[nodiscard]] std::string agenda_title(const Scene& scene, const decision::AgendaItem& item);
// Below a heading that is a title: who took it down and why, or for whoever may do so a link to where that is done.
void title_note(Html& h, const Scene& scene, const FreeText& title);
// What the record has of a text and how to check it; nothing for one that stands within its entry.
void text_card(Html& h, const Scene& scene, const FreeText& text);

}  // namespace gongyi::pages
