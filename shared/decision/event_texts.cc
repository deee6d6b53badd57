#include "shared/decision/event_texts.h"

#include "shared/decision/fields.h"

namespace gongyi::decision {

namespace {

// A visitor of fields that looks at free texts alone.
class TextVisitor {
public:
    static constexpr bool writes = false;
    explicit TextVisitor(const std::function<void(FreeText&)>& visit) : visit_{visit} {}

    void text(std::string_view, FreeText& x, std::size_t) {
        if (!x.empty()) visit_(x);
    }
    void optional_text(std::string_view name, FreeText& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    void title(std::string_view name, FreeText& x, std::size_t code_points_max) { text(name, x, code_points_max); }
    void title_or_none(std::string_view name, FreeText& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    template <class T>
    void object(std::string_view, T& x) {
        visit_fields(*this, x);
    }
    template <class T>
    void list(std::string_view, std::vector<T>& x, std::size_t, std::size_t) {
        for (T& item : x) visit_fields(*this, item);
    }
    template <class... Other>
    void id(const Other&...) {}
    template <class... Other>
    void optional_id(const Other&...) {}
    template <class... Other>
    void number(const Other&...) {}
    template <class... Other>
    void added_number(const Other&...) {}
    template <class... Other>
    void line(const Other&...) {}
    template <class... Other>
    void string(const Other&...) {}
    template <class... Other>
    void flag(const Other&...) {}
    template <class... Other>
    void choice(const Other&...) {}
    template <class... Other>
    void date(const Other&...) {}
    template <class... Other>
    void time(const Other&...) {}
    template <class... Other>
    void money(const Other&...) {}
    template <class... Other>
    void hash(const Other&...) {}
    template <class... Other>
    void lines(const Other&...) {}
    template <class... Other>
    void numbers(const Other&...) {}
    template <class... Other>
    void counts(const Other&...) {}

private:
    const std::function<void(FreeText&)>& visit_;
};

}  // namespace

void for_each_text(Event& event, const std::function<void(FreeText&)>& visit) {
    TextVisitor visitor{visit};
    std::visit([&visitor](auto& x) { visit_fields(visitor, x); }, event);
}

}  // namespace gongyi::decision
