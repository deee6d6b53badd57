#include "shared/record/checkpoint.h"

#include <array>
#include <utility>

#include "shared/base/number.h"

namespace gongyi::record {

std::string write_checkpoint(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
}

Expected<Checkpoint, ParseError> parse_checkpoint(std::string_view text) {
    std::array<std::string_view, 3> lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos || end == 0) {
            return unexpected(ParseError{"/" + std::to_string(i + 1), "a line of text that ends in a line feed"});
        }
        lines[i] = text.substr(0, end);
        text.remove_prefix(end + 1);
    }
    if (!text.empty()) return unexpected(ParseError{"/4", "nothing after the third line"});

    Checkpoint checkpoint;
    checkpoint.origin = lines[0];
    const auto size = whole_number(lines[1]);
    if (!size) return unexpected(ParseError{"/2", "a whole number without leading zeros"});
    checkpoint.size = *size;
    const auto root = hash_from_base64(lines[2]);
    if (!root) return unexpected(ParseError{"/3", "32 bytes in base64"});
    checkpoint.root = *root;
    return checkpoint;
}

Expected<Checkpoint, ParseError> stated_checkpoint(std::string_view note) {
    const std::size_t end = note.rfind("\n\n");
    if (end == std::string_view::npos) return unexpected(ParseError{"/4", "an empty line, and signatures behind it"});
    return parse_checkpoint(note.substr(0, end + 1));
}

Expected<std::string, NoteFault> sign_checkpoint(const Checkpoint& checkpoint, std::span<const SigningKey> keys) {
    // An origin of several lines would be a checkpoint of something else.
    if (!parse_checkpoint(write_checkpoint(checkpoint))) return unexpected(NoteFault::malformed_text);
    return sign_note(write_checkpoint(checkpoint), keys);
}

Expected<std::string, NoteFault> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    return sign_checkpoint(checkpoint, std::span{&key, 1});
}

Expected<Checkpoint, NoteFault> open_checkpoint(std::string_view note, std::string_view origin,
                                                std::span<const VerifyingKey> keys) {
    const auto opened = open_note(note, keys);
    if (!opened) return unexpected(opened.error());
    auto checkpoint = parse_checkpoint(opened->text);
    if (!checkpoint) return unexpected(NoteFault::not_a_checkpoint);
    if (checkpoint->origin != origin) return unexpected(NoteFault::other_origin);
    return *std::move(checkpoint);
}

}  // namespace gongyi::record
