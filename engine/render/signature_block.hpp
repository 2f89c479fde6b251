// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/render/archive.hpp"
#include "engine/render/fonts.hpp"
#include "engine/render/geometry.hpp"
#include "engine/render/layout.hpp"

namespace trien::render {

/// Names of the prepared fields, known to whoever signs.
inline constexpr const char* signer_field = "NguoiKy";
inline constexpr const char* agency_field = "CoQuan";

/// The place of authority, signature, seal and name (cells 7a to 8 of Decree 30/2020/NĐ-CP, Annex I).
class SignatureBlock {
  public:
    /// @param above  lines over the authority, such as the date of a certification; may be empty.
    SignatureBlock(std::vector<Run> above,
                   const std::vector<std::string>& capacity_lines,
                   const std::string& signer_name,
                   double width,
                   const Fonts& fonts);

    [[nodiscard]] double height() const;
    void draw(Page& page, double left, double top) const;
    /// The two empty signature fields of a block drawn there: the seal lies over a third of the signature, on its left.
    [[nodiscard]] std::vector<SignatureField> fields(int page, double left, double top) const;

  private:
    double width_;
    std::vector<SetLine> heading_;
    std::vector<SetLine> name_;
};

}  // namespace trien::render
