// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace trien {

/// Bytes no one can foresee, from the crypto library's generator.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// A random UUID (RFC 9562 version 4) as text.
[[nodiscard]] std::string random_uuid();

}  // namespace trien
