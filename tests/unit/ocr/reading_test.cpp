// SPDX-License-Identifier: Apache-2.0
// From scan to words: every way a paper can be spoilt has a bound on its errors, taken from what was measured.
#include <cmath>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "ocr/clean.hpp"
#include "ocr/document.hpp"
#include "tests/unit/ocr/character_error.hpp"
#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

using papers::Degradation;
using papers::Kind;

TEST(CharacterError, IsZeroForTheTruthInAnyOrder) {
    EXPECT_EQ(character_error_percent({"Số: 05/QĐ-UBND", "An Hòa"}, "An Hòa\nSố: 05/QĐ-UBND\n"), 0);
    EXPECT_EQ(character_error_percent({"Số: 05", "An Hòa"}, "Số: 05 An Hòa\n"), 0);
}

TEST(CharacterError, CountsWrongMissingAndMadeUpCharacters) {
    EXPECT_EQ(character_error_percent({"0123456789"}, "012345678X"), 10);
    EXPECT_EQ(character_error_percent({"0123456789"}, ""), 100);
    EXPECT_EQ(character_error_percent({"0123456789"}, "0123456789\nab\n"), 20);
    EXPECT_EQ(character_error_percent({"Nguyễn Văn"}, "Nguyên Văn"), 10);
}

struct Bound {
    Degradation degradation;
    double percent;  ///< about twice what was measured over four papers of each kind of damage
};

void PrintTo(const Bound& bound, std::ostream* out) {
    *out << papers::text(bound.degradation);
}

class Reading : public testing::TestWithParam<Bound> {};

TEST_P(Reading, StaysWithinItsErrorBound) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::notice, GetParam().degradation));

    const Document document = read_document(sample.path, shipped_settings(), 1);

    EXPECT_LE(character_error_percent(sample.lines(), document.text()), GetParam().percent) << document.text();
}

INSTANTIATE_TEST_SUITE_P(Degradations,
                         Reading,
                         testing::Values(Bound{Degradation::clean, 1.5},
                                         Bound{Degradation::noise, 1.5},
                                         Bound{Degradation::blur, 2.5},
                                         Bound{Degradation::faded, 3.5},
                                         Bound{Degradation::jpeg, 2.0},
                                         Bound{Degradation::photocopy, 6.0},
                                         Bound{Degradation::fax, 5.5},
                                         Bound{Degradation::stained, 2.5},
                                         Bound{Degradation::coarse, 1.5}),
                         [](const auto& test) { return std::string(papers::text(test.param.degradation)); });

TEST(Reading, StraightensASkewedPage) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::notice, Degradation::skew));

    const Document document = read_document(sample.path, shipped_settings(), 1);

    const int laid = sample.truth.at("pages").at(0).at("skew_millidegrees").get<int>();
    EXPECT_NEAR(document.pages.front().report.skew_millidegrees, -laid, 200);
    EXPECT_LE(character_error_percent(sample.lines(), document.text()), 2.0);
}

TEST(Reading, BringsBoxesBackToThePageAsScanned) {
    const TemporaryFolder folder;
    const SampleFile straight = write_sample(folder.path(), request_of(Kind::diploma, Degradation::clean), "straight");
    const SampleFile skewed = write_sample(folder.path(), request_of(Kind::diploma, Degradation::skew), "skewed");

    const Page page = read_document(straight.path, shipped_settings(), 1).pages.front();
    const Page turned = read_document(skewed.path, shipped_settings(), 1).pages.front();

    // The same first line, before and after the sheet was turned about its middle.
    const double angle = skewed.truth.at("pages").at(0).at("skew_millidegrees").get<int>() / 1000.0 * M_PI / 180;
    const Point from = page.blocks.front().lines.front().box.centre();
    const double x = from.x - page.width / 2.0;
    const double y = from.y - page.height / 2.0;
    const Point to = turned.blocks.front().lines.front().box.centre();
    EXPECT_NEAR(to.x, page.width / 2.0 + x * std::cos(angle) - y * std::sin(angle), 12);
    EXPECT_NEAR(to.y, page.height / 2.0 + x * std::sin(angle) + y * std::cos(angle), 12);
}

class Orientation : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Orientation, TurnsThePageUpright) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::diploma, Degradation::rotated, GetParam()));

    const std::unique_ptr<PageSource> source = open_pages(sample.path, shipped_settings().limits);
    const CleanPage page = clean(source->image(1), shipped_settings().clean);

    const int lies = sample.truth.at("pages").at(0).at("turned").get<int>();
    EXPECT_EQ((page.report.turned + lies) % 360, 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Orientation, testing::Values(1, 2, 3, 4, 5, 6));

TEST(Cleaning, LeavesAGoodScanAsItIs) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::letter, Degradation::clean));

    const std::unique_ptr<PageSource> source = open_pages(sample.path, shipped_settings().limits);
    const CleanPage page = clean(source->image(1), shipped_settings().clean);

    EXPECT_EQ(page.report.steps, (std::vector<std::string>{"red", "pen"}));
    EXPECT_EQ(page.image.width(), 2480);
    EXPECT_TRUE(page.report.notes.empty());
}

TEST(Cleaning, NotesWhatThePersonAtTheScannerCanMend) {
    const TemporaryFolder folder;
    const SampleFile coarse = write_sample(folder.path(), request_of(Kind::diploma, Degradation::coarse));

    const std::unique_ptr<PageSource> source = open_pages(coarse.path, shipped_settings().limits);
    const CleanPage page = clean(source->image(1), shipped_settings().clean);

    ASSERT_FALSE(page.report.notes.empty());
    EXPECT_NE(page.report.notes.front().en.find("150 dpi"), std::string::npos);
}

TEST(Cleaning, KnowsABlankPage) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::diploma, Degradation::blank));

    const Document document = read_document(sample.path, shipped_settings(), 2);

    EXPECT_EQ(document.blank_pages(), std::vector<int>{2});
}

TEST(Reading, GivesTheSameWithAnyNumberOfWorkers) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(Kind::contract, Degradation::fax));

    const Document alone = read_document(sample.path, shipped_settings(), 1);
    const Document shared = read_document(sample.path, shipped_settings(), 2);

    EXPECT_EQ(canonical(words_json(alone)), canonical(words_json(shared)));
}

TEST(Recogniser, SaysWhichLanguageDataIsMissing) {
    try {
        const Recogniser recogniser({"xyz", ""});
        FAIL() << "read a language that does not exist";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), "ocr.no-language");
        EXPECT_EQ(e.fault(), Fault::environment);
    }
}

}  // namespace
}  // namespace trien::ocr
