// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace trien::sign {

/// A PIN or pass phrase. Moves, never copies, and wipes its memory at the end of life.
class Secret {
  public:
    Secret() : Secret(std::string_view{}) {}
    /// Takes a copy; wiping the caller's own bytes is the caller's affair.
    explicit Secret(std::string_view text);
    ~Secret();
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept = default;
    Secret& operator=(Secret&& other) noexcept;

    [[nodiscard]] std::string_view view() const { return {bytes_.data(), size()}; }
    /// Ends in a zero byte, for C functions.
    [[nodiscard]] const char* c_str() const { return bytes_.empty() ? "" : bytes_.data(); }
    [[nodiscard]] std::size_t size() const { return bytes_.empty() ? 0 : bytes_.size() - 1; }
    [[nodiscard]] bool empty() const { return size() == 0; }
    /// A second holder of the same text, where two must outlive each other.
    [[nodiscard]] Secret duplicate() const { return Secret(view()); }
    /// Equality in constant time.
    [[nodiscard]] bool equals(const Secret& other) const;

  private:
    void wipe() noexcept;
    // A vector, not a string: short strings live inside the object and a move would leave them behind.
    std::vector<char> bytes_;
};

}  // namespace trien::sign
