#include "server-stub/accounts/weight.h"

#include <type_traits>
#include <variant>

namespace gongyi::server {
namespace {

template <class T, class... Heavy>
constexpr bool is_one_of = (std::is_same_v<T, Heavy> || ...);

}  // namespace

bool weighs(const portal::Command& command) {
    if (std::holds_alternative<OpenVoting>(command) || std::holds_alternative<CloseVoting>(command)) return true;
    const auto* const deliberation = std::get_if<decision::Command>(&command);
    if (deliberation == nullptr) return false;
    return std::visit(
        [](const auto& one) {
            return is_one_of<std::decay_t<decltype(one)>, decision::PostNotice, decision::CorrectNotice,
                             decision::PublishMinutes, decision::TakeDownText, decision::EstablishBody,
                             decision::TakeSeat, decision::GiveUpSeat>;
        },
        *deliberation);
}

WeightFault weigh(const Services& services, const SignedIn& session) {
    const bool has_factor = services.host.directory().find_factor(session.person.id).has_value();
    if (services.options.requires_second_factor && !has_factor) return WeightFault::no_second_step;
    const std::int64_t since = services.host.now().ms - session.confirmed_at.ms;
    return since > services.options.confirmed_for_ms ? WeightFault::not_confirmed : WeightFault::none;
}

}  // namespace gongyi::server
