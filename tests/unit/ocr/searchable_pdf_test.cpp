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

class SearchablePdf : public testing::TestWithParam<Degradation> {
  protected:
    void SetUp() override {
        const Degradation degradation = GetParam();
        sample_ = write_sample(folder_.path(), request_of(Kind::contract, degradation));
        document_ = read_document(sample_.path, shipped_settings(), 2);
        source_ = open_pages(sample_.path, shipped_settings().limits);
        pdf_ = folder_.path() / "searchable.pdf";
        write_file(pdf_, searchable_pdf(document_, *source_));
    }

    TemporaryFolder folder_;
    SampleFile sample_;
    Document document_;
    std::unique_ptr<PageSource> source_;
    std::filesystem::path pdf_;
};

TEST_P(SearchablePdf, HoldsEveryWord) {
    std::vector<std::string> words = words_of(document_.text());

    const std::vector<std::string> extracted = words_of(output_of("pdftotext " + pdf_.string() + " -"));

    EXPECT_THAT(extracted, testing::UnorderedElementsAreArray(words));
}

TEST_P(SearchablePdf, KeepsThePictureBytes) {
    const std::string picture = source_->encoded(1).bytes;

    EXPECT_NE(read_file(pdf_).find(picture), std::string::npos);
}

TEST_P(SearchablePdf, IsSoundAndTheSameEachTime) {
    EXPECT_EQ(output_of("qpdf --check " + pdf_.string() + " 2>&1 >/dev/null"), "");
    EXPECT_EQ(read_file(pdf_), searchable_pdf(document_, *source_));
}

TEST_P(SearchablePdf, NamesItsProfileAndLanguage) {
    const std::string bytes = read_file(pdf_);

    EXPECT_NE(bytes.find("pdfaid:part=\"2\" pdfaid:conformance=\"U\""), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Scans,
    SearchablePdf,
    testing::Values(Degradation::jpeg, Degradation::fax, Degradation::rotated, Degradation::coarse),
    [](const auto& test) { return std::string(papers::text(test.param)); });

}  // namespace
}  // namespace trien::ocr
