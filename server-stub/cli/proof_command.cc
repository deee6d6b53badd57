#include "server-stub/cli/proof_command.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/base64.h"
#include "shared/base/expected.h"
#include "shared/base/hash.h"
#include "shared/base/number.h"
#include "shared/record/proof.h"

namespace gongyi::server {

namespace {

using record::ProofFault;

constexpr int status_valid = 0;
constexpr int status_not_valid = 1;
constexpr int status_usage = 2;

constexpr std::string_view usage =
    "usage: gongyi proof verify --index N --size N --leaf B64 --root B64 --path B64,B64,...\n"
    "       gongyi proof verify-consistency --old N --new N --old-root B64 --new-root B64 --path B64,B64,...\n"
    "\n"
    "Checks a proof of RFC 9162: that an entry is in a record, or that a record continues an older one.\n"
    "  --index     which entry, counted from 0\n"
    "  --size      how many entries the record has; --old and --new of two records\n"
    "  --leaf      the hash of the entry, SHA-256(0x00 then the entry), in base64\n"
    "  --root      the root of the record, in base64; --old-root and --new-root of two records\n"
    "  --path      the hashes of the proof in order, in base64 with commas between; \"\" for none\n"
    "Exit status: 0 valid, 1 not valid, 2 arguments that cannot be read.\n";

using Bytes = std::vector<std::uint8_t>;
using UsageError = std::string;

std::string_view sentence_of(ProofFault fault) {
    switch (fault) {
        case ProofFault::index_beyond_size:
            return "the record of this size has no entry of this index";
        case ProofFault::old_size_zero:
            return "every record continues the empty one, there is nothing to prove";
        case ProofFault::old_beyond_new:
            return "the old record is larger than the new one";
        case ProofFault::wrong_length:
            return "the path has not as many hashes as the sizes call for";
        case ProofFault::old_root_mismatch:
            return "the path does not lead to the old root";
        case ProofFault::root_mismatch:
            return "the path does not lead to the root";
        case ProofFault::none:
        case ProofFault::size_beyond_record:
            break;
    }
    return "";
}

int tell(ProofFault fault, std::ostream& out) {
    if (fault == ProofFault::none) {
        out << "valid\n";
        return status_valid;
    }
    out << "not valid: " << record::fault_name(fault) << ": " << sentence_of(fault) << "\n";
    return status_not_valid;
}

int tell_wrong_hash_length(std::ostream& out) {
    out << "not valid: wrong_hash_length: a hash is 32 bytes\n";
    return status_not_valid;
}

int tell_usage(const UsageError& error, std::ostream& err) {
    err << "gongyi proof: " << error << "\n\n" << usage;
    return status_usage;
}

// The arguments as text: every option of a command exactly once, as "--name value" or "--name=value".
class Options {
public:
    static Expected<Options, UsageError> read(std::span<const std::string> args,
                                              std::span<const std::string_view> names) {
        Options options;
        for (std::size_t i = 0; i < args.size(); ++i) {
            const std::size_t equals = args[i].find('=');
            const std::string name = args[i].substr(0, equals);
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                return unexpected(UsageError{"unknown option " + name});
            }
            if (options.values_.count(name) != 0) return unexpected(UsageError{name + " is given twice"});
            if (equals != std::string::npos) {
                options.values_[name] = args[i].substr(equals + 1);
            } else if (++i < args.size()) {
                options.values_[name] = args[i];
            } else {
                return unexpected(UsageError{name + " needs a value"});
            }
        }
        for (const std::string_view name : names) {
            if (options.values_.count(name) == 0) return unexpected(UsageError{std::string{name} + " is missing"});
        }
        return options;
    }

    // The getters keep the first fault, which error() tells; what they return after one is of no use.
    std::uint64_t number(std::string_view name) {
        const auto value = whole_number(text(name));
        if (!value) set_error(std::string{name} + " must be a whole number from 0 to 18446744073709551615");
        return value.value_or(0);
    }
    Bytes bytes(std::string_view name) { return decoded(name, text(name)); }
    std::vector<Bytes> path(std::string_view name) {
        std::vector<Bytes> parts;
        std::string_view rest = text(name);
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            parts.push_back(decoded(name, rest.substr(0, comma)));
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
            if (rest.empty()) parts.emplace_back();  // A comma at the end: one more part, of no bytes.
        }
        return parts;
    }
    [[nodiscard]] const UsageError& error() const { return error_; }

private:
    [[nodiscard]] std::string_view text(std::string_view name) const { return values_.find(name)->second; }
    Bytes decoded(std::string_view name, std::string_view base64) {
        auto bytes = bytes_from_base64(base64);
        if (!bytes) set_error(std::string{name} + " must be in base64 (RFC 4648 section 4, with padding)");
        return std::move(bytes).value_or(Bytes{});
    }
    void set_error(UsageError error) {
        if (error_.empty()) error_ = std::move(error);
    }

    std::map<std::string, std::string, std::less<>> values_;
    UsageError error_;
};

// Reads bytes as hashes until some have not the length of one.
class Hashes {
public:
    Hash hash(const Bytes& bytes) {
        Hash hash{};
        if (bytes.size() == hash.size()) {
            std::copy(bytes.begin(), bytes.end(), hash.begin());
        } else {
            are_whole_ = false;
        }
        return hash;
    }
    std::vector<Hash> hashes(const std::vector<Bytes>& parts) {
        std::vector<Hash> hashes;
        for (const Bytes& part : parts) hashes.push_back(hash(part));
        return hashes;
    }
    [[nodiscard]] bool are_whole() const { return are_whole_; }

private:
    bool are_whole_ = true;
};

int verify_inclusion(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    static constexpr std::array<std::string_view, 5> names{"--index", "--size", "--leaf", "--root", "--path"};
    auto options = Options::read(args, names);
    if (!options) return tell_usage(options.error(), err);
    const std::uint64_t index = options->number("--index");
    const std::uint64_t size = options->number("--size");
    Hashes read;
    const Hash leaf = read.hash(options->bytes("--leaf"));
    const Hash root = read.hash(options->bytes("--root"));
    const std::vector<Hash> path = read.hashes(options->path("--path"));
    if (!options->error().empty()) return tell_usage(options->error(), err);
    if (!read.are_whole()) return tell_wrong_hash_length(out);
    return tell(record::verify_inclusion(index, size, leaf, path, root), out);
}

int verify_consistency(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    static constexpr std::array<std::string_view, 5> names{"--old", "--new", "--old-root", "--new-root", "--path"};
    auto options = Options::read(args, names);
    if (!options) return tell_usage(options.error(), err);
    const std::uint64_t old_size = options->number("--old");
    const std::uint64_t new_size = options->number("--new");
    const Bytes old_root = options->bytes("--old-root");
    const Bytes new_root = options->bytes("--new-root");
    const std::vector<Bytes> path = options->path("--path");
    if (!options->error().empty()) return tell_usage(options->error(), err);
    // Nothing is hashed to compare a record with itself, so here, as in other tools, a root may be any bytes.
    const bool is_itself = old_size == new_size && old_size > 0 && path.empty();
    if (is_itself) return tell(old_root == new_root ? ProofFault::none : ProofFault::root_mismatch, out);
    Hashes read;
    const Hash old_hash = read.hash(old_root);
    const Hash new_hash = read.hash(new_root);
    const std::vector<Hash> hashes = read.hashes(path);
    if (!read.are_whole()) return tell_wrong_hash_length(out);
    return tell(record::verify_consistency(old_size, new_size, old_hash, new_hash, hashes), out);
}

}  // namespace

int proof_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const std::string what = args.empty() ? "" : args.front();
    const bool asks_for_help =
        std::any_of(args.begin(), args.end(), [](const std::string& arg) { return arg == "--help" || arg == "-h"; });
    if (asks_for_help) {
        out << usage;
        return status_valid;
    }
    if (what == "verify") return verify_inclusion(args.subspan(1), out, err);
    if (what == "verify-consistency") return verify_consistency(args.subspan(1), out, err);
    return tell_usage(what.empty() ? "verify or verify-consistency?" : "unknown command " + what, err);
}

}  // namespace gongyi::server
