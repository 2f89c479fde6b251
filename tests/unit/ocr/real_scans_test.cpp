// SPDX-License-Identifier: Apache-2.0
// Real scans lie outside the repository; without them these tests say so and pass over.
#include <cstdlib>
#include <sstream>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/ocr/character_error.hpp"
#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

namespace fs = std::filesystem;

class RealScans : public testing::Test {
  protected:
    void SetUp() override {
        const char* shared = std::getenv("TRIEN_SHARED");
        scans_ = fs::path(shared == nullptr ? TRIEN_SOURCE_DIR "/../shared" : shared) / "data" / "scans";
        if (!fs::exists(scans_)) GTEST_SKIP() << "no real scans at " << scans_;
    }

    fs::path scans_;
};

TEST_F(RealScans, AFaxedOfficePageStaysWithinItsErrorBound) {
    std::istringstream truth(read_file(scans_ / "real" / "R5.gt.txt"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(truth, line);) {
        if (!line.empty()) lines.push_back(line);
    }

    const Document document = read_document(scans_ / "real" / "R5_fax200a.tif", shipped_settings(), 1);

    EXPECT_LE(character_error_percent(lines, document.text()), 4.0);
}

struct Odd {
    const char* file;
    const char* code;  ///< of the error expected; empty: it is read
};

class OddScans : public RealScans, public testing::WithParamInterface<Odd> {};

TEST_P(OddScans, AreReadOrRefusedButNeverCrash) {
    const fs::path file = scans_ / "ocrmypdf" / GetParam().file;
    std::string code;

    try {
        const auto source = open_pages(file, shipped_settings().limits);
        for (int number = 1; number <= source->size(); ++number)
            (void)clean(source->image(number), shipped_settings().clean);
    } catch (const Error& e) {
        code = e.code();
    }

    EXPECT_EQ(code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Files,
                         OddScans,
                         testing::Values(Odd{"invalid.pdf", "ocr.broken-pdf"},
                                         Odd{"blank.pdf", ""},
                                         Odd{"ccitt.pdf", ""},
                                         Odd{"cmyk.pdf", ""},
                                         Odd{"jbig2.pdf", ""},
                                         Odd{"palette.pdf", ""},
                                         Odd{"trivial.pdf", ""},
                                         Odd{"no_contents.pdf", ""},
                                         Odd{"baiona_alpha.png", ""},
                                         Odd{"baiona_cmyk.jpg", ""}),
                         [](const auto& test) {
                             std::string name = test.param.file;
                             std::ranges::replace_if(name, [](char c) { return std::isalnum(c) == 0; }, '_');
                             return name;
                         });

}  // namespace
}  // namespace trien::ocr
