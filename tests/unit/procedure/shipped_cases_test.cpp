// SPDX-License-Identifier: Apache-2.0
// Cases of the procedures that ship, run by the kernel.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/execution/decide.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using execution::State;
using execution::Variables;
using execution::Wait;
using testing::ElementsAre;
using testing::IsEmpty;

/// One case of a procedure, at whatever it waits for.
class Case {
  public:
    explicit Case(const std::string& file) : procedure_(load_procedure(processes / file, &law())) {
        give(execution::Start{});
    }

    Case& ends(const std::string& step, Outcome outcome, Variables facts = {}) {
        facts.insert_or_assign(std::string(outcome_variable), execution::Value(text_of(outcome)));
        const auto open = execution::open_work(state_);
        const auto work = std::ranges::find(open, ElementId(step), &execution::Item::node);
        if (work == open.end()) throw std::logic_error("not open: " + step);
        return give(execution::Complete{execution::work_id(**work), std::move(facts)});
    }
    Case& hears(const std::string& message) { return give(execution::DeliverMessage{message, std::nullopt, {}}); }
    /// Until the oldest timer is due.
    Case& lets_time_pass() {
        const Wait& timer = *execution::open_timers(state_).at(0);
        now_ = std::max(now_, timer.due.value());
        return give(execution::FireTimer{execution::work_id(timer)});
    }

    [[nodiscard]] std::vector<std::string> open() const {
        std::vector<std::string> ids;
        for (const execution::Item* const item : execution::open_work(state_)) ids.push_back(item->node.value());
        return ids;
    }
    /// The messages it waits for.
    [[nodiscard]] std::vector<std::string> awaited() const {
        std::vector<std::string> names;
        for (const Wait& wait : state_.waits) {
            if (wait.kind == Wait::Kind::message) names.push_back(wait.name);
        }
        return names;
    }
    [[nodiscard]] bool is_over() const { return state_.status == execution::Status::completed; }
    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const Procedure& procedure() const { return procedure_; }

  private:
    Case& give(const execution::Command& command) {
        execution::Context context;
        context.now = now_;
        const auto events = execution::decide(procedure_.net, state_, command, context);
        if (!events) throw std::logic_error(events.error().text.en);
        for (const execution::Event& event : *events) execution::apply(state_, event);
        return *this;
    }

    Procedure procedure_;
    State state_;
    Instant now_ = *Instant::parse("2026-11-23T09:00:00+07:00");
};

TEST(ShippedCase, ASupplementBringsTheDossierBackToTheDesk) {
    Case birth("1.001193-dang-ky-khai-sinh.bpmn");

    birth.ends("receive", Outcome::supplement);
    EXPECT_THAT(birth.open(), IsEmpty());
    EXPECT_THAT(birth.awaited(), ElementsAre("supplement"));

    EXPECT_THAT(birth.hears("supplement").open(), ElementsAre("receive"));
}

TEST(ShippedCase, AMarriageThatMustBeVerifiedWaitsForTheAnswer) {
    Case plain("1.000894-dang-ky-ket-hon.bpmn");
    Case verified("1.000894-dang-ky-ket-hon.bpmn");

    EXPECT_THAT(plain.ends("receive", Outcome::completed).open(), ElementsAre("examine"));
    EXPECT_THAT(verified.ends("receive", Outcome::completed, {{"verification", execution::Value(true)}}).awaited(),
                ElementsAre("verification"));
    EXPECT_THAT(verified.hears("verification").open(), ElementsAre("examine"));
}

TEST(ShippedCase, SilenceOnADraftIsAgreement) {
    Case birth("1.001193-dang-ky-khai-sinh.bpmn");
    birth.ends("receive", Outcome::completed, {{"online", execution::Value(true)}}).ends("examine", Outcome::approved);
    ASSERT_THAT(birth.awaited(), ElementsAre("confirmation", "correction"));

    EXPECT_THAT(birth.lets_time_pass().open(), ElementsAre("sign"));
    EXPECT_THAT(birth.awaited(), IsEmpty());
}

TEST(ShippedCase, ADraftIsCorrectedOrConfirmed) {
    Case corrected("1.001193-dang-ky-khai-sinh.bpmn");
    corrected.ends("receive", Outcome::completed, {{"online", execution::Value(true)}})
        .ends("examine", Outcome::approved);
    Case confirmed = corrected;

    EXPECT_THAT(corrected.hears("correction").open(), ElementsAre("examine"));
    EXPECT_THAT(confirmed.hears("confirmation").open(), ElementsAre("sign"));
}

TEST(ShippedCase, AnIncomingDocumentIsHandledAndFollowedUpAtOnce) {
    Case incoming("noi-bo-van-ban-den.bpmn");
    for (const char* step : {"receive", "register", "present", "direct", "assign"}) {
        incoming.ends(step, Outcome::completed);
    }
    EXPECT_THAT(incoming.open(), ElementsAre("handle", "follow-up"));

    EXPECT_THAT(incoming.ends("handle", Outcome::completed).open(), ElementsAre("follow-up"));
    EXPECT_THAT(incoming.ends("follow-up", Outcome::completed).open(), ElementsAre("file"));
    EXPECT_TRUE(incoming.ends("file", Outcome::completed).is_over());
}

/// One move of somebody: an outcome of a step that is open, a message or a timer that is awaited.
void move_at_random(Case& matter) {
    const auto open = matter.open();
    const auto moves = open.size() + matter.state().waits.size();
    RC_ASSERT(moves > 0U);
    const auto chosen = *rc::gen::inRange<std::size_t>(0, moves);
    if (chosen < open.size()) {
        const Step& step = *matter.procedure().step(ElementId(open[chosen]));
        const auto outcome = rc::gen::elementOf(step.outcomes);
        Variables facts;
        for (const std::string& fact : step.determines) {
            facts.insert_or_assign(fact, execution::Value(*rc::gen::arbitrary<bool>()));
        }
        matter.ends(step.id.value(), (*outcome).outcome, std::move(facts));
        return;
    }
    const Wait& wait = matter.state().waits[chosen - open.size()];
    if (wait.kind == Wait::Kind::timer) {
        matter.lets_time_pass();
    } else {
        matter.hears(std::string(wait.name));
    }
}

/// Everybody agrees, everything arrives: the case comes to an end.
void finish(Case& matter) {
    for (int moves = 0; moves < 50 && !matter.is_over(); ++moves) {
        const auto open = matter.open();
        if (open.empty()) {
            matter.hears(std::string(matter.awaited().at(0)));
            continue;
        }
        const Step& step = *matter.procedure().step(ElementId(open[0]));
        const bool approves = Procedure::allowed(step, Outcome::approved) != nullptr;
        matter.ends(step.id.value(), approves ? Outcome::approved : Outcome::completed);
    }
}

RC_GTEST_PROP(ShippedCaseProperty, WhateverPeopleDoACaseNeverStandsStillAndCanBeFinished, ()) {
    static const auto files = procedure_files();
    Case matter((*rc::gen::elementOf(files)).filename().string());
    const int moves = *rc::gen::inRange(0, 30);

    for (int move = 0; move < moves && !matter.is_over(); ++move) {
        move_at_random(matter);
        RC_ASSERT(execution::incidents(matter.state()).empty());
    }

    finish(matter);
    RC_ASSERT(matter.is_over());
}

}  // namespace
}  // namespace trien::procedure
