// The second step when signing in: setting it up, its recovery codes, turning it off.
#include "shared/pages/account_pages.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/qr.h"
#include "shared/pages/routes.h"

namespace gongyi::pages {

namespace {

// In fours, for whoever types it in.
std::string in_groups(std::string_view secret) {
    std::string text;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += ' ';
        text += secret[i];
    }
    return text;
}

void setting_up(Html& h, const Scene& scene, const AccountFacts& facts) {
    h(tag::p, Say::factor_what);
    h(tag::ol, [&] {
        h(tag::li, Say::factor_app);
        h(tag::li, Say::factor_scan);
        h(tag::li, Say::factor_enter);
    });
    if (facts.factor_address.size() <= qr_text_bytes_max) {
        qr_code(h, facts.factor_address, scene.say(Say::factor_qr));
    }
    h(tag::p, {attr::cls("code centred")}, in_groups(facts.factor_secret));
    h(tag::form, {Attribute::text("method", "post"), attr::action(routes::me_factor())}, [&] {
        csrf_field(h, scene);
        h(tag::input, {attr::type("hidden"), attr::name(field::secret), attr::value(facts.factor_secret)});
        code_field(h, scene, Say::factor_code);
        proof_fields(h, scene);
        submit_button(h, ButtonLook::main, Say::factor_on_button);
    });
}

void recovery_codes(Html& h, const AccountFacts& facts) {
    h(tag::h2, Say::codes_title);
    h(tag::p, Say::codes_text);
    h(tag::ul, {attr::cls("items")}, [&] {
        for (const std::string& code : facts.recovery_codes) h(tag::li, {attr::cls("code")}, code);
    });
    button_link(h, ButtonLook::main, routes::me_factor(), Say::codes_kept);
}

void one_more_form(Html& h, const Scene& scene, const Url& action, Say title, Say text) {
    h(tag::details, [&] {
        h(tag::summary, title);
        h(tag::p, {attr::cls("muted")}, text);
        h(tag::form, {Attribute::text("method", "post"), attr::action(action)}, [&] {
            csrf_field(h, scene);
            proof_fields(h, scene);
            submit_button(h, ButtonLook::line, title);
        });
    });
}

}  // namespace

void second_step_advice(Html& h, const Scene& scene) {
    const bool acts_for_others = scene.viewer.role == Role::staff || scene.viewer.role == Role::supervisor;
    if (!acts_for_others || scene.request.account == nullptr || scene.request.account->has_factor) return;
    h(tag::section, {attr::cls("notice warning")}, [&] {
        h(tag::p, Say::factor_advice);
        button_link(h, ButtonLook::line, routes::me_factor(), Say::factor_go);
    });
}

Page second_step_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::me());
    const AccountFacts none;
    const AccountFacts& facts = scene.request.account == nullptr ? none : *scene.request.account;
    return document(scene, {.name = "account", .title = scene.say(Say::factor_title)}, [&](Html& h) {
        back_link(h, routes::me(), Say::me_title);
        h(tag::section, {attr::cls("card narrow")}, [&] {
            h(tag::h1, Say::factor_title);
            if (scene.query_value(field::done.view()) == "off") {
                notice(h, NoticeKind::success, "", Say::factor_is_off);
            }
            form_faults(h, scene, "CNY");
            if (!facts.recovery_codes.empty()) {
                notice(h, NoticeKind::success, "", Say::factor_now_on);
                return recovery_codes(h, facts);
            }
            if (!facts.has_factor) return setting_up(h, scene, facts);
            h(tag::p, Say::factor_is_on, {Arg::count("count", facts.recovery_codes_left)});
            one_more_form(h, scene, routes::me_factor_codes(), Say::codes_new, Say::codes_new_text);
            one_more_form(h, scene, routes::me_factor_off(), Say::factor_off, Say::factor_off_text);
            h(tag::p, {attr::cls("muted small")}, Say::factor_lost);
        });
    });
}

}  // namespace gongyi::pages
