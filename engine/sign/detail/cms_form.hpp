// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/sign/keys.hpp"

namespace trien::sign {

/// What a SignedData of ours is made of; the one form build_signed_data writes and the `own` profile accepts.
struct SignedDataParts {
    std::vector<std::string> certificates;  ///< DER
    std::string issuer_and_serial;          ///< of the signer's certificate, DER, without the outer SEQUENCE
    std::string attributes;                 ///< content of the SET of signed attributes
    SignatureAlgorithm algorithm = SignatureAlgorithm::rsa_sha256;
    std::string signature;
};

/// ContentInfo with SignedData, DER.
[[nodiscard]] std::string assemble(const SignedDataParts& parts);

}  // namespace trien::sign
