// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/reader.hpp"

#include <array>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Findings findings_of(std::string_view bytes) {
    return reader().read(bytes, "f.bpmn").findings;
}

TEST(Reader, BrokenXmlIsLocated) {
    const Findings findings = findings_of("<definitions\n  <");

    ASSERT_THAT(codes(findings), ElementsAre("BPMN-002"));
    EXPECT_EQ(findings[0].place.line, 2);
    EXPECT_EQ(findings[0].place.file, "f.bpmn");
}

TEST(Reader, HostileBytesAreRefused) {
    EXPECT_THAT(codes(findings_of("")), ElementsAre("BPMN-002"));
    EXPECT_THAT(codes(findings_of("<!DOCTYPE a SYSTEM \"file:///dev/zero\"><a/>")), ElementsAre("BPMN-003"));
    EXPECT_THAT(codes(findings_of(std::string((4U << 20U) + 1, ' '))), ElementsAre("BPMN-001"));
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += "<x:a xmlns:x=\"urn:x\">";
    for (int i = 0; i < 200; ++i) deep += "</x:a>";
    EXPECT_THAT(codes(findings_of(executable("<extensionElements>" + deep + "</extensionElements>"))),
                ElementsAre("BPMN-004"));
    std::string many;
    for (int i = 0; i < 20'001; ++i) many += "<task/>";
    EXPECT_THAT(codes(findings_of(executable(many))), ElementsAre("BPMN-006"));
}

TEST(Reader, WhatTheSchemaForbidsIsLocated) {
    const Findings findings = findings_of(executable("<task id=\"a\"/>\n<tusk id=\"b\"/>"));

    ASSERT_THAT(codes(findings), Contains("BPMN-005"));
    EXPECT_GE(findings[0].place.line, 4);
}

TEST(Reader, ChoreographiesAndConversationsAreRead) {
    const File file = read(file_of(
        "<choreography id=\"c\"><participant id=\"x\"/><participant id=\"y\"/><messageFlow id=\"f\" sourceRef=\"x\" "
        "targetRef=\"y\"/><choreographyTask id=\"ct\" name=\"Ask\" initiatingParticipantRef=\"x\"><participantRef>x"
        "</participantRef><participantRef>y</participantRef><messageFlowRef>f</messageFlowRef></choreographyTask>"
        "</choreography><collaboration id=\"k\"><participant id=\"z\"/><conversation id=\"v\"><participantRef>z"
        "</participantRef></conversation></collaboration>"));

    EXPECT_EQ(file.definitions.collaborations.size(), 2U);
    ASSERT_EQ(file.definitions.others.size(), 2U);
    EXPECT_EQ(file.definitions.others[0].tag, "choreographyTask");
    EXPECT_EQ(file.definitions.others[0].name, "Ask");
    EXPECT_EQ(file.definitions.others[1].tag, "conversation");
}

TEST(Reader, ReferencesThatLeadNowhereAreNamed) {
    const std::string bytes = executable(
        "<receiveTask id=\"r\" messageRef=\"t:gone\"/>\n"
        "<boundaryEvent id=\"b\" attachedToRef=\"nothing\"/>");

    const Findings findings = findings_of(bytes);

    EXPECT_THAT(found(findings), ElementsAre("BPMN-010 r", "BPMN-010 b"));
    EXPECT_EQ(findings[0].place.line, 4);
    EXPECT_EQ(findings[1].place.line, 5);
}

TEST(Reader, ACalledProcessMayStandInAnotherFile) {
    EXPECT_THAT(codes(findings_of(executable("<callActivity id=\"c\" calledElement=\"theirs\"/>"))), IsEmpty());
    EXPECT_THAT(found(findings_of(executable("<task id=\"a\"/><callActivity id=\"c\" calledElement=\"a\"/>"))),
                ElementsAre("BPMN-011 c"));
}

TEST(Reader, ReferencesToTheWrongKindAreNamed) {
    const std::string bytes = executable("<receiveTask id=\"r\" messageRef=\"s\"/>", "<signal id=\"s\"/>");

    EXPECT_THAT(found(findings_of(bytes)), ElementsAre("BPMN-011 r"));
}

TEST(Reader, WhatAReferenceMayLeadToDependsOnWhoseItIs) {
    const std::string bytes = executable(
        "<dataObject id=\"d\"/><task id=\"a\"/><sequenceFlow id=\"f\" "
        "sourceRef=\"a\" targetRef=\"d\"/><association id=\"x\" sourceRef=\"a\" "
        "targetRef=\"d\"/>",
        "<collaboration id=\"k\"><participant id=\"z\"/><messageFlow id=\"mf\" "
        "sourceRef=\"z\" targetRef=\"d\"/></collaboration>");

    EXPECT_THAT(found(findings_of(bytes)), ElementsAre("BPMN-011 mf", "BPMN-011 f"));
}

TEST(Reader, AFileIsReadThoughItsPictureOrRemarksLeadNowhere) {
    const ReadResult result = reader().read(
        executable("<laneSet><lane id=\"l\"><flowNodeRef>d</flowNodeRef></lane></laneSet><dataObject id=\"d\"/>"), "f");

    EXPECT_TRUE(result.file);
    EXPECT_THAT(found(result.findings), ElementsAre("BPMN-011 l"));
}

TEST(Reader, ReferencesIntoOtherFilesAreLeftAlone) {
    const std::string bytes = executable("<callActivity id=\"c\" xmlns:o=\"urn:other\" calledElement=\"o:theirs\"/>");

    const File file = read(bytes);

    const QName called = file.definitions.processes[0].inside.nodes[0].activity.called_element;
    EXPECT_EQ(called, (QName{"urn:other", "theirs"}));
}

TEST(Reader, FurtherSchemasCheckTheirOwnNamespaceOnly) {
    static constexpr std::string_view schema =
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:mine\">"
        "<xs:element name=\"n\" type=\"xs:int\"/></xs:schema>";
    const Reader strict({{"mine.xsd", schema}});
    const auto with = [](std::string_view extension) {
        return executable("<extensionElements>" + std::string(extension) + "</extensionElements>");
    };

    EXPECT_THAT(codes(strict.read(with("<n xmlns=\"urn:mine\">1</n><n xmlns=\"urn:x\">?</n>"), "f").findings),
                IsEmpty());
    EXPECT_THAT(codes(strict.read(with("<n xmlns=\"urn:mine\">one</n>"), "f").findings), ElementsAre("BPMN-005"));
    EXPECT_THAT(codes(reader().read(with("<n xmlns=\"urn:mine\">one</n>"), "f").findings), IsEmpty());
}

TEST(Reader, SeveralThreadsReadAtOnce) {
    const std::string bytes = read_file(shipped);
    std::array<bool, 4> clean{};
    std::vector<std::jthread> threads;
    for (bool& mine : clean) {
        threads.emplace_back([&] { mine = reader().read(bytes, "f").file.has_value(); });
    }
    threads.clear();

    EXPECT_THAT(clean, testing::Each(true));
}

RC_GTEST_PROP(ReaderProperty, ADamagedFileIsReadOrGivesItsPlace, ()) {
    static const std::string sound = read_file(shipped);
    std::string bytes = sound;
    const auto from = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const auto length = *rc::gen::inRange<std::size_t>(0, 40);
    const auto to = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const std::string moved = bytes.substr(from, length);
    bytes.erase(from, length);
    bytes.insert(std::min(to, bytes.size()), moved);

    const ReadResult result = reader().read(bytes, "f.bpmn");

    RC_ASSERT(result.file.has_value() == passes(result.findings));
    for (const Finding& finding : result.findings) RC_ASSERT(finding.place.line > 0);
}

}  // namespace
}  // namespace trien::bpmn
