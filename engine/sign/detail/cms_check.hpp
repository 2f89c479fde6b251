// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "engine/sign/detail/cms_reader.hpp"
#include "engine/sign/verdict.hpp"

namespace trien::sign {

/// The two stretches of the file a signature is over.
using SignedBytes = std::array<std::string_view, 2>;

/// Whether the bytes are those that were signed and the value fits the signer's certificate: message digest, signature,
/// binding of the certificate, strength of the algorithms. Knows RSA (PKCS#1 v1.5 and PSS), ECDSA and Ed25519.
/// @param binding  what it is worth when no signed attribute names the certificate: PAdES demands one, plain PKCS#7
///                 does not.
/// @param place    the field, for the sentences.
[[nodiscard]] Causes check_signed_data(const ReadSignedData& data,
                                       const SignedBytes& bytes,
                                       Verdict binding,
                                       const Message& place);

}  // namespace trien::sign
