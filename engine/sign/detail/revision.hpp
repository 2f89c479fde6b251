// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// The form every revision of ours has, read strictly and without any library, so that no byte is left unexplained:
///
///     revision   := object+ table trailer
///     object     := number " 0 obj\n" value stream? "\nendobj\n"
///     stream     := "\nstream\n" Length bytes "\nendstream"
///     table      := "xref\n" (first " " count "\n" (offset10 " 00000 n \n"){count})+
///     trailer    := "trailer\n" dictionary "\nstartxref\n" offset "\n%%EOF\n"
///     dictionary := Size, Root, Info?, ID, Prev, nothing else
///
/// Values are those of ISO 32000-2, 7.3, without comments and without a key twice in one dictionary; the only white
/// space outside strings is the space. Every table entry points at an object of the revision and every object has
/// one; Prev is the startxref of the revision before.
namespace trien::sign {

/// One appended revision.
struct Revision {
    std::vector<int> objects;  ///< numbers, rising
    std::size_t xref = 0;      ///< what its startxref says
};

/// Reads the revision that fills the bytes from `begin` to `end`.
/// @param previous_xref  what the startxref of the revision before says.
/// @throws Error(Fault::input, "sign.revision") naming the byte where the form is left.
[[nodiscard]] Revision read_revision(std::string_view pdf,
                                     std::size_t begin,
                                     std::size_t end,
                                     std::size_t previous_xref);

/// The startxref of a file that ends as a revision ends.
/// @throws Error(Fault::input, "sign.revision")
[[nodiscard]] std::size_t read_final_xref(std::string_view pdf);

}  // namespace trien::sign
