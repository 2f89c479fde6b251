// SPDX-License-Identifier: Apache-2.0
#include "examples/papers/sample.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/base/json.hpp"
#include "examples/papers/detail/degrade.hpp"
#include "examples/papers/detail/draw.hpp"
#include "examples/papers/detail/pdf.hpp"

namespace trien::papers {

namespace {

constexpr int scanner_dpi = 300;

constexpr std::array<std::pair<Degradation, std::string_view>, 12> degradation_names = {{
    {Degradation::clean, "clean"},
    {Degradation::skew, "skew"},
    {Degradation::noise, "noise"},
    {Degradation::blur, "blur"},
    {Degradation::faded, "faded"},
    {Degradation::jpeg, "jpeg"},
    {Degradation::photocopy, "photocopy"},
    {Degradation::fax, "fax"},
    {Degradation::rotated, "rotated"},
    {Degradation::stained, "stained"},
    {Degradation::coarse, "coarse"},
    {Degradation::blank, "blank"},
}};

constexpr std::array<std::pair<Format, std::string_view>, 4> format_names = {{
    {Format::pdf, "pdf"},
    {Format::jpeg, "jpeg"},
    {Format::png, "png"},
    {Format::tiff, "tiff"},
}};

template <class Value, std::size_t N>
std::string_view name_in(const std::array<std::pair<Value, std::string_view>, N>& names, Value value) {
    return std::ranges::find(names, value, &std::pair<Value, std::string_view>::first)->second;
}

template <class Value, std::size_t N>
std::optional<Value> value_in(const std::array<std::pair<Value, std::string_view>, N>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name, &std::pair<Value, std::string_view>::second);
    if (found == names.end()) return std::nullopt;
    return found->first;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
    return text;
}

std::string without_regarding(std::string abstract) {
    constexpr std::string_view mark = "V/v ";
    return abstract.starts_with(mark) ? abstract.substr(mark.size()) : abstract;
}

/// A committee signs through people; "TM." and "KT." stand before what they act for.
bool is_authority(const std::string& line) {
    return line.starts_with("TM.") || line.starts_with("KT.");
}

Json fields_of(const Paper& paper) {
    if (!paper.office_head) return Json::object();
    const Signature& signature = paper.signatures.back();
    Json fields = {{"agency", joined(paper.agency)},
                   {"number", paper.number},
                   {"place", paper.place},
                   {"date", trien::text(paper.date)},
                   {"kind", paper.title.empty() ? "CÔNG VĂN" : paper.title},
                   {"abstract", without_regarding(joined(paper.abstract))},
                   {"signer", signature.name},
                   {"title", signature.heading.back()}};
    if (!paper.superior.empty()) fields["superior"] = joined(paper.superior);
    if (!paper.symbol.empty()) fields["symbol"] = paper.symbol;
    if (is_authority(signature.heading.front())) fields["authority"] = signature.heading.front();
    return fields;
}

std::string taken(l_uint8* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    lept_free(data);
    return bytes;
}

void require(l_ok failed) {
    if (failed != 0) throw std::runtime_error("Leptonica could not write the sample");
}

std::string encode_image(const Picture& page, l_int32 format, int quality) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    // pixWriteMem would write JPEG at its own quality.
    require(format == IFF_JFIF_JPEG ? pixWriteMemJpeg(&data, &size, page.get(), quality, 0)
                                    : pixWriteMem(&data, &size, page.get(), format));
    return taken(data, size);
}

std::string encode_tiff(const Pictures& pages) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    require(pixaWriteMemMultipageTiff(&data, &size, pages.get()));
    return taken(data, size);
}

struct Written {
    std::string extension;
    std::string bytes;
};

Written encode(const Pictures& pages, Format format, int quality) {
    const Picture first(pixaGetPix(pages.get(), 0, L_CLONE));
    switch (format) {
        case Format::pdf: return {"pdf", write_pdf(pages, quality)};
        case Format::tiff: return {"tif", encode_tiff(pages)};
        case Format::png: return {"png", encode_image(first, IFF_PNG, quality)};
        case Format::jpeg: break;
    }
    return {"jpg", encode_image(first, IFF_JFIF_JPEG, quality)};
}

Picture empty_back(const Picture& front) {
    Picture back(pixCreateTemplate(front.get()));
    pixSetAll(back.get());
    return back;
}

}  // namespace

std::string_view text(Degradation degradation) {
    return name_in(degradation_names, degradation);
}
std::optional<Degradation> parse_degradation(std::string_view text) {
    return value_in(degradation_names, text);
}
std::string_view text(Format format) {
    return name_in(format_names, format);
}
std::optional<Format> parse_format(std::string_view text) {
    return value_in(format_names, text);
}

Format usual_format(Degradation degradation) {
    switch (degradation) {
        case Degradation::clean:
        case Degradation::blank:
        case Degradation::stained: return Format::pdf;
        case Degradation::photocopy:
        case Degradation::fax: return Format::tiff;
        case Degradation::coarse: return Format::png;
        default: return Format::jpeg;
    }
}

Sample make_sample(const Request& request) {
    Dice dice(request.seed);
    Paper paper = write_paper(request.kind, dice);
    paper.handwritten = request.handwritten && paper.office_head;
    Json page_truths = Json::array();
    const Pictures scans(pixaCreate(0));
    const auto scan_page = [&](Picture page, Degradation degradation, const std::vector<std::string>& lines) {
        Scan scan = degrade(std::move(page), degradation, dice);
        page_truths.push_back({{"lines", lines},
                               {"dpi", pixGetXRes(scan.picture.get())},
                               {"turned", scan.turned},
                               {"skew_millidegrees", scan.skew_millidegrees}});
        pixaAddPix(scans.get(), scan.picture.release(), L_INSERT);
    };
    for (DrawnPage& page : draw(paper, scanner_dpi, dice)) {
        Picture back = empty_back(page.picture);
        scan_page(std::move(page.picture), request.degradation, page.lines);
        if (request.degradation == Degradation::blank) scan_page(std::move(back), Degradation::clean, {});
    }
    Written written = encode(scans, request.format, request.degradation == Degradation::jpeg ? 35 : 85);
    const Json truth = {{"schema", "trien.papers.truth/1"},
                        {"seed", request.seed},
                        {"kind", text(request.kind)},
                        {"degradation", text(request.degradation)},
                        {"handwritten", paper.handwritten ? Json::array({"number", "date"}) : Json::array()},
                        {"fields", fields_of(paper)},
                        {"pages", std::move(page_truths)}};
    return {std::move(written.extension), std::move(written.bytes), canonical(truth)};
}

}  // namespace trien::papers
