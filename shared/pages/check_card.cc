// The box in which this device does the work again: counting a round, or checking the record.
#include "shared/pages/components.h"
#include "shared/pages/routes.h"
#include "shared/portal/audit.h"

namespace gongyi::pages {

namespace {

void figure_slot(Html& h, Say label, Literal name) {
    h(tag::div, [&] {
        h(tag::dt, label);
        h(tag::dd, {Attribute::text("data-figure", name.view())}, "–");
    });
}

void state_line(Html& h, Literal state, Literal look, std::string_view text) {
    h(tag::p, {attr::cls(look), Attribute::text("data-when", state.view()), attr::hidden}, text);
}

void start_button(Html& h, ButtonLook look, std::string_view text) {
    h(tag::button,
      {attr::cls(look == ButtonLook::main ? Literal{"button"} : Literal{"button line"}), attr::type("button"),
       Attribute::flag("data-recount-start"), Attribute::text("data-when", "idle equal differs failed"),
       Attribute::flag("data-needs-script"), attr::hidden},
      text);
}

void cancel_button(Html& h, std::string_view text) {
    h(tag::button,
      {attr::cls("button line"), attr::type("button"), Attribute::flag("data-recount-cancel"),
       Attribute::text("data-when", "working"), attr::hidden},
      text);
}

}  // namespace

void check_card(Html& h, const Scene& scene, const CheckTexts& texts, RoundId round) {
    const Attribute round_hook = Attribute::number("data-round", static_cast<std::int64_t>(round.raw()));
    const Round* counted = portal::find_round(scene.state, round);
    const bool has_credentials = counted != nullptr && portal::is_auditable(*counted);
    h(tag::section,
      {attr::cls("card check"), Attribute::text(texts.hook, "idle"), round_hook.when(round.raw() != 0),
       Attribute::flag("data-has-credentials").when(has_credentials)},
      [&] {
          h(tag::h2, texts.title);
          h(tag::p, {attr::cls("muted")}, texts.text);
          if (has_credentials) {
              h(tag::p, {attr::cls("muted")}, Say::recount_audit_text);
              h(tag::p, {attr::cls("muted")}, Say::recount_batch_text);
          }
          h(tag::div, {attr::role("status")}, [&] {
              state_line(h, "working", "muted", scene.say(Say::recount_working));
              state_line(h, "equal", "verified-line", scene.say(texts.equal));
              state_line(h, "differs", "differs-line", scene.say(Say::recount_differs));
              state_line(h, "failed", "differs-line", scene.say(Say::recount_failed));
          });
          h(tag::progress,
            {Attribute::number("max", 1), attr::value(std::int64_t{0}), attr::label(scene.say(Say::recount_progress)),
             Attribute::flag("data-recount-progress"), Attribute::text("data-when", "working"), attr::hidden},
            "");
          h(tag::dl, {attr::cls("figures"), Attribute::text("data-when", "equal"), attr::hidden}, [&] {
              if (round.raw() != 0) figure_slot(h, Say::recount_ballots, "ballots");
              if (has_credentials) {
                  figure_slot(h, Say::recount_credentials, "credentials");
                  figure_slot(h, Say::recount_credentials_issued, "credentials_issued");
                  figure_slot(h, Say::recount_papers, "papers");
                  figure_slot(h, Say::recount_replaced, "replaced");
                  figure_slot(h, Say::recount_smallest_batch, "smallest_batch");
              }
              figure_slot(h, Say::recount_entries, "entries");
              figure_slot(h, Say::recount_time, "milliseconds");
          });
          start_button(h, ButtonLook::main, scene.say(texts.start));
          cancel_button(h, scene.say(Say::recount_cancel));
          h(tag::p, {attr::cls("muted small"), Attribute::flag("data-without-script")}, Say::recount_without_script);
      });
}

void downloads(Html& h, const Scene& scene) {
    if (!scene.state.community) return;
    const std::string& slug = scene.state.community->slug;
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::download_title);
        h(tag::ul, {attr::cls("links")}, [&] {
            h(tag::li, [&] {
                h(tag::a, {attr::href(routes::record_entries(slug)), Attribute::text("download", slug + ".ndjson")},
                  Say::download_record);
            });
            h(tag::li, [&] {
                h(tag::a, {attr::href(routes::record_texts(slug)), Attribute::text("download", slug + "-texts.ndjson")},
                  Say::download_texts);
            });
            h(tag::li, [&] { h(tag::a, {attr::href(routes::record_checkpoint(slug))}, Say::download_checkpoint); });
        });
    });
}

}  // namespace gongyi::pages
