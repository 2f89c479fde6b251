// SPDX-License-Identifier: Apache-2.0
// Properties, data objects, data inputs and outputs (BPMN 2.0.1, 10.4).
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

TEST(Data, InputsAreTheActivitysOwn) {
    Play play(R"(
        data amount
        start s -> a
        user a in='base = amount * 2'
    )");

    play.start({{"amount", 4}});

    const Item& work = *open_work(play.state()).front();
    EXPECT_EQ(feel::text(work.variables.at("base")), "8");
    EXPECT_EQ(play.value("base"), "null");
}

TEST(Data, OutputsGoWhereTheirAssociationsSay) {
    Play play(R"(
        data verdict
        start s -> a
        user a out='verdict = answer' -> b
        user b
    )");

    play.start().done("a", {{"answer", "yes"}, {"remark", "none"}});

    EXPECT_EQ(play.value("verdict"), "\"yes\"");
    EXPECT_EQ(play.value("answer"), "null");
    EXPECT_EQ(play.value("remark"), "\"none\"");
}

TEST(Data, ASingleOutputTakesTheValueOfAScript) {
    Play play("data sum\nstart s -> c\nscript c script='1 + 2' out='sum = result'");

    play.start();

    EXPECT_EQ(play.value("sum"), "3");
}

TEST(Data, AMessageFillsTheDataOfItsEvent) {
    Play play("data paid\nstart s -> c\ncatch c message=fee out='paid = amount' -> a\nuser a");

    play.start().message("fee", {{"amount", 20000}, {"other", 1}});

    EXPECT_EQ(play.value("paid"), "20000");
    EXPECT_EQ(play.value("other"), "null");
}

TEST(Data, AVariableOfASubProcessEndsWithIt) {
    Play play(R"(
        property n
        start s -> p1
        sub p1 -> x {
          property inner name=n
          script c script='{n: 9}'
        }
        xor x -> a [n = 1], b [default]
        user a
        user b
    )");

    EXPECT_EQ(play.start({{"n", 1}}).open(), "a");
}

TEST(Data, AFunctionIsNoFact) {
    Play play("start s -> c\nscript c script='{f: function(x) x + 1, n: 1}'");

    play.start();

    EXPECT_EQ(play.value("f"), "null");
    EXPECT_EQ(play.value("n"), "1");
}

TEST(Data, AFunctionIsNotThrownEither) {
    Play play("start s -> t\nthrow t message=m in='f = function(x) x' -> e\nend e");

    play.start();

    EXPECT_EQ(play.thrown().front().payload, (Variables{{"f", Value()}}));
}

TEST(Data, NamesMayHaveSpacesAndVietnameseLetters) {
    // Written by hand: terse texts have plain names only.
    const std::string text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
           <process id="p" isExecutable="true"><dataObject id="d" /><dataObjectReference id="r" name="số tiền" dataObjectRef="d"/>
           <exclusiveGateway id="x" default="g"/><userTask id="a"/><userTask id="b"/>
           <sequenceFlow id="f" sourceRef="x" targetRef="a">
             <conditionExpression xsi:type="tFormalExpression">số tiền &gt; 10</conditionExpression></sequenceFlow>
           <sequenceFlow id="g" sourceRef="x" targetRef="b"/></process></definitions>)";
    auto result = compile_text(text, "p");
    ASSERT_TRUE(result.net);
    Play play(std::make_shared<const Net>(*std::move(result.net)));

    EXPECT_EQ(play.start({{"số tiền", 11}}).open(), "a");
}

}  // namespace
}  // namespace trien::execution
