// What the ballot box gets from the network: texts of elements, proofs, credentials and keys. What is read is what
// would be written, nothing that was not issued is accepted, and an answer does not survive a change.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/ballotbox/credential.h"
#include "shared/base/check.h"
#include "shared/base/hash.h"

namespace {

using namespace gongyi;
using namespace gongyi::ballotbox;

const RoundKey& round_key() {
    static const RoundKey key = RoundKey::derive(Secret<32>{}, "fuzz");
    return key;
}

template <class Value>
void read_back(std::string_view text) {
    const auto value = Value::from_hex(text);
    if (value) GONGYI_CHECK(value->to_hex() == text);
}

void read_bytes(std::string_view bytes) {
    const std::span read{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    const auto element = Element::parse(read);
    if (element) {
        GONGYI_CHECK(std::equal(read.begin(), read.end(), element->bytes().begin(), element->bytes().end()));
        GONGYI_CHECK(add(element->bytes(), identity) == element->bytes());
    }
    const auto scalar = Scalar::parse(read);
    if (scalar) GONGYI_CHECK(std::equal(read.begin(), read.end(), scalar->bytes().begin(), scalar->bytes().end()));
    const auto proof = oprf::Proof::parse(read);
    if (!proof) return;
    const oprf::Proof::Bytes written = proof->bytes();
    GONGYI_CHECK(std::equal(read.begin(), read.end(), written.begin(), written.end()));
}

void read_as_hex(std::string_view text) {
    read_back<Element>(text);
    read_back<oprf::Proof>(text);
    read_back<Evaluation>(text);
    read_back<CredentialRequest>(text);
    read_back<Credential>(text);
    const auto credential = Credential::from_hex(text);
    if (credential) GONGYI_CHECK(!round_key().accepts(*credential));
    GONGYI_CHECK(!RoundKey::from_published(text, round_key().public_key()));
}

// The first bytes say which bit of an honest answer is changed; the voter does not take it.
void change_answer(std::string_view input) {
    if (input.size() < 3) return;
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(input[at])); };
    Secret<32> credential_input;
    credential_input.bytes()[0] = static_cast<std::uint8_t>(byte(2));
    Secret<64> blind;
    blind.bytes()[0] = 1;
    const auto request = CredentialRequest::make(credential_input, blind).value();
    const std::string answer = round_key().issue(request.blinded(), Secret<32>{}).to_hex();
    std::string changed = answer;
    static constexpr std::string_view digits = "0123456789abcdef";
    char& digit = changed[byte(0) % changed.size()];
    digit = digits[byte(1) % digits.size()];
    const auto evaluation = Evaluation::from_hex(changed);
    const bool is_accepted = evaluation && request.accept(*evaluation, round_key().public_key());
    GONGYI_CHECK(is_accepted == (changed == answer));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};
    switch (data[0] % 4) {
        case 0:
            read_bytes(input);
            break;
        case 1:
            read_as_hex(input);
            break;
        case 2:
            // Digits of any bytes, so that lengths and values are reached without guessing characters.
            read_as_hex(to_hex(input));
            break;
        default:
            change_answer(input);
    }
    return 0;
}
