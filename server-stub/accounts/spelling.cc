#include "server-stub/accounts/spelling.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <memory>

#include "shared/base/check.h"
#include "shared/base/text.h"

namespace gongyi::server {
namespace {

using icu::Normalizer2;
using icu::UnicodeString;

// RFC 8264 section 7: rules are applied until nothing changes. What does not settle by then is taken as it is: two
// spellings that differ are then two names.
constexpr int rounds_max = 4;

UnicodeString decoded(std::string_view text) {
    return UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}

std::string encoded(const UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// ICU's own tables: not to be had only when the library is broken.
const Normalizer2& composed() {
    UErrorCode status = U_ZERO_ERROR;
    const Normalizer2* const form = Normalizer2::getNFCInstance(status);
    GONGYI_CHECK(U_SUCCESS(status));
    return *form;
}
const Normalizer2& compatible() {
    UErrorCode status = U_ZERO_ERROR;
    const Normalizer2* const form = Normalizer2::getNFKCInstance(status);
    GONGYI_CHECK(U_SUCCESS(status));
    return *form;
}

UnicodeString normalized(const Normalizer2& form, const UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString out = form.normalize(text, status);
    GONGYI_CHECK(U_SUCCESS(status));
    return out;
}

template <class Visit>
void for_each(const UnicodeString& text, Visit visit) {
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) visit(text.char32At(at));
}

bool is_blank(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) != 0;
}

// Blanks at the ends go, line feeds too: they come with what is copied. Between words only those count that stand in a
// line (general category Zs, RFC 8264 section 9.14): a separator of lines stays there, to be refused.
UnicodeString with_plain_spaces(const UnicodeString& text) {
    UnicodeString out;
    UnicodeString blanks;
    for_each(text, [&](UChar32 c) {
        if (is_blank(c)) {
            const bool is_space = u_charType(c) == U_SPACE_SEPARATOR;
            if (!is_space || blanks.isEmpty()) blanks.append(is_space ? UChar32{u' '} : c);
            return;
        }
        if (!out.isEmpty()) out.append(blanks);
        blanks.remove();
        out.append(c);
    });
    return out;
}

enum class Case : std::uint8_t { kept, lower };

UnicodeString nickname(std::string_view text, Case how) {
    UnicodeString form = decoded(text);
    for (int round = 0; round < rounds_max; ++round) {
        UnicodeString next = with_plain_spaces(form);
        if (how == Case::lower) next.toLower(icu::Locale::getRoot());
        next = normalized(compatible(), next);
        if (next == form) break;
        form = std::move(next);
    }
    return form;
}

UnicodeString without_blanks(const UnicodeString& text) {
    UnicodeString out;
    for_each(text, [&](UChar32 c) {
        if (!is_blank(c)) out.append(c);
    });
    return out;
}

std::string look_of(const UnicodeString& text) {
    struct Close {
        void operator()(USpoofChecker* one) const { uspoof_close(one); }
    };
    // One for the process: it is only read.
    static const std::unique_ptr<USpoofChecker, Close> checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<USpoofChecker, Close> made{uspoof_open(&status)};
        GONGYI_CHECK(U_SUCCESS(status));
        return made;
    }();
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker.get(), 0, text, skeleton, &status);
    GONGYI_CHECK(U_SUCCESS(status));
    skeleton.toLower(icu::Locale::getRoot());
    return encoded(skeleton);
}

// RFC 8264 section 4.3, but for what an emoji is made of.
bool is_freeform(const UnicodeString& text) {
    bool is_good = true;
    for_each(text, [&](UChar32 c) {
        const bool is_joiner = c == 0x200c || c == 0x200d || c == 0xfe0f;
        const int type = u_charType(c);
        const bool has_meaning =
            type != U_UNASSIGNED && type != U_CONTROL_CHAR && type != U_SURROGATE && type != U_PRIVATE_USE_CHAR;
        const bool is_hidden = u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
        is_good = is_good && has_meaning && (is_joiner || !is_hidden);
    });
    return is_good;
}

// RFC 8265 section 3.1: full and half width become what they are a form of.
UnicodeString without_width(const UnicodeString& text) {
    UnicodeString out;
    for_each(text, [&](UChar32 c) {
        const std::int32_t kind = u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE);
        UnicodeString plain;
        const bool has_width = kind == U_DT_WIDE || kind == U_DT_NARROW;
        if (has_width && compatible().getRawDecomposition(c, plain) != 0) {
            out.append(plain);
        } else {
            out.append(c);
        }
    });
    return out;
}

}  // namespace

std::optional<std::string> kept_name(std::string_view name) {
    if (!count_code_points(name)) return std::nullopt;
    const UnicodeString kept = nickname(name, Case::kept);
    if (!is_freeform(kept)) return std::nullopt;
    return encoded(kept);
}

std::string name_key(std::string_view name) {
    return encoded(nickname(name, Case::lower));
}

std::string name_look(std::string_view name) {
    return look_of(nickname(name, Case::kept));
}

std::string census_key(std::string_view text) {
    return encoded(without_blanks(nickname(text, Case::lower)));
}

std::string census_look(std::string_view text) {
    return look_of(without_blanks(nickname(text, Case::kept)));
}

std::optional<std::string> prepared_passphrase(std::string_view passphrase) {
    if (!count_code_points(passphrase)) return std::nullopt;
    UnicodeString spaced;
    for_each(without_width(decoded(passphrase)), [&](UChar32 c) {
        if (u_charType(c) == U_SPACE_SEPARATOR) {
            spaced.append(u' ');
        } else {
            spaced.append(c);
        }
    });
    const UnicodeString prepared = normalized(composed(), spaced);
    if (!is_freeform(prepared)) return std::nullopt;
    return encoded(prepared);
}

std::optional<std::string> meant_code(std::string_view typed) {
    if (!count_code_points(typed)) return std::nullopt;
    UnicodeString plain;
    for_each(normalized(compatible(), decoded(typed)), [&](UChar32 c) {
        const bool is_between = is_blank(c) || u_hasBinaryProperty(c, UCHAR_DASH) != 0 ||
                                u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
        if (!is_between) plain.append(c);
    });
    return encoded(plain);
}

std::string spelling_version() {
    return U_UNICODE_VERSION;
}

}  // namespace gongyi::server
