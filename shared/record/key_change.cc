#include "shared/record/key_change.h"

#include <span>

namespace gongyi::record {

namespace {

std::string text_about(const VerifyingKey& next) {
    return "gongyi record key\n" + next.to_text() + "\n";
}

}  // namespace

Expected<std::string, NoteFault> endorse_key(const VerifyingKey& next, const SigningKey& former) {
    return sign_note(text_about(next), former);
}

bool is_endorsed(std::string_view endorsement, const VerifyingKey& next, const VerifyingKey& former) {
    const auto opened = open_note(endorsement, std::span{&former, 1});
    return opened && opened->text == text_about(next);
}

}  // namespace gongyi::record
