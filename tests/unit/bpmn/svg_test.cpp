// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/svg.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/bpmn/detail/lettering.hpp"
#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path golden = std::filesystem::path(TRIEN_SOURCE_DIR) / "tests/unit/bpmn/golden";

const Definitions& markers() {
    static const Definitions definitions = read(read_file(golden / "markers.bpmn")).definitions;
    return definitions;
}

/// One task and what its shape says of itself.
Definitions one_task(const std::string& name, const std::string& shape_attributes = "") {
    return read(file_of("<process id=\"p\"><userTask id=\"a\" name=\"" + name +
                        "\"/></process><di:BPMNDiagram xmlns:di=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
                        "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" "
                        "xmlns:bioc=\"http://bpmn.io/schema/bpmn/biocolor/1.0\"><di:BPMNPlane bpmnElement=\"p\">"
                        "<di:BPMNShape bpmnElement=\"a\" " +
                        shape_attributes +
                        "><dc:Bounds x=\"0\" y=\"0\" width=\"100\" height=\"80\"/></di:BPMNShape></di:BPMNPlane>"
                        "</di:BPMNDiagram>"))
        .definitions;
}

std::string picture(const Definitions& definitions, const PictureOptions& options = {}) {
    return svg(definitions, definitions.diagrams.front(), options);
}

/// A changed picture is looked at, then kept with: TRIEN_KEEP_GOLDEN=1 test_bpmn --gtest_filter=Svg.*
TEST(Svg, EveryMarkerIsDrawnAsKept) {
    const std::string drawn = picture(markers());
    if (std::getenv("TRIEN_KEEP_GOLDEN") != nullptr) write_file(golden / "markers.svg", drawn);

    EXPECT_EQ(drawn, read_file(golden / "markers.svg"));
}

TEST(Svg, IsWellFormedAndTellsWhatItShows) {
    const std::string drawn = picture(one_task("Ký"));

    EXPECT_THAT(codes(reader().read_xml(drawn, "x.svg").findings), testing::Each("BPMN-005"));
    EXPECT_THAT(drawn, HasSubstr("role=\"img\" lang=\"vi\""));
    EXPECT_THAT(drawn, HasSubstr("<g class=\"element\" data-element=\"a\">"));
    EXPECT_THAT(drawn, HasSubstr("<title>Ký</title>"));
    EXPECT_THAT(drawn, HasSubstr("<desc>Công việc người dùng</desc>"));
}

TEST(Svg, SpeaksEnglishWhenAsked) {
    EXPECT_THAT(picture(one_task("Ký"), {Language::en, {}, {}}), HasSubstr("<desc>user task</desc>"));
}

TEST(Svg, HighlightsTheElementsNamed) {
    const std::string drawn = picture(one_task("Ký"), {Language::vi, {{"a", "highlight"}}, ".slow>.outline{fill:red}"});

    EXPECT_THAT(drawn, HasSubstr("<g class=\"element highlight\" data-element=\"a\">"));
    EXPECT_THAT(drawn, HasSubstr(".slow&gt;.outline{fill:red}"));
}

TEST(Svg, NothingOfTheFileReachesThePictureUnescaped) {
    const std::string drawn = picture(
        one_task("&lt;script>&amp;&quot;", "bioc:fill=\"url(x)&quot;/&gt;&lt;script\" bioc:stroke=\"#12345g\""));

    EXPECT_THAT(drawn, Not(HasSubstr("<script")));
    EXPECT_THAT(drawn, HasSubstr("&lt;script&gt;&amp;&quot;"));
    EXPECT_THAT(drawn, Not(HasSubstr("url(x)")));
    EXPECT_THAT(drawn, Not(HasSubstr("#12345g")));
}

TEST(Svg, WhatAnActivityHoldsIsPaintedOverItWhateverTheOrderOfTheFile) {
    Definitions definitions =
        read(file_of("<process id=\"p\"><callActivity id=\"call\" calledElement=\"q\"/><subProcess id=\"sub\"><task "
                     "id=\"inner\"/></subProcess></process><process id=\"q\"><task id=\"called\"/></process>"))
            .definitions;
    Diagram& diagram = definitions.diagrams.emplace_back();
    const auto add = [&](const std::string& element, Bounds at) {
        diagram.shapes.emplace_back().element = element;
        diagram.shapes.back().bounds = at;
    };
    add("called", {20, 20, 80, 60});
    add("inner", {320, 20, 80, 60});
    add("call", {0, 0, 200, 100});
    add("sub", {300, 0, 200, 100});

    const std::string drawn = picture(definitions);

    const auto at = [&](const std::string& id) { return drawn.find("data-element=\"" + id + "\""); };
    EXPECT_LT(at("call"), at("called"));
    EXPECT_LT(at("sub"), at("inner"));
}

TEST(Svg, TextOnADarkGroundIsWhite) {
    EXPECT_THAT(picture(one_task("Ký", "bioc:fill=\"#00264d\"")), HasSubstr("fill=\"#ffffff\" text-anchor"));
    EXPECT_THAT(picture(one_task("Ký", "bioc:fill=\"#ffd\"")), HasSubstr("fill=\"#1b1f24\" text-anchor"));
}

TEST(Svg, TheSameFileGivesTheSameBytes) {
    EXPECT_EQ(picture(markers()), picture(read(read_file(golden / "markers.bpmn")).definitions));
}

TEST(Svg, AnEmptyDiagramIsAnEmptyPage) {
    EXPECT_THAT(svg(markers(), Diagram()), HasSubstr("viewBox=\"0 0 0 0\""));
}

TEST(Svg, EveryInterchangeModelIsDrawnWithAllItsShapesAndEdges) {
    if (interchange_models().empty()) GTEST_SKIP() << "TRIEN_SHARED does not lead to the models";
    for (const auto& path : interchange_models()) {
        const Definitions definitions = read(read_file(path)).definitions;
        for (const Diagram& diagram : definitions.diagrams) {
            const std::string drawn = svg(definitions, diagram);
            EXPECT_THAT(codes(reader().read_xml(drawn, "x.svg").findings), testing::Each("BPMN-005")) << path;
            EXPECT_EQ(drawn.find("<title>Không rõ"), std::string::npos) << path;
            for (const Shape& shape : diagram.shapes) {
                EXPECT_NE(drawn.find("data-element=\"" + shape.element + "\""), std::string::npos) << shape.element;
            }
            for (const Edge& edge : diagram.edges) {
                if (edge.element.empty()) continue;
                EXPECT_NE(drawn.find("data-element=\"" + edge.element + "\""), std::string::npos) << edge.element;
            }
        }
    }
}

RC_GTEST_PROP(SvgProperty, ADamagedFileThatIsStillReadIsDrawnWellFormed, ()) {
    static const std::string sound = read_file(golden / "markers.bpmn");
    std::string bytes = sound;
    const auto from = *rc::gen::inRange<std::size_t>(0, bytes.size());
    bytes.replace(from, *rc::gen::inRange<std::size_t>(0, 3),
                  *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0-9e.\"<x&;#"))));

    const ReadResult result = reader().read(bytes, "f.bpmn");

    if (!result.file) return;
    for (const Diagram& diagram : result.file->definitions.diagrams) {
        const auto drawn = reader().read_xml(svg(result.file->definitions, diagram), "x.svg").findings;
        for (const Finding& finding : drawn) RC_ASSERT(finding.code == "BPMN-005");
    }
}

TEST(Lettering, LinesBreakBetweenWordsAndInsideOnlyWhereTheyMust) {
    using detail::wrapped;
    EXPECT_THAT(wrapped("một hai ba", 40, 10), ElementsAre("một hai", "ba"));
    EXPECT_THAT(wrapped("một\nhai", 400, 10), ElementsAre("một", "hai"));
    EXPECT_THAT(wrapped("aaaaaaaaaa", 40, 10), ElementsAre("aaaaaa", "aaaa"));
    EXPECT_THAT(wrapped("một hai ba", 30, 10, 2), ElementsAre("một", "hai…"));
    EXPECT_THAT(wrapped(" \n ", 40, 10), testing::IsEmpty());
}

TEST(Lettering, OnlyPlainColoursOfTheFileAreUsed) {
    using detail::plain_colour;
    EXPECT_EQ(plain_colour("#aB1", "x"), "#aB1");
    EXPECT_EQ(plain_colour("#00ff00", "x"), "#00ff00");
    for (const char* const colour : {"", "red", "#12", "#12345", "url(#a)", "#00ff0\""}) {
        EXPECT_EQ(plain_colour(colour, "x"), "x") << colour;
    }
}

RC_GTEST_PROP(LetteringProperty, NoLetterIsLostInWrapping, (std::vector<std::string> words)) {
    const auto width = *rc::gen::inRange(1, 200);
    std::string text;
    std::string letters;
    for (const std::string& word : words) {
        for (const char c : word) {
            if (c > ' ' && c < 0x7F) letters += c, text += c;
        }
        text += ' ';
    }

    std::string kept;
    for (const std::string& line : detail::wrapped(text, width, 11, 100'000)) {
        for (const char c : line) {
            if (c != ' ') kept += c;
        }
    }
    RC_ASSERT(kept == letters);
}

RC_GTEST_PROP(LetteringProperty, TextIsReadableOnEveryGround, ()) {
    const auto colour = [] {
        std::string hex = "#";
        for (int i = 0; i < 6; ++i) hex += *rc::gen::elementOf(std::string("0123456789abcdef"));
        return hex;
    };
    const std::string ground = colour();
    const std::string text = detail::readable_on(ground, colour());

    RC_ASSERT(detail::readable_on(ground, text) == text);
}

}  // namespace
}  // namespace trien::bpmn
