// One visitor out of several lambdas, for std::visit.
#pragma once

namespace gongyi {

template <class... Handlers>
struct Match : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Match(Handlers...) -> Match<Handlers...>;  // clang 14 and em++ need it.

}  // namespace gongyi
