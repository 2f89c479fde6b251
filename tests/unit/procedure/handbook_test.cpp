// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/handbook.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/procedure/describe.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<Procedure>& all() {
    static const std::vector<Procedure> procedures = [] {
        std::vector<Procedure> read;
        for (const auto& file : procedure_files()) read.push_back(load_procedure(file, &law()));
        return read;
    }();
    return procedures;
}

/// Set, code and step.
using StepName = std::pair<std::string, std::string>;

/// Every step whose extension names the role, looked up in the JSON of the procedures and not in the handbook.
std::set<StepName> steps_naming(const std::string& role) {
    std::set<StepName> steps;
    for (const Procedure& procedure : all()) {
        const Json json = to_json(procedure);
        for (const Json& step : json["steps"]) {
            Json rest = step;
            for (const char* words : {"id", "name", "timeGroups", "forms", "outputs", "outcomes"}) rest.erase(words);
            const std::string quoted = "\"" + role + "\"";
            if (rest.dump().find(quoted) != std::string::npos) {
                steps.emplace(procedure.control.key.set + procedure.control.key.code, step["id"]);
            }
        }
    }
    return steps;
}

TEST(Handbook, NamesExactlyTheStepsOfARole) {
    for (const Role& role : law().roles()) {
        std::set<StepName> named;
        const Json json = handbook_json(role.id, all(), &law());
        for (const Json& procedure : json["procedures"]) {
            for (const Json& step : procedure["steps"]) {
                named.emplace(procedure["set"].get<std::string>() + procedure["code"].get<std::string>(), step["id"]);
            }
        }
        EXPECT_EQ(named, steps_naming(role.id.value())) << role.id.value();
    }
}

TEST(Handbook, EveryStepHasOneLeadOverAllRoles) {
    std::size_t led = 0;
    for (const Role& role : law().roles()) {
        const auto mine = duties(role.id, all());
        led += static_cast<std::size_t>(std::ranges::count_if(mine, &Duty::leads));
    }
    std::size_t steps = 0;
    for (const Procedure& procedure : all()) steps += procedure.steps.size();
    EXPECT_EQ(led, steps);
}

TEST(Handbook, SaysWhenHowLongAndWhatAnOutcomeAsks) {
    const std::string text = handbook(RoleId("chair"), std::vector{shipped()}, &law());

    EXPECT_THAT(text, HasSubstr("Bước 3. "));
    EXPECT_THAT(text, HasSubstr("Khi nào: sau bước 2 (đồng ý)"));
    EXPECT_THAT(text, HasSubstr("Kết thúc bằng: trả lại về bước 2, không quá 2 lần, phải nêu lý do"));
    EXPECT_THAT(text, HasSubstr("Tách bạch: Không do người đã làm bước 2 thực hiện"));
    EXPECT_THAT(text, HasSubstr("Thẩm quyền: ký"));
    EXPECT_THAT(text, Not(HasSubstr("Bước 4.")));
}

TEST(Handbook, AStepIsReachedAgainByItsReturns) {
    const std::string text = handbook(RoleId("justice-clerk"), std::vector{shipped()}, &law());

    EXPECT_THAT(text, HasSubstr("Khi nào: sau bước 1"));
    EXPECT_THAT(text, HasSubstr("Khi nào: sau bước 3 (trả lại)"));
}

TEST(Handbook, TellsASupportingRoleItsPartOnly) {
    const auto file = processes / "1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn";
    const std::string text = handbook(RoleId("civil-status-clerk"), std::vector{load_procedure(file, &law())}, &law());

    const std::string last = text.substr(text.find("Bước 5."));
    EXPECT_THAT(last, HasSubstr("Vai trò: phối hợp"));
    EXPECT_THAT(last, HasSubstr("Chủ trì: Công chức tiếp nhận"));
    EXPECT_THAT(last, Not(HasSubstr("Kết thúc bằng")));
}

TEST(Handbook, SaysSoWhenThereIsNothingToDo) {
    EXPECT_THAT(handbook(RoleId("social-clerk"), std::vector{shipped()}, &law()), HasSubstr("Không có việc"));
}

}  // namespace
}  // namespace trien::procedure
