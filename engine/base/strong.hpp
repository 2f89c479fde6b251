// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace trien {

/// A value of one meaning: two Strong types with different tags do not mix.
///
///     using DossierId = Strong<struct DossierIdTag>;
template <class Tag, class Value = std::string>
class Strong {
  public:
    Strong() = default;
    explicit Strong(Value value) : value_(std::move(value)) {}

    [[nodiscard]] const Value& value() const { return value_; }
    auto operator<=>(const Strong&) const = default;

  private:
    Value value_{};
};

}  // namespace trien

template <class Tag, class Value>
struct std::hash<trien::Strong<Tag, Value>> {
    std::size_t operator()(const trien::Strong<Tag, Value>& id) const noexcept {
        return std::hash<Value>{}(id.value());
    }
};
