// SPDX-License-Identifier: Apache-2.0
#include "engine/render/signature_block.hpp"

#include <utility>

#include "engine/render/appearance.hpp"

namespace trien::render {

namespace {

constexpr Style capitals{Face::bold, 13};
constexpr Style name_style{Face::bold, 14};
// Room for the signature; the seal, larger than it, reaches over the title and the name as on paper.
constexpr double signing_room = mm(30);
constexpr double seal_diameter = mm(seal_diameter_mm);

}  // namespace

SignatureBlock::SignatureBlock(std::vector<Run> above,
                               const std::vector<std::string>& capacity_lines,
                               const std::string& signer_name,
                               double width,
                               const Fonts& fonts)
    : width_(width) {
    const ParagraphShape centred{width, 0, Align::centre};
    const auto add = [&](std::vector<SetLine>& lines, Run run) {
        for (SetLine& line : set_paragraph({std::move(run)}, centred, fonts)) lines.push_back(std::move(line));
    };
    for (Run& run : above) add(heading_, std::move(run));
    for (const std::string& line : capacity_lines) add(heading_, {line, capitals});
    add(name_, {signer_name, name_style});
}

double SignatureBlock::height() const {
    return height_of(heading_) + signing_room + height_of(name_);
}

void SignatureBlock::draw(Page& page, double left, double top) const {
    const double bottom = draw_lines(page, heading_, left, top);
    draw_lines(page, name_, left, bottom - signing_room);
}

std::vector<SignatureField> SignatureBlock::fields(int page, double left, double top) const {
    const double middle_x = left + width_ / 2;
    const double middle_y = top - height_of(heading_) - signing_room / 2;
    const double signature_left = middle_x - signature_picture.width / 2;
    const double seal_right = signature_left + signature_picture.width / 3;

    SignatureField signer;
    signer.name = signer_field;
    signer.page = page;
    signer.label = "Chữ ký số của người ký";
    signer.box = {signature_left, middle_y - signature_picture.height / 2, signature_left + signature_picture.width,
                  middle_y + signature_picture.height / 2};
    SignatureField agency;
    agency.name = agency_field;
    agency.page = page;
    agency.label = "Chữ ký số của cơ quan";
    agency.box = {seal_right - seal_diameter, middle_y - seal_diameter / 2, seal_right, middle_y + seal_diameter / 2};
    return {signer, agency};
}

}  // namespace trien::render
