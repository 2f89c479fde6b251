// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace trien {

/// One visitor out of several lambdas: `std::visit(Overloaded{[](A) {…}, [](B) {…}}, variant)`.
template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace trien
