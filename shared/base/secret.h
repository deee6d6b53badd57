// Bytes that must not be seen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>

namespace gongyi {

// Overwrites `bytes` with zeros, which no compiler leaves out.
void wipe(std::span<std::uint8_t> bytes);

// `Size` secret bytes: wiped when they go out of use, and neither copied, compared nor printed by accident. What must
// leave (to be stored in a file of the owner's alone) is read out by bytes().
template <std::size_t Size>
class Secret {
public:
    Secret() = default;  // Zeros.
    explicit Secret(std::span<const std::uint8_t, Size> bytes) {
        for (std::size_t i = 0; i < Size; ++i) bytes_[i] = bytes[i];
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_{other.bytes_} { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this == &other) return *this;
        bytes_ = other.bytes_;
        wipe(other.bytes_);
        return *this;
    }
    ~Secret() { wipe(bytes_); }

    [[nodiscard]] std::span<const std::uint8_t, Size> bytes() const { return bytes_; }
    [[nodiscard]] std::span<std::uint8_t, Size> bytes() { return bytes_; }
    // For libraries that take pointers.
    [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
    [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }

    friend bool operator==(const Secret&, const Secret&) = delete;
    friend std::ostream& operator<<(std::ostream&, const Secret&) = delete;

private:
    std::array<std::uint8_t, Size> bytes_{};
};

}  // namespace gongyi
