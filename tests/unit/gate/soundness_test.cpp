// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/soundness.hpp"

#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::gate {
namespace {

using execution::net_of;

Soundness search(std::string_view terse) {
    return check_soundness(*net_of(terse), {false, 2'000'000});
}

TEST(Soundness, Try) {
    const auto s = search(R"(
        start s -> a
        user a -> x
        xor x -> b [n > 1], c [default]
        user b -> j
        user c -> j
        and j -> e
        end e
    )");
    ASSERT_EQ(s.verdict, Verdict::unsound);
    EXPECT_EQ(s.flaws.front().text.vi, "");
    EXPECT_EQ(s.flaws.front().text.en, "");
}

}  // namespace
}  // namespace trien::gate
