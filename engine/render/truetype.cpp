// SPDX-License-Identifier: Apache-2.0
#include "engine/render/detail/truetype.hpp"

#include <utility>

#include <hb-ot.h>

#include "engine/base/error.hpp"

namespace trien::render {

namespace {

using Blob = Handle<hb_blob_t, hb_blob_destroy>;
using Face = Handle<hb_face_t, hb_face_destroy>;
using SubsetInput = Handle<hb_subset_input_t, hb_subset_input_destroy>;
using SubsetPlan = Handle<hb_subset_plan_t, hb_subset_plan_destroy>;

[[noreturn]] void fail() {
    throw Error(Fault::environment, "render.subset", {},
                {"Không rút gọn được phông chữ", "the font could not be reduced"},
                {"Cài lại gói fonts-liberation2", "reinstall the package fonts-liberation2"});
}

SubsetInput subset_input() {
    SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) fail();
    return input;
}

SubsetPlan plan_of(hb_face_t* face, const SubsetInput& input) {
    SubsetPlan plan(hb_subset_plan_create_or_fail(face, input.get()));
    if (!plan) fail();
    return plan;
}

std::string execute(const SubsetPlan& plan) {
    const Face reduced(hb_subset_plan_execute_or_fail(plan.get()));
    if (!reduced) fail();
    const Blob blob(hb_face_reference_blob(reduced.get()));
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob.get(), &length);
    return {data, length};
}

Face face_of(std::string_view bytes) {
    const Blob blob(
        hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    return Face(hb_face_create(blob.get(), 0));
}

}  // namespace

TrueType::TrueType(std::string_view bytes)
    : bytes_(bytes), face_(face_of(bytes_)), font_(hb_font_create(face_.get())) {}

std::uint32_t TrueType::glyph_count() const {
    return hb_face_get_glyph_count(face_.get());
}

std::optional<std::uint32_t> TrueType::glyph_of(char32_t letter) const {
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph(font_.get(), letter, &glyph) == 0) return std::nullopt;
    return glyph;
}

double TrueType::advance(std::uint32_t glyph) const {
    return hb_font_get_glyph_h_advance(font_.get(), glyph) * 1000.0 / hb_face_get_upem(face_.get());
}

double TrueType::cap_height() const {
    hb_position_t height = 0;
    hb_ot_metrics_get_position_with_fallback(font_.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, &height);
    return height * 1000.0 / hb_face_get_upem(face_.get());
}

bool TrueType::has_ink(std::uint32_t glyph) const {
    hb_glyph_extents_t extents{};
    return hb_font_get_glyph_extents(font_.get(), glyph, &extents) != 0 && extents.height != 0;
}

std::string TrueType::with_letters(const std::vector<char32_t>& letters) const {
    const SubsetInput input = subset_input();
    hb_set_t* wanted = hb_subset_input_unicode_set(input.get());
    for (const char32_t letter : letters) hb_set_add(wanted, letter);
    return execute(plan_of(face_.get(), input));
}

TrueType::Outlines TrueType::outlines(const std::vector<std::uint32_t>& glyphs) const {
    const SubsetInput input = subset_input();
    hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
    for (const std::uint32_t glyph : glyphs) hb_set_add(wanted, glyph);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
    // ISO 32000-1, 9.9 table 126: a CIDFontType2 needs glyf, head, hhea, hmtx, loca and maxp only.
    hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const char* table : {"GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "DSIG", "gasp", "kern"}) {
        hb_set_add(dropped, hb_tag_from_string(table, -1));
    }

    const SubsetPlan plan = plan_of(face_.get(), input);
    const hb_map_t* mapping = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    Outlines result;
    for (const std::uint32_t glyph : glyphs) result.renumbered.push_back(hb_map_get(mapping, glyph));
    result.bytes = execute(plan);
    return result;
}

}  // namespace trien::render
