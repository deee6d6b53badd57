#include "shared/pages/command_form.h"

#include <utility>

#include "shared/decision/matter.h"

namespace gongyi::pages {

namespace {

std::string key_of(const FormOf& form, std::initializer_list<Hidden> about) {
    std::string key{form.type.view()};
    for (const Hidden& one : about) key += '-' + one.value();
    return key;
}

void hidden_field(Html& h, std::string_view name, std::string_view value) {
    h(tag::input, {attr::type("hidden"), Attribute::text("name", name), attr::value(value)});
}

}  // namespace

std::string Hidden::value() const {
    return number_ ? std::to_string(*number_) : std::string{word_};
}

bool has_returned(const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about) {
    if (scene.request.faults.empty() || scene.filled(field::type.view()) != form.type.view()) return false;
    for (const Hidden& one : about) {
        if (scene.filled(one.name().view()) != one.value()) return false;
    }
    return true;
}

FormFields begin_command_form(Html& h, const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about) {
    const bool is_returned = has_returned(scene, form, about);
    h.begin(tag::form, {attr::cls("command"), Attribute::text("method", "post"), attr::action(routes::act()),
                        Attribute::text("enctype", "multipart/form-data").when(form.has_file),
                        Attribute::flag("data-returned").when(is_returned)});
    csrf_field(h, scene);
    hidden_field(h, field::type.view(), form.type.view());
    hidden_field(h, field::back.view(), form.back.text());
    hidden_field(h, field::seen.view(), std::to_string(scene.live.checkpoint.size));
    for (const Hidden& one : about) hidden_field(h, one.name().view(), one.value());
    return {h, scene, key_of(form, about), is_returned};
}

void command_button(Html& h, const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about, Words text,
                    ButtonLook look) {
    command_form(h, scene, form, about, [&](FormFields& fields) { fields.button(text, look); });
}

void returned_fault(Html& h, const Scene& scene) {
    for (const FormFault& fault : scene.request.faults) {
        notice(h, NoticeKind::warning, Say::problem_title, scene.fault_sentence(fault, "CNY"));
    }
}

std::string_view FormFields::value_of(std::string_view name, std::string_view otherwise) const {
    return is_returned_ ? scene_.filled(name) : otherwise;
}

bool FormFields::is_chosen(std::string_view name, std::string_view value) const {
    if (!is_returned_) return false;
    for (const FilledField& one : scene_.request.filled) {
        if (one.name == name && one.value == value) return true;
    }
    return false;
}

template <class Control>
void FormFields::field(std::string_view name, Words label, Words hint, Control&& control) {
    const std::string id = key_ + '-' + std::string{name};
    const std::string hint_id = id + "-hint";
    const FormFault* const fault = is_returned_ ? scene_.fault(name) : nullptr;
    h_(tag::div, {attr::cls(fault == nullptr ? Literal{"field"} : Literal{"field faulty"})}, [&] {
        h_(tag::label, {attr::for_id(id)}, label);
        if (!hint.empty()) h_(tag::p, {attr::cls("hint"), attr::id(hint_id)}, hint);
        if (fault != nullptr) {
            const std::string explained = std::exchange(fault_sentence_, {});
            h_(tag::p, {attr::cls("fault")}, explained.empty() ? scene_.fault_sentence(*fault, "CNY") : explained);
        }
        control(id, Attribute::text("aria-describedby", hint_id).when(!hint.empty()),
                Attribute::text("aria-invalid", "true").when(fault != nullptr));
    });
}

void FormFields::line(std::string_view name, Words label, Words hint, Literal kind, std::string_view value) {
    field(name, label, hint, [&](std::string_view id, const Attribute& described, const Attribute& invalid) {
        h_(tag::input,
           {attr::id(id), Attribute::text("name", name), attr::type(kind), Attribute::text("autocomplete", "off"),
            attr::value(value_of(name, value)), described, invalid});
    });
}

void FormFields::file(std::string_view name, Words label, Words hint) {
    field(name, label, hint, [&](std::string_view id, const Attribute& described, const Attribute& invalid) {
        h_(tag::input,
           {attr::id(id), Attribute::text("name", name), attr::type("file"),
            Attribute::number("data-bytes-max", decision::document_bytes_max),
            Attribute::text("data-too-large", scene_.say(Say::problem_file_too_large)), described, invalid});
    });
}

void FormFields::area(std::string_view name, Words label, Words hint, std::string_view value, int rows) {
    field(name, label, hint, [&](std::string_view id, const Attribute& described, const Attribute& invalid) {
        h_(tag::textarea,
           {attr::id(id), Attribute::text("name", name), Attribute::number("rows", rows), described, invalid},
           value_of(name, value));
    });
}

void FormFields::select(std::string_view name, Words label, std::span<const Option> options, std::string_view chosen) {
    field(name, label, {}, [&](std::string_view id, const Attribute& described, const Attribute& invalid) {
        h_(tag::select, {attr::id(id), Attribute::text("name", name), described, invalid}, [&] {
            for (const Option& one : options) {
                const bool is_selected = one.value == value_of(name, chosen);
                h_(tag::option, {attr::value(one.value), Attribute::flag("selected").when(is_selected)}, one.label);
            }
        });
    });
}

void FormFields::radios(std::string_view name, Words label, std::span<const Option> options) {
    const FormFault* const fault = is_returned_ ? scene_.fault(name) : nullptr;
    h_(tag::fieldset, {attr::cls("choices")}, [&] {
        h_(tag::legend, label);
        if (fault != nullptr) h_(tag::p, {attr::cls("fault")}, scene_.fault_sentence(*fault, "CNY"));
        for (const Option& one : options) {
            h_(tag::label, {attr::cls("tick")}, [&] {
                h_(tag::input, {attr::type("radio"), Attribute::text("name", name), attr::value(one.value),
                                attr::checked.when(is_chosen(name, one.value))});
                h_(tag::span, one.label);
            });
        }
    });
}

void FormFields::tick(std::string_view name, Words label, std::string_view value) {
    h_(tag::label, {attr::cls("tick")}, [&] {
        h_(tag::input, {attr::type("checkbox"), Attribute::text("name", name), attr::value(value),
                        attr::checked.when(is_chosen(name, value))});
        h_(tag::span, label);
    });
}

void FormFields::must_tick(std::string_view name, Words label) {
    h_(tag::label, {attr::cls("tick")}, [&] {
        h_(tag::input,
           {attr::type("checkbox"), Attribute::text("name", name), attr::value(std::int64_t{1}), attr::required});
        h_(tag::span, label);
    });
}

void FormFields::hidden(std::string_view name, std::string_view value) {
    hidden_field(h_, name, value);
}

void FormFields::button(Words text, ButtonLook look) {
    submit_button(h_, look, text);
}

}  // namespace gongyi::pages
