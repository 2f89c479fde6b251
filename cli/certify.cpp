// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "ocr/document.hpp"
#include "ocr/drawable.hpp"

namespace trien::cli {

namespace {

/// The original's pages as they are drawn in the copy, with the words read from them as an unseen layer.
std::vector<render::ScannedPage> read_original(const std::filesystem::path& file) {
    const auto settings = ocr::load_settings(data_folder() / "ocr" / "data");
    const auto document = ocr::read_document(file, settings);
    const auto source = ocr::open_pages(file, settings.limits);
    std::vector<render::ScannedPage> pages;
    for (const ocr::Page& page : document.pages) {
        const auto picture = ocr::drawable_of(source->page(page.number));
        render::ScannedPage scanned{picture.file, static_cast<double>(picture.dpi), {}, picture.free_bottom_mm};
        for (const ocr::Block& block : page.blocks) {
            for (const ocr::Line& line : block.lines) {
                for (const ocr::Word& word : line.words) {
                    scanned.words.push_back({word.text, static_cast<double>(word.box.x),
                                             static_cast<double>(word.box.y), static_cast<double>(word.box.width),
                                             static_cast<double>(word.box.height)});
                }
            }
        }
        pages.push_back(std::move(scanned));
    }
    return pages;
}

ExitCode copy(const CertifyOptions& options, Office& office, const Console& console) {
    const DossierId id(options.dossier);
    const auto dossier = office.engine().dossier(id);
    if (!dossier) return console.report(dossier.error());
    const auto certified =
        office.engine().certify_copy(office.caller(), id, read_original(office.engine().original_path(*dossier)),
                                     office.key(options.key, options.office.person));
    if (!certified) return console.report(certified.error());
    if (console.json()) {
        console.print(*certified);
        return ExitCode::ok;
    }
    const Json& c = certified->at("certification");
    console.print(Message{
        fmt::format("Đã ký, số chứng thực {} quyển {:02}/{}-{} ({}), phí {} đồng", c.at("ordinal").get<std::int64_t>(),
                    c.at("volume").get<int>(), c.at("year").get<int>(), c.at("register").get<std::string>(),
                    c.at("capacity").get<std::string>(), c.at("fee").get<std::int64_t>()),
        fmt::format("signed, certification number {}", c.at("ordinal").get<std::int64_t>())});
    return ExitCode::ok;
}

ExitCode seal(const CertifyOptions& options, Office& office, const Console& console) {
    const std::string unit = office.engine().instance().unit().id.value();
    const auto sealed =
        office.engine().seal_copy(office.caller(), DossierId(options.dossier), office.key(options.key, unit));
    if (!sealed) return console.report(sealed.error());
    if (console.json()) {
        console.print(*sealed);
    } else {
        console.print(sealed->at("file").get<std::string>());
    }
    return ExitCode::ok;
}

}  // namespace

ExitCode run_certify(const CertifyOptions& options, const Console& console) {
    Office office(options.office);
    return options.verb == "copy" ? copy(options, office, console) : seal(options, office, console);
}

}  // namespace trien::cli
