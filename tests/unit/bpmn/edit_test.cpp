// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/edit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/bpmn/writer.hpp"
#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::HasSubstr;

TEST(Edit, AttributesAreSetReplacedAndRemoved) {
    XmlElement root = read(executable("<task id=\"a\" name=\"x\"/>")).xml;

    XmlElement* const task = find_element(root, "a");
    ASSERT_NE(task, nullptr);
    set_attribute(*task, "name", "y");
    set_attribute(*task, "startQuantity", "1");
    EXPECT_THAT(write(root), HasSubstr("<task id=\"a\" name=\"y\" startQuantity=\"1\"/>"));
    remove_attribute(*task, "name");
    EXPECT_THAT(write(root), HasSubstr("<task id=\"a\" startQuantity=\"1\"/>"));
    EXPECT_EQ(find_element(root, "b"), nullptr);
}

TEST(Edit, AnExtensionIsAddedInItsPlaceAndFoundAgain) {
    XmlElement root = read(executable("<documentation>d</documentation><task id=\"a\"/>")).xml;
    XmlElement& process = *find_element(root, "p");

    set_attribute(extension(process, "urn:x", "x", "control"), "issue", "1");
    set_attribute(extension(process, "urn:x", "x", "control"), "issue", "2");

    const File again = read(write(root));
    ASSERT_EQ(again.definitions.processes[0].extensions.size(), 1U);
    EXPECT_EQ(again.definitions.processes[0].extension("urn:x", "control")->attribute("issue"), "2");
    EXPECT_EQ(again.definitions.processes[0].inside.nodes.size(), 1U);
}

TEST(Edit, DiagramsAreReplacedBeforeTheRelationships) {
    XmlElement root = read(executable("<task id=\"a\"/>")).xml;
    Diagram diagram;
    diagram.id = "d";
    diagram.element = "p";
    Shape shape;
    shape.id = "s";
    shape.element = "a";
    shape.bounds = {0.1, -2, 1.0 / 3, 80};
    diagram.shapes.push_back(shape);

    set_diagrams(root, {diagram});
    set_diagrams(root, {diagram});

    const Definitions again = read(write(root)).definitions;
    ASSERT_EQ(again.diagrams.size(), 1U);
    EXPECT_EQ(again.diagrams[0].shapes[0].bounds, shape.bounds);
}

}  // namespace
}  // namespace trien::bpmn
