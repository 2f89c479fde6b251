// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/json.hpp"
#include "examples/papers/sample.hpp"

namespace trien::papers {
namespace {

Request request_of(Kind kind, Degradation degradation) {
    return {7, kind, degradation, usual_format(degradation), false};
}

TEST(Papers, TheSameSeedGivesTheSameBytes) {
    const Request request = request_of(Kind::contract, Degradation::fax);

    const Sample first = make_sample(request);
    const Sample second = make_sample(request);

    EXPECT_EQ(first.bytes, second.bytes);
    EXPECT_EQ(first.truth, second.truth);
}

TEST(Papers, AnotherSeedGivesAnotherPaper) {
    Request request = request_of(Kind::decision, Degradation::fax);
    const Sample first = make_sample(request);

    ++request.seed;

    EXPECT_NE(make_sample(request).truth, first.truth);
}

TEST(Papers, TheTruthNamesEveryPrintedLine) {
    const Sample sample = make_sample(request_of(Kind::notice, Degradation::coarse));

    const Json truth = parse_json(sample.truth, "truth");

    EXPECT_EQ(truth.at("schema"), "trien.papers.truth/1");
    EXPECT_EQ(truth.at("pages").at(0).at("dpi"), 150);
    const Json& lines = truth.at("pages").at(0).at("lines");
    EXPECT_EQ(lines.at(0), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    const Json& fields = truth.at("fields");
    const std::string number = "Số: " + fields.at("number").get<std::string>() + "/TB-UBND";
    EXPECT_TRUE(std::ranges::any_of(lines, [&](const Json& line) { return line == number; }));
}

TEST(Papers, ALongPaperRunsOverTwoPages) {
    const Json truth = parse_json(make_sample(request_of(Kind::contract, Degradation::fax)).truth, "truth");

    EXPECT_EQ(truth.at("pages").size(), 2U);
}

TEST(Papers, ADuplexScanHasAnEmptyBack) {
    const Json truth = parse_json(make_sample(request_of(Kind::letter, Degradation::blank)).truth, "truth");

    ASSERT_EQ(truth.at("pages").size(), 2U);
    EXPECT_FALSE(truth.at("pages").at(0).at("lines").empty());
    EXPECT_TRUE(truth.at("pages").at(1).at("lines").empty());
}

class FileFormats : public testing::TestWithParam<std::pair<Format, std::string>> {};

TEST_P(FileFormats, StartWithTheirMagic) {
    Request request = request_of(Kind::diploma, Degradation::fax);
    request.format = GetParam().first;

    EXPECT_TRUE(make_sample(request).bytes.starts_with(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(All,
                         FileFormats,
                         testing::Values(std::pair(Format::pdf, "%PDF-"),
                                         std::pair(Format::png, "\x89PNG"),
                                         std::pair(Format::jpeg, "\xFF\xD8"),
                                         std::pair(Format::tiff, "II")));

TEST(Papers, EveryNameIsReadBack) {
    for (const char* kind :
         {"quyet-dinh", "cong-van", "thong-bao", "bien-ban", "hop-dong", "khai-sinh", "bang-tot-nghiep"}) {
        ASSERT_TRUE(parse_kind(kind)) << kind;
        EXPECT_EQ(text(*parse_kind(kind)), kind);
    }
    EXPECT_FALSE(parse_kind("thu-tinh"));
    EXPECT_FALSE(parse_degradation("burnt"));
    EXPECT_FALSE(parse_format("bmp"));
}

}  // namespace
}  // namespace trien::papers
