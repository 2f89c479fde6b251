// SPDX-License-Identifier: Apache-2.0
#include "ocr/document.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include <nlohmann/json.hpp>

#include "ocr/detail/page_reader.hpp"

namespace trien::ocr {

namespace {

Json box_json(const Box& box) {
    return Json::array({box.x, box.y, box.width, box.height});
}

Json message_json(const Message& message) {
    return {{"vi", message.vi}, {"en", message.en}};
}

Json report_json(const CleanReport& report) {
    Json notes = Json::array();
    for (const Message& note : report.notes) notes.push_back(message_json(note));
    return {{"turned", report.turned},
            {"skew_millidegrees", report.skew_millidegrees},
            {"scale_permille", report.scale_permille},
            {"pen_permille", report.pen_permille},
            {"background", report.background},
            {"background_spread", report.background_spread},
            {"noise", report.noise},
            {"specks_permille", report.specks_permille},
            {"letters", report.letters},
            {"letter_height", report.letter_height},
            {"ink_ppm", report.ink_ppm},
            {"blank", report.blank},
            {"steps", report.steps},
            {"notes", std::move(notes)}};
}

Json line_json(const Line& line) {
    Json words = Json::array();
    for (const Word& word : line.words) {
        words.push_back({{"text", word.text}, {"box", box_json(word.box)}, {"confidence", word.confidence}});
    }
    return {{"box", box_json(line.box)}, {"words", std::move(words)}};
}

Json page_json(const Page& page) {
    Json blocks = Json::array();
    for (const Block& block : page.blocks) {
        Json lines = Json::array();
        for (const Line& line : block.lines) lines.push_back(line_json(line));
        blocks.push_back({{"box", box_json(block.box)}, {"lines", std::move(lines)}});
    }
    return {{"number", page.number}, {"width", page.width},         {"height", page.height},
            {"dpi", page.dpi},       {"blocks", std::move(blocks)}, {"clean", report_json(page.report)}};
}

Json field_json(const Field& field) {
    Json boxes = Json::array();
    for (const Box& box : field.boxes) boxes.push_back(box_json(box));
    Json reasons = Json::array();
    for (const Message& reason : field.reasons) reasons.push_back(message_json(reason));
    return {{"value", field.value}, {"suggestion", field.suggestion}, {"certainty", text(field.certainty)},
            {"page", field.page},   {"boxes", std::move(boxes)},      {"reasons", std::move(reasons)}};
}

/// Several threads read the pages of one file; the fault of the lowest page wins, whatever the threads' order.
class FileReading {
  public:
    FileReading(PageSource& source, const std::filesystem::path& file, const Settings& settings)
        : source_(source), file_(file.string()), settings_(settings), pages_(static_cast<std::size_t>(source.size())) {}

    std::vector<Page> run(unsigned workers) {
        {
            std::vector<std::jthread> threads;
            for (unsigned i = 0; i < workers; ++i) threads.emplace_back([this] { work(); });
        }
        if (fault_) std::rethrow_exception(fault_);
        return std::move(pages_);
    }

  private:
    void work() {
        int number = 0;
        try {
            PageReader reader(settings_);
            while ((number = ++taken_) <= source_.size()) {
                pages_[static_cast<std::size_t>(number - 1)] = reader.read(source_, file_, number);
            }
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            if (fault_ && fault_page_ <= number) return;
            fault_ = std::current_exception();
            fault_page_ = number;
        }
    }

    PageSource& source_;
    std::string file_;
    const Settings& settings_;
    std::vector<Page> pages_;
    std::atomic<int> taken_ = 0;
    std::mutex mutex_;  ///< guards fault_ and fault_page_
    std::exception_ptr fault_;
    int fault_page_ = 0;
};

}  // namespace

std::string Page::text() const {
    std::string text;
    for (const Block& block : blocks) {
        if (!text.empty()) text += '\n';
        for (const Line& line : block.lines) text += line.text() + '\n';
    }
    return text;
}

std::size_t Page::words() const {
    std::size_t count = 0;
    for (const Block& block : blocks) {
        for (const Line& line : block.lines) count += line.words.size();
    }
    return count;
}

std::string_view text(Verdict verdict) {
    switch (verdict) {
        case Verdict::done: return "done";
        case Verdict::needs_review: return "needs_review";
        case Verdict::failed: return "failed";
        case Verdict::duplicate: break;
    }
    return "duplicate";
}

std::string Document::text() const {
    std::string joined;
    for (const Page& page : pages) {
        if (page.number > 1) joined += '\f';
        joined += page.text();
    }
    return joined;
}

std::size_t Document::words() const {
    std::size_t count = 0;
    for (const Page& page : pages) count += page.words();
    return count;
}

std::size_t Document::doubtful_words(int confidence) const {
    std::size_t count = 0;
    for (const Page& page : pages) {
        for (const Block& block : page.blocks) {
            for (const Line& line : block.lines) {
                for (const Word& word : line.words) count += word.confidence < confidence ? 1 : 0;
            }
        }
    }
    return count;
}

std::vector<int> Document::blank_pages() const {
    std::vector<int> numbers;
    for (const Page& page : pages) {
        if (page.report.blank) numbers.push_back(page.number);
    }
    return numbers;
}

Document read_document(const std::filesystem::path& file, const Settings& settings, unsigned workers) {
    const std::unique_ptr<PageSource> source = open_pages(file, settings.limits);
    const unsigned threads = worker_count(workers, static_cast<std::size_t>(source->size()));
    return assemble(file, source->digest(), FileReading(*source, file, settings).run(threads), settings);
}

Json words_json(const Document& document) {
    Json pages = Json::array();
    for (const Page& page : document.pages) pages.push_back(page_json(page));
    return {{"schema", "trien.ocr.words/1"},
            {"source", document.source.filename().string()},
            {"sha256", document.digest.hex()},
            {"pages", std::move(pages)}};
}

Json fields_json(const Document& document) {
    Json fields = Json::object();
    for (const auto& [name, member] : field_names()) fields[std::string(name)] = field_json(document.fields.*member);
    return {{"schema", "trien.ocr.fields/1"},        {"source", document.source.filename().string()},
            {"sha256", document.digest.hex()},       {"verdict", text(document.verdict)},
            {"blank_pages", document.blank_pages()}, {"fields", std::move(fields)}};
}

}  // namespace trien::ocr
