// SPDX-License-Identifier: Apache-2.0
// Numbers E1… are the rows of the minimum legal test set (certification under delegation).
#include "engine/authority/decision.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/authority/codec.hpp"
#include "tests/unit/authority/office.hpp"

namespace trien::authority {
namespace {

using testing::ElementsAre;

Decision ask(const PersonId& person, const ActCode& act, Instant at, const std::vector<Instrument>& instruments) {
    return decide({person, act, at}, office(), law(), instruments);
}

std::string refusal(const Decision& decision) {
    return decision.refusal ? decision.refusal->code : "allowed";
}

const Instant in_term = Instant::of(day(2026, 11, 23), 9h);

TEST(Authority, E1_LetsTheDelegateSignTuqInScopeAndTerm) {
    const Decision decision = ask(clerk, copy_act, in_term, {instrument()});

    EXPECT_EQ(decision.capacity, Capacity::tuq);
    EXPECT_EQ(decision.instrument, InstrumentId("12/QĐ-UBND"));
    EXPECT_THAT(decision.signature_lines, ElementsAre("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"));
    for (const Ground& ground : decision.grounds) EXPECT_TRUE(ground.holds) << ground.finding.en;
}

TEST(Authority, E2_EndsWithTheLastSecondOfTheTerm) {
    EXPECT_TRUE(ask(clerk, copy_act, Instant::of(day(2026, 12, 31), 23h + 59min + 59s), {instrument()}).allowed());
    EXPECT_EQ(refusal(ask(clerk, copy_act, Instant::of(day(2027, 1, 1), 0h), {instrument()})), "authority.expired");
}

TEST(Authority, E2_BeginsNeitherBeforeTheIssueNorBeforeTheTerm) {
    Instrument later = instrument();
    later.delegation.from = day(2026, 2, 1);

    EXPECT_EQ(refusal(ask(clerk, copy_act, Instant::of(day(2026, 1, 5), 7h), {instrument()})), "authority.not-issued");
    EXPECT_EQ(refusal(ask(clerk, copy_act, Instant::of(day(2026, 1, 31), 9h), {later})), "authority.not-yet");
}

TEST(Authority, E3_EndsAtTheRevocationAndEarlierActsStand) {
    Instrument revoked = instrument();
    revoked.revocation = Revocation{"40/QĐ-UBND", Instant::of(day(2026, 6, 1), 0h), "đổi phân công"};

    EXPECT_EQ(refusal(ask(clerk, copy_act, in_term, {revoked})), "authority.revoked");
    EXPECT_TRUE(ask(clerk, copy_act, Instant::of(day(2026, 5, 31), 16h), {revoked}).allowed());
}

TEST(Authority, E5_LetsTheChairSignByOfficeWithoutTuq) {
    const Decision decision = ask(chair, copy_act, in_term, {instrument()});

    EXPECT_EQ(decision.capacity, Capacity::inherent);
    EXPECT_THAT(decision.signature_lines, ElementsAre("CHỦ TỊCH"));
}

TEST(Authority, RefusesOutsideTheScopeAndInsideTheExclusions) {
    EXPECT_EQ(refusal(ask(clerk, will_act, in_term, {instrument()})), "authority.out-of-scope");
    EXPECT_EQ(refusal(ask(clerk, signature_act, in_term, {instrument()})), "authority.excluded");
}

TEST(Authority, RefusesWithoutAnyInstrumentOrOffice) {
    EXPECT_EQ(refusal(ask(clerk, copy_act, in_term, {})), "authority.none");
    EXPECT_EQ(refusal(ask(guard, copy_act, in_term, {instrument()})), "authority.none");
    EXPECT_EQ(refusal(ask(PersonId("nobody"), copy_act, in_term, {instrument()})), "authority.not-in-office");
}

TEST(Authority, AppliesTheLawOfTheDay) {  // T2: before Decree 280 the shipped rules know no delegation
    EXPECT_EQ(refusal(ask(chair, copy_act, Instant::of(day(2025, 10, 31), 9h), {})), "authority.unknown-act");
}

TEST(Authority, NamesTheNearestMissOfSeveralInstruments) {
    Instrument other = instrument();
    other.delegation.acts = {will_act};
    Instrument expired = instrument();
    expired.delegation.to = day(2026, 6, 30);

    EXPECT_EQ(refusal(ask(clerk, copy_act, in_term, {other, expired})), "authority.expired");
}

TEST(Authority, TheSameQuestionHasTheSameAnswer) {
    EXPECT_EQ(ask(clerk, copy_act, in_term, {instrument()}), ask(clerk, copy_act, in_term, {instrument()}));
}

TEST(Authority, InstrumentsAndEventsRoundTrip) {
    Instrument revoked = instrument();
    revoked.revocation = Revocation{"40/QĐ-UBND", in_term, "đổi phân công"};
    const std::vector<InstrumentEvent> events = {DelegationGranted{delegation(), in_term, Digest{}, PersonId("lan.vu")},
                                                 DelegationRevoked{*revoked.revocation}};

    EXPECT_EQ(instrument_from(to_json(revoked)), revoked);
    for (const InstrumentEvent& event : events) {
        EXPECT_EQ(instrument_event(type_of(event), to_json(event)), event);
    }
}

}  // namespace
}  // namespace trien::authority
