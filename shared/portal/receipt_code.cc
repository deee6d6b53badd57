#include "shared/portal/receipt_code.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "shared/base/base64.h"
#include "shared/base/json_text.h"
#include "shared/portal/ballot.h"

namespace gongyi::portal {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t format = 1;
constexpr std::size_t signature_bytes = 4 + 64;  // Key id and Ed25519 signature, as in a note's line.
constexpr std::string_view signature_mark = "— ";

std::string to_base64url(const Bytes& bytes) {
    std::string text = to_base64(bytes);
    text.erase(std::find(text.begin(), text.end(), '='), text.end());
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::optional<Bytes> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
    std::string padded{text};
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    while (padded.size() % 4 != 0) padded += '=';
    return bytes_from_base64(padded);
}

// What stands before each signature of a promise of this community.
std::string line_head(std::string_view community) {
    return std::string{signature_mark} + "gongyi/" + std::string{community} + ' ';
}

// The signatures of a note, in the order of its lines; nothing if one is not in the record's name or not of Ed25519.
std::optional<std::vector<Bytes>> signatures_of(std::string_view note, std::string_view community) {
    const std::size_t end_of_text = note.find("\n\n");
    if (end_of_text == std::string_view::npos) return std::nullopt;
    const std::string head = line_head(community);
    std::vector<Bytes> signatures;
    for (std::string_view rest = note.substr(end_of_text + 2); !rest.empty();) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos || !rest.starts_with(head)) return std::nullopt;
        auto bytes = bytes_from_base64(rest.substr(head.size(), end - head.size()));
        if (!bytes || bytes->size() != signature_bytes) return std::nullopt;
        signatures.push_back(*std::move(bytes));
        rest.remove_prefix(end + 1);
    }
    return signatures;
}

template <class Range>
void append(Bytes& bytes, const Range& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

void append_step(Bytes& bytes, std::uint64_t step) {
    for (; step >= 0x80; step >>= 7U) bytes.push_back(static_cast<std::uint8_t>(0x80U | (step & 0x7fU)));
    bytes.push_back(static_cast<std::uint8_t>(step));
}

// Takes bytes from the front of a code; after the first that are missing everything is.
class ByteReader {
public:
    explicit ByteReader(const Bytes& bytes) : bytes_{bytes} {}
    [[nodiscard]] bool is_good() const { return is_good_; }
    [[nodiscard]] bool is_at_end() const { return at_ == bytes_.size(); }
    [[nodiscard]] std::uint8_t byte() {
        std::array<std::uint8_t, 1> one{};
        copy(one);
        return one.front();
    }
    template <class Target>
    void copy(Target& to) {
        if (bytes_.size() - at_ < to.size()) {
            is_good_ = false;
            at_ = bytes_.size();
            return;
        }
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), to.size(), to.begin());
        at_ += to.size();
    }
    [[nodiscard]] std::uint64_t step() {
        std::uint64_t step = 0;
        for (unsigned shift = 0; shift < 63; shift += 7) {
            const std::uint8_t next = byte();
            step |= static_cast<std::uint64_t>(next & 0x7fU) << shift;
            if ((next & 0x80U) == 0) return step;
        }
        is_good_ = false;
        return 0;
    }

private:
    const Bytes& bytes_;
    std::size_t at_ = 0;
    bool is_good_ = true;
};

void append_milliseconds(Bytes& bytes, UnixMs at) {
    const auto raw = static_cast<std::uint64_t>(at.ms);
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(raw >> shift));
}

UnixMs read_milliseconds(ByteReader& reader) {
    std::uint64_t raw = 0;
    for (int i = 0; i < 8; ++i) raw = raw << 8U | reader.byte();
    return UnixMs{static_cast<std::int64_t>(raw)};
}

// Nothing if an id is none.
std::optional<std::vector<ProjectId>> read_choices(ByteReader& reader) {
    std::vector<ProjectId> choices;
    std::uint64_t id = 0;
    while (!reader.is_at_end()) {
        id += reader.step();
        if (!reader.is_good() || id > static_cast<std::uint64_t>(json_integer_max)) return std::nullopt;
        choices.emplace_back(id);
    }
    return choices;
}

}  // namespace

std::optional<std::string> write_receipt_code(const Receipt& receipt) {
    const auto cast = cast_of(receipt);
    const auto signatures = signatures_of(receipt.promise, receipt.community);
    if (!cast || !signatures || signatures->size() > receipt_code_signatures_max) return std::nullopt;
    Bytes bytes{format, static_cast<std::uint8_t>(cast->version)};
    append(bytes, cast->credential);
    append(bytes, receipt.salt);
    append_milliseconds(bytes, receipt.deadline);
    bytes.push_back(static_cast<std::uint8_t>(signatures->size()));
    for (const Bytes& signature : *signatures) append(bytes, signature);
    std::uint64_t before = 0;
    for (const ProjectId id : cast->ballot.choices) {
        append_step(bytes, id.raw() - before);
        before = id.raw();
    }
    std::string code = to_base64url(bytes);
    if (code.size() > receipt_code_bytes_max) return std::nullopt;
    return code;
}

std::optional<Receipt> parse_receipt_code(std::string_view code, std::string_view community, RoundId round) {
    if (code.size() > receipt_code_bytes_max) return std::nullopt;
    const auto bytes = from_base64url(code);
    if (!bytes) return std::nullopt;
    ByteReader reader{*bytes};
    if (reader.byte() != format) return std::nullopt;
    OpenedCast cast;
    cast.version = reader.byte();
    reader.copy(cast.credential);
    Receipt receipt;
    receipt.community = community;
    receipt.round = round;
    reader.copy(receipt.salt);
    receipt.deadline = read_milliseconds(reader);
    const std::size_t signature_count = reader.byte();
    if (signature_count > receipt_code_signatures_max) return std::nullopt;
    std::string signature_lines;
    for (std::size_t i = 0; i < signature_count; ++i) {
        std::array<std::uint8_t, signature_bytes> signature{};
        reader.copy(signature);
        signature_lines += line_head(community) + to_base64(signature) + '\n';
    }
    auto choices = read_choices(reader);
    if (!reader.is_good() || !choices || receipt.deadline.ms < 0) return std::nullopt;
    cast.ballot.choices = *std::move(choices);

    receipt.ballot_text = cast_text(round, cast);
    const Hash commitment = commit(receipt.salt, receipt.ballot_text);
    receipt.promise = write_promise({receipt.community, round, commitment, receipt.deadline}) + '\n' + signature_lines;
    // The file's reader judges what is left: ids, versions and times out of range. And no receipt has two codes.
    auto read = parse_receipt(write_receipt(receipt));
    if (!read || write_receipt_code(*read) != code) return std::nullopt;
    return std::move(*read);
}

}  // namespace gongyi::portal
