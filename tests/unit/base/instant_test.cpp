// SPDX-License-Identifier: Apache-2.0
#include "engine/base/instant.hpp"

#include <gtest/gtest.h>

namespace trien {
namespace {

using namespace std::chrono_literals;

constexpr Date monday = std::chrono::year{2026} / 11 / 23;

TEST(Instant, WritesTheOffsetItWasReadIn) {
    EXPECT_EQ(Instant::of(monday, 9h + 5min).text(), "2026-11-23T09:05:00+07:00");
    EXPECT_EQ(Instant::of(monday, 9h + 1us, 0min).text(), "2026-11-23T09:00:00.000001+00:00");
    EXPECT_EQ(Instant::of(monday, 9h, -90min).text(), "2026-11-23T09:00:00-01:30");
}

TEST(Instant, ReadsWhatItWrites) {
    for (const char* text :
         {"2026-11-23T15:00:00+07:00", "1999-12-31T23:59:59.999999-01:30", "2024-02-29T00:00:00+00:00"}) {
        const auto instant = Instant::parse(text);
        ASSERT_TRUE(instant) << text;
        EXPECT_EQ(instant->text(), text);
    }
}

TEST(Instant, ComparesThePointNotTheZone) {
    EXPECT_EQ(Instant::parse("2026-11-23T08:00:00Z"), Instant::parse("2026-11-23T15:00:00+07:00"));
    EXPECT_LT(*Instant::parse("2026-11-23T15:00:00+08:00"), *Instant::parse("2026-11-23T15:00:00+07:00"));
}

TEST(Instant, RefusesWhatIsNotRfc3339) {
    for (const char* text : {"", "2026-11-23", "2026-11-23T15:00:00", "2026-13-23T15:00:00Z", "2026-02-29T15:00:00Z",
                             "2026-11-23T24:00:00Z", "2026-11-23T15:00:00+7:00", "2026-11-23T15:00:00+07:00x",
                             "2026-11-23T15:00:00.1234567Z", "2026-11-23 15:00:00Z", "-026-11-23T15:00:00Z"}) {
        EXPECT_FALSE(Instant::parse(text)) << text;
    }
}

TEST(Date, HasAnIsoAndAVietnameseForm) {
    EXPECT_EQ(text(monday), "2026-11-23");
    EXPECT_EQ(vietnamese_text(monday), "23/11/2026");
    EXPECT_EQ(parse_date("2026-11-23"), monday);
    EXPECT_FALSE(parse_date("2026-02-30"));
}

}  // namespace
}  // namespace trien
