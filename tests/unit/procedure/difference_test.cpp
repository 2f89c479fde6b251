// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/difference.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/procedure/describe.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string& single_status() {
    static const std::string bytes = read_file(processes / "1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn");
    return bytes;
}

Procedure read(const std::string& bytes) {
    ReadResult result = read_procedure(bytes, "changed.bpmn", &law());
    if (!result.procedure) throw std::logic_error(result.findings.front().text.en);
    return *result.procedure;
}

std::string path_of(const Difference& difference) {
    std::string path;
    for (const std::string& name : difference.path) path += "/" + name;
    return path;
}

std::vector<std::string> paths_after(std::string_view old_passage, std::string_view new_passage) {
    std::vector<std::string> paths;
    for (const Difference& one :
         differences(read(single_status()), read(with(single_status(), old_passage, new_passage)))) {
        paths.push_back(path_of(one));
    }
    return paths;
}

struct Mutation {
    const char* name;
    const char* old_passage;
    const char* new_passage;
    const char* path;
};

class EveryMutation : public testing::TestWithParam<Mutation> {};

TEST_P(EveryMutation, IsTheOneDifference) {
    EXPECT_THAT(paths_after(GetParam().old_passage, GetParam().new_passage), ElementsAre(GetParam().path));
}

INSTANTIATE_TEST_SUITE_P(
    Procedure,
    EveryMutation,
    testing::Values(
        Mutation{"deadline", R"(amount="3" unit="workingDay" counting)", R"(amount="4" unit="workingDay" counting)",
                 "/deadlines/standard/limit"},
        Mutation{"extension", R"(counting="nextDay"/>
        <iso:applicants)",
                 R"(counting="nextDay" cutOff="15:00"/>
        <iso:applicants)",
                 "/deadlines/standard/cutOff"},
        Mutation{"case", R"(case="verification" name="có xác minh")", R"(case="verification" name="xác minh")",
                 "/deadlines/verification/case/name"},
        Mutation{"reference", R"(number="Luật Hộ tịch 2014" validTo="2027-02-28")", R"(number="Luật Hộ tịch 2014")",
                 "/references/Luật Hộ tịch 2014/validTo"},
        Mutation{"new_reference", R"(<iso:term name="UBND">)",
                 R"(<iso:reference number="1/2026/NĐ-CP">Nghị định</iso:reference><iso:term name="UBND">)",
                 "/references/1/2026/NĐ-CP"},
        Mutation{"component", R"(<iso:component id="tuy-than" form="shown">)",
                 R"(<iso:component id="tuy-than" form="copy">)", "/components/tuy-than/form"},
        Mutation{"role", R"(<iso:responsible role="records-clerk"/>)", R"(<iso:responsible role="reception"/>)",
                 "/steps/seal/role"},
        Mutation{"support", R"(<iso:responsible role="civil-status-clerk" part="support"/>)", "",
                 "/steps/hand-over/supporting"},
        Mutation{"step_name", R"(<userTask id="seal" name="Đóng dấu">)", R"(<userTask id="seal" name="Đóng dấu đỏ">)",
                 "/steps/seal/name"},
        Mutation{"kind", R"(<exclusiveGateway id="received" name="Hồ sơ hợp lệ?"/>)",
                 R"(<exclusiveGateway id="received" name="Hợp lệ?"/>)", "/nodes/received/name"},
        Mutation{"return_limit", R"(to="examine" limit="2")", R"(to="examine" limit="1")",
                 "/steps/sign/outcomes/return/limit"},
        Mutation{"separation", R"(<iso:separation from="examine"/>)",
                 R"(<iso:separation from="examine" identity="real"/>)", "/steps/sign/separateFrom/examine/identity"},
        Mutation{"time", R"(<iso:timeGroup id="ky" amount="1" unit="halfDay")",
                 R"(<iso:timeGroup id="ky" amount="2" unit="workingHour")", "/timeGroups/ky/time"},
        Mutation{"verified", R"(status="UNVERIFIED" citation="Văn bản viện dẫn")",
                 R"(status="verified" citation="Văn bản viện dẫn")",
                 "/sources/Tên đầy đủ và ngày hiệu lực của các nghị định; ngày hiệu lực của quy trình/verified"},
        Mutation{"record", R"(keptBy="UBND cấp xã/Công chức Tư pháp - Hộ tịch">Bộ hồ sơ)",
                 R"(keptBy="Kho lưu trữ">Bộ hồ sơ)", "/records/Bộ hồ sơ theo Mục 5.a/keptBy"},
        Mutation{"effective", R"(effectiveTo="2027-02-28")", R"(effectiveTo="2027-03-31")", "/control/effectiveTo"}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(Differences, ThereAreNoneBetweenAFileAndItself) {
    for (const auto& file : procedure_files()) {
        const Procedure procedure = load_procedure(file, &law());
        EXPECT_THAT(differences(procedure, procedure), IsEmpty()) << file;
    }
}

TEST(Differences, BackwardsAreTheSamePlacesWithTheSidesChanged) {
    const auto files = procedure_files();
    for (std::size_t i = 0; i + 1 < files.size(); ++i) {
        const Procedure one = load_procedure(files[i], &law());
        const Procedure other = load_procedure(files[i + 1], &law());
        std::set<std::string> forwards;
        std::set<std::string> backwards;
        for (const Difference& d : differences(one, other)) {
            forwards.insert(path_of(d) + d.before.dump() + d.after.dump());
        }
        for (const Difference& d : differences(other, one)) {
            backwards.insert(path_of(d) + d.after.dump() + d.before.dump());
        }
        EXPECT_THAT(forwards, testing::Not(IsEmpty()));
        EXPECT_EQ(forwards, backwards) << files[i];
    }
}

TEST(Differences, AFlowThatLeadsElsewhereIsNamedWithTheReturnItCarries) {
    const std::string bytes = with(
        with(single_status(), R"(sourceRef="signed" targetRef="examine")", R"(sourceRef="signed" targetRef="receive")"),
        R"(name="return" to="examine")", R"(name="return" to="receive")");
    std::vector<std::string> paths;
    for (const Difference& one : differences(read(single_status()), read(bytes))) paths.push_back(path_of(one));
    EXPECT_THAT(paths, ElementsAre("/flows/back-to-examine/target", "/steps/sign/outcomes/return/to"));
}

TEST(Differences, ADrawingMovedIsNone) {
    EXPECT_THAT(paths_after(R"(<dc:Bounds x="0" y="0" )", R"(<dc:Bounds x="0" y="1" )"), IsEmpty());
}

TEST(Differences, AStepInsertedIsNamedOnceAndSoIsItsFlow) {
    const std::string bytes =
        with(with(single_status(), R"(<sequenceFlow id="to-hand-over" sourceRef="seal" targetRef="hand-over"/>)",
                  R"(<sequenceFlow id="to-scan" sourceRef="seal" targetRef="scan"/>
    <userTask id="scan" name="Số hóa kết quả">
      <extensionElements>
        <iso:step ordinal="6" act="file"><iso:responsible role="records-clerk"/><iso:time group="dong-dau"/><iso:time group="xm-dong-dau-tra"/><iso:outcome name="complete"/></iso:step>
      </extensionElements>
    </userTask>
    <sequenceFlow id="to-hand-over" sourceRef="scan" targetRef="hand-over"/>)"),
             "<flowNodeRef>seal</flowNodeRef>", "<flowNodeRef>seal</flowNodeRef><flowNodeRef>scan</flowNodeRef>");

    const auto found = differences(read(single_status()), read(bytes));

    std::vector<std::string> paths;
    std::set<std::string> elements;
    for (const Difference& one : found) {
        paths.push_back(path_of(one));
        for (const ElementId& id : one.elements) elements.insert(id.value());
    }
    EXPECT_THAT(paths, ElementsAre("/flows/to-hand-over/source", "/flows/to-scan", "/steps/scan"));
    EXPECT_THAT(elements, ElementsAre("scan", "to-hand-over", "to-scan"));
}

TEST(Differences, ATimeIsShownAtTheStepsThatShareIt) {
    const auto found = differences(
        read(single_status()),
        read(with(single_status(), R"(id="xm-dong-dau-tra" case="verification" amount="1" unit="calendarDay")",
                  R"(id="xm-dong-dau-tra" case="verification" amount="4" unit="workingHour")")));

    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found.front().elements, ElementsAre(ElementId("hand-over"), ElementId("seal")));
}

TEST(DifferenceText, SaysWhatWasAndWhatIs) {
    const auto found =
        differences(read(single_status()), read(with(single_status(), R"(<iso:responsible role="records-clerk"/>)",
                                                     R"(<iso:responsible role="reception"/>)")));
    const Message text = text_of(found, &law());

    EXPECT_EQ(text.vi,
              "* bước “seal”, trách nhiệm: Văn thư → Công chức tiếp nhận tại Trung tâm Phục vụ hành chính công");
    EXPECT_THAT(text.en, HasSubstr("* step “seal”, responsible: "));
}

TEST(DifferenceJson, HasPathBeforeAndAfter) {
    const Json json = to_json(
        differences(read(single_status()),
                    read(with(single_status(), R"(<iso:reference number="07/2025/NĐ-CP" validFrom="2025-01-09">)",
                              R"(<iso:reference number="07/2025/NĐ-CP" validFrom="2025-01-10">)"))));

    ASSERT_THAT(json["differences"], SizeIs(1));
    EXPECT_EQ(json["differences"][0]["path"], "/references/07~12025~1NĐ-CP/validFrom");
    EXPECT_EQ(json["differences"][0]["before"], "2025-01-09");
    EXPECT_EQ(json["differences"][0]["after"], "2025-01-10");
    EXPECT_EQ(json["elements"], Json::array());
}

void collect_members(const Json& json, std::set<std::string>& members) {
    if (json.is_object()) {
        for (const auto& [name, value] : json.items()) {
            members.insert(name);
            collect_members(value, members);
        }
    } else if (json.is_array()) {
        for (const Json& item : json) collect_members(item, members);
    }
}

TEST(DifferenceText, HasANameForEveryMember) {
    std::set<std::string> members;
    for (const auto& file : procedure_files()) collect_members(to_json(load_procedure(file, &law())), members);
    members.erase("schema");
    members.erase("digest");
    for (const std::string& member : members) {
        EXPECT_NE(name_of_member(member), (Message{member, member})) << member;
    }
}

}  // namespace
}  // namespace trien::procedure
