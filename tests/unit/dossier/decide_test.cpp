// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/decide.hpp"

#include <gtest/gtest.h>

#include "tests/unit/dossier/desk.hpp"

namespace trien::dossier {
namespace {

std::string refusal(const Result<Events>& result) {
    return result ? "done" : result.error().code;
}

Dossier after(const Dossier& dossier, const PersonId& person, Outcome outcome, const std::string& reason = "") {
    return with(dossier, finish(dossier, person, outcome, reason).value());
}

Dossier examined() {
    return after(after(opened(), reception, Outcome::completed), examiner, Outcome::approved);
}

TEST(Dossier, OpensItsFirstTaskAndKnowsItsDeadline) {
    const Dossier dossier = opened();

    ASSERT_EQ(dossier.tasks.size(), 1U);
    EXPECT_EQ(dossier.tasks[0].id, TaskId("H26.99.01-261116-0001/receive/1"));
    EXPECT_EQ(dossier.tasks[0].role, RoleId("reception"));
    EXPECT_EQ(dossier.due.text(), "2026-11-16T17:00:00+07:00");
    EXPECT_EQ(dossier.procedure_digest, copy_procedure().digest);
    EXPECT_EQ(dossier_of(dossier.tasks[0].id), dossier.id);
}

TEST(Dossier, RunsTheFiveStepsToItsEnd) {
    const Dossier signed_copy = after(examined(), delegate, Outcome::approved);
    const Dossier done = after(after(signed_copy, records, Outcome::completed), reception, Outcome::completed);

    EXPECT_EQ(done.status(), Status::done);
    EXPECT_TRUE(done.tasks.empty());
    EXPECT_EQ(done.history.size(), 5U);
    EXPECT_EQ(lifecycle::replay(done.approval), lifecycle::ApprovalState::issued);
    EXPECT_TRUE(done.sealed);
}

TEST(Dossier, NeedsTheRoleOfTheStepOrTheAuthorityToSign) {
    EXPECT_EQ(refusal(finish(opened(), records, Outcome::completed)), "task.role");
    EXPECT_EQ(refusal(finish(examined(), records, Outcome::approved)), "authority.none");
}

TEST(Dossier, KeepsExaminerAndSignerApart) {
    const Dossier by_the_delegate = after(after(opened(), reception, Outcome::completed), delegate, Outcome::approved);

    EXPECT_EQ(refusal(finish(by_the_delegate, delegate, Outcome::approved)), "task.separation");
    EXPECT_EQ(refusal(finish(examined(), delegate, Outcome::approved)), "done");
}

TEST(Dossier, ComesBackWithAReasonAndOnlySoOften) {
    EXPECT_EQ(refusal(finish(examined(), delegate, Outcome::returned)), "task.reason-required");
    Dossier dossier = examined();
    for (int round = 2; round <= 3; ++round) {
        dossier = after(dossier, delegate, Outcome::returned, "thiếu trang");
        EXPECT_EQ(dossier.tasks.at(0).step, ElementId("examine"));
        EXPECT_EQ(dossier.tasks.at(0).round, round);
        dossier = after(dossier, examiner, Outcome::approved);
    }

    EXPECT_EQ(refusal(finish(dossier, delegate, Outcome::returned, "thiếu trang")), "task.limit");
}

TEST(Dossier, IsRefusedOnlyOnAGround) {
    const Dossier dossier = after(opened(), reception, Outcome::completed);

    EXPECT_EQ(refusal(finish(dossier, examiner, Outcome::refused, "không thích")), "task.reason-required");
    const Dossier refused = with(dossier, finish(dossier, examiner, Outcome::refused, "", "R22.2").value());
    EXPECT_EQ(refused.status(), Status::refused);
    EXPECT_EQ(lifecycle::replay(refused.approval), lifecycle::ApprovalState::refused);
}

TEST(Dossier, IsNotSignedOrSealedByATick) {
    const Dossier dossier = examined();
    const CompleteTask tick{dossier.tasks.at(0).id, Outcome::approved, "", "", std::nullopt, std::nullopt};

    EXPECT_EQ(refusal(complete(dossier, tick, copy_procedure(), as(delegate))), "task.needs-signature");
    const Dossier signed_copy = after(dossier, delegate, Outcome::approved);
    const CompleteTask stamp{signed_copy.tasks.at(0).id, Outcome::completed, "", "", std::nullopt, std::nullopt};
    EXPECT_EQ(refusal(complete(signed_copy, stamp, copy_procedure(), as(records))), "task.needs-seal");
}

TEST(Dossier, IsHeldByOneAtATime) {
    const Dossier dossier = after(opened(), reception, Outcome::completed);
    const TaskId task = dossier.tasks.at(0).id;
    const Dossier held = with(dossier, claim(dossier, {task}, copy_procedure(), as(examiner)).value());

    EXPECT_EQ(lifecycle::replay(held.approval), lifecycle::ApprovalState::in_review);
    EXPECT_EQ(refusal(claim(held, {task}, copy_procedure(), as(delegate))), "task.held");
    EXPECT_TRUE(claim(held, {task}, copy_procedure(), as(examiner))->empty()) << "claiming again changes nothing";
    EXPECT_EQ(refusal(release(held, {task}, as(delegate))), "task.not-held");
    const Dossier free = with(held, release(held, {task}, as(examiner)).value());
    EXPECT_EQ(refusal(claim(free, {task}, copy_procedure(), as(delegate))), "done");
}

TEST(Dossier, RefusesATaskThatIsNotOpenAndAnOutcomeThatIsNot) {
    const CompleteTask other{TaskId("H26.99.01-261116-0001/seal/1"), Outcome::completed, "", "", {}, {}};

    EXPECT_EQ(refusal(complete(opened(), other, copy_procedure(), as(records))), "task.not-open");
    EXPECT_EQ(refusal(finish(opened(), reception, Outcome::approved)), "task.outcome");
}

TEST(Dossier, RefusesACaseWithoutRequesterOrCounts) {
    const auto open_with = [](const std::string& name, std::int64_t pages) {
        return open({DossierId("X"), {name, ""}, {Digest{}, "Bằng", pages, 1}, 1}, copy_procedure(), as(reception));
    };

    EXPECT_EQ(refusal(open_with("", 1)), "dossier.requester");
    EXPECT_EQ(refusal(open_with("Châu", 0)), "dossier.counts");
}

}  // namespace
}  // namespace trien::dossier
