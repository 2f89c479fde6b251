// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/progress.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace trien::lifecycle {
namespace {

using enum ProgressEvent;
using History = std::vector<ProgressEvent>;

TEST(Progress, RunsFromIntakeToDone) {
    EXPECT_EQ(replay(History{}), ProgressState::received);
    EXPECT_EQ(replay(History{take_up, finish}), ProgressState::done);
}

TEST(Progress, ResumesWhereItWasSuspended) {
    EXPECT_EQ(replay(History{ask_supplement, resume}), ProgressState::received);
    EXPECT_EQ(replay(History{take_up, ask_supplement, resume}), ProgressState::processing);
}

TEST(Progress, RemembersTheLastSuspensionOnly) {
    const History received_then_processing = {ask_supplement, resume, take_up, await_verification};

    EXPECT_EQ(replay(received_then_processing), ProgressState::awaiting_verification);
    EXPECT_EQ(lifecycle::advance(received_then_processing, resume), ProgressState::processing);
}

TEST(Progress, WaitsForOneThingAtATime) {
    const auto result = advance(History{take_up, ask_supplement}, await_obligation);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "progress.wrong-state");
    EXPECT_EQ(result.error().text.en,
              "expected to await-obligation, but the dossier is awaiting-supplement; it awaits: resume, stop");
    EXPECT_EQ(
        result.error().text.vi,
        "Không thể “yêu cầu thực hiện nghĩa vụ”: hồ sơ đang ở trạng thái “chờ bổ sung”; đang chờ: giải quyết tiếp, "
        "dừng");
}

TEST(Progress, IsNotFinishedWhileSuspended) {
    EXPECT_FALSE(advance(History{take_up, await_obligation}, finish));
    EXPECT_FALSE(advance(History{take_up, await_obligation}, ProgressEvent::refuse));
}

TEST(Progress, StopsInHandAndWhileWaiting) {
    EXPECT_EQ(replay(History{stop}), ProgressState::stopped);
    EXPECT_EQ(replay(History{take_up, await_verification, stop}), ProgressState::stopped);
    EXPECT_EQ(advance(History{stop}, resume).error().text.en,
              "expected to resume, but the dossier is stopped; it awaits: nothing");
}

}  // namespace
}  // namespace trien::lifecycle
