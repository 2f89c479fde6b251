// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/describe.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/json.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::HasSubstr;

TEST(Describe, FollowsTheSectionOrderOfTheModelFrame) {
    const std::string text = describe(shipped(), &law());

    std::size_t at = 0;
    for (const char* heading :
         {"SỞ TƯ PHÁP", "QUY TRÌNH", "Mã hiệu: QT 11/CX-HCTP    Mã TTHC: 2.000815",
          "Lần ban hành: 01    Ngày ban hành: 01/11/2025", "SỬA ĐỔI TÀI LIỆU", "1. MỤC ĐÍCH", "2. PHẠM VI",
          "3. TÀI LIỆU VIỆN DẪN", "4. ĐỊNH NGHĨA/VIẾT TẮT", "5. NỘI DUNG QUY TRÌNH", "a) Thành phần, số lượng hồ sơ",
          "b) Thời hạn giải quyết", "k) Quy trình xử lý công việc", "6. BIỂU MẪU", "7. HỒ SƠ CẦN LƯU"}) {
        const auto found = text.find(heading, at);
        ASSERT_NE(found, std::string::npos) << heading << "\n" << text;
        at = found;
    }
}

TEST(Describe, SaysTheRulesInWords) {
    const std::string text = describe(shipped(), &law());

    EXPECT_THAT(
        text,
        HasSubstr("b) Thời hạn giải quyết: 01 ngày làm việc, tính cả ngày tiếp nhận; nhận sau 15:00 thì tính từ ngày "
                  "làm việc tiếp theo; gia hạn không quá 02 ngày làm việc; lâu hơn nếu có thỏa thuận bằng văn bản"));
    EXPECT_THAT(text, HasSubstr("Thời gian: 01 ngày làm việc, chung các bước 1, 2, 3, 4, 5"));
    EXPECT_THAT(text, HasSubstr("Kết quả: trả lại về bước 2, không quá 2 lần, phải nêu lý do"));
    EXPECT_THAT(text, HasSubstr("Không do người đã làm bước 2 thực hiện"));
    EXPECT_THAT(text, HasSubstr("Văn thư (VT)"));
    EXPECT_THAT(text, HasSubstr("Sổ chứng thực bản sao từ bản chính; lưu tại: UBND cấp xã; thời gian lưu: vĩnh viễn"));
}

TEST(Describe, ShowsIdsWithoutALibrary) {
    const std::string text = describe(shipped());

    EXPECT_THAT(text, HasSubstr("Trách nhiệm: records-clerk"));
    EXPECT_THAT(text, HasSubstr("e) Phí, lệ phí: chung-thuc-ban-sao"));
}

TEST(ProcedureJson, IsCanonicalAndComplete) {
    const Json json = to_json(shipped());

    EXPECT_NO_THROW(static_cast<void>(canonical(json)));
    EXPECT_EQ(json["schema"], "trien/procedure/1");
    EXPECT_EQ(json["digest"], shipped().digest.hex());
    EXPECT_EQ(json["control"]["code"], "QT 11/CX-HCTP");
    EXPECT_EQ(json["deadlines"][0]["cutOff"], "15:00");
    EXPECT_EQ(json["steps"].size(), 5U);
    EXPECT_EQ(json["steps"][2]["outcomes"][1]["to"], "examine");
    EXPECT_EQ(json["records"][0]["years"], nullptr);
    EXPECT_EQ(json["ends"][1]["refused"], true);
}

}  // namespace
}  // namespace trien::procedure
