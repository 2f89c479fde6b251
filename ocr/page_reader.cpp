// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/page_reader.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "ocr/detail/faults.hpp"
#include "ocr/detail/pix.hpp"

namespace trien::ocr {

namespace {

/// Share of blue among the ink in a box: printing is black, seals are red, signatures and entries by hand are blue.
int pen_percent(const Image& image, const Box& box) {
    constexpr int ink_below = 170;
    constexpr int blue_by = 40;
    if (image.depth() != 32) return 0;
    PIX* pix = pix_of(image);
    int ink = 0;
    int pen = 0;
    for (int y = std::max(0, box.y); y < std::min(image.height(), box.bottom()); ++y) {
        const l_uint32* row = pixGetData(pix) + std::ptrdiff_t{y} * pixGetWpl(pix);
        for (int x = std::max(0, box.x); x < std::min(image.width(), box.right()); ++x) {
            l_int32 red = 0;
            l_int32 green = 0;
            l_int32 blue = 0;
            extractRGBValues(row[x], &red, &green, &blue);
            if (red >= ink_below) continue;
            ++ink;
            if (blue - red >= blue_by) ++pen;
        }
    }
    return ink == 0 ? 0 : 100 * pen / ink;
}

/// Brings boxes back from the cleaned page to the page as scanned.
void place(std::vector<Block>& blocks, const Placement& placement, const Image& image) {
    for (Block& block : blocks) {
        block.box = placement(block.box);
        for (Line& line : block.lines) {
            line.box = placement(line.box);
            for (Word& word : line.words) {
                word.box = placement(word.box);
                word.pen_percent = pen_percent(image, word.box);
            }
        }
    }
}

bool is_sure(const Field& field) {
    return field.certainty == Certainty::sure;
}

Verdict verdict_of(const Fields& fields) {
    const bool doubtful = std::ranges::any_of(
        field_names(), [&](const auto& named) { return (fields.*named.second).certainty == Certainty::doubtful; });
    // What a records officer files a paper by.
    const bool complete =
        is_sure(fields.agency) && is_sure(fields.number) && is_sure(fields.date) && is_sure(fields.kind);
    return complete && !doubtful ? Verdict::done : Verdict::needs_review;
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
    place(page.blocks, cleaned.placement, image);
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
