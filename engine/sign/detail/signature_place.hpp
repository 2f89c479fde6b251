// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/sign/detail/cms_check.hpp"
#include "engine/sign/detail/pdf.hpp"
#include "engine/sign/detail/qpdf.hpp"

namespace trien::sign {

/// Where a signature stands in the file.
struct SignaturePlace {
    std::array<std::uint64_t, 4> byte_range{};
    SignedBytes signed_bytes;
    std::size_t end = 0;     ///< of the signed bytes; what follows is not covered
    std::string signature;   ///< content of /Contents, with its padding
    bool plain_hex = false;  ///< /Contents is written in lower-case hexadecimal, as ours is
};

/// Finds the signed bytes and the signature, and holds that nothing but /Contents lies between the two stretches.
/// @param field  a signature field with a value.
/// @throws Error(Fault::input, "sign.byte-range") when /ByteRange is anything but a hole for exactly this /Contents.
[[nodiscard]] SignaturePlace locate_signature(std::string_view pdf, QPDF& document, const FormField& field);

}  // namespace trien::sign
