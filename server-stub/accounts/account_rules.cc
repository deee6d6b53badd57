#include "server-stub/accounts/account_rules.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "server-stub/accounts/known_passphrases.h"
#include "server-stub/accounts/secrets.h"
#include "server-stub/accounts/spelling.h"
#include "shared/base/incoming.h"
#include "shared/base/text.h"
#include "shared/base/time.h"
#include "shared/pages/routes.h"

namespace gongyi::server {
namespace {

using pages::FormFault;
using pages::FormProblem;

static_assert(passphrase_code_points_min == pages::passphrase_code_points_min);
static_assert(passphrase_code_points_max == pages::passphrase_code_points_max);

using Text = std::u32string;

Text decoded(std::string_view text) {
    const auto wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    Text out;
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
        out += static_cast<char32_t>(wide.char32At(at));
    }
    return out;
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) != 0;
}

// What passphrases and words are compared by: without blanks, in lower case, each character in its plain form.
Text key_of(std::string_view text) {
    return decoded(census_key(text));
}

const std::unordered_set<std::u32string>& known_words() {
    static const std::unordered_set<std::u32string> known = [] {
        std::unordered_set<std::u32string> words;
        for (std::string_view line : known_passphrase_lines()) {
            while (!line.empty()) {
                const auto end = std::min(line.find(' '), line.size());
                words.insert(key_of(line.substr(0, end)));
                line.remove_prefix(std::min(end + 1, line.size()));
            }
        }
        return words;
    }();
    return known;
}

// The rows and the columns of a keyboard, and of its block of digits.
constexpr std::array<std::u32string_view, 20> keyboard{
    U"1234567890", U"qwertyuiop", U"asdfghjkl", U"zxcvbnm", U"1qaz", U"2wsx", U"3edc", U"4rfv", U"5tgb",   U"6yhn",
    U"7ujm",       U"8ik",        U"9ol",       U"147",     U"258",  U"369",  U"159",  U"357",  U"qazwsx", U"edcrfv"};

bool are_neighbours(char32_t a, char32_t b) {
    if (a == b) return true;
    const bool is_next = a + 1 == b || b + 1 == a;
    if (is_next && a < 0x80 && b < 0x80) return true;
    for (const std::u32string_view row : keyboard) {
        const auto at = row.find(a);
        if (at == std::u32string_view::npos) continue;
        if (at + 1 < row.size() && row[at + 1] == b) return true;
        if (at > 0 && row[at - 1] == b) return true;
    }
    return false;
}

// Letters, digits or keys in a row: on the average three or more go on from each other.
bool is_walk(std::u32string_view text) {
    std::size_t pieces = text.empty() ? 0 : 1;
    for (std::size_t i = 1; i < text.size(); ++i) pieces += are_neighbours(text[i - 1], text[i]) ? 0U : 1U;
    return pieces * 3 <= text.size();
}

bool is_known_word(std::u32string_view text) {
    return known_words().contains(std::u32string{text});
}

// A day as people write one: 19800101, 01011980, 800101.
bool is_date(std::u32string_view digits) {
    std::array<int, 8> d{};
    if (digits.size() != 8 && digits.size() != 6) return false;
    for (std::size_t i = 0; i < digits.size(); ++i) d[i] = static_cast<int>(digits[i] - U'0');
    const auto two = [&d](std::size_t at) { return d[at] * 10 + d[at + 1]; };
    const auto is_day = [](int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; };
    if (digits.size() == 6) return is_day(two(2), two(4)) || is_day(two(0), two(2)) || is_day(two(2), two(0));
    const auto is_year = [](int century) { return century == 19 || century == 20; };
    return (is_year(two(0)) && is_day(two(4), two(6))) ||
           (is_year(two(4)) && (is_day(two(0), two(2)) || is_day(two(2), two(0))));
}

bool is_mobile(std::u32string_view digits) {
    return digits.size() == 11 && digits[0] == U'1' && digits[1] >= U'3';
}

// Numbers that many put together: 520 and 1314 in whatever order.
bool is_made_of_known_numbers(std::u32string_view digits) {
    constexpr std::size_t shortest = 3;
    std::vector<bool> reached(digits.size() + 1, false);
    reached[0] = true;
    for (std::size_t end = shortest; end <= digits.size(); ++end) {
        for (std::size_t begin = 0; begin + shortest <= end && !reached[end]; ++begin) {
            reached[end] = reached[begin] && is_known_word(digits.substr(begin, end - begin));
        }
    }
    return reached[digits.size()];
}

bool is_expected_number(std::u32string_view digits) {
    return is_date(digits) || is_mobile(digits) || is_walk(digits) || is_made_of_known_numbers(digits);
}

// Without `is_off` at both ends.
template <class IsOff>
std::u32string_view stripped(std::u32string_view text, IsOff is_off) {
    while (!text.empty() && is_off(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_off(text.back())) text.remove_suffix(1);
    return text;
}

// A word that many choose, or hardly any, with digits at its ends that many put there.
bool is_known_with_digits(std::u32string_view text) {
    const std::u32string_view word = stripped(text, [](char32_t c) { return !is_letter(c); });
    Text digits;
    for (const char32_t c : text) {
        if (is_digit(c)) digits += c;
    }
    if (word.empty()) return is_expected_number(digits);
    const std::size_t inside = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
    const std::size_t outside = digits.size() - inside;
    if (is_known_word(word)) return outside <= expected_digits_max || is_mobile(digits);
    return word.size() < own_characters_min && inside == 0 && outside > 0 && is_expected_number(digits);
}

// The same piece again and again, if that is so short that it counts for nothing, or known itself.
bool is_repetition(const Text& text) {
    for (std::size_t period = 1; period * 2 <= text.size(); ++period) {
        bool repeats = true;
        for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
        if (!repeats) continue;
        const std::u32string_view piece = std::u32string_view{text}.substr(0, period);
        return period <= own_characters_min || is_known_with_digits(piece) || is_walk(piece);
    }
    return std::unordered_set<char32_t>(text.begin(), text.end()).size() <= 2;
}

// How much is left beside the words that are expected.
bool is_made_of(Text text, const std::vector<std::string>& expected) {
    bool has_any = false;
    for (const std::string& one : expected) {
        const Text word = key_of(one);
        if (word.size() < 2) continue;  // A single character says nothing.
        for (auto at = text.find(word); at != Text::npos; at = text.find(word)) {
            text.erase(at, word.size());
            has_any = true;
        }
    }
    const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
    const auto letters = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_letter));
    const std::size_t own = letters + (digits > expected_digits_max ? digits - expected_digits_max : 0);
    return has_any && own < own_characters_min;
}

// Whoever is called so speaks for somebody else, it seems.
constexpr std::array offices{
    "admin",   "administrator", "root",   "system",     "sysadmin",   "staff",    "support",    "helpdesk",
    "service", "moderator",     "mod",    "official",   "operator",   "manager",  "supervisor", "council",
    "chair",   "chairman",      "mayor",  "government", "police",     "security", "gongyi",     "anonymous",
    "nobody",  "visitor",       "管理员", "管理員",     "系统",       "系統",     "社区",       "社區",
    "居委会",  "居委會",        "居委",   "书记",       "書記",       "主任",     "副主任",     "党委",
    "黨委",    "党支部",        "黨支部", "党总支",     "黨總支",     "支书",     "支書",       "工作站",
    "街道办",  "街道辦",        "服务台", "服務台",     "服務枱",     "工作人员", "工作人員",   "网格员",
    "網格員",  "议事会",        "議事會", "监督委员会", "監督委員會", "监委会",   "監委會",     "客服",
    "官方",    "政府",          "警察",   "共议",       "共議",       "匿名",     "物业",       "物業",
    "业委会",  "業委會"};

bool is_office(std::string_view name) {
    const Text key = key_of(name);
    const std::u32string_view word = stripped(key, [](char32_t c) { return !is_letter(c); });
    if (word.empty()) return false;
    const auto wide = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(word.data()),
                                                    static_cast<std::int32_t>(word.size()));
    std::string plain;
    wide.toUTF8String(plain);
    static const std::unordered_set<std::string> looks = [] {
        std::unordered_set<std::string> all;
        for (const char* const office : offices) all.insert(census_look(office));
        return all;
    }();
    return looks.contains(census_look(plain));
}

bool is_number(std::string_view name) {
    bool has_digit = false;
    for (const char32_t c : key_of(name)) {
        if (is_letter(c)) return false;
        has_digit = has_digit || u_isdigit(static_cast<UChar32>(c)) != 0;
    }
    return has_digit;
}

FormFault fault(pages::Literal field, FormProblem problem) {
    return {std::string{field.view()}, problem};
}

}  // namespace

Guessable judge_passphrase(std::string_view prepared, const std::vector<std::string>& expected) {
    const Text text = key_of(prepared);
    if (text.empty()) return Guessable::known;
    const std::u32string_view word = stripped(text, [](char32_t c) { return !is_letter(c) && !is_digit(c); });
    if (is_known_word(text) || is_known_word(word)) return Guessable::known;
    if (is_repetition(text) || is_walk(text) || is_known_with_digits(text)) return Guessable::known;
    return is_made_of(text, expected) ? Guessable::names : Guessable::no;
}

std::vector<std::string> expected_words(const portal::State& state) {
    std::vector<std::string> words{"gongyi", "共议", "共議"};
    if (!state.community) return words;
    const std::string& name = state.community->name;
    words.push_back(name);
    words.push_back(state.community->slug);
    // What the place is called without what kind of place it is: 四季花城 of 四季花城社区.
    for (const std::string_view kind : {"社区", "社區", "小区", "小區", "村"}) {
        const bool has_kind =
            name.size() > kind.size() && std::string_view{name}.substr(name.size() - kind.size()) == kind;
        if (has_kind) words.push_back(name.substr(0, name.size() - kind.size()));
    }
    return words;
}

Expected<std::string, FormFault> read_new_passphrase(std::string_view typed, std::string_view again,
                                                     const std::vector<std::string>& expected) {
    using namespace pages;
    if (typed.empty()) return unexpected(fault(field::passphrase, FormProblem::missing));
    auto prepared = prepared_passphrase(typed);
    if (!prepared) return unexpected(fault(field::passphrase, FormProblem::malformed));
    const auto length = count_code_points(*prepared);
    if (*length < passphrase_code_points_min) {
        return unexpected(fault(field::passphrase, FormProblem::passphrase_too_short));
    }
    if (*length > passphrase_code_points_max) {
        return unexpected(fault(field::passphrase, FormProblem::passphrase_too_long));
    }
    switch (judge_passphrase(*prepared, expected)) {
        case Guessable::known:
            return unexpected(fault(field::passphrase, FormProblem::passphrase_known));
        case Guessable::names:
            return unexpected(fault(field::passphrase, FormProblem::passphrase_of_names));
        case Guessable::no:
            break;
    }
    if (typed != again && prepared != prepared_passphrase(again)) {
        return unexpected(fault(field::passphrase_again, FormProblem::passphrases_differ));
    }
    return *std::move(prepared);
}

Expected<std::string, FormFault> read_new_name(std::string_view typed) {
    using namespace pages;
    auto name = kept_name(typed);
    if (!name) return unexpected(fault(field::name, FormProblem::unreadable));
    if (name->empty()) return unexpected(fault(field::name, FormProblem::missing));
    const TextFault text_fault = check_text(*name, {1, account_name_code_points_max}, InputRules::incoming);
    if (text_fault == TextFault::unreadable) return unexpected(fault(field::name, FormProblem::unreadable));
    if (text_fault == TextFault::wrong_length) return unexpected(fault(field::name, FormProblem::name_too_long));
    if (is_office(*name)) return unexpected(fault(field::name, FormProblem::name_of_office));
    if (is_number(*name)) return unexpected(fault(field::name, FormProblem::name_is_number));
    return *std::move(name);
}

}  // namespace gongyi::server
