// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace trien {

/// A value in the one text that stands for it (see canonical() in json.hpp): what records hash and stores keep.
class Canonical {
  public:
    Canonical() : text_("null") {}
    /// @throws Error(Fault::input) as canonical() does.
    explicit Canonical(const Json& value) : text_(canonical(value)) {}
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The value as a tree.
    [[nodiscard]] Json json() const;
    bool operator==(const Canonical&) const = default;

  private:
    friend class CanonicalObject;
    friend class CanonicalArray;
    explicit Canonical(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// A string in canonical form, with its quotes.
/// @throws Error(Fault::input) "json.utf8" on malformed UTF-8.
[[nodiscard]] std::string canonical_text(std::string_view text);

/// Writes an object in canonical form; a tree of the same members costs several times as much to build as the text.
///
///     return CanonicalObject().with("at", event.at).with("by", event.by.value()).done();
///
/// Members are given in the order of their names, which is the order of the text.
/// @throws std::logic_error when a name does not come after the one before it, or is not plain ASCII.
class CanonicalObject {
  public:
    /// @throws Error(Fault::input) "json.utf8" on malformed UTF-8.
    CanonicalObject& with(std::string_view name, std::string_view text);
    CanonicalObject& with(std::string_view name, const char* text) { return with(name, std::string_view(text)); }
    CanonicalObject& with(std::string_view name, const std::string& text) { return with(name, std::string_view(text)); }
    template <std::integral Number>
    CanonicalObject& with(std::string_view name, Number number) {
        if constexpr (std::same_as<Number, bool>) {
            return raw(name, number ? "true" : "false");
        } else {
            return number_with(name, std::int64_t{number});
        }
    }
    CanonicalObject& with(std::string_view name, const Canonical& value) { return raw(name, value.text()); }
    template <class Tag>
    CanonicalObject& with(std::string_view name, const Strong<Tag, std::string>& id) {
        return with(name, std::string_view(id.value()));
    }
    /// RFC 3339, in quotes.
    CanonicalObject& with(std::string_view name, const Instant& instant);
    /// In hexadecimal, in quotes.
    CanonicalObject& with(std::string_view name, const Digest& digest);
    /// Leaves the member out when there is no value.
    template <class Value>
    CanonicalObject& with(std::string_view name, const std::optional<Value>& value) {
        return value ? with(name, *value) : *this;
    }
    [[nodiscard]] Canonical done();

  private:
    CanonicalObject& raw(std::string_view name, std::string_view value);
    CanonicalObject& number_with(std::string_view name, std::int64_t number);
    void begin_member(std::string_view name);

    std::string text_;
    std::size_t last_name_ = 0;  ///< where the last name stands in the text, and how long it is
    std::size_t last_size_ = 0;
};

/// Writes an array in canonical form.
class CanonicalArray {
  public:
    CanonicalArray& add(const Canonical& value);
    CanonicalArray& add(std::string_view text);
    [[nodiscard]] Canonical done();

  private:
    std::string text_;
};

/// The values that `write` makes of the items.
template <class Items, class Write>
[[nodiscard]] Canonical canonical_list(const Items& items, const Write& write) {
    CanonicalArray array;
    for (const auto& item : items) array.add(write(item));
    return array.done();
}

}  // namespace trien
