#include "wasm/core/check.h"

#include <optional>
#include <span>
#include <string>

#include "shared/base/hash.h"
#include "shared/portal/witnessed.h"
#include "shared/record/checkpoint.h"
#include "wasm/core/answer.h"
#include "wasm/core/request.h"

namespace gongyi::core {
namespace {

// The server's checkpoint beside what is here. Roots can be compared only of records of one size.
std::string_view relation(const record::Checkpoint& stated, const record::TreeHead& here) {
    if (stated.size > here.size()) return "behind";
    if (stated.size < here.size()) return "ahead";
    return stated.root == here.root() ? "equal" : "different";
}

std::string_view signature_state(const portal::State& state, std::string_view note) {
    if (state.record_keys.empty()) return "no_key";
    const auto opened =
        record::open_checkpoint(note, portal::record_origin(state), std::span{&state.record_keys.back().key, 1});
    return opened ? "good" : record::fault_name(opened.error());
}

std::string_view continuation(const std::optional<CheckRequest::Kept>& kept, const record::Tree& here) {
    if (!kept) return "first";
    const auto root = here.root_at(kept->checkpoint.size);
    if (!root) return "shorter";
    return *root == kept->checkpoint.root ? "yes" : "no";
}

std::string_view trust(const std::optional<CheckRequest::Kept>& kept, const portal::State& state) {
    if (!kept) return "first";
    switch (portal::key_trust(state, kept->key)) {
        case portal::KeyTrust::same:
            return "same";
        case portal::KeyTrust::followed:
            return "followed";
        case portal::KeyTrust::replaced:
            return "replaced";
        case portal::KeyTrust::unknown:
            break;
    }
    return "unknown";
}

}  // namespace

Answer check(const portal::Replay& replay, record::NodeStore& nodes, std::string_view input) {
    const auto request = parse_check_request(input);
    if (!request) return invalid(request.error());
    const portal::State& state = replay.state();
    const record::Tree tree{nodes, replay.tree().size()};
    JsonWriter json;
    json.begin_object().key("continues").string(continuation(request->kept, tree));
    json.key("key").string(state.record_keys.empty() ? std::string{} : state.record_keys.back().key.to_text());
    json.key("relation").string(relation(request->stated, replay.tree()));
    json.key("signature").string(signature_state(state, request->note));
    json.key("size").integer(as_integer(replay.tree().size()));
    json.key("stated").integer(as_integer(request->stated.size));
    json.key("trust").string(trust(request->kept, state));
    json.key("withheld").integer(as_integer(decision::withheld_texts(state.decisions.texts).size()));
    const auto witnesses = portal::judge_witnessed(state, tree, request->witnessed, request->now);
    json.key("witness").string(portal::state_name(witnesses.state));
    json.key("witness_at_ms").integer(witnesses.at.ms).key("witness_size").integer(as_integer(witnesses.size));
    json.end_object();
    return ok(json);
}

}  // namespace gongyi::core
