// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace trien {

/// A SHA-256 value (FIPS 180-4).
struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    /// 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string hex() const;
    /// Reads 64 hexadecimal digits of either case. Nothing if the text is not that.
    static std::optional<Digest> parse(std::string_view hex);
    /// Takes 32 raw bytes. Nothing if there are more or fewer.
    static std::optional<Digest> of_bytes(std::string_view raw);
    [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    auto operator<=>(const Digest&) const = default;
};

/// SHA-256 of the bytes.
[[nodiscard]] Digest sha256(std::string_view bytes);

/// SHA-256 of bytes that come in pieces.
class Hasher {
  public:
    Hasher();
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    Hasher& add(std::string_view bytes);
    /// The digest of all that was added; the hasher is spent.
    [[nodiscard]] Digest finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Lower-case hexadecimal of any bytes.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// Bytes of hexadecimal text. Nothing if the text is not that.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view hex);
/// RFC 4648 base64 with padding, no line breaks.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Reads what to_base64 writes. Nothing if the text is not that.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace trien
