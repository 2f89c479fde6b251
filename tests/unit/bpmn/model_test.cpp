// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// The meaning of one executable process with these flow elements.
Definitions meaning(std::string_view flow_elements, std::string_view roots = "") {
    return read(executable(flow_elements, roots)).definitions;
}

const Container& inside(const Definitions& definitions) {
    return definitions.processes.front().inside;
}

TEST(Model, EveryKindOfFlowNodeHasItsName) {
    std::string all;
    for (auto kind = NodeKind::task; kind <= NodeKind::intermediate_throw_event;
         kind = static_cast<NodeKind>(static_cast<std::uint8_t>(kind) + 1)) {
        all += "<" + std::string(text_of(kind)) + "/>";
    }
    const Definitions definitions = meaning(all);

    ASSERT_THAT(inside(definitions).nodes, SizeIs(21));
    EXPECT_EQ(inside(definitions).nodes.front().kind, NodeKind::task);
    EXPECT_EQ(inside(definitions).nodes.back().kind, NodeKind::intermediate_throw_event);
}

TEST(Model, EveryElementHasIdNamePlaceDocumentationAndExtensions) {
    const Definitions definitions = meaning(
        "<task id=\"a\" name=\"Ký\" xmlns:x=\"urn:x\" x:colour=\"red\"><documentation textFormat=\"text/html\">why"
        "</documentation><extensionElements><x:form n=\"1\"/></extensionElements></task>");

    const FlowNode& task = inside(definitions).nodes[0];
    EXPECT_EQ(task.id, "a");
    EXPECT_EQ(task.name, "Ký");
    EXPECT_EQ(task.place.text().substr(0, 9), "f.bpmn:4:");
    EXPECT_EQ(task.place.element, "a");
    EXPECT_THAT(task.documentation, ElementsAre(Documentation{"why", "text/html"}));
    ASSERT_NE(task.extension("urn:x", "form"), nullptr);
    EXPECT_EQ(task.extension("urn:x", "form")->attribute("n"), "1");
    EXPECT_THAT(task.foreign, ElementsAre(XmlAttribute{"urn:x", "x", "colour", "red"}));
}

TEST(Model, AbsentAttributesHaveTheValuesOfTheStandard) {
    const Definitions definitions = meaning(
        "<startEvent id=\"s\"/><adHocSubProcess id=\"h\"/><transaction id=\"x\"/><eventBasedGateway id=\"g\"/>"
        "<boundaryEvent id=\"b\" attachedToRef=\"h\"><compensateEventDefinition/></boundaryEvent>");

    const auto& nodes = inside(definitions).nodes;
    EXPECT_TRUE(nodes[0].event.is_interrupting);
    EXPECT_TRUE(nodes[1].activity.cancel_remaining_instances);
    EXPECT_FALSE(nodes[1].activity.is_ordered_sequentially);
    EXPECT_EQ(nodes[1].activity.start_quantity, 1);
    EXPECT_EQ(nodes[2].activity.method, "##Compensate");
    EXPECT_FALSE(nodes[3].gateway.is_parallel);
    EXPECT_TRUE(nodes[4].event.definitions[0].wait_for_completion);
    EXPECT_EQ(definitions.expression_language, "http://www.w3.org/1999/XPath");
}

TEST(Model, EventsKnowTheirDefinitionsOwnAndReferred) {
    const Definitions definitions = meaning(
        "<task id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\" "
        "parallelMultiple=\"true\">"
        "<timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\"> PT5M "
        "</timeDuration></timerEventDefinition>"
        "<eventDefinitionRef>t:ask</eventDefinitionRef></boundaryEvent>",
        "<message id=\"m\"/><messageEventDefinition id=\"ask\" messageRef=\"t:m\"/>");

    const EventPart& event = inside(definitions).nodes[1].event;
    EXPECT_FALSE(event.is_interrupting);
    EXPECT_TRUE(event.is_parallel_multiple);
    EXPECT_EQ(event.attached_to, "a");
    ASSERT_THAT(event.definitions, SizeIs(2));
    EXPECT_EQ(event.definitions[0].time_duration->text, "PT5M");
    EXPECT_TRUE(event.definitions[0].time_duration->formal);
    EXPECT_EQ(event.definitions[1].id, "ask");
    EXPECT_EQ(event.definitions[1].refers_to, (QName{"", "m"}));
    EXPECT_TRUE(event.has(EventDefinition::Kind::message));
    EXPECT_FALSE(event.has(EventDefinition::Kind::signal));
}

TEST(Model, LoopsAndMultiInstancesAreTyped) {
    const Definitions definitions = meaning(
        "<task id=\"a\"><standardLoopCharacteristics testBefore=\"true\" loopMaximum=\"3\"><loopCondition>again"
        "</loopCondition></standardLoopCharacteristics></task>"
        "<task id=\"b\"><multiInstanceLoopCharacteristics isSequential=\"true\" behavior=\"One\" "
        "oneBehaviorEventRef=\"done\"><loopCardinality>5</loopCardinality><inputDataItem id=\"item\"/>"
        "<completionCondition>enough</completionCondition></multiInstanceLoopCharacteristics></task>",
        "<signalEventDefinition id=\"done\"/>");

    const StandardLoop& loop = *inside(definitions).nodes[0].activity.standard_loop;
    EXPECT_TRUE(loop.test_before);
    EXPECT_EQ(loop.maximum, 3);
    EXPECT_EQ(loop.condition->text, "again");
    EXPECT_FALSE(loop.condition->formal);
    const MultiInstance& many = *inside(definitions).nodes[1].activity.multi_instance;
    EXPECT_TRUE(many.is_sequential);
    EXPECT_EQ(many.behavior, MultiInstance::Behavior::one);
    EXPECT_EQ(many.one_behavior_event.name, "done");
    EXPECT_EQ(many.cardinality->text, "5");
    EXPECT_EQ(many.input_item->id, "item");
    EXPECT_EQ(many.completion_condition->text, "enough");
}

TEST(Model, DefaultFlowsAndConditionsAreKnown) {
    const Definitions definitions = meaning(
        "<exclusiveGateway id=\"g\" default=\"no\"/><task id=\"a\"/>"
        "<sequenceFlow id=\"yes\" sourceRef=\"g\" targetRef=\"a\"><conditionExpression language=\"urn:feel\" "
        "xsi:type=\"tFormalExpression\">x = 1</conditionExpression></sequenceFlow>"
        "<sequenceFlow id=\"no\" sourceRef=\"g\" targetRef=\"a\"/>");

    const auto& flows = inside(definitions).flows;
    EXPECT_EQ(flows[0].condition->text, "x = 1");
    EXPECT_EQ(flows[0].condition->language, "urn:feel");
    EXPECT_FALSE(flows[0].is_default);
    EXPECT_TRUE(flows[1].is_default);
}

TEST(Model, SubProcessesHoldTheirOwnElements) {
    const Definitions definitions = meaning(
        "<subProcess id=\"s\"><adHocSubProcess id=\"h\" ordering=\"Sequential\" cancelRemainingInstances=\"false\">"
        "<task id=\"deep\"/><completionCondition>all</completionCondition></adHocSubProcess></subProcess>");

    const FlowNode* const node = find_node(inside(definitions), "h");
    ASSERT_NE(node, nullptr);
    EXPECT_TRUE(node->activity.is_ordered_sequentially);
    EXPECT_FALSE(node->activity.cancel_remaining_instances);
    EXPECT_EQ(node->activity.completion_condition->text, "all");
    ASSERT_NE(find_node(inside(definitions), "deep"), nullptr);
    EXPECT_EQ(find_node(inside(definitions), "nowhere"), nullptr);
}

TEST(Model, DataAssociationsAndInterfacesAreTyped) {
    const Definitions definitions = meaning(
        "<dataObject id=\"d\" itemSubjectRef=\"t:i\" isCollection=\"true\"/>"
        "<task id=\"a\"><ioSpecification><dataInput id=\"in\" name=\"x\"/><inputSet><dataInputRefs>in</dataInputRefs>"
        "</inputSet><outputSet/></ioSpecification><property id=\"p1\"/><dataInputAssociation><sourceRef>d</sourceRef>"
        "<targetRef>in</targetRef><transformation>t</transformation><assignment><from>f</from><to>g</to></assignment>"
        "</dataInputAssociation></task>",
        "<itemDefinition id=\"i\" structureRef=\"xsd:string\" xmlns:xsd=\"urn:xsd\"/>");

    EXPECT_EQ(definitions.items[0].structure, (QName{"urn:xsd", "string"}));
    EXPECT_EQ(inside(definitions).data[0].item.name, "i");
    EXPECT_TRUE(inside(definitions).data[0].is_collection);
    const FlowNode& task = inside(definitions).nodes[0];
    EXPECT_EQ(task.activity.io->inputs[0].name, "x");
    EXPECT_THAT(task.activity.io->input_sets[0].members, ElementsAre("in"));
    EXPECT_EQ(task.activity.properties[0].id, "p1");
    const DataAssociation& association = task.data_associations[0];
    EXPECT_THAT(association.sources, ElementsAre("d"));
    EXPECT_EQ(association.target, "in");
    EXPECT_EQ(association.transformation->text, "t");
    EXPECT_EQ(association.assignments[0].from.text, "f");
    EXPECT_EQ(association.assignments[0].to.text, "g");
}

TEST(Model, PotentialOwnersAreReadByReferenceAndByExpression) {
    const Definitions definitions = meaning(
        "<userTask id=\"a\"><potentialOwner><resourceRef>clerks</resourceRef><resourceParameterBinding "
        "parameterRef=\"unit\"><formalExpression>1</formalExpression></resourceParameterBinding></potentialOwner>"
        "<performer><resourceAssignmentExpression><formalExpression>who</formalExpression>"
        "</resourceAssignmentExpression></performer></userTask>",
        "<resource id=\"clerks\" name=\"Clerks\"><resourceParameter id=\"unit\"/></resource>");

    const auto& roles = inside(definitions).nodes[0].activity.resources;
    ASSERT_THAT(roles, SizeIs(2));
    EXPECT_EQ(roles[0].kind, ResourceRole::Kind::performer);
    EXPECT_EQ(roles[0].assignment->text, "who");
    EXPECT_EQ(roles[1].kind, ResourceRole::Kind::potential_owner);
    EXPECT_EQ(roles[1].resource.name, "clerks");
    EXPECT_EQ(roles[1].bindings[0].value.text, "1");
}

TEST(Model, LanesNest) {
    const Definitions definitions = meaning(
        "<laneSet><lane id=\"l\" name=\"Office\"><childLaneSet><lane id=\"m\"><flowNodeRef>a</flowNodeRef></lane>"
        "</childLaneSet></lane></laneSet><task id=\"a\"/>");

    EXPECT_EQ(inside(definitions).lanes[0].name, "Office");
    EXPECT_THAT(inside(definitions).lanes[0].lanes[0].nodes, ElementsAre("a"));
}

TEST(Model, CollaborationsHaveParticipantsMessageFlowsAndArtifacts) {
    const Definitions definitions = meaning(
        "<task id=\"a\"/>",
        "<collaboration id=\"c\"><participant id=\"us\" processRef=\"p\"><participantMultiplicity maximum=\"4\"/>"
        "</participant><participant id=\"you\"/><messageFlow id=\"f\" sourceRef=\"you\" targetRef=\"a\"/>"
        "<textAnnotation id=\"n\"><text>note</text></textAnnotation><association id=\"x\" sourceRef=\"n\" "
        "targetRef=\"f\" associationDirection=\"One\"/></collaboration>");

    const Collaboration& collaboration = definitions.collaborations[0];
    EXPECT_EQ(collaboration.participants[0].process.name, "p");
    EXPECT_EQ(collaboration.participants[0].maximum, 4);
    EXPECT_EQ(collaboration.message_flows[0].target.name, "a");
    EXPECT_EQ(collaboration.annotations[0].text, "note");
    EXPECT_EQ(collaboration.associations[0].direction, Association::Direction::one);
    EXPECT_EQ(find(collaboration.participants, "you"), &collaboration.participants[1]);
}

}  // namespace
}  // namespace trien::bpmn
