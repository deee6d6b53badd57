#include "server-stub/web/file_type.h"

#include <algorithm>
#include <array>

namespace gongyi::server::web {
namespace {

constexpr std::size_t endings_max = 8;

// Files that begin alike, and under which endings they may be saved.
struct Family {
    std::string_view begins;
    std::string_view media_type;
    std::string_view otherwise;  // The ending when nothing tells more.
    std::array<std::string_view, endings_max> endings{};
};
constexpr std::array families{
    Family{"%PDF-", "application/pdf", ".pdf", {".pdf"}},
    Family{"\x89PNG\r\n", "image/png", ".png", {".png"}},
    Family{"\xff\xd8\xff", "image/jpeg", ".jpg", {".jpg", ".jpeg"}},
    Family{"PK\x03\x04", "application/zip", ".zip", {".docx", ".xlsx", ".pptx", ".ofd", ".odt", ".ods", ".zip"}},
    // The compound files of older office programs, WPS's too.
    Family{"\xd0\xcf\x11\xe0", "application/octet-stream", ".bin", {".doc", ".xls", ".ppt", ".wps", ".et", ".dps"}},
    Family{"{\\rtf", "application/octet-stream", ".rtf", {".rtf", ".doc"}},
    // UTF-16, as Excel's "Unicode text".
    Family{"\xff\xfe", "application/octet-stream", ".txt", {".csv", ".txt"}},
    Family{"\xfe\xff", "application/octet-stream", ".txt", {".csv", ".txt"}},
};
constexpr Family text_family{"", "application/octet-stream", ".txt", {".csv", ".txt"}};
constexpr Family unknown{"", "application/octet-stream", ".bin", {}};

// What stands in a package of one kind and in none of another: names of parts, and of streams in UTF-16.
struct Sign {
    std::string_view begins;
    std::string_view holds;
    std::string_view ending;
};
using namespace std::string_view_literals;
constexpr std::array signs{
    Sign{"PK", "word/document.xml", ".docx"},
    Sign{"PK", "xl/workbook.xml", ".xlsx"},
    Sign{"PK", "ppt/presentation.xml", ".pptx"},
    Sign{"PK", "OFD.xml", ".ofd"},
    Sign{"PK", "application/vnd.oasis.opendocument.text", ".odt"},
    Sign{"PK", "application/vnd.oasis.opendocument.spreadsheet", ".ods"},
    Sign{"\xd0\xcf", "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv, ".doc"},
    Sign{"\xd0\xcf", "W\0o\0r\0k\0b\0o\0o\0k\0"sv, ".xls"},
    Sign{"\xd0\xcf", "P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0"sv, ".ppt"},
};

// Text of either encoding that is common here has no byte below the blank but tabs and line ends.
bool is_text(std::string_view bytes) {
    return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 || c == '\t' || c == '\n' || c == '\r';
    });
}

const Family& family_of(std::string_view bytes) {
    const auto* const found = std::find_if(families.begin(), families.end(),
                                           [&](const Family& one) { return bytes.starts_with(one.begins); });
    if (found != families.end()) return *found;
    return is_text(bytes) ? text_family : unknown;
}

bool ends_in(std::string_view title, std::string_view ending) {
    if (ending.empty() || title.size() <= ending.size()) return false;
    const std::string_view end = title.substr(title.size() - ending.size());
    return std::equal(end.begin(), end.end(), ending.begin(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace

std::string kept_ending(std::string_view bytes, std::string_view file_name) {
    for (const std::string_view ending : family_of(bytes).endings) {
        if (ends_in(file_name, ending)) return std::string{ending};
    }
    return {};
}

FileType file_type(std::string_view bytes, std::string_view title, std::string_view came_with) {
    const Family& family = family_of(bytes);
    if (!came_with.empty()) {
        return {family.media_type, ends_in(title, came_with) ? std::string{} : std::string{came_with}};
    }
    for (const std::string_view ending : family.endings) {
        if (ends_in(title, ending)) return {family.media_type, ""};
    }
    for (const Sign& sign : signs) {
        if (bytes.starts_with(sign.begins) && bytes.find(sign.holds) != std::string_view::npos) {
            return {family.media_type, std::string{sign.ending}};
        }
    }
    return {family.media_type, std::string{family.otherwise}};
}

}  // namespace gongyi::server::web
