#include "shared/pages/free_text.h"

#include "shared/pages/command_form.h"
#include "shared/pages/council_words.h"

namespace gongyi::pages {

namespace {

std::string takedown_sentence(const Scene& scene, const decision::Takedown& takedown) {
    return scene.say(Say::text_taken_down,
                     {Arg::time("at", takedown.at), Arg::text("ground", scene.say(ground_word(takedown.ground)))});
}

}  // namespace

Say ground_word(decision::Ground ground) {
    switch (ground) {
        case decision::Ground::rights_of_others:
            return Say::ground_rights_of_others;
        case decision::Ground::unlawful:
            return Say::ground_unlawful;
        case decision::Ground::authors_wish:
            return Say::ground_authors_wish;
        case decision::Ground::personal_information:
            break;
    }
    return Say::ground_personal_information;
}

std::string words_or_sentence(const Scene& scene, const FreeText& text) {
    const decision::Texts& texts = scene.state.decisions.texts;
    if (const auto words = decision::words_of(texts, text)) return std::string{*words};
    if (const auto* takedown = decision::takedown_of(texts, text)) return takedown_sentence(scene, *takedown);
    return std::string{scene.say(Say::text_missing)};
}

std::string_view words_or_none(const Scene& scene, const FreeText& text) {
    return decision::words_of(scene.state.decisions.texts, text).value_or(std::string_view{});
}

void free_text(Html& h, const Scene& scene, const FreeText& text) {
    const decision::Texts& texts = scene.state.decisions.texts;
    if (const auto words = decision::words_of(texts, text)) {
        h.lines(*words);
        return take_down_link(h, scene, text);
    }
    const auto* takedown = decision::takedown_of(texts, text);
    h(tag::span, {attr::cls("muted")}, [&] {
        h.text(words_or_sentence(scene, text));
        if (takedown == nullptr) return;
        h.text(" ");
        h(tag::a, {attr::href(routes::record_entry(takedown->entry))}, Say::text_takedown_entry);
    });
}

void take_down_link(Html& h, const Scene& scene, const FreeText& text) {
    if (!is_accepted_now(scene, decision::TakeDownText{text.commitment, {}})) return;
    // Its own page is where the link leads to.
    if (scene.request.path == routes::record_text(text.commitment).text()) return;
    h.text(" ");
    h(tag::a, {attr::cls("small screen-only"), attr::href(routes::record_text(text.commitment))},
      Say::text_take_down_link);
}

std::string title_words(const Scene& scene, const FreeText& title) {
    const decision::Texts& texts = scene.state.decisions.texts;
    if (const auto words = decision::words_of(texts, title)) return std::string{*words};
    const bool is_down = decision::takedown_of(texts, title) != nullptr;
    return std::string{scene.say(is_down ? Say::title_taken_down : Say::title_missing)};
}

std::string matter_title(const Scene& scene, const decision::Matter& matter) {
    std::string words = title_words(scene, matter.title);
    if (decision::words_of(scene.state.decisions.texts, matter.title)) return words;
    const Arg number = Arg::year("number", static_cast<std::int64_t>(matter.id.raw()));
    const std::string named = scene.say(Say::matter_number, {number});
    return scene.say(Say::matter_untitled, {Arg::text("matter", named), Arg::text("title", words)});
}

std::string agenda_title(const Scene& scene, const decision::AgendaItem& item) {
    const decision::Matter* const matter = decision::find_matter(scene.state.decisions, item.matter);
    return item.title.empty() && matter != nullptr ? matter_title(scene, *matter) : title_words(scene, item.title);
}

void title_note(Html& h, const Scene& scene, const FreeText& title) {
    const bool is_here = decision::words_of(scene.state.decisions.texts, title).has_value();
    if (is_here && !is_accepted_now(scene, decision::TakeDownText{title.commitment, {}})) return;
    h(tag::p, {attr::cls("small")}, [&] { is_here ? take_down_link(h, scene, title) : free_text(h, scene, title); });
}

}  // namespace gongyi::pages
