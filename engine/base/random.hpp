// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/base/instant.hpp"

namespace trien {

/// Bytes no one can foresee, from the crypto library's generator.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// A positive number that nobody else will draw (62 bits).
[[nodiscard]] std::int64_t random_id();

/// A random UUID (RFC 9562, version 4) as text.
[[nodiscard]] std::string random_uuid();

/// A random UUID that sorts by when it was made, to the millisecond (RFC 9562, version 7), as text: in an index, those
/// made one after the other lie on one page.
[[nodiscard]] std::string time_ordered_uuid(Instant now);

}  // namespace trien
