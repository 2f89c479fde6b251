// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/sign/detail/qpdf.hpp"

/// Reading a PDF's structure without repairing anything; for the sources of this folder only.
namespace trien::sign {

/// @param bytes  must outlive the document.
/// @param what   for the error's place: which file this is.
/// @throws Error(Fault::input, "sign.pdf-broken" | "sign.pdf-encrypted")
[[nodiscard]] std::shared_ptr<QPDF> open_pdf(std::string_view bytes, const std::string& what = "");

/// The error for a file that cannot be read as it stands.
[[nodiscard]] Error broken_pdf(const std::string& what, const std::string& detail);

/// The value of a dictionary's key; null where the object is no dictionary or has no such key.
[[nodiscard]] QPDFObjectHandle value_of(QPDFObjectHandle object, const std::string& key);
/// Text of a name with its slash; empty where it is none.
[[nodiscard]] std::string name_of(QPDFObjectHandle object);
/// A text string as UTF-8; empty where it is none.
[[nodiscard]] std::string text_of(QPDFObjectHandle object);

/// A field at the end of the form's tree.
struct FormField {
    std::string name;  ///< full name: partial names joined by dots
    std::string type;  ///< "/Sig", "/Tx"; inherited where need be
    QPDFObjectHandle object;
};

/// All fields of the form, in its order. Loops and absurd sizes are cut off.
[[nodiscard]] std::vector<FormField> form_fields(QPDF& document);

/// What the certification signature allows afterwards (ISO 32000-2, 12.8.2.2): 1 nothing, 2 filling and signing, 3
/// comments too; nothing when the document is not certified.
[[nodiscard]] std::optional<int> certified_permission(QPDF& document);
/// The same, read from one signature dictionary.
[[nodiscard]] std::optional<int> certified_permission(const QPDFObjectHandle& signature);

/// True when a signature made so far locks the field (/Lock of its signature field, ISO 32000-2, 12.7.5.5).
[[nodiscard]] bool is_locked(QPDF& document, const std::string& field);

/// "D:20261123090000+07'00'" (ISO 32000-2, 7.9.4).
[[nodiscard]] std::string pdf_date(Instant instant);
/// Reads a PDF date of at least whole seconds; without a zone it counts as UTC.
[[nodiscard]] std::optional<Instant> parse_pdf_date(std::string_view text);

}  // namespace trien::sign
