// SPDX-License-Identifier: Apache-2.0
#include "ocr/fields.hpp"

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

using papers::Degradation;
using papers::Format;
using papers::Kind;

/// A page of one-line blocks, set where a typist would have put them on A4 at 300 dpi.
class PageMaker {
  public:
    PageMaker& line(int x, int y, const std::string& text, int confidence = 95) {
        constexpr int letter_width = 26;
        constexpr int letter_height = 40;
        Line line;
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find(' ', start), text.size());
            const std::string word = text.substr(start, end - start);
            const int width = letter_width * static_cast<int>(letters(word));
            line.words.push_back({word, {x, y, width, letter_height}, confidence});
            x += width + letter_width;
            start = end + 1;
        }
        line.box = around(line.words.front().box, line.words.back().box);
        page_.blocks.push_back({{line}, line.box});
        return *this;
    }

    PageMaker& head() {
        return line(230, 300, "ỦY BAN NHÂN DÂN")
            .line(1250, 300, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            .line(260, 360, "PHƯỜNG AN HÒA")
            .line(1400, 360, "Độc lập - Tự do - Hạnh phúc");
    }

    Fields read() { return read_fields({page_}, shipped_settings().fields); }

  private:
    static std::size_t letters(const std::string& text) {
        std::size_t count = 0;
        for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
        return count;
    }

    Page page_{1, 2480, 3508, 300, {}, {}};
};

TEST(Fields, ReadThePrintedHead) {
    const Fields fields = PageMaker()
                              .head()
                              .line(280, 480, "Số: 05/QĐ-UBND")
                              .line(1350, 480, "An Hòa, ngày 09 tháng 02 năm 2026")
                              .line(1150, 640, "QUYẾT ĐỊNH")
                              .line(950, 700, "Về việc thành lập Tổ công nghệ số")
                              .read();

    EXPECT_EQ(fields.agency.value, "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA");
    EXPECT_EQ(fields.superior.certainty, Certainty::absent);
    EXPECT_EQ(fields.number.value, "05");
    EXPECT_EQ(fields.number.certainty, Certainty::sure);
    EXPECT_EQ(fields.symbol.value, "QĐ-UBND");
    EXPECT_EQ(fields.place.value, "An Hòa");
    EXPECT_EQ(fields.date.value, "2026-02-09");
    EXPECT_EQ(fields.date.certainty, Certainty::sure);
    EXPECT_EQ(fields.kind.value, "QUYẾT ĐỊNH");
    EXPECT_EQ(fields.abstract.value, "Về việc thành lập Tổ công nghệ số");
}

TEST(Fields, ANumberApartFromItsSymbolIsDoubtful) {
    const Fields fields = PageMaker().head().line(280, 480, "Số: 44 /QĐ-UBND").read();

    EXPECT_EQ(fields.number.value, "44");
    EXPECT_EQ(fields.number.certainty, Certainty::doubtful);
    EXPECT_FALSE(fields.number.reasons.empty());
}

TEST(Fields, AnEmptyNumberIsAbsent) {
    const Fields fields = PageMaker().head().line(280, 480, "Số: /QĐ-UBND").read();

    EXPECT_EQ(fields.number.certainty, Certainty::absent);
    EXPECT_EQ(fields.symbol.value, "QĐ-UBND");
}

TEST(Fields, ADayThatCouldNotBeReadStaysOpen) {
    const Fields fields = PageMaker().head().line(1350, 480, "An Hòa, ngày tháng 12 năm 2026").read();

    EXPECT_EQ(fields.date.value, "2026-12-??");
    EXPECT_EQ(fields.date.certainty, Certainty::doubtful);
}

TEST(Fields, ADayThatIsNotInTheCalendarIsDoubtful) {
    const Fields fields = PageMaker().head().line(1350, 480, "An Hòa, ngày 31 tháng 6 năm 2026").read();

    EXPECT_EQ(fields.date.certainty, Certainty::doubtful);
}

TEST(Fields, AMisreadSymbolIsKeptAndTheRightOneOffered) {
    const Fields fields = PageMaker().head().line(280, 480, "Số: 05/QD-UBND").line(1150, 640, "QUYẾT ĐỊNH").read();

    EXPECT_EQ(fields.symbol.value, "QD-UBND");
    EXPECT_EQ(fields.symbol.suggestion, "QĐ-UBND");
    EXPECT_EQ(fields.symbol.certainty, Certainty::doubtful);
}

TEST(Fields, AMisreadSymbolIsFoundUnderAMisreadKindToo) {
    const Fields fields = PageMaker().head().line(280, 480, "Số: 05/QĐĐ-UBND").line(1150, 640, "QUYÉT ĐỊNH").read();

    EXPECT_EQ(fields.symbol.value, "QĐĐ-UBND");
    EXPECT_EQ(fields.symbol.suggestion, "QĐ-UBND");
    EXPECT_EQ(fields.symbol.certainty, Certainty::doubtful);
}

TEST(Fields, AMisreadKindIsKeptAndTheRightOneOffered) {
    const Fields fields = PageMaker().head().line(280, 480, "Số: 05/BB-UBND").line(1150, 640, "BIẾN BẢN").read();

    EXPECT_EQ(fields.kind.value, "BIẾN BẢN");
    EXPECT_EQ(fields.kind.suggestion, "BIÊN BẢN");
    EXPECT_EQ(fields.kind.certainty, Certainty::doubtful);
}

TEST(Fields, AnAgencyOutsideTheCatalogueIsDoubtful) {
    const Fields fields = PageMaker()
                              .line(230, 300, "ỦY BAN NHÂN DÂN")
                              .line(1250, 300, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
                              .line(260, 360, "PHƯƠNG AN HÒA")
                              .line(280, 480, "Số: 05/QĐ-UBND")
                              .read();

    EXPECT_EQ(fields.agency.value, "ỦY BAN NHÂN DÂN PHƯƠNG AN HÒA");
    EXPECT_EQ(fields.agency.suggestion, "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA");
    EXPECT_EQ(fields.agency.certainty, Certainty::doubtful);
}

TEST(Fields, ALetterHasItsAbstractUnderTheNumber) {
    const Fields fields = PageMaker()
                              .head()
                              .line(280, 480, "Số: 12/UBND-VP")
                              .line(240, 540, "V/v báo cáo kết quả")
                              .line(240, 590, "số hóa hồ sơ")
                              .line(700, 800, "Kính gửi: Văn phòng")
                              .read();

    EXPECT_EQ(fields.kind.value, "CÔNG VĂN");
    EXPECT_EQ(fields.abstract.value, "báo cáo kết quả số hóa hồ sơ");
}

TEST(Fields, TheSignerStandsUnderTheTitle) {
    const Fields fields = PageMaker()
                              .head()
                              .line(280, 480, "Số: 12/TB-UBND")
                              .line(1500, 2400, "KT. CHỦ TỊCH")
                              .line(1480, 2460, "PHÓ CHỦ TỊCH")
                              .line(1480, 2900, "Trần Thị Hạnh")
                              .read();

    EXPECT_EQ(fields.authority.value, "KT. CHỦ TỊCH");
    EXPECT_EQ(fields.title.value, "PHÓ CHỦ TỊCH");
    EXPECT_EQ(fields.signer.value, "Trần Thị Hạnh");
}

TEST(Fields, WordsReadBadlyMakeTheirFieldDoubtful) {
    const Fields fields = PageMaker().head().line(280, 480, "Số: 05/QĐ-UBND", 40).read();

    EXPECT_EQ(fields.number.certainty, Certainty::doubtful);
}

TEST(Fields, AContractHasNoHead) {
    const Fields fields =
        PageMaker().line(800, 300, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").line(1130, 500, "HỢP ĐỒNG").read();

    EXPECT_EQ(fields.agency.certainty, Certainty::absent);
    EXPECT_EQ(fields.kind.value, "HỢP ĐỒNG");
}

TEST(Fields, AnEmptyPaperHasNone) {
    const Fields fields = read_fields({}, shipped_settings().fields);

    for (const auto& [name, member] : field_names()) {
        EXPECT_EQ((fields.*member).certainty, Certainty::absent) << name;
        EXPECT_FALSE((fields.*member).reasons.empty()) << name;
    }
}

class CleanPaper : public testing::TestWithParam<Kind> {};

TEST_P(CleanPaper, GivesItsFieldsExactly) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), request_of(GetParam(), Degradation::clean));

    const Fields fields = read_document(sample.path, shipped_settings(), 1).fields;

    for (const auto& [name, member] : field_names()) {
        const Field& field = fields.*member;
        if (field.certainty != Certainty::sure) continue;
        EXPECT_EQ(field.value, sample.field(std::string(name))) << name;
    }
    EXPECT_EQ(fields.agency.value, sample.field("agency"));
    EXPECT_EQ(fields.number.value, sample.field("number"));
    EXPECT_EQ(fields.symbol.value, sample.field("symbol"));
    EXPECT_EQ(fields.date.value, sample.field("date"));
    EXPECT_EQ(fields.place.value, sample.field("place"));
    EXPECT_EQ(fields.kind.value, sample.field("kind"));
}

INSTANTIATE_TEST_SUITE_P(Kinds,
                         CleanPaper,
                         testing::Values(Kind::decision, Kind::letter, Kind::notice),
                         [](const auto& test) {
                             std::string name(papers::text(test.param));
                             std::erase(name, '-');
                             return name;
                         });

TEST(Fields, HandwritingIsNeverSure) {
    const TemporaryFolder folder;
    const SampleFile sample = write_sample(folder.path(), {105, Kind::notice, Degradation::clean, Format::jpeg, true});

    const Fields fields = read_document(sample.path, shipped_settings(), 1).fields;

    EXPECT_NE(fields.number.certainty, Certainty::sure) << fields.number.value;
    EXPECT_NE(fields.date.certainty, Certainty::sure) << fields.date.value;
    EXPECT_EQ(fields.symbol.value, "TB-UBND");
}

}  // namespace
}  // namespace trien::ocr
