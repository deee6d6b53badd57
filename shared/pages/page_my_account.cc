// One's own account: passphrase, name, sessions, data, its end.
#include "shared/pages/account_pages.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/routes.h"

namespace gongyi::pages {

namespace {

// A page below one's own: the way back, a card with a heading, and what `content(h)` writes into it.
template <class Content>
Page account_page(const Scene& scene, Say title, Content&& content) {
    if (!scene.is_signed_in()) return signin_redirect(routes::me());
    return document(scene, {.name = "account", .title = scene.say(title)}, [&](Html& h) {
        back_link(h, routes::me(), Say::me_title);
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, title);
            content(h);
        });
    });
}

bool is_done(const Scene& scene) {
    return !scene.query_value(field::done.view()).empty();
}

// A form that is posted to where its page is.
template <class Fields>
void form(Html& h, const Scene& scene, const Url& action, Fields&& fields) {
    h(tag::form, {Attribute::text("method", "post"), attr::action(action)}, [&] {
        csrf_field(h, scene);
        fields();
    });
}

void new_passphrase_field(Html& h, const Scene& scene, Literal name, Say label, std::string_view hint) {
    text_field(h, scene,
               {.name = name,
                .kind = "password",
                .autocomplete = "new-password",
                .label = scene.say(label),
                .hint = hint,
                .keeps_value = false});
}

}  // namespace

Page passphrase_page(const Scene& scene) {
    return account_page(scene, Say::pass_title, [&](Html& h) {
        if (is_done(scene)) notice(h, NoticeKind::success, "", Say::pass_done);
        h(tag::p, {attr::cls("muted")}, Say::pass_intro);
        form_faults(h, scene, "CNY");
        form(h, scene, routes::me_passphrase(), [&] {
            proof_fields(h, scene);
            new_passphrase_field(h, scene, field::passphrase, Say::pass_new, passphrase_hint(scene));
            new_passphrase_field(h, scene, field::passphrase_again, Say::claim_again, "");
            submit_button(h, ButtonLook::main, Say::pass_title);
        });
    });
}

Page rename_page(const Scene& scene) {
    return account_page(scene, Say::rename_title, [&](Html& h) {
        const Arg name = Arg::text("name", scene.viewer.name);
        if (is_done(scene)) notice(h, NoticeKind::success, "", scene.say(Say::rename_done, {name}));
        h(tag::p, {attr::cls("muted")}, Say::rename_intro, {name});
        form_faults(h, scene, "CNY");
        form(h, scene, routes::me_name(), [&] {
            text_field(h, scene,
                       {.name = field::name,
                        .autocomplete = "username",
                        .label = scene.say(Say::rename_new),
                        .hint = scene.say(Say::claim_name_hint)});
            proof_fields(h, scene);
            submit_button(h, ButtonLook::main, Say::rename_title);
        });
    });
}

namespace {

void end_button(Html& h, const Scene& scene, std::string_view which, Say text) {
    form(h, scene, routes::me_devices(), [&] {
        h(tag::input, {attr::type("hidden"), attr::name(field::session), attr::value(which)});
        submit_button(h, ButtonLook::line, text);
    });
}

void session_item(Html& h, const Scene& scene, const SessionFacts& session) {
    h(tag::li, {attr::cls("staff-item")}, [&] {
        h(tag::div, [&] {
            // Sessions of before it was kept have no beginning.
            if (session.begun_at.ms > 0) {
                h(tag::p, Say::devices_begun, {Arg::time("begun", session.begun_at)});
            }
            const UnixMs seen = session.seen_at.ms > 0 ? session.seen_at : scene.request.now;
            h(tag::p, {attr::cls("muted small")}, Say::devices_seen,
              {Arg::text("seen", scene.say.date(local_time(seen, scene.say.zone()).date))});
            if (session.is_shared || session.is_this) {
                h(tag::p, {attr::cls("meta")}, [&] {
                    if (session.is_this) badge(h, Tone::act, Say::devices_this);
                    if (session.is_shared) badge(h, Tone::plain, Say::devices_shared);
                });
            }
        });
        if (!session.is_this) end_button(h, scene, session.handle, Say::devices_end);
    });
}

}  // namespace

Page devices_page(const Scene& scene) {
    return account_page(scene, Say::devices_title, [&](Html& h) {
        if (is_done(scene)) notice(h, NoticeKind::success, "", Say::devices_done);
        form_faults(h, scene, "CNY");
        h(tag::p, {attr::cls("muted")}, Say::devices_intro);
        if (scene.request.account == nullptr) return;
        const auto& sessions = scene.request.account->sessions;
        h(tag::ul, {attr::cls("items")}, [&] {
            for (const SessionFacts& session : sessions) session_item(h, scene, session);
        });
        if (sessions.size() < 2) {
            h(tag::p, {attr::cls("muted")}, Say::devices_none);
        } else {
            end_button(h, scene, all_others.view(), Say::devices_others);
        }
        h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::me_passphrase())}, Say::pass_title); });
    });
}

Page delete_page(const Scene& scene) {
    return account_page(scene, Say::delete_title, [&](Html& h) {
        h(tag::ul, [&] {
            for (const Say point : {Say::delete_gone, Say::delete_record, Say::delete_roll, Say::delete_census}) {
                h(tag::li, point);
            }
        });
        h(tag::p, Say::delete_texts);
        h(tag::p, {attr::cls("muted")}, Say::delete_again);
        h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::me_export())}, Say::export_title); });
        form_faults(h, scene, "CNY");
        form(h, scene, routes::me_delete(), [&] {
            proof_fields(h, scene);
            submit_button(h, ButtonLook::main, Say::delete_button);
        });
    });
}

void account_card(Html& h, const Scene& scene) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::me_account);
        h(tag::p, {attr::cls("muted")}, Say::me_number,
          {Arg::count("number", static_cast<std::int64_t>(scene.viewer.id.raw()))});
        h(tag::ul, {attr::cls("items")}, [&] {
            const auto line = [&](const Url& url, Say text) {
                h(tag::li, [&] { h(tag::a, {attr::cls("target"), attr::href(url)}, text); });
            };
            line(routes::me_passphrase(), Say::pass_title);
            line(routes::me_factor(), Say::factor_title);
            line(routes::me_devices(), Say::devices_title);
            line(routes::me_name(), Say::rename_title);
            h(tag::li, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::me_export()), Attribute::flag("download")},
                  Say::export_title);
                h(tag::p, {attr::cls("muted small")}, Say::export_text);
            });
            line(routes::me_delete(), Say::me_delete_link);
        });
    });
}

}  // namespace gongyi::pages
