// Any bytes as JSON: no crash, the canonical form is its own canonical form, and means the same value as a document.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "shared/base/check.h"
#include "shared/base/json_canonical.h"

namespace {

using nlohmann::json;

// Equal as RFC 8785 sees it: all numbers are doubles.
bool is_same(const json& a, const json& b) {
    if (a.is_number() && b.is_number()) return a.get<double>() == b.get<double>();
    if (a.type() != b.type() || a.size() != b.size()) return false;
    if (a.is_array()) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!is_same(a[i], b[i])) return false;
        }
        return true;
    }
    if (a.is_object()) {
        for (const auto& [name, value] : a.items()) {
            const auto other = b.find(name);
            if (other == b.end() || !is_same(value, *other)) return false;
        }
        return true;
    }
    return a == b;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto canonical = gongyi::canonicalize(text);
    if (!canonical) {
        GONGYI_CHECK(!canonical.error().want.empty());
        return 0;
    }
    const auto again = gongyi::canonicalize(*canonical);
    GONGYI_CHECK(again.has_value() && *again == *canonical);
    const json theirs = json::parse(text, nullptr, /*allow_exceptions=*/false);
    const json theirs_of_canonical = json::parse(*canonical, nullptr, /*allow_exceptions=*/false);
    GONGYI_CHECK(!theirs.is_discarded() && !theirs_of_canonical.is_discarded());
    GONGYI_CHECK(is_same(theirs, theirs_of_canonical));
    return 0;
}
