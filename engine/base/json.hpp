// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/error.hpp"

namespace trien {

using Json = nlohmann::json;

/// The one text of a value: JSON Canonicalization Scheme (RFC 8785) restricted to integers.
///
/// Members sorted by key, no white space, UTF-8. The bytes are what is hashed and stored, and are never rewritten.
/// @throws Error(Fault::input) on a floating-point number, a non-ASCII key or malformed UTF-8.
[[nodiscard]] std::string canonical(const Json& value);

/// Reads JSON from outside with limits: nesting 64, no duplicate members.
/// @param name  the file or source, for the error's place; the error names line and column.
/// @throws Error(Fault::input)
[[nodiscard]] Json parse_json(std::string_view text, const std::string& name);

/// Reads a text in its canonical form (see canonical()) from front to back, an order of magnitude faster than
/// parse_json(): canonical texts have one form only, so there is nothing to choose.
///
///     CanonicalReader in(bytes);
///     in.expect(R"({"name":)");
///     const std::string name = in.text();
///     in.expect("}");
///     if (!in.complete()) …  // not that object, or not in canonical form
///
/// What is not canonical fails; from then on every answer is empty. Accepts exactly the texts that parse_json() reads
/// and canonical() writes again byte for byte. Safe on hostile bytes. The text must outlive the reader.
class CanonicalReader {
  public:
    explicit CanonicalReader(std::string_view text) : rest_(text) {}

    /// These bytes and no others must follow.
    void expect(std::string_view bytes);
    /// Takes these bytes if they follow.
    [[nodiscard]] bool take(std::string_view bytes);
    /// A string.
    [[nodiscard]] std::string text();
    /// A whole number that fits.
    [[nodiscard]] std::int64_t number();
    /// Any value. Containers may lie 64 deep, those around the value included.
    /// @param depth  how many containers around the value were read already.
    [[nodiscard]] Json value(int depth = 0);
    /// True once everything was read and nothing failed.
    [[nodiscard]] bool complete() const { return ok_ && rest_.empty(); }

  private:
    void fail();
    [[nodiscard]] bool take(char byte);
    [[nodiscard]] bool take_escape(std::string& text);
    [[nodiscard]] Json any_number();
    [[nodiscard]] Json array(int depth);
    [[nodiscard]] Json object(int depth);

    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace trien
