// SPDX-License-Identifier: Apache-2.0
#include "engine/base/random.hpp"

#include <regex>

#include <gtest/gtest.h>

namespace trien {
namespace {

Instant at(const char* text) {
    return Instant::parse(text).value();
}

TEST(TimeOrderedUuid, IsOfVersionSeven) {
    const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    EXPECT_TRUE(std::regex_match(time_ordered_uuid(at("2026-11-16T08:00:00+07:00")), form));
}

TEST(TimeOrderedUuid, StartsWithTheMilliseconds) {
    // RFC 9562, appendix A.6 shows this moment.
    EXPECT_EQ(time_ordered_uuid(at("2022-02-22T14:22:22-05:00")).substr(0, 13), "017f22e2-79b0");
}

TEST(TimeOrderedUuid, SortsByTime) {
    EXPECT_LT(time_ordered_uuid(at("2026-11-16T08:00:00.001+07:00")),
              time_ordered_uuid(at("2026-11-16T08:00:00.002+07:00")));
}

TEST(TimeOrderedUuid, DiffersWithinOneMoment) {
    const Instant now = at("2026-11-16T08:00:00+07:00");
    EXPECT_NE(time_ordered_uuid(now), time_ordered_uuid(now));
}

}  // namespace
}  // namespace trien
