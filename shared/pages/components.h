// The parts that pages are built from. Their looks are in static/app.css under the same names.
#pragma once

#include <span>
#include <string_view>

#include "shared/pages/html.h"
#include "shared/pages/routes.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

// What a colour stands for (also said by the words in it): in progress, official or short, money kept or a service,
// verified just now, nothing in particular.
enum class Tone : std::uint8_t { act, seal, gold, verified, plain };

void badge(Html& h, Tone tone, Words text);
void category_badge(Html& h, const Scene& scene, Category category);
void stage_badge(Html& h, const Scene& scene, Stage stage);

enum class ButtonLook : std::uint8_t { main, line };
// A link that looks like a button, and a form's submit button.
void button_link(Html& h, ButtonLook look, const Url& url, Words text);
void submit_button(Html& h, ButtonLook look, Words text);
// "‹ …" above a page's heading.
void back_link(Html& h, const Url& url, Words place);

// A box with a message that must not be missed. A warning is announced by screen readers at once.
enum class NoticeKind : std::uint8_t { information, success, warning };
void notice(Html& h, NoticeKind kind, Words title, Words text);
// What stands where a list has nothing in it.
void empty_state(Html& h, Words title, Words text);

// What is planned for a round in draft: `planned`, which says {opens} as of something to come; once that moment has
// passed, that voting has not opened.
[[nodiscard]] std::string draft_line(const Scene& scene, const Round& round, Say planned);

// The round's floor of support in a sentence; "" when there is none.
[[nodiscard]] std::string floor_sentence(const Wording& say, const Round& round);

// One row of a figures list: <dt>label</dt><dd>value</dd>.
void figure_row(Html& h, Words label, Words value);

// A horizontal picture of parts of a whole, drawn as SVG so that no inline style is needed. Words must stand beside it.
struct Part {
    std::int64_t size = 0;
    Literal look;              // A CSS class: "p0" to "p7" (a scale of colours) or "rest".
    std::string_view title{};  // What it is, for whoever points at it; may be empty.
};
void stacked_bar(Html& h, std::span<const Part> parts, std::int64_t whole, std::string_view label);
// A bar of one part; decorative, for beside a number.
void share_bar(Html& h, std::int64_t part, std::int64_t whole, Literal look);
// A bar with a mark at what is needed; decorative likewise.
void needed_bar(Html& h, std::int64_t part, std::int64_t needed, std::int64_t whole, Literal look);
// A small square in a part's colour; decorative, for beside its name.
void swatch(Html& h, Literal look);
// The class for the index-th part.
[[nodiscard]] Literal part_look(std::size_t index);

// The steps of a round with a mark on where it stands.
void round_steps(Html& h, const Scene& scene, const Round& round);

// A labelled text field with its hint and, when the form came back, its fault. `kind`: "text", "password".
struct TextField {
    Literal name;
    Literal kind{"text"};
    Literal autocomplete{"off"};
    std::string_view label{};
    std::string_view hint{};
    bool is_required = true;
    bool keeps_value = true;  // Not for passphrases.
};
void text_field(Html& h, const Scene& scene, const TextField& field);
void csrf_field(Html& h, const Scene& scene);
// The faults that no text_field shows; nothing when there is none. `currency` is the round's, where one is concerned.
void form_faults(Html& h, const Scene& scene, std::string_view currency);

// A card of a project in a list: title, kind, place, cost, what it is for.
void project_card(Html& h, const Scene& scene, const Round& round, const Project& project);

// A box in which a script does work again on this device and says what came of it (hooks.h, "Counting again").
struct CheckTexts {
    Literal hook;  // The data attribute that scripts look for.
    Say title;
    Say text;
    Say start;
    Say equal;
};
inline constexpr CheckTexts recount_texts{"data-recount", Say::recount_title, Say::recount_text, Say::recount_start,
                                          Say::recount_equal};
inline constexpr CheckTexts record_check_texts{"data-record-check", Say::record_check_title, Say::record_check_text,
                                               Say::record_check_start, Say::record_check_equal};
// `round` is none (0) where no round is concerned.
void check_card(Html& h, const Scene& scene, const CheckTexts& texts, RoundId round);
// Links to the record's data.
// The record page's witnesses.
void witness_card(Html& h, const Scene& scene);
void downloads(Html& h, const Scene& scene);

// How many have voted in an open round, as the record tells it: `told`, or `later` while it tells nothing.
void turnout_sentence(Html& h, const Scene& scene, Say told, Say later, const Round& round);
// Whether the record tells yet how many have voted.
[[nodiscard]] bool is_turnout_told(const Round& round);

// Scene's sentence with figures in bold, as an element's content.
void sentence(Html& h, const Scene& scene, Say message, std::initializer_list<Arg> args);

}  // namespace gongyi::pages
