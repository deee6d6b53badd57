// HTML whose escaping is by construction.
//
// A page is appended to one buffer through Html. Text reaches it through an escaping function alone; names of elements
// and attributes, and everything raw, are Literals, which only a string literal can become; addresses are Urls, which
// only routes.h can make. An element is closed where its body ends, so tags are balanced.
//
//     h(tag::section, {attr::cls("card")}, [&] {
//         h(tag::h2, round.title);                                  // Escaped.
//         h(tag::a, {attr::href(routes::round(round.id))}, "…");
//     });
//
// Cost: appends only; no tree is built. A text without special characters is one append.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace gongyi::pages {

// clang 14 (and em++ 3.1.6, built on it) crashes on a consteval constructor; g++ holds the rule for all.
#if defined(__clang__) && __clang_major__ < 17
#define GONGYI_LITERAL_ONLY constexpr
#else
#define GONGYI_LITERAL_ONLY consteval
#endif

// Text that stands in the program itself, and so cannot come from a person.
class Literal {
public:
    template <std::size_t size>
    GONGYI_LITERAL_ONLY Literal(const char (&text)[size]) : text_{text, size - 1} {}
    template <std::size_t size>
    Literal(char (&text)[size]) = delete;
    [[nodiscard]] constexpr std::string_view view() const { return text_; }

private:
    std::string_view text_;
};

// An address within the portal. Made by routes.h from literals, numbers and percent-encoded text, so that it can
// neither leave the site nor run as a script.
class Url {
public:
    explicit Url(Literal path) : text_{path.view()} {}
    // "/rounds/" + 3
    Url(Literal prefix, std::uint64_t number) : text_{prefix.view()} { text_ += std::to_string(number); }
    [[nodiscard]] Url slash(Literal segment) const;
    [[nodiscard]] Url slash(std::uint64_t number) const;
    // Appends "/" and the segment, percent-encoded.
    [[nodiscard]] Url slash_encoded(std::string_view segment) const;
    // Appends ?name=value or &name=value, percent-encoding everything but RFC 3986's unreserved characters and '/'.
    [[nodiscard]] Url with(Literal name, std::string_view value) const;
    // Appends #fragment.
    [[nodiscard]] Url at(Literal fragment) const;
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

// An attribute of an element. Refers to what it was made from: make it in the call that writes the element.
class Attribute {
public:
    // The value is escaped when it is written.
    static constexpr Attribute text(Literal name, std::string_view value) { return {name, Kind::text, value, 0}; }
    static constexpr Attribute number(Literal name, std::int64_t value) { return {name, Kind::number, {}, value}; }
    // Without a value: checked, hidden.
    static constexpr Attribute flag(Literal name) { return {name, Kind::flag, {}, 0}; }
    // Writes nothing.
    static constexpr Attribute none() { return {Literal{""}, Kind::none, {}, 0}; }
    [[nodiscard]] constexpr Attribute when(bool condition) const { return condition ? *this : none(); }

private:
    friend class Html;
    enum class Kind : std::uint8_t { text, number, flag, none };
    constexpr Attribute(Literal name, Kind kind, std::string_view text, std::int64_t number)
        : name_{name}, text_{text}, number_{number}, kind_{kind} {}
    Literal name_;
    std::string_view text_;
    std::int64_t number_;
    Kind kind_;
};

using Attributes = std::initializer_list<Attribute>;

// Elements with a body, and those that have none (HTML 13.1.2 "void elements").
struct Tag {
    Literal name;
};
struct VoidTag {
    Literal name;
};

class Html {
public:
    explicit Html(std::string& out) : out_{out} {}

    void operator()(Tag tag, Attributes attributes, std::string_view text) {
        open(tag.name, attributes);
        this->text(text);
        close(tag.name);
    }
    void operator()(Tag tag, std::string_view text) { (*this)(tag, {}, text); }
    void operator()(VoidTag tag, Attributes attributes) { open(tag.name, attributes); }
    void operator()(VoidTag tag) { open(tag.name, {}); }

    template <class Body>
    requires std::is_invocable_v<Body>
    void operator()(Tag tag, Attributes attributes, Body&& body) {
        open(tag.name, attributes);
        body();
        close(tag.name);
    }
    template <class Body>
    requires std::is_invocable_v<Body>
    void operator()(Tag tag, Body&& body) { (*this)(tag, {}, body); }

    // Escapes & < > " and '.
    void text(std::string_view text);
    // Paragraphs that a person wrote: each line break of `text` becomes <br>.
    void lines(std::string_view text);
    void number(std::int64_t value);
    // An element that is not closed where its body ends. For the document's frame alone.
    void begin(Tag tag, Attributes attributes) { open(tag.name, attributes); }
    void end(Tag tag) { close(tag.name); }
    // The buffer itself, for functions that append HTML of their own (Wording::write).
    [[nodiscard]] std::string& buffer() { return out_; }
    // As it stands. For what is not markup of ours to build: the doctype, an outline of an icon.
    void raw(Literal html) { out_ += html.view(); }
    // A <script type="application/json"> block. `json` must be JSON; "<" is written as \u003c, so that no content can
    // end the block or open a comment in it.
    void json(Literal id, std::string_view json);

private:
    void open(Literal name, Attributes attributes);
    void close(Literal name);

    std::string& out_;
};

namespace tag {
inline constexpr Tag a{"a"}, article{"article"}, aside{"aside"}, body{"body"}, b{"b"}, button{"button"},
    canvas{"canvas"}, caption{"caption"}, code{"code"}, dd{"dd"}, del{"del"}, details{"details"}, dialog{"dialog"},
    div{"div"}, dl{"dl"}, dt{"dt"}, em{"em"}, fieldset{"fieldset"}, footer{"footer"}, form{"form"}, h1{"h1"}, h2{"h2"},
    h3{"h3"}, head{"head"}, header{"header"}, html{"html"}, ins{"ins"}, label{"label"}, legend{"legend"}, li{"li"},
    main{"main"}, nav{"nav"}, noscript{"noscript"}, ol{"ol"}, option{"option"}, output{"output"}, p{"p"}, pre{"pre"},
    progress{"progress"}, script{"script"}, section{"section"}, select{"select"}, small{"small"}, span{"span"},
    strong{"strong"}, summary{"summary"}, table{"table"}, tbody{"tbody"}, td{"td"}, textarea{"textarea"},
    tfoot{"tfoot"}, th{"th"}, thead{"thead"}, time{"time"}, title{"title"}, tr{"tr"}, ul{"ul"};
inline constexpr Tag svg{"svg"}, rect{"rect"}, path{"path"}, circle{"circle"}, g{"g"};
inline constexpr VoidTag br{"br"}, hr{"hr"}, img{"img"}, input{"input"}, link{"link"}, meta{"meta"};
}  // namespace tag

namespace attr {
constexpr Attribute cls(Literal tokens) {
    return Attribute::text("class", tokens.view());
}
constexpr Attribute id(std::string_view id) {
    return Attribute::text("id", id);
}
constexpr Attribute type(Literal type) {
    return Attribute::text("type", type.view());
}
constexpr Attribute name(Literal name) {
    return Attribute::text("name", name.view());
}
constexpr Attribute value(std::string_view value) {
    return Attribute::text("value", value);
}
constexpr Attribute value(std::int64_t value) {
    return Attribute::number("value", value);
}
constexpr Attribute for_id(std::string_view id) {
    return Attribute::text("for", id);
}
constexpr Attribute role(Literal role) {
    return Attribute::text("role", role.view());
}
constexpr Attribute label(std::string_view text) {
    return Attribute::text("aria-label", text);
}
constexpr Attribute lang(Literal lang) {
    return Attribute::text("lang", lang.view());
}
inline Attribute href(const Url& url) {
    return Attribute::text("href", url.text());
}
inline Attribute action(const Url& url) {
    return Attribute::text("action", url.text());
}
inline Attribute src(const Url& url) {
    return Attribute::text("src", url.text());
}
inline constexpr Attribute hidden = Attribute::flag("hidden");
inline constexpr Attribute checked = Attribute::flag("checked");
inline constexpr Attribute disabled = Attribute::flag("disabled");
inline constexpr Attribute required = Attribute::flag("required");
inline constexpr Attribute decorative = Attribute::text("aria-hidden", "true");
}  // namespace attr

// The text with & < > " and ' escaped: fit for text and for quoted attribute values.
void append_escaped(std::string& out, std::string_view text);

}  // namespace gongyi::pages
