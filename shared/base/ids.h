// Opaque identifiers.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace gongyi {

// An identifier of one kind of thing. Ids of different kinds neither convert nor compare:
// passing a ProjectId where a RoundId is wanted does not compile.
//   raw  1 or more for a real thing; 0 stands for "none" where a header says so.
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::uint64_t raw) : raw_{raw} {}
    [[nodiscard]] constexpr std::uint64_t raw() const { return raw_; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::uint64_t raw_ = 0;  // uint64_t, never size_t: size_t has 32 bits in wasm32.
};

}  // namespace gongyi

template <class Tag>
struct std::hash<gongyi::Id<Tag>> {
    std::size_t operator()(gongyi::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.raw()); }
};
