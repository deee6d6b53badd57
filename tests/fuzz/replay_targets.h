// The fuzz targets of this folder by their names. The table is made by the build.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace gongyi {

struct FuzzTarget {
    std::string_view name;  // "form_fuzz"
    int (*run)(const std::uint8_t* data, std::size_t size);
};

[[nodiscard]] std::span<const FuzzTarget> fuzz_targets();

}  // namespace gongyi
