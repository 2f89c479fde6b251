// SPDX-License-Identifier: Apache-2.0
#include "engine/registers/register_book.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace trien::registers {
namespace {

using namespace std::chrono_literals;

const RegisterBook book_2026{RegisterCode("SCT/BS"), 2026, 1, 0};
const Instant morning = Instant::of(std::chrono::year{2026} / 11 / 23, 9h);

Line line(int n) {
    return {DossierId("H26.99.01-261123-000" + std::to_string(n)), "Bằng tốt nghiệp", "Trần Thị Bình", n, Dong(2000)};
}

TEST(RegisterBook, StartsAtOneAndPrintsTwoDigits) {
    const auto first = allot(book_2026, morning, line(1));

    ASSERT_TRUE(first);
    EXPECT_EQ(first->ordinal, 1);
    EXPECT_EQ(ordinal_text(first->ordinal), "01");
    EXPECT_EQ(volume_text(*first), "01/2026-SCT/BS");
    EXPECT_EQ(stream_of(first->code, first->year), "register/SCT-BS/2026");
}

TEST(RegisterBook, RefusesAnActOfAnotherYear) {
    const auto refused = allot(book_2026, Instant::of(std::chrono::year{2027} / 1 / 4, 9h), line(1));

    EXPECT_EQ(refused.error().code, "register.year");
}

TEST(RegisterBook, SeesAGapOrADoubleInItsHistory) {
    auto event = *allot(book_2026, morning, line(1));
    const RegisterBook after = evolve(book_2026, event);

    EXPECT_THROW((void)evolve(after, event), Error);
    event.ordinal = 3;
    EXPECT_THROW((void)evolve(after, event), Error);
}

TEST(RegisterBook, EventsRoundTrip) {
    const auto event = *allot(book_2026, morning, line(7));

    EXPECT_EQ(number_allotted_from(to_json(event)), event);
}

RC_GTEST_PROP(RegisterBook, OrdinalsHaveNoGapsAndReplayEqualsState, ()) {
    const auto count = *rc::gen::inRange(0, 200);
    RegisterBook live = book_2026;
    RegisterBook replayed = book_2026;
    for (int n = 1; n <= count; ++n) {
        const auto event = allot(live, morning, line(n));
        RC_ASSERT(event.has_value());
        RC_ASSERT(event->ordinal == n);
        live = evolve(live, *event);
        replayed = evolve(replayed, number_allotted_from(Json::parse(canonical(to_json(*event)))));
    }
    RC_ASSERT(replayed == live);
    RC_ASSERT(live.last == count);
}

}  // namespace
}  // namespace trien::registers
