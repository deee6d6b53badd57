#include "server-stub/witness/witness_page.h"

#include "shared/base/hash.h"
#include "shared/pages/html.h"
#include "shared/pages/messages.h"

namespace gongyi::server {

namespace {

using namespace pages;

// A witness stands where the portals do as a rule; it has no community whose zone it could ask.
constexpr Zone zone{8 * 60};

void hash_row(Html& h, Say label, std::string_view text) {
    h(tag::dt, label);
    h(tag::dd, [&] { h(tag::code, text); });
}

void log_section(Html& h, const Wording& say, const record::WitnessKey& key, const Witness::Log& log) {
    h(tag::section, [&] {
        h(tag::h2, log.origin);
        if (!log.seen) {
            h(tag::p, Say::witness_page_nothing);
        } else {
            const auto time_s = record::cosigned_at(log.note, key);
            const UnixMs at{time_s && *time_s ? static_cast<std::int64_t>(**time_s) * 1'000 : 0};
            h(tag::p, say(Say::witness_seen,
                          {Arg::count("size", static_cast<std::int64_t>(log.seen->size)), Arg::time("at", at)}));
            h(tag::dl, [&] { hash_row(h, Say::record_root, to_base64(log.seen->root)); });
        }
        h(tag::dl, [&] {
            for (const record::VerifyingKey& each : log.keys) hash_row(h, Say::witness_page_log_key, each.to_text());
        });
        if (!log.seen) return;
        h(tag::p, Say::witness_page_note);
        h(tag::pre, log.note);
    });
}

}  // namespace

std::string witness_page(const record::WitnessKey& key, const std::vector<Witness::Log>& logs, Locale locale,
                         UnixMs now) {
    const Wording say{locale, zone, now};
    std::string html;
    Html h{html, say};
    const std::string title = say(Say::witness_page_title, {Arg::text("name", key.name())});
    h.raw("<!doctype html>\n");
    h(tag::html, {attr::lang(locale_tag(locale))}, [&] {
        h(tag::head, [&] {
            h(tag::meta, {Attribute::text("charset", "utf-8")});
            h(tag::title, title);
            h(tag::meta, {attr::name("viewport"), Attribute::text("content", "width=device-width, initial-scale=1")});
            h(tag::meta, {attr::name("color-scheme"), Attribute::text("content", "light dark")});
            h(tag::link, {Attribute::text("rel", "stylesheet"), Attribute::text("href", "style.css")});
        });
        h(tag::body, [&] {
            h(tag::main, [&] {
                h(tag::h1, title);
                h(tag::p, Say::witness_page_what);
                h(tag::dl, [&] { hash_row(h, Say::witness_page_key, key.to_text()); });
                h(tag::p, Say::witness_page_compare);
                for (const Witness::Log& log : logs) log_section(h, say, key, log);
            });
        });
    });
    return html;
}

std::string witness_style() {
    return "body{font:1.05rem/1.7 system-ui,sans-serif;margin:0;padding:1rem}"
           "main{max-width:44rem;margin:0 auto}"
           "section{border-top:1px solid #8888;margin-top:1.5rem}"
           "dt{font-weight:600}dd{margin:0 0 .6rem}"
           "h1,h2{overflow-wrap:anywhere}code,pre{overflow-wrap:anywhere;white-space:pre-wrap;font-size:.9rem}\n";
}

}  // namespace gongyi::server
