// SPDX-License-Identifier: Apache-2.0
#include "ocr/recognise.hpp"

#include <algorithm>
#include <string_view>

#include <dlfcn.h>
#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include "engine/base/error.hpp"
#include "engine/base/text.hpp"
#include "ocr/detail/pix.hpp"
#include "ocr/detail/plain_crops.hpp"

namespace trien::ocr {

namespace {

/// Tesseract asks OpenMP for four threads per line, which wait for one another most of the time: three times the work
/// for the same page. A level limit of 0 makes every parallel region of this thread run on this thread alone; unlike
/// OMP_THREAD_LIMIT it can still be set in a running program.
void work_alone() {
    using SetLevels = void (*)(int);
    static const auto set_levels = reinterpret_cast<SetLevels>(dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"));
    if (set_levels != nullptr) set_levels(0);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// Two characters the recogniser's Vietnamese does not know: it was taught their doubles.
std::string in_vietnamese(std::string text) {
    replace_all(text, "\u2044", "/");       // FRACTION SLASH
    replace_all(text, "\u00D0", "\u0110");  // LATIN CAPITAL LETTER ETH for Đ
    return text;
}

Box box_at(const tesseract::ResultIterator& at, tesseract::PageIteratorLevel level) {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    at.BoundingBox(level, &left, &top, &right, &bottom);
    return {left, top, right - left, bottom - top};
}

std::vector<Block> blocks_of(tesseract::ResultIterator& at) {
    std::vector<Block> blocks;
    do {
        const std::unique_ptr<const char[]> raw(at.GetUTF8Text(tesseract::RIL_WORD));
        if (!raw || *raw.get() == '\0') continue;
        if (blocks.empty() || at.IsAtBeginningOf(tesseract::RIL_BLOCK)) {
            blocks.push_back({{}, box_at(at, tesseract::RIL_BLOCK)});
        }
        std::vector<Line>& lines = blocks.back().lines;
        if (lines.empty() || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
            lines.push_back({{}, box_at(at, tesseract::RIL_TEXTLINE)});
        }
        const auto confidence = static_cast<int>(at.Confidence(tesseract::RIL_WORD));
        lines.back().words.push_back(
            {nfc(in_vietnamese(raw.get())), box_at(at, tesseract::RIL_WORD), std::clamp(confidence, 0, 100)});
    } while (at.Next(tesseract::RIL_WORD));
    return blocks;
}

}  // namespace

std::string Line::text() const {
    std::string joined;
    for (const Word& word : words) joined += (joined.empty() ? "" : " ") + word.text;
    return joined;
}

struct Recogniser::State {
    tesseract::TessBaseAPI api;
};

Recogniser::Recogniser(const RecogniseSettings& settings) : state_(std::make_unique<State>()) {
    silence_leptonica();
    work_alone();
    tesseract::TessBaseAPI& api = state_->api;
    api.SetVariable("debug_file", "/dev/null");
    const char* folder = settings.data_path.empty() ? nullptr : settings.data_path.c_str();
    if (api.Init(folder, settings.language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) {
        throw Error(Fault::environment, "ocr.no-language", {settings.data_path, 0, 0, settings.language},
                    {fmt::format("Thiếu dữ liệu nhận dạng của ngôn ngữ “{}”", settings.language),
                     fmt::format("the recogniser's data for “{}” is missing", settings.language)},
                    {fmt::format("Cài gói tesseract-ocr-{}", settings.language),
                     fmt::format("install the package tesseract-ocr-{}", settings.language)});
    }
    api.SetPageSegMode(tesseract::PSM_AUTO);
    // White writing on black is rare on office papers, and looking for it costs time and yields junk lines.
    api.SetVariable("tessedit_do_invert", "0");
}

Recogniser::~Recogniser() = default;

std::vector<Block> Recogniser::read(const Image& image) {
    const PlainCrops plain_crops;
    tesseract::TessBaseAPI& api = state_->api;
    api.SetImage(pix_of(image));
    api.SetSourceResolution(image.dpi());
    const int status = api.Recognize(nullptr);
    const std::unique_ptr<tesseract::ResultIterator> at(status == 0 ? api.GetIterator() : nullptr);
    if (status != 0) {
        api.Clear();
        throw Error(Fault::external, "ocr.not-recognised", {},
                    {"Không nhận dạng được trang", "the page could not be read"},
                    {"Quét lại trang này ở 300 dpi", "scan the page again at 300 dpi"});
    }
    std::vector<Block> blocks;
    if (at) blocks = blocks_of(*at);
    api.Clear();
    return blocks;
}

}  // namespace trien::ocr
