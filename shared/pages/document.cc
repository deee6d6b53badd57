#include "shared/pages/document.h"

#include <array>

#include "shared/pages/components.h"
#include "shared/pages/viewer_json.h"

namespace gongyi::pages {

namespace {

struct Section {
    Url url;
    Say name;
};

// Whether `path` lies in the section at `url`.
bool is_in_section(std::string_view path, const Url& url) {
    const std::string& section = url.text();
    return path == section || (section.size() > 1 && path.size() > section.size() &&
                               path.substr(0, section.size()) == section && path[section.size()] == '/');
}

void section_link(Html& h, const Scene& scene, const Section& section) {
    h(tag::a,
      {attr::href(section.url),
       Attribute::text("aria-current", "page").when(is_in_section(scene.request.path, section.url))},
      scene.say(section.name));
}

void language_links(Html& h, const Scene& scene) {
    struct Language {
        Locale locale;
        Literal shown;   // The name's beginning,
        Literal unseen;  // and the rest of it, for screen readers.
    };
    static constexpr std::array languages{Language{Locale::zh_hans, "简", "体中文"},
                                          Language{Locale::zh_hant, "繁", "體中文"},
                                          Language{Locale::en, "EN", "glish"}};
    std::string back = scene.request.path;
    if (!scene.request.query.empty()) back += "?" + scene.request.query;
    h(tag::nav, {attr::cls("languages"), attr::label(scene.say(Say::language_label))}, [&] {
        for (const Language& language : languages) {
            const bool is_present = language.locale == scene.request.locale;
            const Literal locale = locale_tag(language.locale);
            h(tag::a,
              {attr::href(routes::lang().with(field::to, locale.view()).with(field::back, back)), attr::lang(locale),
               Attribute::text("hreflang", locale.view()), Attribute::text("aria-current", "true").when(is_present),
               Attribute::text("rel", "nofollow")},
              [&] {
                  h.text(language.shown.view());
                  h(tag::span, {attr::cls("unseen")}, language.unseen.view());
              });
        }
    });
}

void page_header(Html& h, const Scene& scene) {
    h(tag::header, {attr::cls("site")}, [&] {
        h(tag::div, {attr::cls("site-top")}, [&] {
            h(tag::a, {attr::cls("community"), attr::href(routes::front())}, [&] {
                h(tag::b, scene.community_name());
                if (scene.state.community) h(tag::small, Say::portal_name);
            });
            language_links(h, scene);
        });
        h(tag::nav, {attr::cls("sections"), attr::label(scene.say(Say::nav_label))}, [&] {
            section_link(h, scene, {routes::front(), Say::nav_front});
            section_link(h, scene, {routes::rounds(), Say::nav_rounds});
            section_link(h, scene, {routes::matters(), Say::nav_matters});
            section_link(h, scene, {routes::record(), Say::nav_record});
            if (scene.viewer.role == Role::staff) section_link(h, scene, {routes::staff(), Say::nav_staff});
            if (scene.viewer.role == Role::supervisor) section_link(h, scene, {routes::journal(), Say::nav_journal});
            section_link(
                h, scene,
                scene.is_signed_in() ? Section{routes::me(), Say::nav_me} : Section{routes::signin(), Say::nav_signin});
        });
    });
}

// The state of the record as this browser knows it. A script moves `hidden` from one line to another.
void record_status(Html& h, const Scene& scene) {
    struct Line {
        Literal state;
        Say text;
    };
    static constexpr std::array lines{
        Line{"checking", Say::record_checking}, Line{"verified", Say::record_verified},
        Line{"differs forged rewritten key_changed withheld contradicted", Say::record_alarm_title},
        Line{"offline", Say::record_offline}, Line{"unsigned", Say::record_unsigned}};
    h(tag::p, {attr::cls("record-status"), attr::role("status"), Attribute::text("data-record-status", "unchecked")},
      [&] {
          h(tag::span, {Attribute::text("data-when", "unchecked")},
            scene.say(Say::record_unchecked,
                      {Arg::count("entries", static_cast<std::int64_t>(scene.live.checkpoint.size))}));
          for (const Line& line : lines) {
              h(tag::span, {Attribute::text("data-when", line.state.view()), attr::hidden}, line.text);
          }
      });
}

// That nobody else signs it any more is worth a word on every page. A script shows it.
void witness_warning(Html& h) {
    h(tag::p, {attr::cls("differs-line"), attr::role("status"), Attribute::text("data-witness-found", "unchecked")},
      [&] {
          h(tag::a,
            {attr::href(routes::record().at("witnesses")), Attribute::text("data-when", "missing"), attr::hidden},
            Say::witnesses_missing_short);
      });
}

// What is wrong with the record, where nobody overlooks it. A script shows it.
void record_alarm(Html& h) {
    struct Line {
        Literal state;
        Say text;
    };
    static constexpr std::array lines{
        Line{"differs", Say::record_differs},     Line{"forged", Say::record_forged},
        Line{"rewritten", Say::record_rewritten}, Line{"key_changed", Say::record_key_changed},
        Line{"withheld", Say::record_withheld},   Line{"contradicted", Say::record_contradicted}};
    h(tag::div, {attr::role("alert"), Attribute::text("data-record-found", "unchecked")}, [&] {
        h(tag::div,
          {attr::cls("record-alarm"),
           Attribute::text("data-when", "differs forged rewritten key_changed withheld contradicted"), attr::hidden},
          [&] {
              h(tag::p, {attr::cls("notice-title")}, Say::record_alarm_title);
              for (const Line& line : lines) {
                  h(tag::p, {Attribute::text("data-when", line.state.view()), attr::hidden}, line.text);
              }
              h(tag::p, [&] {
                  h(tag::a, {attr::cls("target"), attr::href(routes::record().at("alarm"))}, Say::record_alarm_more);
              });
          });
    });
}

void page_footer(Html& h, const Scene& scene) {
    h(tag::footer, {attr::cls("site")}, [&] {
        if (scene.has_record()) record_status(h, scene);
        if (portal::present_witnesses(scene.state) != nullptr) witness_warning(h);
        h(tag::p, {attr::cls("muted")}, Say::footer_promise);
        h(tag::nav, {attr::cls("footer-links"), attr::label(scene.say(Say::footer_label))}, [&] {
            section_link(h, scene, {routes::about(), Say::nav_about});
            section_link(h, scene, {routes::workbench(), Say::nav_workbench});
        });
    });
}

void page_head(Html& h, const Scene& scene, const DocumentOptions& options) {
    h(tag::head, [&] {
        h(tag::meta, {Attribute::text("charset", "utf-8")});
        h(tag::title, Say::title_on_portal,
          {Arg::text("title", options.title), Arg::text("portal", scene.community_name())});
        h(tag::meta, {attr::name("viewport"), Attribute::text("content", "width=device-width, initial-scale=1")});
        h(tag::meta, {attr::name("color-scheme"), Attribute::text("content", "light dark")});
        h(tag::meta, {attr::name("description"), Attribute::text("content", scene.say(Say::footer_promise))});
        h(tag::link, {Attribute::text("rel", "stylesheet"), attr::href(routes::style_sheet())});
        h(tag::link, {Attribute::text("rel", "icon"), attr::type("image/svg+xml"), attr::href(routes::icon())});
        h(tag::link, {Attribute::text("rel", "manifest"), attr::href(routes::manifest())});
        h(tag::script, {attr::type("module"), attr::src(routes::script())}, "");
        if (options.has_workbench) h(tag::script, {attr::type("module"), attr::src(routes::workbench_script())}, "");
    });
}

}  // namespace

// <html>, <body> and <main> are opened here and closed in end_document(): the one pair that is not nested by lambdas,
// so that each page's content is not compiled into three more closures.
void begin_document(Html& h, const Scene& scene, const DocumentOptions& options) {
    h.raw("<!doctype html>\n");
    h.begin(tag::html, {attr::lang(locale_tag(scene.request.locale))});
    page_head(h, scene, options);
    h.begin(tag::body, {});
    h(tag::a, {attr::cls("skip"), Attribute::text("href", "#main")}, Say::skip_to_content);
    page_header(h, scene);
    if (scene.has_record()) record_alarm(h);
    h.begin(tag::main, {attr::id("main"), Attribute::text("data-page", options.name.view()),
                        Attribute::flag("data-follows-record").when(options.follows_record),
                        attr::cls("wide").when(options.is_wide), Attribute::number("tabindex", -1)});
}

void end_document(Html& h, const Scene& scene) {
    if (scene.is_signed_in()) {
        h(tag::p,
          {attr::cls("notice warning"), attr::role("alert"), Attribute::flag("data-form-offline"), attr::hidden},
          scene.say(Say::form_offline));
        h(tag::p,
          {attr::cls("notice restored"), attr::role("status"), Attribute::flag("data-form-restored"), attr::hidden},
          [&] {
              h.text(Say::form_restored);
              h(tag::button, {attr::cls("link"), attr::type("button"), Attribute::flag("data-form-discard")},
                Say::form_discard);
          });
    }
    h.end(tag::main);
    page_footer(h, scene);
    if (scene.has_record()) {
        h.json("viewer", write_viewer(scene.viewer, scene.live, scene.request.locale, scene.request.now));
    }
    h.end(tag::body);
    h.end(tag::html);
}

}  // namespace gongyi::pages
