// SPDX-License-Identifier: Apache-2.0
#include "ocr/searchable_pdf.hpp"

#include <array>
#include <cstdio>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

using papers::Degradation;
using papers::Format;
using papers::Kind;

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> buffer{};
    for (std::size_t count = 0; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
        output.append(buffer.data(), count);
    }
    return pclose(pipe) == 0 ? output : "failed: " + command;
}

class SearchablePdf : public testing::TestWithParam<Degradation> {};

TEST_P(SearchablePdf, HoldsEveryWordAndThePictureAsScanned) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::letter, GetParam()));
    const Document document = read_document(sample.path, shipped_settings(), 1);
    const std::unique_ptr<PageSource> source = open_pages(sample.path, shipped_settings().limits);
    const std::filesystem::path file = folder.path() / "searchable.pdf";

    const std::string pdf = searchable_pdf(document, *source);
    write_file(file, pdf);

    EXPECT_THAT(words_of(output_of("pdftotext " + file.string() + " -")),
                testing::UnorderedElementsAreArray(words_of(document.text())));
    EXPECT_NE(pdf.find(source->encoded(1).bytes), std::string::npos);
    EXPECT_NE(pdf.find("pdfaid:part=\"2\" pdfaid:conformance=\"U\""), std::string::npos);
    EXPECT_EQ(output_of("qpdf --check " + file.string() + " 2>&1 >/dev/null"), "");
    EXPECT_TRUE(pdf == searchable_pdf(document, *source));
}

INSTANTIATE_TEST_SUITE_P(
    Scans,
    SearchablePdf,
    testing::Values(Degradation::jpeg, Degradation::fax, Degradation::rotated, Degradation::coarse),
    [](const auto& test) { return std::string(papers::text(test.param)); });

}  // namespace
}  // namespace trien::ocr
