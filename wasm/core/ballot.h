// What a voter's browser works out for the secret ballot, and the audit of a round, step by step.
//
// Secrets come in with a request and go out with its answer: the core keeps none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/portal/audit.h"
#include "shared/portal/state.h"
#include "wasm/core/operation.h"

namespace gongyi::core {

// {"blind":128 digits,"seed":64 digits}, random -> {"blinded","secret"}.
[[nodiscard]] Answer prepare_ballot(std::string_view input);

// {"evaluation":192 digits,"round":3,"secret"} -> {"credential"}; refused, {"code"}, when the proof does not show that
// the round's published key was used.
[[nodiscard]] Answer accept_credential(const portal::State& state, std::string_view input);

// {"choices":[12],"credential","round":3,"salt","secret","version":1}
// -> {"command":what is to be posted,"commitment","text"}.
[[nodiscard]] Answer sign_ballot(const portal::State& state, std::string_view input);

// {"commitment","promise":a note,"round":3} -> {"deadline"}; refused when it is not this record's promise about it.
[[nodiscard]] Answer check_promise(const portal::State& state, std::string_view input);

// {"receipt":the file's text, or what a QR code holds (portal/receipt_code.h),"round":3} ->
// {"choices","commitment","deadline","standing","text"}; refused when it is no receipt of this round, or its ballot is
// not in the record and no key of the record signs the promise.
[[nodiscard]] Answer read_receipt(const portal::State& state, std::string_view input);

// An audit under way, between the calls of the page that asked for it.
struct RunningAudit {
    RoundId round;
    portal::Audit audit;
};
// {"count":200,"round":3} -> what was found so far, with "done" and "total". The first call begins the audit, the call
// after the last step begins it anew.
[[nodiscard]] Answer step_audit(const portal::State& state, std::optional<RunningAudit>& running,
                                std::string_view input);

}  // namespace gongyi::core
