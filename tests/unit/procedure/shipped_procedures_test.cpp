// SPDX-License-Identifier: Apache-2.0
// Every procedure file that ships.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/json.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/bpmn/writer.hpp"
#include "engine/procedure/describe.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
    std::string name = info.param.stem().string();
    std::ranges::replace_if(name, [](char c) { return c == '-' || c == '.'; }, '_');
    return name;
}

class ShippedProcedure : public testing::TestWithParam<std::filesystem::path> {
  protected:
    static std::string bytes() { return read_file(GetParam()); }
    static Procedure read() { return load_procedure(GetParam(), &law()); }
};

TEST_P(ShippedProcedure, ReadsWithoutAFinding) {
    EXPECT_THAT(codes(read_procedure_file(GetParam(), &law()).findings), IsEmpty());
}

TEST_P(ShippedProcedure, HasADiagramOfEveryNodeAndFlow) {
    const auto file = bpmn::Reader().read(bytes(), "p.bpmn").file;
    ASSERT_TRUE(file);
    ASSERT_EQ(file->definitions.diagrams.size(), 1U);

    const std::string text = bytes();
    for (const Step& step : read().steps) EXPECT_THAT(text, HasSubstr("bpmnElement=\"" + step.id.value() + "\""));
    for (const End& end : read().ends) EXPECT_THAT(text, HasSubstr("bpmnElement=\"" + end.id.value() + "\""));
    for (std::size_t at = 0; (at = text.find("<sequenceFlow id=\"", at)) != std::string::npos; ++at) {
        const std::size_t start = at + std::string("<sequenceFlow id=\"").size();
        const std::string id = text.substr(start, text.find('"', start) - start);
        EXPECT_THAT(text, HasSubstr("bpmnElement=\"" + id + "\""));
    }
}

TEST_P(ShippedProcedure, SurvivesLoadSaveLoad) {
    const bpmn::Reader reader;
    const auto first = reader.read(bytes(), "p.bpmn").file;
    ASSERT_TRUE(first);
    const std::string saved = bpmn::write(first->xml);
    const auto again = reader.read(saved, "p.bpmn").file;
    ASSERT_TRUE(again);

    EXPECT_TRUE(bpmn::same_content(first->xml, again->xml));
    Json before = to_json(read());
    Json after = to_json(read_procedure(saved, "p.bpmn", &law()).procedure.value());
    before.erase("digest");
    after.erase("digest");
    EXPECT_EQ(before, after);
}

TEST_P(ShippedProcedure, SaysWhereItsFactsWereReadAndWhatToCheck) {
    const Procedure procedure = read();

    EXPECT_FALSE(procedure.sources.empty());
    EXPECT_FALSE(procedure.references.empty());
    EXPECT_FALSE(procedure.records.empty());
    if (procedure.provisional) {
        EXPECT_THAT(describe(procedure), HasSubstr("TẠM THỜI"));
    }
}

TEST_P(ShippedProcedure, IsPrintedWithEveryStepAndItsRole) {
    const Procedure procedure = read();

    const std::string text = describe(procedure, &law());

    for (const Step& step : procedure.steps) {
        EXPECT_THAT(text, HasSubstr(std::to_string(step.ordinal) + ". " + step.name));
        EXPECT_THAT(text, HasSubstr(law().role(step.role)->name.vi));
    }
    EXPECT_NO_THROW(static_cast<void>(canonical(to_json(procedure))));
}

TEST_P(ShippedProcedure, IsSignedByNobodyWhoExaminedIt) {
    const Procedure procedure = read();
    for (const Step& step : procedure.steps) {
        if (step.act == ActKind::sign) {
            EXPECT_THAT(step.separate_from, testing::Not(IsEmpty())) << step.id.value();
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Library, ShippedProcedure, testing::ValuesIn(procedure_files()), name_of);

TEST(ShippedProcedures, AreAtLeastSixteenAndTheirKeysDiffer) {
    std::map<ProcedureKey, std::filesystem::path> keys;
    std::map<std::string, int> codes;
    for (const auto& file : procedure_files()) {
        const Procedure procedure = load_procedure(file, &law());
        const auto [other, is_new] = keys.emplace(procedure.control.key, file);
        EXPECT_TRUE(is_new) << file << " and " << other->second;
        ++codes[procedure.control.key.code];
    }
    EXPECT_GE(keys.size(), 16U);
    // Codes collide between sets of real documents: that is why the code alone names nothing.
    EXPECT_EQ(codes["QT 01/CX-HCTP"], 2);
    EXPECT_EQ(codes["QT 11/CX-HCTP"], 2);
}

TEST(ShippedProcedures, NationalCodesAreOfOneProcedureOnly) {
    std::map<ActCode, int> acts;
    for (const auto& file : procedure_files()) {
        const ActCode act = load_procedure(file, &law()).act;
        if (!act.value().empty()) ++acts[act];
    }
    for (const auto& [act, count] : acts) EXPECT_EQ(count, 1) << act.value();
}

TEST(ShippedProcedures, AMarriageWithVerificationHasTheLongerDeadline) {
    const Procedure marriage = load_procedure(processes / "1.000894-dang-ky-ket-hon.bpmn", &law());

    EXPECT_EQ(marriage.deadline_for({})->rule.limit, (calendar::Span{1, calendar::Unit::working_day}));
    EXPECT_EQ(marriage.deadline_for({{"verification", false}})->time_case.id, "standard");
    EXPECT_EQ(marriage.deadline_for({{"verification", true}})->rule.limit,
              (calendar::Span{5, calendar::Unit::working_day}));
    const auto columns = marriage.time_columns();
    ASSERT_EQ(columns.size(), 2U);
    EXPECT_EQ(columns[1].time_case, (TimeCase{"verification", "có xác minh"}));
    const Step& examine = *marriage.step(ElementId("examine"));
    EXPECT_EQ(marriage.time_of(examine, "verification")->time, (calendar::Span{2, calendar::Unit::working_day}));
}

TEST(ShippedProcedures, MaritalStatusWithVerificationTakesTwentyThreeDays) {
    const Procedure status = load_procedure(processes / "1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn", &law());

    EXPECT_EQ(status.deadline_for({{"verification", true}})->rule.limit,
              (calendar::Span{23, calendar::Unit::calendar_day}));
}

TEST(ShippedProcedures, WhatADatabaseHoldsIsNotAskedOfTheCitizen) {
    const Procedure birth = load_procedure(processes / "1.001193-dang-ky-khai-sinh.bpmn", &law());

    const auto residence = std::ranges::find(birth.components, "noi-cu-tru", &Component::id);
    ASSERT_NE(residence, birth.components.end());
    EXPECT_FALSE(residence->is_asked_of_requester());
    EXPECT_THAT(describe(birth), HasSubstr("khai thác từ cơ sở dữ liệu, không yêu cầu người dân nộp"));
}

}  // namespace
}  // namespace trien::procedure
