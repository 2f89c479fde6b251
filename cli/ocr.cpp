// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/base/file.hpp"
#include "ocr/document.hpp"
#include "ocr/searchable_pdf.hpp"

namespace trien::cli {

ExitCode run_ocr(const OcrOptions& options, const Console& console) {
    const auto settings = ocr::load_settings(data_folder() / "ocr" / "data");
    const auto document = ocr::read_document(options.input, settings);
    const auto source = ocr::open_pages(options.input, settings.limits);
    // Everything is made before anything is written.
    const std::string pdf = ocr::searchable_pdf(document, *source);
    const Json fields = ocr::fields_json(document);
    write_file(options.output, pdf);
    if (!options.text.empty()) write_file(options.text, document.text());
    if (!options.words.empty()) write_file(options.words, canonical(ocr::words_json(document)));
    if (!options.fields.empty()) write_file(options.fields, fields.dump(2) + "\n");
    if (console.json()) {
        console.print(fields);
    } else {
        console.say({fmt::format("{} trang, {} từ, {} từ cần soát", document.pages.size(), document.words(),
                                 document.doubtful_words(settings.doubtful_confidence)),
                     fmt::format("{} pages, {} words, {} to check", document.pages.size(), document.words(),
                                 document.doubtful_words(settings.doubtful_confidence))});
    }
    return ExitCode::ok;
}

}  // namespace trien::cli
