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
    GONGYI_LITERAL_ONLY Literal(const char (&text)[size]) : text_{text} {}
    template <std::size_t size>
    Literal(char (&text)[size]) = delete;
    [[nodiscard]] constexpr std::string_view view() const { return text_; }

private:
    const char* text_;  // One word: it is handed over a thousand times in the pages, and counts in the module's size.
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

class Arg;
class Class;
class Wording;
enum class Say : std::uint16_t;

// An attribute of an element. Refers to what it was made from: make it in the call that writes the element.
class Attribute {
public:
    constexpr Attribute(Class tokens);
    // The value is escaped when it is written.
    static constexpr Attribute text(Literal name, std::string_view value) { return {name, value}; }
    static constexpr Attribute number(Literal name, std::int64_t value) { return {name, value}; }
    // Without a value: checked, hidden.
    static constexpr Attribute flag(Literal name) { return {name, Kind::flag}; }
    // Writes nothing.
    static constexpr Attribute none() { return {Literal{""}, Kind::none}; }
    [[nodiscard]] constexpr Attribute when(bool condition) const { return condition ? *this : none(); }

private:
    friend class Html;
    enum class Kind : std::uint8_t { text, number, flag, none };
    constexpr Attribute(Literal name, std::string_view text) : name_{name}, kind_{Kind::text}, text_{text} {}
    constexpr Attribute(Literal name, std::int64_t number) : name_{name}, kind_{Kind::number}, number_{number} {}
    constexpr Attribute(Literal name, Kind kind) : name_{name}, kind_{kind}, number_{0} {}
    Literal name_;
    Kind kind_;
    union {
        std::string_view text_;
        std::int64_t number_;
    };
};

// The attribute that most elements have, and have alone.
class Class {
public:
    constexpr explicit Class(Literal tokens) : tokens_{tokens} {}
    [[nodiscard]] constexpr Attribute when(bool condition) const { return Attribute{*this}.when(condition); }

private:
    friend class Attribute;
    friend class Html;
    Literal tokens_;
};
constexpr Attribute::Attribute(Class tokens) : Attribute{"class", tokens.tokens_.view()} {}

using Attributes = std::initializer_list<Attribute>;

// What people read: a message, or words of somebody's. Refers to them.
class Words {
public:
    constexpr Words() : Words{std::string_view{""}} {}
    constexpr Words(Say message) : text_{nullptr}, size_{static_cast<std::uint32_t>(message)} {}
    constexpr Words(std::string_view text) : text_{text.data()}, size_{static_cast<std::uint32_t>(text.size())} {}
    Words(const std::string& text);
    Words(const char* text);
    [[nodiscard]] constexpr bool empty() const { return text_ != nullptr && size_ == 0; }
    [[nodiscard]] std::string_view in(const Wording& say) const;

private:
    const char* text_;    // Null for a message,
    std::uint32_t size_;  // of which this is the number then.
};

// Elements with a body, and those that have none (HTML 13.1.2 "void elements"). Written as tag::section, tag::br.
// clang-format off
#define GONGYI_TAGS(X)                                                                                                 \
    X(a) X(article) X(aside) X(body) X(b) X(button) X(canvas) X(caption) X(code) X(dd) X(del) X(details) X(dialog)     \
    X(div) X(dl) X(dt) X(em) X(fieldset) X(footer) X(form) X(h1) X(h2) X(h3) X(head) X(header) X(html) X(ins)          \
    X(label) X(legend) X(li) X(main) X(nav) X(noscript) X(ol) X(option) X(output) X(p) X(pre) X(progress) X(script)    \
    X(section) X(select) X(small) X(span) X(strong) X(summary) X(table) X(tbody) X(td) X(textarea) X(tfoot) X(th)      \
    X(thead) X(time) X(title) X(tr) X(ul)                                                                              \
    X(svg) X(rect) X(path) X(circle) X(g)
#define GONGYI_VOID_TAGS(X) X(br) X(hr) X(img) X(input) X(link) X(meta)
// clang-format on
#define GONGYI_TAG_NAME(name) name,
enum class Tag : std::uint8_t { GONGYI_TAGS(GONGYI_TAG_NAME) };
enum class VoidTag : std::uint8_t { GONGYI_VOID_TAGS(GONGYI_TAG_NAME) };
#undef GONGYI_TAG_NAME
namespace tag {
using enum Tag;
using enum VoidTag;
}  // namespace tag

// Text is escaped; a Say is the message itself, in the language of the page. The overloads say the same thing: what a
// page is written with a thousand times should take few instructions (ARCHITECTURE.md, the core module's budget).
class Html {
public:
    // `say` must outlive this.
    Html(std::string& out, const Wording& say) : out_{out}, say_{say} {}

    void operator()(Tag tag, Attributes attributes, std::string_view text);
    void operator()(Tag tag, Attributes attributes, const std::string& text);
    void operator()(Tag tag, Attributes attributes, const char* text);
    void operator()(Tag tag, Attributes attributes, Say message);
    void operator()(Tag tag, Attributes attributes, Words words);
    void operator()(Tag tag, Class tokens, std::string_view text);
    void operator()(Tag tag, Class tokens, const std::string& text);
    void operator()(Tag tag, Class tokens, const char* text);
    void operator()(Tag tag, Class tokens, Say message);
    void operator()(Tag tag, Class tokens, Say message, std::initializer_list<Arg> args);
    void operator()(Tag tag, Class tokens, Words words);
    void operator()(Tag tag, std::string_view text);
    void operator()(Tag tag, const std::string& text);
    void operator()(Tag tag, const char* text);
    void operator()(Tag tag, Say message);
    void operator()(Tag tag, Say message, std::initializer_list<Arg> args);
    void operator()(Tag tag, Words words);
    void operator()(VoidTag tag, Attributes attributes);
    void operator()(VoidTag tag) { (*this)(tag, {}); }

    template <class Body>
    requires std::is_invocable_v<Body>
    void operator()(Tag tag, Attributes attributes, Body&& body) {
        open(tag, attributes);
        body();
        close(tag);
    }
    template <class Body>
    requires std::is_invocable_v<Body>
    void operator()(Tag tag, Class tokens, Body&& body) {
        open(tag, tokens);
        body();
        close(tag);
    }
    template <class Body>
    requires std::is_invocable_v<Body>
    void operator()(Tag tag, Body&& body) {
        open(tag);
        body();
        close(tag);
    }

    // Escapes & < > " and '.
    void text(std::string_view text);
    void text(Say message);
    void write(Words words);
    // Paragraphs that a person wrote: each line break of `text` becomes <br>.
    void lines(std::string_view text);
    void number(std::int64_t value);
    // An element that is not closed where its body ends. For the document's frame alone.
    void begin(Tag tag, Attributes attributes) { open(tag, attributes); }
    void end(Tag tag) { close(tag); }
    // The buffer itself, for functions that append HTML of their own (Wording::write).
    [[nodiscard]] std::string& buffer() { return out_; }
    // As it stands. For what is not markup of ours to build: the doctype, an outline of an icon.
    void raw(Literal html) { out_ += html.view(); }
    // A <script type="application/json"> block. `json` must be JSON; "<" is written as \u003c, so that no content can
    // end the block or open a comment in it.
    void json(Literal id, std::string_view json);

private:
    void open(Tag tag);
    void open(Tag tag, Class tokens);
    void open(Tag tag, Attributes attributes);
    void open(std::string_view name, Attributes attributes);
    void close(Tag tag);

    std::string& out_;
    const Wording& say_;
};

namespace attr {
constexpr Class cls(Literal tokens) {
    return Class{tokens};
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
