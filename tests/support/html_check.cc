#include "tests/support/html_check.h"

#include <algorithm>
#include <array>
#include <set>

namespace gongyi::tests {

namespace {

bool is_void(std::string_view name) {
    constexpr std::array names{"br", "hr", "img", "input", "link", "meta"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_known_escape(std::string_view text) {
    constexpr std::array escapes{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    return std::any_of(escapes.begin(), escapes.end(),
                       [&](std::string_view escape) { return text.substr(0, escape.size()) == escape; });
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

class Checker {
public:
    explicit Checker(std::string_view html) : html_{html} {}

    std::vector<std::string> run() {
        constexpr std::string_view doctype = "<!doctype html>\n";
        if (html_.substr(0, doctype.size()) == doctype) at_ = doctype.size();
        while (at_ < html_.size() && faults_.size() < 10) html_[at_] == '<' ? read_tag() : read_text();
        for (const std::string& name : open_) fault("never closed: " + name);
        for (const std::string& id : referred_) {
            if (ids_.count(id) == 0) fault("no element has the id " + id);
        }
        return faults_;
    }

private:
    void fault(const std::string& what) {
        const std::size_t from = at_ < 40 ? 0 : at_ - 40;
        faults_.push_back(what + " near: " + std::string(html_.substr(from, 120)));
    }

    void read_text() {
        // The one raw text: JSON in a script element.
        if (!open_.empty() && open_.back() == "script") {
            const std::size_t end = html_.find('<', at_);
            at_ = end == std::string_view::npos ? html_.size() : end;
            return;
        }
        if (html_[at_] == '&' && !is_known_escape(html_.substr(at_, 6))) fault("a stray &");
        if (html_[at_] == '>' || html_[at_] == '"' || html_[at_] == '\'') fault("an unescaped character");
        ++at_;
    }

    std::string read_name() {
        const std::size_t begin = at_;
        while (at_ < html_.size() && is_name_character(html_[at_])) ++at_;
        return std::string(html_.substr(begin, at_ - begin));
    }

    void read_tag() {
        ++at_;
        if (at_ < html_.size() && html_[at_] == '/') {
            ++at_;
            const std::string name = read_name();
            if (open_.empty() || open_.back() != name) {
                fault("closes " + name + " inside " + (open_.empty() ? "nothing" : open_.back()));
            } else {
                open_.pop_back();
            }
            if (at_ >= html_.size() || html_[at_] != '>') fault("a closing tag that goes on");
            ++at_;
            return;
        }
        const std::string name = read_name();
        if (name.empty()) fault("an unescaped <");
        read_attributes(name);
        if (!is_void(name)) open_.push_back(name);
    }

    void read_attributes(const std::string& element) {
        std::set<std::string> names;
        while (at_ < html_.size() && html_[at_] == ' ') {
            ++at_;
            const std::string name = read_name();
            if (name.empty() || !names.insert(name).second) fault("a bad or repeated attribute of " + element);
            if (name == "style" || name.substr(0, 2) == "on") fault("an inline " + name);
            std::string value;
            if (at_ < html_.size() && html_[at_] == '=') value = read_value();
            use_value(element, name, value);
        }
        if (at_ >= html_.size() || html_[at_] != '>') fault("a tag that does not end");
        ++at_;
    }

    std::string read_value() {
        if (html_.substr(at_, 2) != "=\"") fault("a value without quotes");
        at_ += 2;
        const std::size_t end = html_.find('"', at_);
        if (end == std::string_view::npos) {
            fault("a value that does not end");
            at_ = html_.size();
            return {};
        }
        const std::string value{html_.substr(at_, end - at_)};
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] == '<' || value[i] == '>' || value[i] == '\'') fault("an unescaped character in a value");
            if (value[i] == '&' && !is_known_escape(std::string_view{value}.substr(i))) fault("a stray & in a value");
        }
        at_ = end + 1;
        return value;
    }

    void use_value(const std::string& element, const std::string& name, const std::string& value) {
        if (name == "id" && !ids_.insert(value).second) fault("the id " + value + " twice");
        if ((name == "href" || name == "src" || name == "action") && value != "#main" &&
            (value.empty() || value[0] != '/' || value.substr(0, 2) == "//")) {
            fault(element + " leads out of the portal: " + value);
        }
        if (name == "for") referred_.insert(value);
        if (name != "aria-describedby" && name != "aria-labelledby") return;
        for (std::size_t begin = 0; begin < value.size();) {
            const std::size_t end = std::min(value.find(' ', begin), value.size());
            if (end > begin) referred_.insert(value.substr(begin, end - begin));
            begin = end + 1;
        }
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::vector<std::string> open_;
    std::set<std::string> ids_;
    std::set<std::string> referred_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> html_faults(std::string_view html) {
    return Checker{html}.run();
}

std::string html_text(std::string_view html) {
    std::string text;
    bool is_in_tag = false;
    for (std::size_t at = 0; at < html.size(); ++at) {
        if (html[at] == '<') is_in_tag = true;
        if (!is_in_tag) text += html[at];
        if (html[at] == '>') is_in_tag = false;
    }
    constexpr std::array<std::array<std::string_view, 2>, 5> escapes{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};
    for (const auto& [escape, character] : escapes) {
        for (std::size_t at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1)) {
            text.replace(at, escape.size(), character);
        }
    }
    return text;
}

}  // namespace gongyi::tests
