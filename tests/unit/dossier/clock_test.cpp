// SPDX-License-Identifier: Apache-2.0
// The clock of a case's deadline, on procedures that stop it, and work that ends before anybody completes it.
#include "engine/dossier/clock.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/unit/dossier/desk.hpp"

namespace trien::dossier {
namespace {

using testing::ElementsAre;

/// The procedure that ships with some passages replaced.
procedure::Procedure changed(const std::vector<std::pair<std::string, std::string>>& changes) {
    std::string text =
        read_file(std::filesystem::path(TRIEN_SOURCE_DIR) / "processes" / "2.000815-chung-thuc-ban-sao.bpmn");
    for (const auto& [old_passage, new_passage] : changes) {
        const auto at = text.find(old_passage);
        if (at == std::string::npos) throw std::logic_error("no such passage: " + old_passage);
        text.replace(at, old_passage.size(), new_passage);
    }
    auto read = procedure::read_procedure(text, "changed.bpmn", &library());
    for (const Finding& finding : read.findings) ADD_FAILURE() << finding.code << " " << finding.text.en;
    return std::move(read.procedure).value();
}

Instant at(int day, int hour) {
    return Instant::of(std::chrono::year{2026} / 11 / day, std::chrono::hours(hour));
}

Dossier received(const procedure::Procedure& procedure) {
    const auto events =
        open({DossierId("X"), {"Hoàng Minh Châu", ""}, {Digest{}, "Bằng", 1, 1}, 2}, procedure, as(reception));
    return with({}, events.value());
}

Dossier done(const Dossier& dossier, const procedure::Procedure& procedure, const PersonId& person, Instant now) {
    const auto& task = dossier.tasks.at(0);
    const Outcome outcome = task.act == procedure::ActKind::receive ? Outcome::completed : Outcome::approved;
    return with(dossier, complete(dossier, {task.id, outcome, "", "", {}, {}}, procedure, as(person, now)).value());
}

/// The examination lasts until another body has answered: the clock stands still from its beginning to its end.
const procedure::Procedure& with_verification() {
    static const auto procedure = changed(
        {{"<extensionElements>\n        <iso:step ordinal=\"2\"",
          "<extensionElements>\n        <iso:clock effect=\"stop\" reason=\"verification\"/>\n"
          "        <iso:clock effect=\"continue\" reason=\"verification\"/>\n        <iso:step ordinal=\"2\""}});
    return procedure;
}

TEST(Clock, StopsAndGoesOnWithAnElementOfTheProcedure) {
    const auto& procedure = with_verification();
    const Dossier asked = done(received(procedure), procedure, reception, at(16, 10));

    EXPECT_EQ(asked.waits_for(), "verification");
    EXPECT_EQ(lifecycle::replay(asked.lives.progress), lifecycle::ProgressState::awaiting_verification);
    EXPECT_TRUE(pass_deadline(asked, at(30, 10)).empty()) << "nobody is late while another body is asked";

    const Dossier answered = done(asked, procedure, examiner, at(18, 10));
    EXPECT_FALSE(answered.waits_for());
    EXPECT_EQ(answered.due, at(18, 17)) << "due on the day of receipt, two days later";
    EXPECT_EQ(lifecycle::replay(answered.lives.deadline), lifecycle::DeadlineWatchState::counting);
}

TEST(Clock, IsReadWithItsRules) {
    const Dossier dossier = opened();

    const auto reading = read_clock(dossier, copy_procedure(), as(reception));

    EXPECT_EQ(reading.due, dossier.due);
    EXPECT_EQ(reading.state, calendar::ClockReading::State::running);
    EXPECT_FALSE(reading.rules.empty());
}

TEST(Clock, TheDueInstantItselfIsInTime) {
    const Dossier dossier = opened();

    EXPECT_TRUE(pass_deadline(dossier, dossier.due).empty());
    const Events late = pass_deadline(dossier, Instant(dossier.due.utc() + std::chrono::microseconds{1}));
    EXPECT_EQ(late.size(), 1U);
    EXPECT_TRUE(pass_deadline(with(dossier, late), at(30, 10)).empty()) << "noted once";
}

TEST(Clock, AnExtensionMovesTheDeadlineAsFarAsTheRuleAllows) {
    const Dossier dossier = opened();
    const ExtendDeadline two_days{{2, calendar::Unit::working_day}, ""};

    const Dossier extended = with(dossier, extend(dossier, two_days, copy_procedure(), as(reception)).value());

    EXPECT_EQ(extended.due, at(18, 17));
    EXPECT_FALSE(extend(extended, two_days, copy_procedure(), as(reception)))
        << "longer only by written agreement (E11)";
    EXPECT_EQ(extend(dossier, two_days, copy_procedure(), as(records)).error().code, "dossier.not-yours");
}

TEST(Clock, ALaterDeadlineTakesLatenessBack) {
    const Dossier dossier = opened();
    const Dossier late = with(dossier, pass_deadline(dossier, at(16, 18)));
    ASSERT_TRUE(late.overdue_since);

    const auto extended =
        extend(late, {{2, calendar::Unit::working_day}, ""}, copy_procedure(), as(reception, at(16, 18)));

    EXPECT_FALSE(with(late, extended.value()).overdue_since);
}

TEST(Clock, NothingIsPlannedAnewByTheSameCalendar) {
    EXPECT_TRUE(replan(opened(), copy_procedure(), as(reception)).empty());
}

/// While the copy is examined, a message may come that ends the matter.
const procedure::Procedure& with_interruption() {
    static const auto procedure = changed(
        {{"<process ", "<message id=\"rut\" name=\"withdrawn\"/>\n  <process "},
         {"<endEvent id=\"done\"",
          "<boundaryEvent id=\"withdrawn\" attachedToRef=\"examine\"><messageEventDefinition messageRef=\"rut\"/>"
          "</boundaryEvent>\n    <sequenceFlow id=\"to-withdrawn\" sourceRef=\"withdrawn\" targetRef=\"taken-back\"/>\n"
          "    <endEvent id=\"taken-back\"/>\n    <endEvent id=\"done\""}});
    return procedure;
}

TEST(Interruption, WithdrawsTheTaskNobodyCompleted) {
    const auto& procedure = with_interruption();
    const Dossier examined = done(received(procedure), procedure, reception, at(16, 10));
    EXPECT_FALSE(receive(examined, {"something", {}}, procedure, as(reception)));

    const Dossier over = with(examined, receive(examined, {"withdrawn", {}}, procedure, as(reception)).value());

    EXPECT_TRUE(over.tasks.empty());
    EXPECT_THAT(over.withdrawn, ElementsAre(TaskId("X/examine/1")));
    EXPECT_EQ(over.status(), Status::done);
}

}  // namespace
}  // namespace trien::dossier
