// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/render/geometry.hpp"

namespace trien::render {

/// What an attached file is to the document (/AFRelationship, ISO 19005-3, 6.8 and annex E).
enum class Relationship : std::uint8_t { source, data, alternative, supplement, unspecified };

/// A file carried inside the document, shown by viewers in their list of attachments.
struct Attachment {
    std::string name;        ///< file name with extension, unique in the document: "ho-so.json"
    std::string media_type;  ///< "application/json"
    Relationship relationship = Relationship::data;
    std::string description;  ///< for people, one line
    Instant modified;
    std::string bytes;
};

/// An empty signature field. Every field of every signer is made before the first signature: strict validators take a
/// field that appears later for tampering.
struct SignatureField {
    std::string name;  ///< /T, unique in the document: "NguoiKy" (the signer), "CoQuan" (the agency)
    int page = 1;      ///< from 1
    Rectangle box;
    std::string label;  ///< /TU, read aloud by screen readers; may be empty
    /// Fields that freeze when this one is signed (/Lock, action Include); empty for no lock.
    std::vector<std::string> locks;
};

/// An empty text field, filled after the signer signed: number ("So") and date ("Ngay") of an outgoing document.
struct TextField {
    std::string name;
    int page = 1;  ///< from 1
    Rectangle box;
    std::string label;  ///< /TU; may be empty
    double size = 13;   ///< of the letters, points
};

/// What a drawing needs to become a document that lasts.
struct ArchiveOptions {
    std::string title;  ///< of the document, shown in the window's title bar
    Instant created;    ///< creation and modification date
    std::vector<Attachment> attachments;
    std::vector<SignatureField> signature_fields;
    std::vector<TextField> text_fields;
};

/// Completes a drawing of PdfDocument to PDF/A-3u (ISO 19005-3): compact fonts with right Unicode maps, sRGB output
/// intent, XMP metadata, file identifier, language vi-VN, associated files, prepared fields (/SigFlags 3).
///
/// PDF 1.7 with a classic cross-reference table and no object streams, so that each later increment can be read with
/// the eye. Same input, same bytes.
/// @throws Error(Fault::input) when a field names a page the document lacks or a name is taken twice;
///         Error(Fault::corrupt) when `drawing` is not what PdfDocument writes.
[[nodiscard]] std::string to_pdfa3(std::string_view drawing, const ArchiveOptions& options);

}  // namespace trien::render
