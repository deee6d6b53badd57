// A value or the reason why there is none. The one place that names the library behind it (no std::expected in C++20).
#pragma once

#include <tl/expected.hpp>
#include <utility>

namespace gongyi {

template <class T, class E>
using Expected = tl::expected<T, E>;

template <class E>
[[nodiscard]] auto unexpected(E&& error) {
    return tl::make_unexpected(std::forward<E>(error));
}

}  // namespace gongyi
