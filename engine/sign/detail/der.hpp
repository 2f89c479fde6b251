// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Distinguished Encoding Rules (Rec. ITU-T X.690): just what a CMS signature needs, written and read strictly.
namespace trien::sign::der {

/// Identifier octets used in a signature; all tags are below 31.
namespace tag {
inline constexpr std::uint8_t boolean = 0x01;
inline constexpr std::uint8_t integer = 0x02;
inline constexpr std::uint8_t octet_string = 0x04;
inline constexpr std::uint8_t null = 0x05;
inline constexpr std::uint8_t object_identifier = 0x06;
inline constexpr std::uint8_t utf8_string = 0x0C;
inline constexpr std::uint8_t generalized_time = 0x18;
inline constexpr std::uint8_t sequence = 0x30;
inline constexpr std::uint8_t set = 0x31;

/// Context-specific, primitive: [n] IMPLICIT of a simple type.
constexpr std::uint8_t context_primitive(unsigned n) {
    return static_cast<std::uint8_t>(0x80U | n);
}
/// Context-specific, constructed: [n].
constexpr std::uint8_t context(unsigned n) {
    return static_cast<std::uint8_t>(0xA0U | n);
}
}  // namespace tag

/// Tag, length, content.
[[nodiscard]] std::string encode(std::uint8_t tag, std::string_view content);
[[nodiscard]] std::string sequence(std::string_view content);
/// Content of a SET OF: the encoded elements in DER order.
[[nodiscard]] std::string sorted(std::vector<std::string> elements);

/// One value inside the bytes that are read; views into them.
struct Element {
    std::uint8_t tag = 0;
    std::string_view content;
    std::string_view whole;  ///< with tag and length
};

/// Walks the values of one level. Every member throws Error(Fault::input, "sign.der") on bytes that are not DER: length
/// not minimal, indefinite or beyond the end, multi-byte tag.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    /// The values inside an element.
    explicit Reader(const Element& element) : Reader(element.content) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    /// Not yet read.
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] bool next_is(std::uint8_t tag) const;
    Element next();
    /// The next value, which must have this tag.
    Element next(std::uint8_t tag);
    /// The next value if it has this tag; otherwise nothing is read.
    std::optional<Element> next_if(std::uint8_t tag);
    /// Nothing may be left.
    void finish() const;

  private:
    std::string_view rest_;
};

}  // namespace trien::sign::der
