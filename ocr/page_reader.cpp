// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/page_reader.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "ocr/detail/faults.hpp"

namespace trien::ocr {

namespace {

/// Brings boxes back from the cleaned page to the page as scanned.
void place(std::vector<Block>& blocks, const Placement& placement) {
    for (Block& block : blocks) {
        block.box = placement(block.box);
        for (Line& line : block.lines) {
            line.box = placement(line.box);
            for (Word& word : line.words) word.box = placement(word.box);
        }
    }
}

bool is_sure(const Field& field) {
    return field.certainty == Certainty::sure;
}

/// What a records officer files a paper by must be sure; abstract and signer are read over when it is filed.
Verdict verdict_of(const Fields& fields) {
    const bool complete = is_sure(fields.agency) && is_sure(fields.number) && is_sure(fields.date) &&
                          is_sure(fields.kind) && fields.symbol.certainty != Certainty::doubtful;
    return complete ? Verdict::done : Verdict::needs_review;
}

}  // namespace

PageReader::PageReader(const Settings& settings) : settings_(settings), recogniser_(settings.recognise) {}

Page PageReader::read(PageSource& source, const std::string& file, int number) {
    const Image image = source.image(number);
    CleanPage cleaned = clean(image, settings_.clean);
    Page page{number, image.width(), image.height(), image.dpi(), std::move(cleaned.report), {}};
    if (page.report.blank) return page;
    try {
        page.blocks = recogniser_.read(cleaned.image);
    } catch (const Error& e) {
        throw e.at(page_place(file, number));
    }
    place(page.blocks, cleaned.placement);
    return page;
}

Document assemble(const std::filesystem::path& file,
                  const Digest& digest,
                  std::vector<Page> pages,
                  const Settings& settings) {
    Document document;
    document.source = file;
    document.digest = digest;
    document.fields = read_fields(pages, settings.fields);
    document.pages = std::move(pages);
    document.verdict = verdict_of(document.fields);
    return document;
}

unsigned worker_count(unsigned asked, std::size_t work) {
    const unsigned wanted = asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
    return static_cast<unsigned>(std::clamp<std::size_t>(work, 1, wanted));
}

}  // namespace trien::ocr
