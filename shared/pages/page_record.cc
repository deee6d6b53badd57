// The public record: what this device found, how large the record is, who signs it, and how to check it elsewhere.
#include <array>

#include "shared/base/hash.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

constexpr Literal alarm_states{"differs forged rewritten key_changed withheld contradicted"};

// One thing that is checked: in which states it was found good and in which wrong; in all others it was not looked at.
struct Check {
    Say what;
    Say why;
    Literal good;
    Literal bad;
    Literal open;
};
constexpr std::array checks{
    Check{Say::check_entries, Say::check_entries_why, "verified forged rewritten key_changed contradicted", "differs",
          "unchecked checking offline unsigned"},
    Check{Say::check_signature, Say::check_signature_why, "verified rewritten key_changed withheld contradicted",
          "forged", "unchecked checking offline unsigned differs"},
    Check{Say::check_continues, Say::check_continues_why, "verified withheld contradicted", "rewritten",
          "unchecked checking offline unsigned differs forged key_changed"},
    Check{Say::check_key, Say::check_key_why, "verified withheld contradicted", "key_changed",
          "unchecked checking offline unsigned differs forged rewritten"},
    Check{Say::check_texts, Say::check_texts_why, "verified", "withheld",
          "unchecked checking offline unsigned differs forged rewritten key_changed contradicted"},
};

void mark(Html& h, Literal look, Literal states, std::string_view word, bool is_shown) {
    h(tag::span,
      {attr::cls(look), Attribute::text("data-when", states.view()), Attribute::flag("hidden").when(!is_shown)}, word);
}

void check_item(Html& h, const Scene& scene, const Check& check) {
    h(tag::li, [&] {
        mark(h, "mark good", check.good, scene.say(Say::check_mark_good), false);
        mark(h, "mark bad", check.bad, scene.say(Say::check_mark_bad), false);
        mark(h, "mark", check.open, scene.say(Say::check_mark_open), true);
        h(tag::div, [&] {
            h(tag::span, check.what);
            h(tag::p, {attr::cls("muted small")}, check.why);
        });
    });
}

// Whether this device has anything to compare with. Beside the status, not in it: each has its own states.
void visit_lines(Html& h, const Scene& scene) {
    h(tag::div, {attr::cls("muted"), Attribute::text("data-record-visit", "unknown")}, [&] {
        h(tag::p, {Attribute::text("data-when", "again"), attr::hidden}, [&] {
            scene.say.write(h.buffer(), Say::check_continues_before, {Arg::count("before", 0)},
                            {attr::cls("figure"), Attribute::text("data-figure", "before")});
        });
        h(tag::p, {Attribute::text("data-when", "first"), attr::hidden}, Say::check_continues_first);
    });
}

void status_line(Html& h, Literal look, Literal states, std::string_view text) {
    h(tag::p, {attr::cls(look), Attribute::text("data-when", states.view()), attr::hidden}, text);
}

void status_card(Html& h, const Scene& scene) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::record_status_title);
        h(tag::div, {attr::role("status"), Attribute::text("data-record-found", "unchecked")}, [&] {
            h(tag::p, {attr::cls("muted"), Attribute::text("data-when", "unchecked")}, Say::record_status_unchecked);
            status_line(h, "muted", "checking", scene.say(Say::record_checking));
            h(tag::p, {attr::cls("verified-line"), Attribute::text("data-when", "verified"), attr::hidden}, [&] {
                scene.say.write(h.buffer(), Say::record_status_verified,
                                {Arg::count("entries", static_cast<std::int64_t>(scene.live.checkpoint.size))},
                                {attr::cls("figure"), Attribute::text("data-figure", "entries")});
            });
            status_line(h, "muted", "offline", scene.say(Say::record_status_offline));
            status_line(h, "differs-line", "unsigned", scene.say(Say::record_unsigned));
            status_line(h, "differs-line", "differs", scene.say(Say::record_differs));
            status_line(h, "differs-line", "forged", scene.say(Say::record_forged));
            status_line(h, "differs-line", "rewritten", scene.say(Say::record_rewritten));
            status_line(h, "differs-line", "key_changed", scene.say(Say::record_key_changed));
            status_line(h, "differs-line", "withheld", scene.say(Say::record_withheld));
            status_line(h, "differs-line", "contradicted", scene.say(Say::record_contradicted));
        });
        h(tag::p, {Attribute::flag("data-without-script")}, Say::record_status_without_script);
        visit_lines(h, scene);
        h(tag::ul,
          {attr::cls("checks"), Attribute::text("data-record-found", "unchecked"), Attribute::flag("data-needs-script"),
           attr::hidden},
          [&] {
              for (const Check& check : checks) check_item(h, scene, check);
          });
    });
}

void evidence(Html& h, Say label, Literal figure) {
    h(tag::p, {attr::cls("muted small")}, label);
    h(tag::pre, {attr::cls("bytes")}, [&] { h(tag::code, {Attribute::text("data-figure", figure.view())}, "–"); });
}

// Shown when something is wrong, and only then.
void alarm_card(Html& h, const Scene& scene) {
    h(tag::div, {attr::id("alarm"), Attribute::text("data-record-found", "unchecked")}, [&] {
        h(tag::section, {attr::cls("notice warning"), Attribute::text("data-when", alarm_states.view()), attr::hidden},
          [&] {
              h(tag::h2, Say::alarm_title);
              h(tag::ol, {attr::cls("prose")}, [&] {
                  h(tag::li, Say::alarm_step_keep);
                  h(tag::li, Say::alarm_step_compare);
                  h(tag::li, Say::alarm_step_tell);
              });
              evidence(h, Say::alarm_kept_note, "kept_note");
              evidence(h, Say::alarm_shown_note, "shown_note");
              h(tag::div, {Attribute::text("data-when", "contradicted"), attr::hidden},
                [&] { evidence(h, Say::alarm_witness_note, "witness_note"); });
              h(tag::div, {Attribute::text("data-when", "rewritten key_changed"), attr::hidden}, [&] {
                  h(tag::p, Say::alarm_forget_text);
                  h(tag::button,
                    {attr::cls("button line"), attr::type("button"), Attribute::flag("data-record-forget")},
                    scene.say(Say::alarm_forget));
              });
          });
    });
}

void hash_row(Html& h, std::string_view label, std::string_view value) {
    h(tag::div, [&] {
        h(tag::dt, label);
        h(tag::dd, [&] { h(tag::code, {attr::cls("hash")}, value); });
    });
}

void record_figures(Html& h, const Scene& scene) {
    const std::uint64_t size = scene.live.checkpoint.size;
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, Say::record_size,
                   scene.say(Say::record_size_value, {Arg::count("count", static_cast<std::int64_t>(size))}));
        if (size > 0) figure_row(h, Say::record_last, scene.say.time(scene.state.last_at));
        hash_row(h, scene.say(Say::record_root), to_base64(scene.live.checkpoint.root));
    });
    h(tag::p, {attr::cls("muted small")}, Say::record_root_why);
    h(tag::p, [&] {
        if (size > 0) {
            h(tag::a, {attr::cls("target"), attr::href(routes::record_entry(size - 1))}, Say::record_see_last);
            h.text(" ");
        }
        h(tag::a, {attr::cls("target"), attr::href(routes::record_terms())}, Say::record_see_terms);
    });
}

void who_signs(Html& h, const Scene& scene) {
    const portal::State& state = scene.state;
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::record_key_title);
        if (state.record_keys.empty()) {
            h(tag::p, Say::record_key_none);
        } else {
            const portal::RecordKey& key = state.record_keys.back();
            h(tag::dl, {attr::cls("figures")}, [&] {
                hash_row(h, scene.say(Say::record_key), key.key.to_text());
                if (state.program) {
                    hash_row(h, scene.say(Say::record_program), to_hex(state.program->core));
                    hash_row(h, scene.say(Say::record_program_files), to_hex(state.program->files));
                }
            });
            h(tag::p, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::record_entry(key.entry))}, Say::record_key_entry);
            });
        }
        h(tag::p, {attr::cls("muted small")}, Say::record_key_why);
    });
}

// Where the record was put back: those who saw the former one are warned, and here it says why.
void restorations(Html& h, const Scene& scene) {
    for (const portal::Restoration& restored : scene.state.restorations) {
        h(tag::section, {attr::cls("notice warning")}, [&] {
            h(tag::h2, Say::restored_title);
            h(tag::p, Say::restored_text,
              {Arg::count("count", static_cast<std::int64_t>(restored.told.former_size)),
               Arg::text("reason", restored.told.reason)});
            h(tag::p, Say::restored_warns);
            h(tag::p, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::record_entry(restored.entry))}, Say::restored_entry);
            });
        });
    }
}

void what_is_in_it(Html& h) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::record_who_title);
        h(tag::p, Say::record_who_has);
        h(tag::p, Say::record_who_not);
    });
}

void tools(Html& h) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::record_tools_title);
        h(tag::p, {attr::cls("muted small")}, Say::record_tools_text);
        h(tag::p, [&] {
            h(tag::a, {attr::cls("target"), attr::href(routes::api_description())}, Say::record_tools_api);
        });
    });
}

}  // namespace

Page record_page(const Scene& scene) {
    return document(scene, {.name = "record", .title = scene.say(Say::record_title), .follows_record = true},
                    [&](Html& h) {
                        h(tag::h1, Say::record_title);
                        h(tag::p, {attr::cls("muted")}, Say::record_intro);
                        alarm_card(h, scene);
                        restorations(h, scene);
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] {
                                status_card(h, scene);
                                witness_card(h, scene);
                                h(tag::section, {attr::cls("card")}, [&] { record_figures(h, scene); });
                                what_is_in_it(h);
                            });
                            h(tag::div, [&] {
                                check_card(h, scene, record_check_texts, RoundId{});
                                downloads(h, scene);
                                who_signs(h, scene);
                                tools(h);
                            });
                        });
                    });
}

}  // namespace gongyi::pages
