#include "shared/pages/html.h"

#include <array>
#include <charconv>

#include "shared/pages/messages.h"

namespace gongyi::pages {

namespace {

// The escape of `c`, or nothing when it stands for itself.
constexpr std::string_view escape_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

constexpr std::array<bool, 256> make_is_special() {
    std::array<bool, 256> special{};
    for (const char c : {'&', '<', '>', '"', '\''}) special[static_cast<unsigned char>(c)] = true;
    return special;
}
constexpr std::array<bool, 256> is_special = make_is_special();

// RFC 3986 section 2.3.
bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

// `also` may stand for itself too.
void append_percent_encoded(std::string& out, std::string_view text, char also) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_unreserved(c) || c == also) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
}

#define GONGYI_TAG_NAME(name) #name,
std::string_view name_of(Tag tag) {
    constexpr std::array<std::string_view, static_cast<std::size_t>(Tag::g) + 1> names{GONGYI_TAGS(GONGYI_TAG_NAME)};
    return names[static_cast<std::size_t>(tag)];
}
std::string_view name_of(VoidTag tag) {
    constexpr std::array<std::string_view, static_cast<std::size_t>(VoidTag::meta) + 1> names{
        GONGYI_VOID_TAGS(GONGYI_TAG_NAME)};
    return names[static_cast<std::size_t>(tag)];
}
#undef GONGYI_TAG_NAME

void append_number(std::string& out, std::int64_t value) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    std::size_t written = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_special[static_cast<unsigned char>(text[at])]) continue;
        out.append(text, written, at - written);
        out += escape_of(text[at]);
        written = at + 1;
    }
    out.append(text, written, text.size() - written);
}

Words::Words(const std::string& text) : Words{std::string_view{text}} {}

Words::Words(const char* text) : Words{std::string_view{text}} {}

std::string_view Words::in(const Wording& say) const {
    return text_ == nullptr ? say(static_cast<Say>(size_)) : std::string_view{text_, size_};
}

Url Url::slash(Literal segment) const {
    Url longer = *this;
    longer.text_ += '/';
    longer.text_ += segment.view();
    return longer;
}

Url Url::slash(std::uint64_t number) const {
    Url longer = *this;
    longer.text_ += '/';
    longer.text_ += std::to_string(number);
    return longer;
}

Url Url::slash_encoded(std::string_view segment) const {
    Url longer = *this;
    longer.text_ += '/';
    append_percent_encoded(longer.text_, segment, '-');
    return longer;
}

Url Url::with(Literal name, std::string_view value) const {
    Url longer = *this;
    longer.text_ += text_.find('?') == std::string::npos ? '?' : '&';
    longer.text_ += name.view();
    longer.text_ += '=';
    append_percent_encoded(longer.text_, value, '/');  // RFC 3986 section 3.4: a query may hold '/'.
    return longer;
}

Url Url::at(Literal fragment) const {
    Url longer = *this;
    longer.text_ += '#';
    longer.text_ += fragment.view();
    return longer;
}

void Html::operator()(VoidTag tag, Attributes attributes) {
    open(name_of(tag), attributes);
}

void Html::operator()(Tag tag, Attributes attributes, std::string_view text) {
    open(tag, attributes);
    this->text(text);
    close(tag);
}

void Html::operator()(Tag tag, Attributes attributes, const std::string& text) {
    (*this)(tag, attributes, std::string_view{text});
}

void Html::operator()(Tag tag, Attributes attributes, const char* text) {
    (*this)(tag, attributes, std::string_view{text});
}

void Html::operator()(Tag tag, Attributes attributes, Say message) {
    (*this)(tag, attributes, say_(message));
}

void Html::operator()(Tag tag, Attributes attributes, Words words) {
    (*this)(tag, attributes, words.in(say_));
}

void Html::operator()(Tag tag, Class tokens, std::string_view text) {
    (*this)(tag, {Attribute{tokens}}, text);
}

void Html::operator()(Tag tag, Class tokens, const std::string& text) {
    (*this)(tag, tokens, std::string_view{text});
}

void Html::operator()(Tag tag, Class tokens, const char* text) {
    (*this)(tag, tokens, std::string_view{text});
}

void Html::operator()(Tag tag, Class tokens, Say message) {
    (*this)(tag, tokens, say_(message));
}

void Html::operator()(Tag tag, Class tokens, Say message, std::initializer_list<Arg> args) {
    (*this)(tag, tokens, say_(message, args));
}

void Html::operator()(Tag tag, Class tokens, Words words) {
    (*this)(tag, tokens, words.in(say_));
}

void Html::operator()(Tag tag, std::string_view text) {
    (*this)(tag, Attributes{}, text);
}

void Html::operator()(Tag tag, const std::string& text) {
    (*this)(tag, std::string_view{text});
}

void Html::operator()(Tag tag, const char* text) {
    (*this)(tag, std::string_view{text});
}

void Html::operator()(Tag tag, Say message) {
    (*this)(tag, say_(message));
}

void Html::operator()(Tag tag, Say message, std::initializer_list<Arg> args) {
    (*this)(tag, say_(message, args));
}

void Html::operator()(Tag tag, Words words) {
    (*this)(tag, words.in(say_));
}

void Html::text(std::string_view text) {
    append_escaped(out_, text);
}

void Html::text(Say message) {
    text(say_(message));
}

void Html::write(Words words) {
    text(words.in(say_));
}

void Html::lines(std::string_view text) {
    for (;;) {
        const std::size_t end = text.find('\n');
        append_escaped(out_, text.substr(0, end));
        if (end == std::string_view::npos) return;
        out_ += "<br>";
        text.remove_prefix(end + 1);
    }
}

void Html::number(std::int64_t value) {
    append_number(out_, value);
}

void Html::json(Literal id, std::string_view json) {
    open(Tag::script, {attr::type("application/json"), attr::id(id.view())});
    for (;;) {
        const std::size_t end = json.find('<');
        out_ += json.substr(0, end);
        if (end == std::string_view::npos) break;
        out_ += "\\u003c";
        json.remove_prefix(end + 1);
    }
    close(Tag::script);
}

void Html::open(Tag tag) {
    open(name_of(tag), {});
}

void Html::open(Tag tag, Class tokens) {
    open(name_of(tag), {Attribute{tokens}});
}

void Html::open(Tag tag, Attributes attributes) {
    open(name_of(tag), attributes);
}

void Html::open(std::string_view name, Attributes attributes) {
    out_ += '<';
    out_ += name;
    for (const Attribute& attribute : attributes) {
        if (attribute.kind_ == Attribute::Kind::none) continue;
        out_ += ' ';
        out_ += attribute.name_.view();
        if (attribute.kind_ == Attribute::Kind::flag) continue;
        out_ += "=\"";
        if (attribute.kind_ == Attribute::Kind::number) {
            append_number(out_, attribute.number_);
        } else {
            append_escaped(out_, attribute.text_);
        }
        out_ += '"';
    }
    out_ += '>';
}

void Html::close(Tag tag) {
    out_ += "</";
    out_ += name_of(tag);
    out_ += '>';
}

}  // namespace gongyi::pages
