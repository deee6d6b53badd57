#include "shared/decision/texts.h"

#include <utility>

#include "shared/base/check.h"

namespace gongyi::decision {

std::string_view ground_name(Ground ground) {
    constexpr std::array<std::string_view, all_grounds.size()> names{"personal_information", "rights_of_others",
                                                                     "unlawful", "authors_wish"};
    return names[static_cast<std::size_t>(ground)];
}

void keep_text(Texts& texts, FreeText& text, std::uint64_t entry) {
    if (text.empty()) return;
    GONGYI_CHECK(text.is_sealed());
    KeptText& kept = texts.try_emplace(text.commitment, KeptText{.entry = entry}).first->second;
    if (text.opened && !kept.takedown) kept.opened = std::move(text.opened);
    text.opened.reset();
}

Supplied supply_text(Texts& texts, SaltedText text) {
    const auto found = text.salt == no_salt ? texts.end() : texts.find(text.commitment());
    if (found == texts.end()) return Supplied::unknown;
    if (found->second.takedown) return Supplied::taken_down;
    if (found->second.is_file) return Supplied::unknown;
    if (!found->second.opened) found->second.opened = std::move(text);
    return Supplied::kept;
}

std::optional<std::string_view> words_of(const Texts& texts, const FreeText& text) {
    if (text.opened) return text.opened->text;
    if (text.empty()) return std::string_view{};
    const auto found = texts.find(text.commitment);
    if (found == texts.end() || !found->second.opened) return std::nullopt;
    return found->second.opened->text;
}

const Takedown* takedown_of(const Texts& texts, const FreeText& text) {
    const auto found = texts.find(text.commitment);
    return found == texts.end() || !found->second.takedown ? nullptr : &*found->second.takedown;
}

std::vector<Hash> withheld_texts(const Texts& texts) {
    std::vector<Hash> withheld;
    for (const auto& [commitment, kept] : texts) {
        if (kept.is_withheld()) withheld.push_back(commitment);
    }
    return withheld;
}

}  // namespace gongyi::decision
