#include "server-stub/http/static_files.h"

#include <array>
#include <fstream>
#include <iterator>

#include "server-stub/http/content_coding.h"
#include "shared/base/hash.h"

namespace gongyi::server {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> media_types{{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", plain_type},
    {".html", html_type},
}};

std::string_view media_type_of(std::string_view name) {
    for (const auto& [ending, type] : media_types) {
        if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending) return type;
    }
    return "application/octet-stream";
}

// Whether an If-None-Match header names `tag`.
bool names_tag(std::string_view if_none_match, std::string_view tag) {
    return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;
}

bool is_plain_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

}  // namespace

bool is_plain_file_name(std::string_view name) {
    bool is_segment_start = true;
    for (const char c : name) {
        if (c == '/' ? is_segment_start : !is_plain_character(c) || (is_segment_start && c == '.')) return false;
        is_segment_start = c == '/';
    }
    return !is_segment_start;
}

std::optional<StaticFiles::File> StaticFiles::load(const std::string& name) {
    const fs::path path = fs::path{folder_} / name;
    std::error_code fault;
    const auto status = fs::status(path, fault);
    if (fault || !fs::is_regular_file(status)) return std::nullopt;
    const auto changed_at = fs::last_write_time(path, fault);
    if (fault) return std::nullopt;
    const auto size = fs::file_size(path, fault);
    if (fault || size > static_file_bytes_max) return std::nullopt;

    const std::lock_guard lock{mutex_};
    const auto known = files_.find(name);
    if (known != files_.end() && known->second.changed_at == changed_at && known->second.size == size) {
        return known->second;
    }
    std::ifstream in{path, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (in.bad()) return std::nullopt;
    File file;
    file.tag = '"' + to_hex(sha256(bytes)).substr(0, 32) + '"';
    file.bytes = std::make_shared<const std::string>(std::move(bytes));
    file.changed_at = changed_at;
    file.size = size;
    files_.insert_or_assign(name, file);
    return file;
}

// A plain file that was put there later, by hand perhaps, is what its owner wants people to get.
bool StaticFiles::is_current_copy(const std::string& copy, const std::string& name) const {
    std::error_code fault;
    const auto copied_at = fs::last_write_time(fs::path{folder_} / copy, fault);
    if (fault) return false;
    const auto written_at = fs::last_write_time(fs::path{folder_} / name, fault);
    return !fault && copied_at >= written_at;
}

std::optional<Response> StaticFiles::find(std::string_view name, const Request& request) {
    if (!is_plain_file_name(name)) return std::nullopt;
    const std::string plain{name};
    std::optional<File> file;
    std::string_view coding;
    for (const ContentCoding& offered : content_codings) {
        const std::string copy = plain + std::string{offered.ending};
        if (!accepts_coding(request.header(Header::accept_encoding), offered.name)) continue;
        if (is_current_copy(copy, plain)) file = load(copy);
        if (!file) continue;
        coding = offered.name;
        break;
    }
    if (!file) file = load(plain);
    if (!file) return std::nullopt;

    Response response;
    // Kept by the browser, but asked about each time: a new version of the portal is seen at once.
    response.headers = {{"Cache-Control", "no-cache"}, {"ETag", file->tag}, {"Vary", "Accept-Encoding"}};
    if (names_tag(request.header(Header::if_none_match), file->tag)) {
        response.status = 304;
        return response;
    }
    response.content_type = media_type_of(plain);
    if (!coding.empty()) response.headers.push_back({"Content-Encoding", std::string{coding}});
    response.shared_body = file->bytes;
    return response;
}

}  // namespace gongyi::server
