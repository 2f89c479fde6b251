// SPDX-License-Identifier: Apache-2.0
// The reference models of the BPMN Model Interchange Working Group: foreign, valid, and none of ours.
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/bpmn/profile.hpp"
#include "engine/bpmn/writer.hpp"
#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

class InterchangeModels : public testing::Test {
  protected:
    void SetUp() override {
        if (interchange_models().empty()) GTEST_SKIP() << "TRIEN_SHARED does not lead to the models";
    }
};

TEST_F(InterchangeModels, AreAllReadWithEveryReferenceResolved) {
    EXPECT_EQ(interchange_models().size(), 21U);
    for (const auto& path : interchange_models()) {
        const ReadResult result = reader().read(read_file(path), path.filename().string());
        EXPECT_TRUE(result.file) << path;
        for (const Finding& finding : result.findings) {
            ADD_FAILURE() << finding.place.text() << " " << finding.code << " " << finding.text.en;
        }
    }
}

TEST_F(InterchangeModels, SavedAndReadAgainSayTheSame) {
    for (const auto& path : interchange_models()) {
        const XmlElement before = read(read_file(path)).xml;
        const std::string saved = write(before);
        const XmlElement after = read(saved).xml;

        EXPECT_TRUE(same_content(before, after)) << path;
        EXPECT_EQ(write(after), saved) << path;
    }
}

TEST_F(InterchangeModels, HaveNoElementInAProcessThatTheModelDoesNotKnow) {
    for (const auto& path : interchange_models()) {
        const Definitions definitions = read(read_file(path)).definitions;
        EXPECT_FALSE(definitions.processes.empty() && definitions.collaborations.empty()) << path;
        EXPECT_FALSE(definitions.diagrams.empty()) << path;
        for (const Process& process : definitions.processes) EXPECT_TRUE(process.inside.others.empty()) << path;
    }
}

/// Executable for their makers: what their tools take from extensions alone (conditions, collections) is missing here.
TEST_F(InterchangeModels, ThatAreExecutableStayInsideTheSubset) {
    std::map<std::string, std::set<std::string>> verdicts;
    for (const auto& path : interchange_models()) {
        const auto all = codes(check_executable(read(read_file(path)).definitions));
        if (all != std::vector<std::string>{"BPMN-100"}) verdicts[path.stem().string()] = {all.begin(), all.end()};
    }
    const std::map<std::string, std::set<std::string>> expected{
        {"C.1.0", {"BPMN-142"}}, {"C.1.1", {"BPMN-142"}}, {"C.3.0", {"BPMN-102", "BPMN-141", "BPMN-142"}},
        {"C.8.1", {}},           {"C.9.0", {"BPMN-142"}}, {"C.9.1", {}},
        {"C.9.2", {"BPMN-131"}}};
    EXPECT_EQ(verdicts, expected);
}

}  // namespace
}  // namespace trien::bpmn
