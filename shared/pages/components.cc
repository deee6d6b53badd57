#include "shared/pages/components.h"

#include <algorithm>
#include <array>

#include "shared/tally/election.h"

namespace gongyi::pages {

namespace {

Literal tone_class(Tone tone) {
    switch (tone) {
        case Tone::act:
            return "badge act";
        case Tone::seal:
            return "badge seal";
        case Tone::gold:
            return "badge gold";
        case Tone::verified:
            return "badge verified";
        case Tone::plain:
            break;
    }
    return "badge";
}

Literal button_class(ButtonLook look) {
    return look == ButtonLook::main ? Literal{"button"} : Literal{"button line"};
}

constexpr std::int64_t bar_units = 1'000;  // The width of a bar's view box.
constexpr std::int64_t bar_height_units = 20;

// part / whole of the bar, rounded to the nearest unit. Amounts stay below 10^12 fen, so the product fits.
std::int64_t bar_length(std::int64_t part, std::int64_t whole) {
    if (whole <= 0 || part <= 0) return 0;
    return part >= whole ? bar_units : (part * bar_units + whole / 2) / whole;
}

template <class Rects>
void bar_svg(Html& h, Literal look, Attribute name, Rects&& rects) {
    h(tag::svg,
      {attr::cls(look), Attribute::text("viewBox", "0 0 1000 20"), Attribute::text("preserveAspectRatio", "none"),
       Attribute::text("focusable", "false"), name, attr::role("img")},
      rects);
}

void bar_rect(Html& h, Literal look, std::int64_t begin, std::int64_t length, std::string_view title) {
    h(tag::rect,
      {attr::cls(look), Attribute::number("x", begin), Attribute::number("width", length),
       Attribute::number("height", bar_height_units)},
      [&] {
          if (!title.empty()) h(tag::title, title);
      });
}

}  // namespace

void badge(Html& h, Tone tone, Words text) {
    h(tag::span, {attr::cls(tone_class(tone))}, text);
}

void category_badge(Html& h, const Scene& scene, Category category) {
    const Tone tone = category == Category::services ? Tone::gold
                      : category == Category::works  ? Tone::act
                                                     : Tone::plain;
    badge(h, tone, scene.say(category_word(category)));
}

void stage_badge(Html& h, const Scene& scene, Stage stage) {
    badge(h, stage == Stage::voting ? Tone::act : Tone::plain, scene.say(stage_word(stage)));
}

void button_link(Html& h, ButtonLook look, const Url& url, Words text) {
    h(tag::a, {attr::cls(button_class(look)), attr::href(url)}, text);
}

void submit_button(Html& h, ButtonLook look, Words text) {
    h(tag::button, {attr::cls(button_class(look)), attr::type("submit")}, text);
}

void back_link(Html& h, const Url& url, Words place) {
    h(tag::p, {attr::cls("back")}, [&] {
        h(tag::a, {attr::href(url)}, [&] {
            h(tag::span, {attr::decorative}, "‹ ");
            h(tag::span, {attr::cls("unseen")}, Say::back_to);
            h.write(place);
        });
    });
}

void notice(Html& h, NoticeKind kind, Words title, Words text) {
    const Literal look = kind == NoticeKind::warning   ? Literal{"notice warning"}
                         : kind == NoticeKind::success ? Literal{"notice success"}
                                                       : Literal{"notice"};
    h(tag::div, {attr::cls(look), attr::role("alert").when(kind == NoticeKind::warning)}, [&] {
        if (!title.empty()) h(tag::p, {attr::cls("notice-title")}, title);
        h(tag::p, text);
    });
}

void empty_state(Html& h, Words title, Words text) {
    h(tag::div, {attr::cls("card empty")}, [&] {
        h(tag::p, {attr::cls("empty-title")}, title);
        h(tag::p, {attr::cls("muted")}, text);
    });
}

std::string draft_line(const Scene& scene, const Round& round, Say planned) {
    return scene.say(scene.request.now < round.opens_at ? planned : Say::round_draft_late,
                     {Arg::time("opens", round.opens_at)});
}

std::string floor_sentence(const Wording& say, const Round& round) {
    const Arg votes = Arg::count("votes", std::max<std::int64_t>(round.support_min_votes, 1));
    if (round.support_min_share != 0) {
        // Ten-thousandths as a percentage without zeros at its end.
        std::string share = tally::amount_text(round.support_min_share, 2);
        while (share.back() == '0') share.pop_back();
        if (share.back() == '.') share.pop_back();
        return say(Say::round_floor_share, {votes, Arg::text("share", share + "%")});
    }
    return round.support_min_votes == 0 ? std::string{} : say(Say::round_floor_votes, {votes});
}

void figure_row(Html& h, Words label, Words value) {
    h(tag::div, [&] {
        h(tag::dt, label);
        h(tag::dd, value);
    });
}

void stacked_bar(Html& h, std::span<const Part> parts, std::int64_t whole, std::string_view label) {
    bar_svg(h, "bar tall", attr::label(label), [&] {
        std::int64_t sum = 0;
        for (const Part& part : parts) {
            // Ends are rounded, not lengths, so that rounding never adds up.
            const std::int64_t begin = bar_length(sum, whole);
            sum += part.size;
            bar_rect(h, part.look, begin, bar_length(sum, whole) - begin, part.title);
        }
    });
}

void share_bar(Html& h, std::int64_t part, std::int64_t whole, Literal look) {
    bar_svg(h, "bar", attr::decorative, [&] { bar_rect(h, look, 0, bar_length(part, whole), ""); });
}

void needed_bar(Html& h, std::int64_t part, std::int64_t needed, std::int64_t whole, Literal look) {
    constexpr std::int64_t mark_units = 6;
    bar_svg(h, "bar tall", attr::decorative, [&] {
        bar_rect(h, look, 0, bar_length(part, whole), "");
        const std::int64_t end = bar_length(needed, whole);
        bar_rect(h, "needed", std::max<std::int64_t>(0, end - mark_units), mark_units, "");
    });
}

void swatch(Html& h, Literal look) {
    bar_svg(h, "swatch", attr::decorative, [&] { bar_rect(h, look, 0, bar_units, ""); });
}

Literal part_look(std::size_t index) {
    static constexpr std::array looks{Literal{"p0"}, Literal{"p1"}, Literal{"p2"}, Literal{"p3"},
                                      Literal{"p4"}, Literal{"p5"}, Literal{"p6"}, Literal{"p7"}};
    return looks[index % looks.size()];
}

void round_steps(Html& h, const Scene& scene, const Round& round) {
    struct Step {
        Stage stage;
        Say name;
    };
    static constexpr std::array steps{Step{Stage::draft, Say::step_draft}, Step{Stage::voting, Say::step_voting},
                                      Step{Stage::closed, Say::step_closed}};
    h(tag::ol, {attr::cls("steps"), attr::label(scene.say(Say::steps_label))}, [&] {
        for (const Step& step : steps) {
            // The last step is done as soon as it is reached.
            const bool is_done = step.stage < round.stage || round.stage == Stage::closed;
            const bool is_here = step.stage == round.stage && !is_done;
            const Literal look = is_done ? Literal{"done"} : is_here ? Literal{"here"} : Literal{"ahead"};
            h(tag::li, {attr::cls(look), Attribute::text("aria-current", "step").when(is_here)}, [&] {
                h(tag::span, {attr::cls("step-name")}, step.name);
                h(tag::span, {attr::cls("step-state")},
                  is_done   ? Say::step_done
                  : is_here ? Say::step_here
                            : Say::step_ahead);
            });
        }
    });
}

void text_field(Html& h, const Scene& scene, const TextField& field) {
    const std::string id = "field-" + std::string(field.name.view());
    const std::string hint_id = id + "-hint";
    const std::string fault_id = id + "-fault";
    const FormFault* fault = scene.fault(field.name.view());
    const std::string described = (field.hint.empty() ? "" : hint_id + " ") + (fault == nullptr ? "" : fault_id);
    h(tag::div, {attr::cls(fault == nullptr ? Literal{"field"} : Literal{"field faulty"})}, [&] {
        h(tag::label, {attr::for_id(id)}, field.label);
        if (!field.hint.empty()) h(tag::p, {attr::cls("hint"), attr::id(hint_id)}, field.hint);
        if (fault != nullptr) {
            h(tag::p, {attr::cls("fault"), attr::id(fault_id), attr::role("alert")},
              scene.fault_sentence(*fault, "CNY"));
        }
        h(tag::input,
          {attr::id(id), attr::name(field.name), attr::type(field.kind),
           Attribute::text("autocomplete", field.autocomplete.view()), Attribute::text("autocapitalize", "none"),
           Attribute::text("spellcheck", "false"), attr::required.when(field.is_required),
           attr::value(scene.filled(field.name.view())).when(field.keeps_value),
           Attribute::text("aria-describedby", described).when(!described.empty()),
           Attribute::text("aria-invalid", "true").when(fault != nullptr)});
    });
}

void csrf_field(Html& h, const Scene& scene) {
    h(tag::input, {attr::type("hidden"), attr::name(field::csrf), attr::value(scene.viewer.csrf)});
}

void form_faults(Html& h, const Scene& scene, std::string_view currency) {
    constexpr std::array text_fields{field::code,   field::name,           field::passphrase, field::passphrase_again,
                                     field::reason, field::passphrase_now, field::otp};
    for (const FormFault& fault : scene.request.faults) {
        const bool has_field = std::any_of(text_fields.begin(), text_fields.end(),
                                           [&](Literal name) { return name.view() == fault.field; });
        if (has_field) continue;
        notice(h, NoticeKind::warning, Say::problem_title, scene.fault_sentence(fault, currency));
    }
}

void project_card(Html& h, const Scene& scene, const Round& round, const Project& project) {
    h(tag::li, {attr::cls("card project")}, [&] {
        h(tag::h3, [&] { h(tag::a, {attr::href(routes::project(round.id, project.id))}, project.title); });
        h(tag::p, {attr::cls("meta")}, [&] {
            category_badge(h, scene, project.category);
            if (!project.place.empty()) h(tag::span, {attr::cls("muted")}, project.place);
        });
        h(tag::p, {attr::cls("figure cost")}, scene.say.money(project.cost, round.currency));
        if (!project.need.empty()) h(tag::p, {attr::cls("muted clamp")}, project.need);
    });
}

bool is_turnout_told(const Round& round) {
    return turnout_so_far(round) != 0 || turnout_told_from(round) == 0;
}

void turnout_sentence(Html& h, const Scene& scene, Say told, Say later, const Round& round) {
    if (is_turnout_told(round)) {
        scene.say.write(h.buffer(), told, {Arg::count("voted", turnout_so_far(round))}, {attr::cls("figure")});
    } else {
        sentence(h, scene, later, {Arg::count("from", turnout_told_from(round))});
    }
}

void sentence(Html& h, const Scene& scene, Say message, std::initializer_list<Arg> args) {
    scene.say.write(h.buffer(), message, args);
}

}  // namespace gongyi::pages
