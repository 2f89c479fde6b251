// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/revision.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
using ::testing::ElementsAre;

const std::string base = prepared_pdf();

Revision read(const std::string& pdf) {
    return read_revision(pdf, base.size(), pdf.size(), read_final_xref(base));
}

TEST(Revision, NamesItsObjects) {
    const std::string pdf = append_revision(base, {{5, "<< /A [1 -2.5 (\\)x(y)) <0aF> /N true null 3 0 R] >>"},
                                                   {12, stream_object("/X << /Y 1 >>", "endobj endstream")}});

    const Revision revision = read(pdf);

    EXPECT_THAT(revision.objects, ElementsAre(5, 12));
    EXPECT_EQ(revision.xref, read_final_xref(pdf));
}

TEST(Revision, LeavesNoByteUnexplained) {
    const std::string pdf = append_revision(base, {{5, "<< /A 1 >>"}, {12, stream_object("", "abc")}});
    ASSERT_NO_THROW((void)read(pdf));

    for (const std::string& inserted : std::vector<std::string>{" ", "\n", "%", "0", "(", "<<", "13 0 obj\n"}) {
        for (std::size_t at = base.size(); at <= pdf.size(); ++at) {
            std::string changed = pdf;
            changed.insert(at, inserted);
            // Inside a value spaces are free, and the digits of a value are its own affair.
            try {
                const Revision revision = read(changed);
                EXPECT_THAT(inserted, ::testing::AnyOf(" ", "0")) << at - base.size();
                EXPECT_THAT(revision.objects, ElementsAre(5, 12));
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), "sign.revision");
            }
        }
    }
}

TEST(Revision, RefusesAKeyTwiceAndDeepNesting) {
    EXPECT_THROW((void)read(append_revision(base, {{5, "<< /A 1 /A 2 >>"}})), Error);
    EXPECT_THROW((void)read(append_revision(base, {{5, std::string(100000, '[')}})), Error);
    EXPECT_THROW((void)read(append_revision(base, {{5, "<< /A 1"}})), Error);
    EXPECT_THROW((void)read(append_revision(base, {{5, "(abc"}})), Error);
}

RC_GTEST_PROP(Revision, RefusesArbitraryBytes, (const std::string& bytes)) {
    const std::string pdf = base + bytes;
    RC_ASSERT_THROWS_AS((void)read_revision(pdf, base.size(), pdf.size(), 0), Error);
}

}  // namespace
}  // namespace trien::sign
