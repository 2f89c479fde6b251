// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/profile.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string roots = "<message id=\"m\"/><signal id=\"sig\"/><error id=\"err\"/><escalation id=\"esc\"/>";

Findings findings_of(std::string_view flow_elements) {
    return check_executable(read(executable(flow_elements, roots)).definitions);
}

std::string flow(const std::string& id, const std::string& from, const std::string& to) {
    return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
}

std::string conditional(const std::string& id, const std::string& from, const std::string& to) {
    return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to +
           "\"><conditionExpression>x</conditionExpression></sequenceFlow>";
}

const std::string timer = "<timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition>";
const std::string signal_event = "<signalEventDefinition signalRef=\"sig\"/>";

/// The smallest process that breaks one rule, and where.
struct Case {
    std::string code;
    std::string element;
    std::string content;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"BPMN-101", "g", "<complexGateway id=\"g\"/>"},
        {"BPMN-102", "a", "<task id=\"a\" startQuantity=\"2\"/>"},
        {"BPMN-102", "a", "<task id=\"a\" completionQuantity=\"0\"/>"},
        {"BPMN-103", "x", "<implicitThrowEvent id=\"x\"/>"},
        {"BPMN-104", "p", "<task/>"},
        {"BPMN-110", "c", "<intermediateCatchEvent id=\"c\"/>"},
        {"BPMN-110", "b", "<task id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\"/>"},
        {"BPMN-110", "s", "<subProcess id=\"e\" triggeredByEvent=\"true\"><startEvent id=\"s\"/></subProcess>"},
        {"BPMN-111", "s", "<startEvent id=\"s\"><errorEventDefinition/></startEvent>"},
        {"BPMN-111", "s", "<subProcess id=\"e\"><startEvent id=\"s\">" + timer + "</startEvent></subProcess>"},
        {"BPMN-111", "e", "<endEvent id=\"e\">" + timer + "</endEvent>"},
        {"BPMN-111", "t", "<intermediateThrowEvent id=\"t\">" + timer + "</intermediateThrowEvent>"},
        {"BPMN-111", "c", "<intermediateCatchEvent id=\"c\"><errorEventDefinition/></intermediateCatchEvent>"},
        {"BPMN-112", "b",
         "<task id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\"><errorEventDefinition/>"
         "</boundaryEvent>"},
        {"BPMN-113", "b",
         "<subProcess id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\"><cancelEventDefinition/></boundaryEvent>"},
        {"BPMN-113", "e", "<endEvent id=\"e\"><cancelEventDefinition/></endEvent>"},
        {"BPMN-114", "s", "<startEvent id=\"s\"><timerEventDefinition/></startEvent>"},
        {"BPMN-115", "s", "<startEvent id=\"s\"><messageEventDefinition/></startEvent>"},
        {"BPMN-115", "e", "<endEvent id=\"e\"><errorEventDefinition/></endEvent>"},
        {"BPMN-116", "b",
         "<subProcess id=\"o\"><task id=\"a\"/></subProcess><boundaryEvent id=\"b\" attachedToRef=\"a\">" + timer +
             "</boundaryEvent>"},
        {"BPMN-117", "s", "<startEvent id=\"s\" parallelMultiple=\"true\">" + signal_event + "</startEvent>"},
        {"BPMN-118", "b",
         "<task id=\"a\"/><task id=\"h\" isForCompensation=\"true\"/><task id=\"o\"/><boundaryEvent id=\"b\" "
         "attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent>" +
             flow("f", "b", "o") + "<association id=\"x\" sourceRef=\"b\" targetRef=\"h\"/>"},
        {"BPMN-119", "b",
         "<task id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent>"},
        {"BPMN-120", "f", "<startEvent id=\"s\"/><task id=\"a\"/>" + flow("f", "a", "s")},
        {"BPMN-121", "f", "<endEvent id=\"e\"/><task id=\"a\"/>" + flow("f", "e", "a")},
        {"BPMN-122", "f",
         "<task id=\"a\"/><task id=\"o\"/><boundaryEvent id=\"b\" attachedToRef=\"a\">" + timer + "</boundaryEvent>" +
             flow("f", "o", "b")},
        {"BPMN-123", "f", "<subProcess id=\"o\"><task id=\"a\"/></subProcess><task id=\"b\"/>" + flow("f", "a", "b")},
        {"BPMN-124", "f", "<parallelGateway id=\"g\"/><task id=\"a\"/>" + conditional("f", "g", "a")},
        {"BPMN-125", "f", "<task id=\"a\" default=\"f\"/><task id=\"b\"/>" + conditional("f", "a", "b")},
        {"BPMN-126", "t",
         "<intermediateThrowEvent id=\"t\"><linkEventDefinition name=\"L\"/></intermediateThrowEvent>"},
        {"BPMN-127", "c",
         "<intermediateCatchEvent id=\"c\"><linkEventDefinition name=\"L\"/></intermediateCatchEvent>"},
        {"BPMN-128", "c",
         "<intermediateThrowEvent id=\"t\"><linkEventDefinition name=\"L\"/></intermediateThrowEvent>"
         "<intermediateCatchEvent id=\"c\"><linkEventDefinition name=\"L\"/></intermediateCatchEvent><task id=\"a\"/>" +
             flow("f", "a", "c")},
        {"BPMN-130", "c", "<callActivity id=\"c\"/>"},
        {"BPMN-131", "a", "<task id=\"a\"><multiInstanceLoopCharacteristics/></task>"},
        {"BPMN-132", "a", "<task id=\"a\"><standardLoopCharacteristics/></task>"},
        {"BPMN-133", "e",
         "<task id=\"a\"/><subProcess id=\"e\" triggeredByEvent=\"true\"><startEvent id=\"s\">" + timer +
             "</startEvent></subProcess>" + flow("f", "a", "e")},
        {"BPMN-134", "e", "<subProcess id=\"e\" triggeredByEvent=\"true\"><task id=\"a\"/></subProcess>"},
        {"BPMN-135", "h", "<adHocSubProcess id=\"h\"><startEvent id=\"s\"/><task id=\"a\"/></adHocSubProcess>"},
        {"BPMN-136", "h", "<adHocSubProcess id=\"h\"/>"},
        {"BPMN-137", "h",
         "<task id=\"a\"/><task id=\"h\" isForCompensation=\"true\"/><boundaryEvent id=\"b\" attachedToRef=\"a\">"
         "<compensateEventDefinition/></boundaryEvent>" +
             flow("f", "a", "h") + "<association id=\"x\" sourceRef=\"b\" targetRef=\"h\"/>"},
        {"BPMN-138", "h", "<task id=\"h\" isForCompensation=\"true\"/>"},
        {"BPMN-139", "r", "<task id=\"a\"/><receiveTask id=\"r\" instantiate=\"true\"/>" + flow("f", "a", "r")},
        {"BPMN-140", "a", "<task id=\"a\" default=\"f\"/><task id=\"b\"/>" + flow("f", "b", "a")},
        {"BPMN-141", "g",
         "<exclusiveGateway id=\"g\" default=\"d\"/><task id=\"a\"/>" + flow("d", "g", "a") + flow("f", "g", "a")},
        {"BPMN-142", "g",
         "<inclusiveGateway id=\"g\"/><task id=\"a\"/>" + conditional("d", "g", "a") + conditional("f", "g", "a")},
        {"BPMN-143", "g", "<eventBasedGateway id=\"g\"/>"},
        {"BPMN-144", "f", "<eventBasedGateway id=\"g\"/><task id=\"a\"/>" + flow("f", "g", "a")},
        {"BPMN-145", "c",
         "<eventBasedGateway id=\"g\"/><task id=\"a\"/><intermediateCatchEvent id=\"c\">" + timer +
             "</intermediateCatchEvent>" + flow("f", "g", "c") + flow("h", "a", "c")},
        {"BPMN-146", "g",
         "<eventBasedGateway id=\"g\"/><receiveTask id=\"r\"/><intermediateCatchEvent id=\"c\">"
         "<messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>" +
             flow("f", "g", "c") + flow("h", "g", "r")},
        {"BPMN-147", "g",
         "<task id=\"a\"/><eventBasedGateway id=\"g\" instantiate=\"true\"/><receiveTask id=\"r\"/>" +
             flow("f", "g", "r") + flow("h", "a", "g")},
        {"BPMN-148", "g",
         "<eventBasedGateway id=\"g\" eventGatewayType=\"Parallel\"/><receiveTask id=\"r\"/>" + flow("f", "g", "r")},
        {"BPMN-149", "g",
         "<parallelGateway id=\"g\" gatewayDirection=\"Diverging\"/><task id=\"a\"/><task id=\"b\"/>" +
             flow("f", "a", "g") + flow("h", "b", "g")},
        {"BPMN-149", "g",
         "<parallelGateway id=\"g\" gatewayDirection=\"Converging\"/><task id=\"a\"/><task id=\"b\"/>" +
             flow("f", "g", "a") + flow("h", "g", "b")},
    };
    return all;
}

TEST(Profile, EveryRuleFindsWhatItIsFor) {
    for (const Case& c : cases()) {
        EXPECT_THAT(found(findings_of(c.content)), ElementsAre(c.code + " " + c.element)) << c.content;
    }
}

TEST(Profile, AFileWithoutAnExecutableProcessIsADrawing) {
    const Findings findings =
        check_executable(read(file_of("<process id=\"p\"><complexGateway/></process>")).definitions);

    EXPECT_THAT(codes(findings), ElementsAre("BPMN-100"));
}

TEST(Profile, EveryRuleIsTestedDocumentedAndSpeaksBothLanguages) {
    std::set<std::string> tested{"BPMN-100"};
    for (const Case& c : cases()) tested.insert(c.code);
    const std::string documented = read_file(std::filesystem::path(TRIEN_SOURCE_DIR) / "docs/bpmn.md");
    std::string_view last;
    for (const ProfileRule& rule : profile_rules()) {
        EXPECT_TRUE(tested.contains(std::string(rule.code))) << rule.code;
        EXPECT_LT(last, rule.code);
        EXPECT_NE(rule.cause_vi, rule.cause_en) << rule.code;
        EXPECT_NE(documented.find("| " + std::string(rule.code) + " |"), std::string::npos) << rule.code;
        EXPECT_FALSE(rule.mend_vi.empty() || rule.mend_en.empty()) << rule.code;
        last = rule.code;
    }
}

TEST(Profile, WhatTheStandardAllowsPasses) {
    const std::vector<std::string> legal{
        // No start, no end, several starts, flows that part and meet without gateways.
        "<task id=\"a\"/>",
        "<startEvent id=\"s\"/><startEvent id=\"t\">" + signal_event + "</startEvent><task id=\"a\"/>" +
            flow("f", "s", "a") + flow("g", "t", "a"),
        "<task id=\"a\"/><task id=\"b\"/><task id=\"c\"/>" + flow("f", "a", "b") + flow("g", "a", "c") +
            conditional("h", "a", "c"),
        // Multiple events.
        "<startEvent id=\"s\" parallelMultiple=\"true\">" + signal_event +
            "<messageEventDefinition messageRef=\"m\"/></startEvent>",
        // An event sub-process of every trigger.
        "<subProcess id=\"e\" triggeredByEvent=\"true\"><startEvent id=\"s\" isInterrupting=\"false\">"
        "<escalationEventDefinition/></startEvent></subProcess>",
        "<subProcess id=\"o\"><subProcess id=\"e\" triggeredByEvent=\"true\"><startEvent id=\"s\">"
        "<compensateEventDefinition/></startEvent></subProcess></subProcess>",
        // Compensation.
        "<task id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent>"
        "<task id=\"h\" isForCompensation=\"true\"/><endEvent id=\"e\"><compensateEventDefinition activityRef=\"a\"/>"
        "</endEvent><association id=\"x\" sourceRef=\"b\" targetRef=\"h\" associationDirection=\"One\"/>",
        // A transaction that is cancelled.
        "<transaction id=\"t\"><endEvent id=\"e\"><cancelEventDefinition/></endEvent></transaction>"
        "<boundaryEvent id=\"b\" attachedToRef=\"t\"><cancelEventDefinition/></boundaryEvent>",
        // Ad hoc, with and without flows.
        "<adHocSubProcess id=\"h\"><task id=\"a\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" "
        "targetRef=\"b\"/><completionCondition>x</completionCondition></adHocSubProcess>",
        // Gateways that instantiate, join, or have one way out.
        "<eventBasedGateway id=\"g\" instantiate=\"true\" eventGatewayType=\"Parallel\"/><receiveTask id=\"r\"/>" +
            flow("f", "g", "r"),
        "<task id=\"a\"/><exclusiveGateway id=\"g\"/><task id=\"b\"/>" + flow("f", "a", "g") + flow("h", "g", "b"),
        // Every behaviour of multi-instance.
        "<task id=\"a\"><multiInstanceLoopCharacteristics behavior=\"None\"><loopCardinality>3</loopCardinality>"
        "</multiInstanceLoopCharacteristics></task>",
        "<task id=\"a\"><standardLoopCharacteristics loopMaximum=\"3\"/></task>",
        // Links.
        "<intermediateThrowEvent id=\"t\"><linkEventDefinition name=\"L\"/></intermediateThrowEvent>"
        "<intermediateThrowEvent id=\"u\"><linkEventDefinition name=\"L\"/></intermediateThrowEvent>"
        "<intermediateCatchEvent id=\"c\"><linkEventDefinition name=\"L\"/></intermediateCatchEvent>",
    };
    for (const std::string& content : legal) EXPECT_THAT(found(findings_of(content)), IsEmpty()) << content;
}

TEST(Profile, ProcessesThatAreDrawingsAreNotLookedAt) {
    const std::string bytes = executable("<task id=\"a\"/>", "<process id=\"q\"><complexGateway id=\"g\"/></process>");

    EXPECT_THAT(check_executable(read(bytes).definitions), IsEmpty());
}

TEST(Profile, FindingsAreInTheOrderOfTheFileWithTheirLines) {
    const Findings findings =
        findings_of("<subProcess id=\"o\">\n<complexGateway id=\"g\"/>\n</subProcess>\n<callActivity id=\"c\"/>");

    ASSERT_THAT(found(findings), ElementsAre("BPMN-101 g", "BPMN-130 c"));
    EXPECT_EQ(findings[0].place.line, 5);
    EXPECT_EQ(findings[1].place.line, 7);
}

TEST(Profile, TheShippedProcedureIsExecutable) {
    EXPECT_TRUE(passes(check_executable(read(read_file(shipped)).definitions)));
}

}  // namespace
}  // namespace trien::bpmn
