// SPDX-License-Identifier: Apache-2.0
// The seven executable reference models of the BPMN Model Interchange Working Group, run with stubbed work.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "engine/bpmn/reader.hpp"
#include "engine/execution/foreign.hpp"
#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

class Miwg : public testing::Test {
  protected:
    void SetUp() override {
        const char* shared = std::getenv("TRIEN_SHARED");
        folder_ = std::filesystem::path(shared == nullptr ? "" : shared) / "data" / "bpmn" / "miwg";
        if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "the reference models are not on this machine";
    }

    [[nodiscard]] std::shared_ptr<const Net> model(const std::string& name) const {
        std::ifstream in(folder_ / (name + ".bpmn"), std::ios::binary);
        std::stringstream bytes;
        bytes << in.rdbuf();
        static const bpmn::Reader reader;
        const auto read = reader.read(bytes.str(), name);
        if (!read.file) throw std::runtime_error(name + " cannot be read");
        const auto adapted = adapt_foreign(read.file->definitions);
        std::string errors;
        for (const bpmn::Process& process : adapted.processes) {
            if (!process.is_executable) continue;
            CompileOptions options;
            options.known_names = {"Service Level"};  // of C.3.0, which declares no data
            CompileResult result = compile(adapted, process.id, options);
            if (result.net) return std::make_shared<const Net>(*std::move(result.net));
            for (const Finding& finding : result.findings) {
                if (finding.severity == Finding::Severity::error)
                    errors += finding.code + " " + finding.place.text() + " " + finding.text.en + "\n";
            }
        }
        throw std::runtime_error(name + " does not compile: " + errors);
    }

    /// The names of the nodes entered, one a line.
    [[nodiscard]] static std::string names(const Net& net, const Play& play) {
        std::string text;
        for (const Event& event : play.events()) {
            const auto* entered = std::get_if<Entered>(&event);
            if (entered == nullptr) continue;
            const NodeIndex node = net.find(entered->node);
            std::string name = node == nothing ? entered->node.value() : net.node(node).name;
            std::erase(name, '\r');
            for (char& c : name) c = c == '\n' ? ' ' : c;
            text += name + "\n";
        }
        return text;
    }

  private:
    std::filesystem::path folder_;
};

void play_invoice(Play& play, const std::string& message) {
    if (message.empty())
        play.start();
    else
        play.start_by(Start::By::message, message);
    play.done("assignApprover")
        .done("approveInvoice", {{"approved", false}})
        .done("reviewInvoice", {{"clarified", "yes"}})
        .done("approveInvoice", {{"approved", true}})
        .done("prepareBankTransfer")
        .done("archiveInvoice");
}

TEST_F(Miwg, C10InvoiceWithUnifiedExpressions) {
    const auto net = model("C.1.0");
    const Node& start = net->node(net->find(ElementId("StartEvent_1")));
    Play play(net);

    play_invoice(play, start.triggers.front().name);

    EXPECT_EQ(play.trace(),
              "StartEvent_1 assignApprover approveInvoice invoice_approved reviewInvoice reviewSuccessful_gw "
              "approveInvoice invoice_approved prepareBankTransfer archiveInvoice invoiceProcessed");
    EXPECT_TRUE(play.completed());
}

TEST_F(Miwg, C11InvoiceWithXPath) {
    Play play(model("C.1.1"));

    play_invoice(play, "");

    EXPECT_TRUE(play.completed());
    Play refused(model("C.1.1"));
    refused.start().done("assignApprover").done("approveInvoice", {{"approved", false}});
    EXPECT_TRUE(refused.done("reviewInvoice", {{"clarified", "no"}}).completed());
}

TEST_F(Miwg, C30FridgeRepair) {
    const auto net = model("C.3.0");
    Play play(net);
    const Node& start = net->node(net->find(ElementId("_cc9778bd-edd8-4df2-ba15-56c310f90e62")));

    play.start_by(Start::By::message, start.triggers.front().name);
    play.done("_c73a5f4a-72f1-4e11-bb40-2f98da75fb9a", {{"choice", "Warranty"}});
    play.done("_a92069f7-377b-4dbd-a1fd-1da071aabf6d");

    EXPECT_EQ(names(*net, play),
              "Receive customer request\nAnalyse customer request\nService type\nReplace fridge\nFridge replaced\n");
    EXPECT_TRUE(play.completed());
}

TEST_F(Miwg, C81VacationRequestWithAStubbedDecision) {
    const auto net = model("C.8.1");
    Play play(net);

    play.start().done("_2b960d84-feb1-46a9-a1a1-c300dd996b99");
    play.done(
        "_1a818a94-ba6f-413b-a7e8-6f8fd2a11e32",
        {{"Vacation Approval Status", feel::Context({{"Approval", "Manual Validation Required"}, {"Reason", ""}})}});
    play.done("_79523269-7444-4b01-90e9-e23957a9d020", {{"Vacation Approval", "Approved"}});
    play.done("_5e16a4e0-0f23-482a-be47-d3edbc5741ba");

    EXPECT_TRUE(play.completed());
    EXPECT_TRUE(names(*net, play).ends_with("Update Remaining Vacation\nVacation Approved by Manager\n"))
        << names(*net, play);
    Play unknown(net);
    unknown.start().fails(
        "_2b960d84-feb1-46a9-a1a1-c300dd996b99",
        net->node(net->find(ElementId("_f8fcb377-3d7d-4138-9a7e-6ab58b97e29d"))).triggers.front().name);
    EXPECT_TRUE(unknown.completed());
}

TEST_F(Miwg, C90CustomerOnboardingCallsTheTwoOthers) {
    const auto onboarding = model("C.9.0");
    const auto documents = model("C.9.1");
    const auto check = model("C.9.2");
    Play play(onboarding);
    play.context().process = [&](const Binding& wanted) -> const Net* {
        if (wanted.process == "ManualCheck") return check.get();
        return wanted.process == "requestDocument_en" ? documents.get() : nullptr;
    };

    play.start().done("ServiceTask_GetCreditScore");
    play.done("BusinessRuleTask_CheckApplicationAutomatically", {{"riskLevels", feel::List({Value("yellow")})}});
    EXPECT_EQ(play.open(), "UserTask_DecideOnApplication");
    play.done("UserTask_DecideOnApplication").set({{"approved", true}});
    EXPECT_EQ(play.faults(), "execution.no-flow");  // the call passes nothing out: its engine would have
    play.retry("ExclusiveGateway_Decision").done("ServiceTask_DeliverPolicy").done("SendTask_SendPolicy");

    EXPECT_TRUE(play.completed());
}

TEST_F(Miwg, C91DocumentRequestRemindsEveryDay) {
    Play play(model("C.9.1"));

    play.start().fire("BoundaryEvent_1").fire("BoundaryEvent_1");
    EXPECT_EQ(play.thrown().size(), 3U);  // the request and two reminders
    play.fire("BoundaryEvent_2");
    EXPECT_EQ(play.open(), "UserTask_CallCustomer");

    EXPECT_TRUE(play.done("UserTask_CallCustomer").completed());
}

TEST_F(Miwg, C92ManualCheckTimesOut) {
    const auto net = model("C.9.2");
    Play play(net);
    const Node& fraud = net->node(net->find(ElementId("StartMessageEvent_FraudSuspected")));

    play.start().fire("StartTimerEvent_AcceleratedDecision").message(fraud.triggers.front().name);
    EXPECT_EQ(play.open(), "UserTask_DecideOnApplication UserTask_AccelerateDecision UserTask_CheckForFraud");
    play.done("UserTask_CheckForFraud", {{"fraud", false}}).fire("TimerEvent_Timeout");

    EXPECT_EQ(play.status(), Status::failed);
}

TEST(Foreign, ExpressionsBecomeFeel) {
    EXPECT_EQ(feel_of("${approved}"), "approved");
    EXPECT_EQ(feel_of("${!approved}"), "not(approved)");
    EXPECT_EQ(feel_of("#{ a == 'yes' && b != 2 || c }"), "a = \"yes\" and b != 2 or c");
    EXPECT_EQ(feel_of("= not(approved)"), "not(approved)");
    EXPECT_EQ(feel_of("bpmn:getDataObject('clarified') = 'no'"), "clarified = \"no\"");
    EXPECT_EQ(feel_of("a > 1"), "a > 1");
}

TEST(Foreign, ALanguageThatIsNotFeelIsAnErrorWithoutAdapting) {
    const std::string text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test"
             expressionLanguage="http://www.java.com/javaTypes" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
           <process id="p" isExecutable="true"><exclusiveGateway id="x"/><userTask id="a"/><userTask id="b"/>
           <sequenceFlow id="f" sourceRef="x" targetRef="a">
             <conditionExpression xsi:type="tFormalExpression">a.isOk()</conditionExpression></sequenceFlow>
           <sequenceFlow id="g" sourceRef="x" targetRef="b">
             <conditionExpression xsi:type="tFormalExpression">b</conditionExpression></sequenceFlow>
           </process></definitions>)";

    const auto result = compile_text(text, "p");

    EXPECT_FALSE(result.net);
    EXPECT_EQ(result.findings.back().code, "EXEC-002");
}

}  // namespace
}  // namespace trien::execution
