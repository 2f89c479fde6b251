// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace trien {

/// An amount in Vietnamese đồng; the đồng has no smaller unit in use, so amounts are whole.
class Dong {
  public:
    constexpr Dong() = default;
    constexpr explicit Dong(std::int64_t amount) : amount_(amount) {}

    [[nodiscard]] constexpr std::int64_t amount() const { return amount_; }
    /// "1.234.567 đồng".
    [[nodiscard]] std::string text() const;

    constexpr Dong& operator+=(Dong other) {
        amount_ += other.amount_;
        return *this;
    }
    friend constexpr Dong operator+(Dong a, Dong b) { return a += b; }
    friend constexpr Dong operator*(Dong a, std::int64_t times) { return Dong(a.amount_ * times); }
    constexpr auto operator<=>(const Dong&) const = default;

  private:
    std::int64_t amount_ = 0;
};

}  // namespace trien
