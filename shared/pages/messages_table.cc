// The messages of all languages, in the program itself.
#include <array>
#include <cstddef>
#include <iterator>

#include "shared/pages/messages.h"

namespace gongyi::pages {

namespace {

constexpr std::string_view names[] = {
#define GONGYI_MESSAGE(key, zh_hans, zh_hant, en) #key,
#include "shared/pages/messages_table.inc"
#undef GONGYI_MESSAGE
};

using Row = std::array<std::string_view, all_locales.size()>;  // In the order of Locale.
constexpr Row rows[] = {
#define GONGYI_MESSAGE(key, zh_hans, zh_hant, en) Row{zh_hans, zh_hant, en},
#include "shared/pages/messages_table.inc"
#undef GONGYI_MESSAGE
};
static_assert(std::size(rows) == static_cast<std::size_t>(Say::count));

}  // namespace

std::string_view message_template(Say message, Locale locale) {
    return rows[static_cast<std::size_t>(message)][static_cast<std::size_t>(locale)];
}

std::string_view message_name(Say message) {
    return names[static_cast<std::size_t>(message)];
}

}  // namespace gongyi::pages
