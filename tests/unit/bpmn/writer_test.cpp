// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::HasSubstr;

std::string saved(std::string_view bytes) {
    return write(read(bytes).xml);
}

TEST(Writer, KeepsForeignElementsAttributesAndPrefixes) {
    const std::string bytes = file_of(
        "<t:message xmlns:t=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:x=\"urn:x\" id=\"m\" "
        "x:colour=\"red\">"
        "<t:extensionElements><x:a x:b=\"1\" c=\"2\"><y xmlns=\"\">z</y></x:a></t:extensionElements></t:message>");

    const std::string out = saved(bytes);

    EXPECT_THAT(out, HasSubstr("<t:message xmlns:t="));
    EXPECT_THAT(out, HasSubstr("x:colour=\"red\""));
    EXPECT_THAT(out, HasSubstr("<x:a x:b=\"1\" c=\"2\">"));
    EXPECT_THAT(out, HasSubstr("<y xmlns=\"\">z</y>"));
    EXPECT_TRUE(same_content(read(bytes).xml, read(out).xml));
}

TEST(Writer, KeepsMixedTextToTheLetter) {
    const std::string mixed = "  a <b xmlns=\"urn:h\">bold <i>x</i></b> and\n   &lt;this&gt; &amp; that ";
    const std::string bytes = executable("<documentation>" + mixed + "</documentation>");

    EXPECT_THAT(saved(bytes), HasSubstr("<documentation>" + mixed + "</documentation>"));
}

TEST(Writer, KeepsLineBreaksAndQuotesInAttributes) {
    const std::string bytes = executable("<task id=\"a\" name=\"one&#10;two &quot;x&quot; &lt;&amp;&#9;\"/>");

    EXPECT_EQ(read(saved(bytes)).definitions.processes[0].inside.nodes[0].name, "one\ntwo \"x\" <&\t");
}

TEST(Writer, AddsNoDefaultsOfTheSchema) {
    EXPECT_THAT(saved(executable("<startEvent id=\"s\"/>")), HasSubstr("<startEvent id=\"s\"/>"));
}

TEST(Writer, LaysElementsOutTwoBlanksALevel) {
    EXPECT_THAT(saved(executable("<task id=\"a\"/><task id=\"b\"/>")),
                HasSubstr("\n  <process id=\"p\" isExecutable=\"true\">\n    <task id=\"a\"/>\n    <task id=\"b\"/>\n  "
                          "</process>\n"));
}

TEST(Writer, SavesTheShippedProcedureWithoutLoss) {
    const std::string bytes = read_file(shipped);

    EXPECT_TRUE(same_content(read(bytes).xml, read(saved(bytes)).xml));
}

TEST(SameContent, SeesEveryDifferenceThatMatters) {
    const auto tree = [](std::string_view content) { return read(executable(content)).xml; };
    const XmlElement task = tree("<task id=\"a\" name=\"x\"/>");

    EXPECT_TRUE(same_content(task, tree("\n   <task   name=\"x\" id=\"a\"></task>\n\n")));
    EXPECT_FALSE(same_content(task, tree("<task id=\"a\" name=\"y\"/>")));
    EXPECT_FALSE(same_content(task, tree("<task id=\"a\"/>")));
    EXPECT_FALSE(same_content(task, tree("<userTask id=\"a\" name=\"x\"/>")));
    EXPECT_FALSE(same_content(task, tree("<task id=\"a\" name=\"x\"/><task id=\"b\"/>")));
    EXPECT_FALSE(same_content(tree("<documentation>a</documentation>"), tree("<documentation>a </documentation>")));
}

/// Any tree of elements, attributes and texts.
XmlElement any_tree(int depth) {
    const auto text = [] {
        return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab <>&\"'\n\t\r")));
    };
    XmlElement element;
    element.space = "urn:x";
    element.prefix = "x";
    element.name = *rc::gen::elementOf(std::vector<std::string>{"a", "b"});
    if (*rc::gen::arbitrary<bool>()) element.attributes.push_back({"", "", "v", text()});
    element.text = text();
    const int children = depth == 0 ? 0 : *rc::gen::inRange(0, 4);
    for (int i = 0; i < children; ++i) {
        element.children.push_back(any_tree(depth - 1));
        element.children.back().tail = text();
    }
    return element;
}

RC_GTEST_PROP(WriterProperty, WhatIsWrittenIsReadAgain, ()) {
    XmlElement root = read(executable("<extensionElements/>")).xml;
    XmlElement tree = any_tree(3);
    tree.attributes.push_back({std::string(xmlns_namespace), "xmlns", "x", "urn:x"});
    root.children[0].children[0].children = {tree};

    RC_ASSERT(same_content(root, read(write(root)).xml));
}

}  // namespace
}  // namespace trien::bpmn
