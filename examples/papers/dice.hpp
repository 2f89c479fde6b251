// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace trien::papers {

/// Throws that a seed fixes on every machine: the standard fixes the generator, but not its distributions.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : generator_(seed) {}

    /// A whole number from `least` to `most`, both included.
    int between(int least, int most) {
        const auto range = static_cast<std::uint64_t>(static_cast<std::int64_t>(most) - least) + 1;
        return least + static_cast<int>(generator_() % range);
    }
    /// From 0 up to, not including, 1.
    double unit() { return static_cast<double>(generator_() >> 11U) * 0x1p-53; }
    double between(double least, double most) { return least + unit() * (most - least); }
    /// True as often as `percent` says.
    bool chance(int percent) { return between(1, 100) <= percent; }

    template <class T, std::size_t N>
    const T& pick(const T (&choices)[N]) {
        return choices[static_cast<std::size_t>(between(0, static_cast<int>(N) - 1))];
    }

  private:
    std::mt19937_64 generator_;
};

}  // namespace trien::papers
