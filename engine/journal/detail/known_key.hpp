// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "engine/journal/signing_key.hpp"

namespace trien::journal {

/// Checks thousands of signatures of one Ed25519 key, each in an eighth of the time of PublicKey::verifies(), after
/// making tables of the multiples of the base point and of the key (4 ms).
///
/// Answers as PublicKey::verifies() does, for any key, message and signature: a property test holds the two together.
/// It only ever spares OpenSSL work: whoever uses it asks OpenSSL again before calling a signature false. All that goes
/// in is public, so nothing here hides how long it takes; it must never see a private key.
class KnownKey {
  public:
    explicit KnownKey(const PublicKey& key);
    ~KnownKey();
    KnownKey(KnownKey&&) noexcept;
    KnownKey& operator=(KnownKey&&) noexcept;

    /// True if the 64-byte signature over the message is the key's (RFC 8032 §5.1.7, without cofactor).
    [[nodiscard]] bool verifies(std::string_view message, std::string_view signature) const;

  private:
    struct Tables;
    std::unique_ptr<const Tables> tables_;
};

}  // namespace trien::journal
