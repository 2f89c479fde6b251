// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trien::sign {

/// A file embedded in a PDF (ISO 32000-2, 7.11.4).
struct Attachment {
    std::string name;          ///< UTF-8, as the file says: never a path to write to without checking
    std::string mime;          ///< "application/json"; may be empty
    std::string relationship;  ///< AFRelationship without its slash: "Data", "Supplement"; may be empty
    std::string bytes;
};

/// How much of a hostile file is read at most.
struct AttachmentLimits {
    std::size_t count = 256;
    std::size_t total_bytes = std::size_t{256} << 20U;  ///< decoded, all attachments together
};

/// The files associated with the document or listed in its name tree, each once.
/// @throws Error(Fault::input, "sign.pdf-broken" | "sign.pdf-encrypted" | "sign.attachments-limit")
[[nodiscard]] std::vector<Attachment> extract_attachments(std::string_view pdf, const AttachmentLimits& limits = {});

}  // namespace trien::sign
