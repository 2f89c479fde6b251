// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "engine/sign/detail/qpdf.hpp"

/// One revision appended to a PDF (ISO 32000-2, 7.5.6), in the form that detail/revision.hpp reads.
namespace trien::sign {

/// Collects changed and new objects, then writes the file with them behind it. Objects that did not change are never
/// written again: some readers take that for tampering.
class IncrementalUpdate {
  public:
    /// @param base  must outlive the update.
    /// @throws Error(Fault::input, "sign.pdf-broken" | "sign.pdf-encrypted" | "sign.pdf-xref-stream")
    explicit IncrementalUpdate(std::string_view base);

    /// The document; objects made or copied into it become part of the update.
    [[nodiscard]] QPDF& document() { return *document_; }
    /// An indirect object of the base was changed in place.
    void changed(const QPDFObjectHandle& object);
    /// A new object whose text, between `obj` and `endobj`, is the caller's.
    [[nodiscard]] QPDFObjectHandle add_text(std::string text);

    struct Written {
        std::string pdf;
        std::map<int, std::size_t> bodies;  ///< object number to the offset of its text
    };
    [[nodiscard]] Written write() const;

  private:
    [[nodiscard]] std::set<int> numbers() const;
    [[nodiscard]] std::string body_of(int number) const;
    [[nodiscard]] std::string trailer() const;

    std::string_view base_;
    std::shared_ptr<QPDF> document_;
    std::size_t previous_xref_ = 0;
    int last_of_base_ = 0;  ///< highest object number the base uses or refers to
    std::set<int> changed_;
    std::map<int, std::string> texts_;
};

}  // namespace trien::sign
