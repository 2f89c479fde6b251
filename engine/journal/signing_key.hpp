// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace trien::journal {

/// An Ed25519 public key (RFC 8032 §5.1.5).
struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};

    [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    /// True if the 64-byte signature over the message is this key's.
    [[nodiscard]] bool verifies(std::string_view message, std::string_view signature) const;
    bool operator==(const PublicKey&) const = default;
};

/// An Ed25519 private key: the instance's own, for checkpoints only. Legal signatures are engine/sign's.
class SigningKey {
  public:
    /// A new random key.
    static SigningKey generate();
    /// The key of a 32-byte seed (RFC 8032 §5.1.5): for tests and published examples.
    static SigningKey from_seed(std::string_view seed);
    /// Reads a PEM file (PKCS #8, RFC 8410).
    /// @throws Error(Fault::input) naming the file if it holds no Ed25519 key.
    static SigningKey load(const std::filesystem::path& path);

    ~SigningKey();
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;

    /// Writes a new PEM file that only its owner can read (mode 0600).
    /// @throws Error(Fault::environment) naming the file, also when it exists: a key is never overwritten.
    void save(const std::filesystem::path& path) const;
    [[nodiscard]] PublicKey public_key() const;
    /// 64 bytes; the same message always gives the same signature.
    [[nodiscard]] std::string sign(std::string_view message) const;

  private:
    struct State;
    explicit SigningKey(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Whom to believe: a log's name and its key.
struct VerifierKey {
    std::string origin;  ///< "trien.vn/phuong-ben-nghe": not empty, no white space, no '+'
    PublicKey key;

    /// One line to hand to an auditor, `<origin>+<key id>+<base64>` (C2SP signed-note, "Verifier keys").
    [[nodiscard]] std::string text() const;
    /// Reads what text() writes. Nothing if it is not that.
    static std::optional<VerifierKey> parse(std::string_view text);
    /// The first four bytes of SHA-256(origin ‖ 0x0A ‖ 0x01 ‖ key) (C2SP signed-note, "Signatures").
    [[nodiscard]] std::string id() const;
    bool operator==(const VerifierKey&) const = default;
};

/// A witness's name and key. Its line differs from a log's in the type of signature, 0x04 (C2SP tlog-cosignature), so
/// neither is ever taken for the other.
struct WitnessKey {
    std::string name;  ///< "thanh-tra.gov.vn/nhan-chung": not empty, no white space, no '+'
    PublicKey key;

    [[nodiscard]] std::string text() const;
    static std::optional<WitnessKey> parse(std::string_view text);
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x04 ‖ key).
    [[nodiscard]] std::string id() const;
    bool operator==(const WitnessKey&) const = default;
};

/// True for a name that can stand on a signature line (C2SP signed-note, "Format").
[[nodiscard]] bool is_key_name(std::string_view name);

}  // namespace trien::journal
