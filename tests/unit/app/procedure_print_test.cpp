// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/app/procedures.hpp"
#include "engine/base/file.hpp"
#include "tests/unit/procedure/shipped.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::app {
namespace {

using render::test::judged;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path source = TRIEN_SOURCE_DIR;

std::string printed(const std::filesystem::path& file) {
    return print_procedure(file, {source / "processes", source / "templates"});
}

const std::string& copies() {
    static const std::string pdf = printed(source / "processes/2.000815-chung-thuc-ban-sao.bpmn");
    return pdf;
}

TEST(PrintedProcedure, FollowsTheOfficialLayout) {
    const std::string text = judged(copies(), "pdftotext -layout {} -");

    std::size_t at = 0;
    for (const char* heading : {"Mã hiệu: QT 11/CX-HCTP",
                                "Soạn thảo",
                                "Chữ ký",
                                "Chuyên viên",
                                "TRANG THEO DÕI SỐ LẦN SỬA ĐỔI TÀI LIỆU",
                                "1. MỤC ĐÍCH",
                                "2. PHẠM VI",
                                "3. TÀI LIỆU VIỆN DẪN",
                                "4. ĐỊNH NGHĨA/VIẾT TẮT",
                                "5. NỘI DUNG QUY TRÌNH",
                                "a) Thành phần",
                                "b) Thời hạn",
                                "c) Đối tượng",
                                "d) Cơ quan",
                                "đ) Kết quả",
                                "e) Phí",
                                "g) Tên mẫu đơn",
                                "h) Yêu cầu",
                                "i) Căn cứ",
                                "k) Quy trình",
                                "Đóng dấu",
                                "* Các bước có thể nhiều",
                                "6. BIỂU MẪU",
                                "7. HỒ SƠ CẦN LƯU",
                                "NGUỒN",
                                "SƠ ĐỒ QUY TRÌNH"}) {
        const auto found = text.find(heading, at);
        ASSERT_NE(found, std::string::npos) << heading << "\n" << text;
        at = found;
    }
}

TEST(PrintedProcedure, HasATimeColumnForEachCase) {
    const std::string text =
        judged(printed(source / "processes/1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn"), "pdftotext -layout {} -");

    EXPECT_THAT(text, HasSubstr("có xác minh"));
    EXPECT_THAT(text, HasSubstr("(23 ngày)"));
    EXPECT_THAT(text, HasSubstr("20 ngày"));
}

TEST(PrintedProcedure, CarriesItsSourceFile) {
    EXPECT_THAT(judged(copies(), "pdfdetach -list {}"), HasSubstr("2.000815-chung-thuc-ban-sao.bpmn"));
}

TEST(PrintedProcedure, IsTheSameBytesTwice) {
    EXPECT_EQ(copies(), printed(source / "processes/2.000815-chung-thuc-ban-sao.bpmn"));
}

class EveryPrintedProcedure : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(EveryPrintedProcedure, IsSoundAndNamesEveryStep) {
    const std::string pdf = printed(GetParam());
    const auto procedure = procedure::load_procedure(GetParam(), &procedure::law());

    EXPECT_THAT(judged(pdf, "qpdf --check {}"), HasSubstr("No syntax or stream encoding errors found"));
    const std::string text = judged(pdf, "pdftotext -raw {} -");
    EXPECT_THAT(text, Not(HasSubstr("\f\f"))) << "an empty page";
    // The picture numbers its boxes as the step table does.
    for (const procedure::Step& step : procedure.steps) {
        EXPECT_THAT(text, HasSubstr("\n" + std::to_string(step.ordinal) + ". ")) << step.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, EveryPrintedProcedure, testing::ValuesIn(procedure::procedure_files()));

}  // namespace
}  // namespace trien::app
