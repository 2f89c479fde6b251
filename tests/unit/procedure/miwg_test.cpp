// SPDX-License-Identifier: Apache-2.0
// The reference models of the BPMN Model Interchange Working Group: foreign, valid, and none of ours.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

TEST(InterchangeModels, AreReadWithoutACrashAndGiveLocatedFindings) {
    const char* const shared = std::getenv("TRIEN_SHARED");
    const std::filesystem::path models = std::filesystem::path(shared == nullptr ? "" : shared) / "data/bpmn/miwg";
    if (shared == nullptr || !std::filesystem::is_directory(models)) {
        GTEST_SKIP() << "TRIEN_SHARED does not lead to the models";
    }
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(models)) {
        const ReadResult result = read_procedure_file(entry.path(), &law());
        ++count;

        EXPECT_FALSE(result.procedure) << entry.path();
        EXPECT_FALSE(passes(result.findings)) << entry.path();
        for (const Finding& finding : result.findings) {
            EXPECT_GT(finding.place.line, 0) << finding.code;
            EXPECT_NE(finding.code, "PROC-005") << finding.place.text() << finding.text.en;
        }
    }
    EXPECT_EQ(count, 21);
}

}  // namespace
}  // namespace trien::procedure
