// SPDX-License-Identifier: Apache-2.0
#include "engine/base/money.hpp"

#include <fmt/format.h>

namespace trien {

std::string Dong::text() const {
    std::string digits = fmt::format("{}", amount_ < 0 ? -amount_ : amount_);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ".");
    }
    return fmt::format("{}{} đồng", amount_ < 0 ? "-" : "", digits);
}

}  // namespace trien
