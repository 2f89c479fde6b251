// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/app/procedures.hpp"
#include "engine/base/file.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::filesystem::path processes = procedure::processes;
const std::filesystem::path single_status = processes / "1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn";

TEST(ComparedProcedures, AFileIsTheSameAsItself) {
    const ComparedProcedures compared = compare_procedures(single_status, single_status, processes);

    EXPECT_TRUE(compared.same);
    EXPECT_EQ(compared.text.en, "No differences");
    EXPECT_THAT(compared.changed, IsEmpty());
}

TEST(ComparedProcedures, WhatChangedCanBeHighlighted) {
    const TemporaryFolder folder;
    const auto changed = folder.path() / "changed.bpmn";
    write_file(changed, procedure::with(read_file(single_status), R"(<iso:responsible role="records-clerk"/>)",
                                        R"(<iso:responsible role="reception"/>)"));

    const ComparedProcedures compared = compare_procedures(single_status, changed, processes);

    EXPECT_FALSE(compared.same);
    EXPECT_THAT(compared.changed, ElementsAre("seal"));
    const DrawnProcedure drawn = draw_procedure(changed, {compared.changed, 1});
    EXPECT_THAT(drawn.svg.value(), HasSubstr(R"(<g class="element highlight" data-element="seal")"));
}

TEST(Handbook, RefusesARoleNobodyKnows) {
    try {
        static_cast<void>(show_handbook("nobody", {single_status}, processes));
        FAIL() << "an unknown role was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "procedure.no-such-role");
        EXPECT_THAT(error.mend().en, HasSubstr("records-clerk"));
    }
}

}  // namespace
}  // namespace trien::app
