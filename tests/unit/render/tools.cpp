// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/render/tools.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "engine/base/file.hpp"
#include "engine/base/handle.hpp"
#include "engine/render/archive.hpp"
#include "engine/render/pdf_document.hpp"

namespace trien::render::test {

namespace {

std::string replaced(std::string text, const std::string& mark, const std::string& value) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
        text.replace(at, mark.size(), value);
    }
    return text;
}

std::string output_of(const std::string& command) {
    const Handle<FILE, pclose> pipe(popen((command + " 2>&1").c_str(), "r"));
    std::string output;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) {
        output.append(buffer.data(), count);
    }
    return output;
}

/// Runs the command over the PDF and gives what it printed, or the first file it left behind.
std::string run(const std::string& pdf, const std::string& command, bool want_file) {
    const TemporaryFolder input;
    const TemporaryFolder results;
    const std::string file = (input.path() / "in.pdf").string();
    write_file(file, pdf);
    const std::string output = output_of(replaced(replaced(command, "{}", file), "{folder}", results.path().string()));
    if (!want_file) return output;
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(results.path())) found.push_back(entry.path());
    std::ranges::sort(found);
    return found.empty() ? std::string() : read_file(found.front());
}

std::string prose() {
    PdfDocument document(fonts());
    Page page = document.add_page();
    for (int line = 0; line < 20; ++line) {
        page.text({mm(30), mm(260) - 18 * line}, "Giấy khai sinh, họ và tên, ngày tháng năm sinh", {Face::regular, 14});
    }
    return to_pdfa3(document.finish(), {});
}

}  // namespace

const Fonts& fonts() {
    static const Fonts fonts;
    return fonts;
}

std::string judged(const std::string& pdf, const std::string& command) {
    return run(pdf, command, false);
}

std::string made_from(const std::string& pdf, const std::string& command) {
    return run(pdf, command, true);
}

std::string text_of(const std::string& pdf) {
    return judged(pdf, "pdftotext {} -");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        std::erase(line, '\f');
        line.erase(line.find_last_not_of(' ') + 1);
        line.erase(0, line.find_first_not_of(' '));
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

std::string scan_jpeg() {
    static const std::string file = made_from(prose(), "pdftoppm -r 100 -jpeg {} {folder}/scan");
    return file;
}

std::string scan_png() {
    static const std::string file = made_from(prose(), "pdftocairo -r 100 -gray -png {} {folder}/scan");
    return file;
}

std::string scan_png_mono() {
    static const std::string file = made_from(prose(), "pdftocairo -r 100 -mono -png {} {folder}/scan");
    return file;
}

}  // namespace trien::render::test
