// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "ocr/document.hpp"

namespace trien::ocr {

namespace {

using Members = ::trien::Fields;

int whole(Members& members, const std::string& name) {
    const std::int64_t value = members.number(name);
    if (value < 0 || value > std::numeric_limits<int>::max()) {
        throw members.fault(name,
                            {"Giá trị phải là số nguyên không âm", "the value must be a whole number, 0 or more"});
    }
    return static_cast<int>(value);
}

CleanSettings read_clean(Members members) {
    CleanSettings clean;
    clean.ink_below = whole(members, "ink_below");
    clean.orient_ink_below = whole(members, "orient_ink_below");
    clean.orient_score = whole(members, "orient_score");
    clean.pen_blue_by = whole(members, "pen_blue_by");
    clean.pen_most_permille = whole(members, "pen_most_permille");
    clean.orient_ratio_tenths = whole(members, "orient_ratio_tenths");
    clean.background_median = whole(members, "background_median");
    clean.background_spread = whole(members, "background_spread");
    clean.background_black = whole(members, "background_black");
    clean.background_white = whole(members, "background_white");
    clean.border_below = whole(members, "border_below");
    clean.specks_permille = whole(members, "specks_permille");
    clean.noise_weak = whole(members, "noise_weak");
    clean.noise_strong = whole(members, "noise_strong");
    clean.paper_above = whole(members, "paper_above");
    clean.smooth_pixels = whole(members, "smooth_pixels");
    clean.skew_confidence_tenths = whole(members, "skew_confidence_tenths");
    clean.skew_least_millidegrees = whole(members, "skew_least_millidegrees");
    clean.skew_most_millidegrees = whole(members, "skew_most_millidegrees");
    clean.letter_low = whole(members, "letter_low");
    clean.letter_high = whole(members, "letter_high");
    clean.letter_goal = whole(members, "letter_goal");
    clean.scale_most_permille = whole(members, "scale_most_permille");
    clean.dpi_least = whole(members, "dpi_least");
    clean.blank_letters = whole(members, "blank_letters");
    clean.blank_ink_ppm = whole(members, "blank_ink_ppm");
    members.done();
    return clean;
}

Limits read_limits(Members members) {
    Limits limits;
    limits.file_bytes = static_cast<std::uintmax_t>(whole(members, "file_bytes"));
    limits.page_pixels = whole(members, "page_pixels");
    limits.page_side = whole(members, "page_side");
    limits.pages = static_cast<std::size_t>(whole(members, "pages"));
    limits.raster_dpi = whole(members, "raster_dpi");
    members.done();
    return limits;
}

RecogniseSettings read_recognise(Members members) {
    RecogniseSettings recognise{members.text("language"), members.text("data_path")};
    members.done();
    return recognise;
}

FieldSettings read_dictionaries(Members members) {
    FieldSettings fields;
    fields.nation = members.text("nation");
    fields.motto = members.text("motto");
    fields.letter = members.text("letter");
    for (Members& kind : members.objects("kinds")) {
        fields.kinds.push_back({kind.text("name"), kind.text("abbreviation")});
        kind.done();
    }
    fields.agency_words = members.texts("agency_words");
    fields.agencies = members.texts("agencies");
    fields.authorities = members.texts("authorities");
    fields.titles = members.texts("titles");
    fields.signers = members.texts("signers");
    fields.surnames = members.texts("surnames");
    fields.printed_confidence = whole(members, "printed_confidence");
    (void)members.text("basis");  // for the reader of the file
    members.done();
    return fields;
}

}  // namespace

Settings load_settings(const std::filesystem::path& folder) {
    const std::filesystem::path settings_file = folder / "settings.json";
    const std::filesystem::path documents_file = folder / "documents.json";
    const std::string settings_text = read_file(settings_file);
    const std::string documents_text = read_file(documents_file);
    const Json settings_json = parse_json(settings_text, settings_file.string());
    const Json documents_json = parse_json(documents_text, documents_file.string());

    Members members(settings_json, settings_file.string());
    Settings settings;
    settings.limits = read_limits(members.object("limits"));
    settings.clean = read_clean(members.object("clean"));
    settings.recognise = read_recognise(members.object("recognise"));
    settings.doubtful_confidence = whole(members, "doubtful_confidence");
    members.done();
    settings.fields = read_dictionaries(Members(documents_json, documents_file.string()));
    settings.digest = Hasher().add(settings_text).add(documents_text).finish();
    return settings;
}

}  // namespace trien::ocr
