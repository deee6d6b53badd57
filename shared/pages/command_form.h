// Forms that give a command of the decision flow. Their fields are called as in the command's JSON, with dots between
// levels ("agenda.0.title"); the server reads them in command_reader.h.
//
//     command_form(h, scene, {"PutMotion", routes::meeting(id)}, {{"meeting", id.raw()}}, [&](FormFields& form) {
//         form.area("text", Say::motion_text, Say::motion_text_hint);
//         form.button(Say::motion_put);
//     });
//
// A form that comes back holds what stood in it, with its fault beside the field.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/pages/components.h"

namespace gongyi::pages {

// A field that nobody fills in: what the command is about. Refers to the word that it was made from.
class Hidden {
public:
    Hidden(Literal field, std::uint64_t number) : name_{field}, number_{number} {}
    Hidden(Literal field, std::string_view word) : name_{field}, word_{word} {}
    [[nodiscard]] Literal name() const { return name_; }
    [[nodiscard]] std::string value() const;

private:
    Literal name_;
    std::optional<std::uint64_t> number_;
    std::string_view word_{};
};

struct Option {
    std::string_view value;
    std::string_view label;
};

class FormFields {
public:
    FormFields(Html& h, const Scene& scene, std::string key, bool is_returned)
        : h_{h}, scene_{scene}, key_{std::move(key)}, is_returned_{is_returned} {}

    // `name` may be made ("agenda.3.title"); `kind`: "text", "number", "date", "datetime-local".
    void line(std::string_view name, Words label, Words hint = {}, Literal kind = "text", std::string_view value = {});
    // A file of document_bytes_max at most. The form must be sent as multipart/form-data.
    void file(std::string_view name, Words label, Words hint);
    // Several lines. `value` stands in it at first.
    void area(std::string_view name, Words label, Words hint = {}, std::string_view value = {}, int rows = 4);
    // `chosen` is the value of the option that is chosen at first; none is the first one.
    void select(std::string_view name, Words label, std::span<const Option> options, std::string_view chosen = {});
    void radios(std::string_view name, Words label, std::span<const Option> options);
    // A box to tick.
    void tick(std::string_view name, Words label, std::string_view value = "1");
    // One without which the browser does not send the form.
    void must_tick(std::string_view name, Words label);
    void hidden(std::string_view name, std::string_view value);
    void button(Words text, ButtonLook look = ButtonLook::main);

    // What the fault of the next field says, when the form knows it better than the fault's own sentence.
    void explain_fault(std::string sentence) { fault_sentence_ = std::move(sentence); }

    [[nodiscard]] bool is_returned() const { return is_returned_; }

private:
    // The value that came back, else `otherwise`.
    [[nodiscard]] std::string_view value_of(std::string_view name, std::string_view otherwise) const;
    [[nodiscard]] bool is_chosen(std::string_view name, std::string_view value) const;
    // A label, a hint and a fault around `control`, which is given the element's id and whether it is faulty.
    template <class Control>
    void field(std::string_view name, Words label, Words hint, Control&& control);

    Html& h_;
    const Scene& scene_;
    std::string key_;  // Tells this form's ids from those of the page's other forms.
    bool is_returned_;
    std::string fault_sentence_{};
};

struct FormOf {
    Literal type;  // The command.
    Url back;      // The page that the form stands on.
    bool has_file = false;
};

// Opens and closes the form around its fields; for begin_command_form and end.
FormFields begin_command_form(Html& h, const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about);

template <class Body>
void command_form(Html& h, const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about, Body&& body) {
    FormFields fields = begin_command_form(h, scene, form, about);
    body(fields);
    h.end(tag::form);
}

// A form that is one button.
void command_button(Html& h, const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about, Words text,
                    ButtonLook look = ButtonLook::line);

// A form behind a line that opens it: for what is done now and then. Open when it came back.
template <class Body>
void folded_form(Html& h, const Scene& scene, Words summary, const FormOf& form, std::initializer_list<Hidden> about,
                 Body&& body);

// Whether the form that came back is this one.
[[nodiscard]] bool has_returned(const Scene& scene, const FormOf& form, std::initializer_list<Hidden> about);

// What was wrong with the page's form that came back, at the top of the page; nothing when none did.
void returned_fault(Html& h, const Scene& scene);

template <class Body>
void folded_form(Html& h, const Scene& scene, Words summary, const FormOf& form, std::initializer_list<Hidden> about,
                 Body&& body) {
    h(tag::details, {attr::cls("folded"), Attribute::flag("open").when(has_returned(scene, form, about))}, [&] {
        h(tag::summary, summary);
        command_form(h, scene, form, about, body);
    });
}

}  // namespace gongyi::pages
