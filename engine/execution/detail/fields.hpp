// SPDX-License-Identifier: Apache-2.0
// Reading and writing members of recorded objects. Members at their usual value are not written.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/canonical.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"
#include "engine/execution/state.hpp"

namespace trien::execution::detail {

[[nodiscard]] Error malformed(const std::string& member);

/// Writes one object; members in the order of their names.
class Out {
  public:
    Out& add(const char* name, std::uint32_t number);
    Out& add(const char* name, std::string_view text);
    Out& add(const char* name, const char* text) { return add(name, std::string_view(text)); }
    Out& add(const char* name, const std::string& text) { return add(name, std::string_view(text)); }
    Out& add(const char* name, const ElementId& id) { return add(name, id.value()); }
    Out& add(const char* name, bool flag);
    Out& add(const char* name, const std::optional<std::uint32_t>& number);
    Out& add(const char* name, const std::optional<Instant>& instant);
    Out& add(const char* name, const std::optional<Binding>& binding);
    Out& add(const char* name, const std::vector<ElementId>& ids);
    Out& add(const char* name, const std::vector<Serial>& numbers);
    Out& add(const char* name, const std::vector<Value>& values);
    Out& add(const char* name, const Variables& variables);
    Out& add(const char* name, const Canonical& array);
    /// A value, even null.
    Out& add_value(const char* name, const Value& value);
    [[nodiscard]] Canonical done() { return object_.done(); }

  private:
    CanonicalObject object_;
};

/// Reads one object; done() refuses members nobody asked for.
class In {
  public:
    /// @throws Error(Fault::input) when it is no object.
    explicit In(const Json& json);

    [[nodiscard]] std::uint32_t number(const char* name);
    [[nodiscard]] std::string text(const char* name);
    [[nodiscard]] ElementId id(const char* name) { return ElementId(text(name)); }
    [[nodiscard]] bool flag(const char* name);
    [[nodiscard]] std::optional<std::uint32_t> number_if(const char* name);
    [[nodiscard]] std::optional<Instant> instant_if(const char* name);
    [[nodiscard]] std::optional<Binding> binding_if(const char* name);
    [[nodiscard]] std::vector<ElementId> ids(const char* name);
    [[nodiscard]] std::vector<Serial> numbers(const char* name);
    [[nodiscard]] std::vector<Value> values(const char* name);
    [[nodiscard]] Variables variables(const char* name);
    [[nodiscard]] Value value(const char* name);
    /// An array; empty where it is left out.
    [[nodiscard]] const Json& array(const char* name);
    void done() const;

    /// One of an enum's values by its text.
    template <class Enum>
    [[nodiscard]] Enum one_of(const char* name, Enum last) {
        const std::string wanted = text(name);
        for (int i = 0; i <= static_cast<int>(last); ++i) {
            if (text_of(static_cast<Enum>(i)) == wanted) return static_cast<Enum>(i);
        }
        throw malformed(name);
    }

  private:
    [[nodiscard]] const Json* find(const char* name);

    const Json& json_;
    std::size_t asked_ = 0;
};

}  // namespace trien::execution::detail
