// SPDX-License-Identifier: Apache-2.0
// Staffing and separation.
#include <algorithm>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/gate/made.hpp"

namespace trien::gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string three_steps = "start s -> a\nuser a -> b\nuser b -> c\nuser c -> e\nend e";

Made three(const std::string& first, const std::string& second, const std::string& third) {
    return make(three_steps, {{"a", first, 1, ""}, {"b", second, 1, ""}, {"c", third, 1, ""}});
}

Report checked(const Made& made, const std::string& people, std::optional<Date> on = std::nullopt) {
    const auto organisation = office(people);
    World world;
    world.organisation = &organisation;
    world.on = on;
    return made.check(world);
}

// --- staffing --------------------------------------------------------------------------------------------------------

TEST(Staffing, AStepWithoutALeadIsMissed) {
    const Report report = three("clerk", "", "clerk").check();

    EXPECT_FALSE(may_issue(report));
    EXPECT_EQ(words_of(report, "GATE-021"), "Bỏ sót: bước 2 “b” chưa có ai chủ trì");
}

TEST(Staffing, ATaskThatIsInNoRowOfTheTableIsMissed) {
    const Made made = make(three_steps, {{"a", "clerk", 1, ""}, {"b", "clerk", 1, ""}});

    EXPECT_EQ(words_of(made.check(), "GATE-021"), "Bỏ sót: bước “c” không có trong bảng trình tự, chưa giao cho ai");
}

TEST(Staffing, AStepWithTwoLeadsOverlaps) {
    Made made = three("clerk", "clerk", "clerk");
    made.procedure.steps.push_back(made.step("c"));
    made.procedure.steps.back().role = RoleId("chair");

    EXPECT_EQ(words_of(made.check(), "GATE-022"), "Chồng chéo: bước 3 “c” có 2 vai trò cùng chủ trì");
}

TEST(Staffing, ARoleOfSeveralPostsOfOneUnitOverlaps) {
    const Report report = checked(three("clerk", "clerk", "chair"), "an:clerk binh:clerk ha:chair");

    EXPECT_EQ(words_of(report, "GATE-023"),
              "Chồng chéo: các chức vụ “Chức vụ an” và “Chức vụ binh” cùng giữ vai trò chủ trì “clerk”");
    EXPECT_TRUE(may_issue(report));
}

TEST(Staffing, EveryDayInForceNeedsSomebody) {
    const Report report =
        checked(three("clerk", "clerk", "chair"), "an:clerk ha:chair(2025-01-01..2026-03-31) ha2:chair(2026-04-11)");

    EXPECT_EQ(words_of(report, "GATE-020"),
              "bước 3 “c”: không ai giữ vai trò “chair” từ ngày 01/04/2026 đến ngày 10/04/2026");
    EXPECT_FALSE(may_issue(report));
}

TEST(Staffing, AVacancyAfterTheLastDayInForceDoesNotMatter) {
    Made made = three("clerk", "clerk", "chair");
    made.procedure.control.effective_to = day("2026-03-31");

    EXPECT_EQ(words_of(checked(made, "an:clerk ha:chair(2025-01-01..2026-03-31)"), "GATE-020"), "");
}

TEST(Staffing, AVacancyBeforeTodayDoesNotMatter) {
    const Made made = three("clerk", "clerk", "chair");

    EXPECT_EQ(words_of(checked(made, "an:clerk ha:chair(2026-02-01)", day("2026-02-01")), "GATE-020"), "");
    EXPECT_NE(words_of(checked(made, "an:clerk ha:chair(2026-02-01)"), "GATE-020"), "");
}

TEST(Staffing, WhoAnswersMustBeThereToo) {
    Made made = three("clerk", "clerk", "clerk");
    made.step("b").accountable = RoleId("chair");

    EXPECT_THAT(words_of(checked(made, "an:clerk"), "GATE-020"),
                HasSubstr("không ai giữ vai trò “chair” từ ngày 01/01/2026"));
}

TEST(Staffing, TheMatrixIsData) {
    const Report report = checked(three("clerk", "clerk", "chair"), "an:clerk ha:chair");

    ASSERT_EQ(report.staffing.size(), 3U);
    EXPECT_EQ(report.staffing[2].lead, RoleId("chair"));
    EXPECT_THAT(report.staffing[2].holders, ElementsAre(PersonId("ha")));
    EXPECT_THAT(report.staffing[2].positions, ElementsAre("post-ha"));
}

TEST(Staffing, WithoutAnOrganisationItIsSkippedAndSaidSo) {
    const Report report = three("clerk", "clerk", "chair").check();

    EXPECT_TRUE(report.staffing.empty());
    EXPECT_EQ(report.skipped.front().check.en, "staffing");
}

// --- separation ------------------------------------------------------------------------------------------------------

Made kept_apart(const std::vector<Apart>& rules) {
    Made made = three("clerk", "clerk", "clerk");
    for (const auto& [step, other] : rules) {
        procedure::Separation separation;
        separation.from = other;
        made.step(step.value()).separate_from.push_back(separation);
    }
    return made;
}

const Apart b_from_a{ElementId("b"), ElementId("a")};
const Apart c_from_a{ElementId("c"), ElementId("a")};
const Apart c_from_b{ElementId("c"), ElementId("b")};

TEST(Separation, TooFewPeopleGiveTheRulesThatClash) {
    const Report report = checked(kept_apart({b_from_a, c_from_a, c_from_b}), "an:clerk binh:clerk");

    EXPECT_FALSE(may_issue(report));
    EXPECT_EQ(words_of(report, "GATE-030"),
              "Ngày 01/01/2026 không đủ người để giữ các quy tắc: bước 2 “b” khác người với bước 1 “a”, bước 3 “c” "
              "khác người "
              "với bước 1 “a” và bước 3 “c” khác người với bước 2 “b”");
}

TEST(Separation, OnlyRulesThatMatterAreInTheConflict) {
    const Report report = checked(kept_apart({b_from_a, c_from_a}), "an:clerk");

    ASSERT_EQ(report.separation.front().conflict.size(), 1U);
}

TEST(Separation, AWitnessTellsWhoCouldDoWhat) {
    const Report report = checked(kept_apart({b_from_a}), "an:clerk binh:clerk");

    const auto& witness = report.separation.front().witness;
    ASSERT_EQ(witness.size(), 3U);
    EXPECT_NE(witness[0].person, witness[1].person);
}

TEST(Separation, ThoseNobodyCanReplaceAreNamed) {
    const Report two = checked(kept_apart({b_from_a}), "an:clerk binh:clerk");
    const Report enough = checked(kept_apart({b_from_a}), "an:clerk binh:clerk ha:clerk");

    EXPECT_EQ(words_of(two, "GATE-031"), "Quy trình dừng nếu vắng một trong những người: an và binh");
    EXPECT_TRUE(may_issue(two));
    EXPECT_EQ(words_of(enough, "GATE-031"), "");
}

TEST(Separation, ADayOnWhichSomebodyHasLeftIsFound) {
    const Report report = checked(kept_apart({b_from_a}), "an:clerk binh:clerk(2025-01-01..2026-06-30)");

    EXPECT_THAT(words_of(report, "GATE-030"), HasSubstr("Ngày 01/07/2026 không đủ người"));
}

/// All assignments, tried one after the other.
bool can_be_assigned(const std::vector<Candidates>& steps,
                     const std::vector<Apart>& rules,
                     std::vector<PersonId>& chosen) {
    if (chosen.size() == steps.size()) {
        return std::ranges::all_of(rules, [&](const Apart& rule) {
            const auto at = [&](const ElementId& id) {
                return chosen[static_cast<std::size_t>(std::ranges::find(steps, id, &Candidates::step) -
                                                       steps.begin())];
            };
            return at(rule.first) != at(rule.second);
        });
    }
    return std::ranges::any_of(steps[chosen.size()].people, [&](const PersonId& person) {
        chosen.push_back(person);
        const bool found = can_be_assigned(steps, rules, chosen);
        chosen.pop_back();
        return found;
    });
}

RC_GTEST_PROP(SeparationProperties, FindsAnAssignmentExactlyWhenThereIsOne, ()) {
    std::vector<Candidates> steps;
    std::vector<Apart> rules;
    const int count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i) {
        Candidates step{ElementId(std::to_string(i)), {}};
        for (int person = 0; person < 4; ++person) {
            if (*rc::gen::arbitrary<bool>()) step.people.emplace_back(std::to_string(person));
        }
        for (int other = 0; other < i; ++other) {
            if (*rc::gen::inRange(0, 3) == 0) rules.emplace_back(step.step, ElementId(std::to_string(other)));
        }
        steps.push_back(step);
    }
    std::vector<PersonId> chosen;
    const bool expected = can_be_assigned(steps, rules, chosen);
    const auto witness = assign(steps, rules);

    RC_ASSERT(witness.has_value() == expected);
    if (!witness) {
        const bool is_staffed = std::ranges::none_of(steps, [](const Candidates& step) { return step.people.empty(); });
        RC_PRE(is_staffed);
        auto conflict = minimal_conflict(steps, rules);
        RC_ASSERT(!assign(steps, conflict));
        for (std::size_t i = 0; i < conflict.size(); ++i) {
            auto fewer = conflict;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            RC_ASSERT(assign(steps, fewer).has_value());
        }
        return;
    }
    for (const auto& [step, other] : rules) {
        const auto by = [&](const ElementId& id) { return std::ranges::find(*witness, id, &Assigned::step)->person; };
        RC_ASSERT(by(step) != by(other));
    }
}

}  // namespace
}  // namespace trien::gate
