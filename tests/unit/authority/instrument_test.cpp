// SPDX-License-Identifier: Apache-2.0
#include "engine/authority/instrument.hpp"

#include <gtest/gtest.h>

#include "tests/unit/authority/office.hpp"

namespace trien::authority {
namespace {

const Instant signing = Instant::of(day(2026, 1, 5), 8h);

std::string verdict(const Delegation& delegation, Instant at = signing) {
    const auto result = may_grant(delegation, office(), law(), at);
    return result ? "granted" : result.error().code;
}

TEST(Delegation, IsGrantedByTheHolderOfThePower) {
    EXPECT_EQ(verdict(delegation()), "granted");
}

TEST(Delegation, E4_CannotBeGivenOnByTheDelegate) {
    Delegation further = delegation();
    further.delegator = clerk;
    further.delegates = {chair};

    EXPECT_EQ(verdict(further), "delegation.no-power");
}

TEST(Delegation, E6_MayNotBeLongerThanTheTerritoryAllows) {
    Delegation longest = delegation();
    longest.to = day(2029, 1, 4);  // 36 months to the day
    Delegation too_long = delegation();
    too_long.to = day(2029, 1, 5);

    EXPECT_EQ(verdict(longest), "granted");
    EXPECT_EQ(verdict(too_long), "delegation.term-too-long");
}

TEST(Delegation, E7_NeedsATermAndAContent) {
    Delegation no_acts = delegation();
    no_acts.acts.clear();
    Delegation no_term = delegation();
    no_term.to = Date{};
    Delegation no_number = delegation();
    no_number.id = InstrumentId("");

    EXPECT_EQ(verdict(no_acts), "delegation.content");
    EXPECT_EQ(verdict(no_term), "delegation.term");
    EXPECT_EQ(verdict(no_number), "delegation.number");
}

TEST(Delegation, GoesOnlyToCivilServantsInOffice) {
    Delegation to_guard = delegation();
    to_guard.delegates = {guard};
    Delegation to_himself = delegation();
    to_himself.delegates = {chair};

    EXPECT_EQ(verdict(to_guard), "delegation.delegate");
    EXPECT_EQ(verdict(to_himself), "delegation.self");
}

TEST(Delegation, CoversOnlyActsTheLawLetsDelegate) {
    Delegation wills = delegation();
    wills.acts = {will_act};
    Delegation unknown = delegation();
    unknown.acts = {ActCode("9.999999")};

    EXPECT_EQ(verdict(wills), "delegation.not-delegable");
    EXPECT_EQ(verdict(unknown), "delegation.unknown-act");
}

TEST(Delegation, IsNotBackdated) {
    EXPECT_EQ(verdict(delegation(), Instant::of(day(2026, 1, 6), 8h)), "delegation.backdated");
}

TEST(Delegation, IsRevokedOnceAndWithAReason) {
    const Revocation revocation{"40/QĐ-UBND", Instant::of(day(2026, 6, 1), 0h), "đổi phân công"};
    const auto revoked = revoke(instrument(), revocation);
    ASSERT_TRUE(revoked);

    const Instrument after = evolve(instrument(), InstrumentEvent(*revoked));

    EXPECT_EQ(after.revocation, revocation);
    EXPECT_EQ(revoke(after, revocation).error().code, "delegation.already-revoked");
    EXPECT_EQ(revoke(instrument(), {"40/QĐ-UBND", signing, ""}).error().code, "delegation.reason-required");
}

}  // namespace
}  // namespace trien::authority
