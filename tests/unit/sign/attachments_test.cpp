// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/attachments.hpp"

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;

std::string pdf_with_attachments() {
    return make_pdf({
        "<< /Type /Catalog /Pages 2 0 R /AF [3 0 R 5 0 R]"
        " /Names << /EmbeddedFiles << /Names [(a.json) 3 0 R (c.txt) 7 0 R] >> >> >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        "<< /Type /Filespec /F (a.json) /UF (a.json) /AFRelationship /Data /EF << /F 4 0 R /UF 4 0 R >> >>",
        stream_object("/Type /EmbeddedFile /Subtype /application#2Fjson", "{}"),
        "<< /Type /Filespec /UF <FEFF1EE6> /AFRelationship /Supplement /EF << /F 6 0 R >> >>",
        stream_object("/Type /EmbeddedFile /Subtype /text#2Fplain /Filter /ASCIIHexDecode", "5869 6e>"),
        "<< /Type /Filespec /F (c.txt) /EF << /F 8 0 R >> >>",
        stream_object("/Type /EmbeddedFile", "c"),
    });
}

TEST(ExtractAttachments, FindsAssociatedAndListedFilesOnce) {
    const auto files = extract_attachments(pdf_with_attachments());

    ASSERT_EQ(files.size(), 3U);
    EXPECT_EQ(files[0].name, "a.json");
    EXPECT_EQ(files[0].mime, "application/json");
    EXPECT_EQ(files[0].relationship, "Data");
    EXPECT_EQ(files[0].bytes, "{}");
    EXPECT_EQ(files[1].name, "Ủ");
    EXPECT_EQ(files[1].relationship, "Supplement");
    EXPECT_EQ(files[1].bytes, "Xin");
    EXPECT_EQ(files[2].name, "c.txt");
    EXPECT_EQ(files[2].mime, "");
}

TEST(ExtractAttachments, StopsAtTheLimits) {
    const std::string pdf = pdf_with_attachments();

    EXPECT_THROW((void)extract_attachments(pdf, {.count = 2}), Error);
    EXPECT_THROW((void)extract_attachments(pdf, {.count = 9, .total_bytes = 5}), Error);
    EXPECT_EQ(extract_attachments(pdf, {.count = 3, .total_bytes = 6}).size(), 3U);
}

TEST(ExtractAttachments, FindsNoneInAPlainDocument) {
    EXPECT_TRUE(extract_attachments(prepared_pdf()).empty());
}

}  // namespace
}  // namespace trien::sign
