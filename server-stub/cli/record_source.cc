#include "server-stub/cli/record_source.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "server-stub/cli/http_get.h"
#include "shared/record/checkpoint.h"

namespace gongyi::server {

namespace {

Expected<std::string, std::string> get(const PortalAddress& address, const std::string& target) {
    return http_get(address, target, record_bytes_max);
}

// The community's name in addresses, which the portal tells everybody with its checkpoint.
Expected<std::string, std::string> find_slug(const PortalAddress& address) {
    const auto me = get(address, "/api/v1/me");
    if (!me) return unexpected(me.error());
    constexpr std::string_view before = "\"checkpoint\":\"gongyi/";
    const std::size_t at = me->find(before);
    const std::size_t begin = at + before.size();
    const std::size_t end = at == std::string::npos ? at : me->find('\\', begin);
    if (end == std::string::npos) return unexpected(std::string{"this is no portal of gongyi"});
    const std::string slug = me->substr(begin, end - begin);
    for (const char c : slug) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!is_plain) return unexpected(std::string{"the portal has a name that is none"});
    }
    return slug;
}

// Leaves the first `count` lines of `text`, or all where there are fewer.
void keep_lines(std::string& text, std::uint64_t count) {
    std::size_t end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::size_t line = text.find('\n', end);
        if (line == std::string::npos) return;
        end = line + 1;
    }
    text.resize(end);
}

Expected<ShownRecord, std::string> download(const PortalAddress& address) {
    const auto slug = find_slug(address);
    if (!slug) return unexpected(slug.error());
    const std::string base = "/api/v1/" + *slug;
    const auto before = get(address, base + "/texts");
    if (!before) return unexpected(before.error());
    // A portal that has none answers 404. Before the checkpoint, so that it is never the newer one.
    auto witnessed = get(address, base + "/checkpoint/witnessed");
    // Then the checkpoint: entries that are appended after it belong to the next one, and are left out.
    auto checkpoint = get(address, base + "/checkpoint");
    if (!checkpoint) return unexpected(checkpoint.error());
    auto entries = get(address, base + "/record");
    if (!entries) return unexpected(entries.error());
    if (const auto stated = record::stated_checkpoint(*checkpoint)) keep_lines(*entries, stated->size);
    // One that is taken down between two answers of the portal is in the texts from before.
    auto after = get(address, base + "/texts");
    if (!after) return unexpected(after.error());
    return ShownRecord{*std::move(entries), *std::move(checkpoint), *before + *after,
                       witnessed ? *std::move(witnessed) : std::string{}};
}

}  // namespace

Expected<std::string, std::string> read_whole_file(const std::string& path, std::size_t bytes_max) {
    std::error_code fault;
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return unexpected("cannot read " + path + ": " + fault.message());
    if (size > bytes_max) return unexpected(path + " is larger than " + std::to_string(bytes_max) + " bytes");
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (!in.is_open() || in.bad()) return unexpected("cannot read " + path);
    return text;
}

Expected<ShownRecord, std::string> read_record(const std::string& source) {
    if (is_portal_address(source)) {
        const auto address = read_portal_address(source);
        if (!address) return unexpected(address.error());
        return download(*address);
    }
    auto entries = read_whole_file(source, record_bytes_max);
    if (!entries) return unexpected(entries.error());
    return ShownRecord{*std::move(entries), {}, {}, {}};
}

Expected<void, ParseError> supply_lines(portal::Replay& replay, std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const auto supplied = replay.supply(lines.substr(0, end));
        if (!supplied) return unexpected(supplied.error());
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return {};
}

Expected<portal::Replay, std::string> replay_entries(std::string_view entries, const std::string& source) {
    portal::Replay replay;
    while (!entries.empty()) {
        const std::size_t end = entries.find('\n');
        if (end == std::string_view::npos) return unexpected(source + " ends in the middle of an entry");
        const auto appended = replay.append(entries.substr(0, end));
        if (!appended) {
            return unexpected(source + ": entry " + std::to_string(appended.error().index) + ' ' +
                              appended.error().what);
        }
        entries.remove_prefix(end + 1);
    }
    return replay;
}

}  // namespace gongyi::server
