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

}  // namespace gongyi::pages
