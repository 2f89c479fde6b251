// SPDX-License-Identifier: Apache-2.0
#include "engine/render/archive.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/render/detail/qpdf.hpp"
#include "engine/render/pdf_document.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using test::judged;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* pangram = "Quyết định về việc ủy quyền: ẤẦẨẪẬ ằắẳẵặ ẾỀỂỄỆ ộổỗốồ ỨỪỬỮỰ ỳỵỷỹý Đđ “₫” – …";

std::string drawing(int pages = 1) {
    PdfDocument document(fonts());
    for (int i = 0; i < pages; ++i) {
        Page page = document.add_page();
        page.text({72, 700}, pangram, {Face::regular, 12});
        page.text({72, 680}, pangram, {Face::bold, 12});
        page.text({72, 660}, pangram, {Face::italic, 12});
        page.text({72, 640}, pangram, {Face::bold_italic, 12});
    }
    return document.finish();
}

ArchiveOptions options() {
    ArchiveOptions options;
    options.title = "Quyết định <số 12> & phụ lục";
    options.created = *Instant::parse("2026-11-23T09:00:00+07:00");
    return options;
}

Attachment attachment(const std::string& name) {
    Attachment attachment;
    attachment.name = name;
    attachment.media_type = "application/json";
    attachment.description = "Dữ liệu của hồ sơ";
    attachment.modified = options().created;
    attachment.bytes = R"({"number":12})";
    return attachment;
}

SignatureField signature_field(const std::string& name, int page) {
    SignatureField field;
    field.name = name;
    field.page = page;
    field.box = {100, 100, 200, 150};
    return field;
}

TEST(Archive, IsSoundAndSaysPdf17) {
    const std::string pdf = to_pdfa3(drawing(), options());

    EXPECT_TRUE(pdf.starts_with("%PDF-1.7\n"));
    EXPECT_THAT(pdf, AllOf(HasSubstr("\nxref\n"), Not(HasSubstr("/ObjStm"))));
    EXPECT_THAT(judged(pdf, "qpdf --check {}"), HasSubstr("No syntax or stream encoding errors found"));
}

TEST(Archive, KeepsEveryVietnameseLetterCopyable) {
    const std::string text = test::text_of(to_pdfa3(drawing(), options()));

    EXPECT_EQ(test::lines_of(text), std::vector<std::string>(4, pangram));
}

TEST(Archive, EmbedsASubsetOfEveryFaceWithAUnicodeMap) {
    const std::string fonts_used = judged(to_pdfa3(drawing(), options()), "pdffonts {} | tail -n +3");

    EXPECT_EQ(test::lines_of(fonts_used).size(), 4U);
    for (const std::string& font : test::lines_of(fonts_used)) EXPECT_THAT(font, HasSubstr("yes yes yes"));
}

TEST(Archive, StaysSmall) {
    EXPECT_LT(to_pdfa3(drawing(), options()).size(), 40'000U);
}

TEST(Archive, GivesTheSameBytesForTheSameInput) {
    EXPECT_EQ(to_pdfa3(drawing(2), options()), to_pdfa3(drawing(2), options()));
}

TEST(Archive, GivesTheSameBytesInEveryThread) {
    const std::string alone = to_pdfa3(drawing(), options());
    std::vector<std::string> together(4);

    std::vector<std::jthread> threads;
    for (std::string& pdf : together) threads.emplace_back([&pdf] { pdf = to_pdfa3(drawing(), options()); });
    threads.clear();

    EXPECT_THAT(together, testing::Each(alone));
}

TEST(Archive, DeclaresPdfA3u) {
    const std::string metadata = judged(to_pdfa3(drawing(), options()), "pdfinfo -meta {}");

    EXPECT_THAT(metadata, HasSubstr("<pdfaid:part>3</pdfaid:part>"));
    EXPECT_THAT(metadata, HasSubstr("<pdfaid:conformance>U</pdfaid:conformance>"));
    EXPECT_THAT(metadata, HasSubstr("Quyết định &lt;số 12&gt; &amp; phụ lục"));
    EXPECT_THAT(metadata, HasSubstr("<xmp:CreateDate>2026-11-23T09:00:00+07:00</xmp:CreateDate>"));
}

TEST(Archive, CarriesAttachmentsThatAreAssociatedFiles) {
    ArchiveOptions with = options();
    with.attachments = {attachment("uy-quyen.json"), attachment("ho-so.json")};
    const std::string pdf = to_pdfa3(drawing(), with);

    EXPECT_THAT(test::lines_of(judged(pdf, "pdfdetach -list {}")),
                testing::ElementsAre("2 embedded files", "1: ho-so.json", "2: uy-quyen.json"));
    EXPECT_EQ(test::made_from(pdf, "pdfdetach -saveall -o {folder} {}"), attachment("").bytes);
    QPDF parsed;
    parsed.processMemoryFile("test", pdf.data(), pdf.size());
    QPDFObjectHandle file = parsed.getRoot().getKey("/AF").getArrayItem(0);
    EXPECT_EQ(file.getKey("/AFRelationship").getName(), "/Data");
    EXPECT_EQ(file.getKey("/EF").getKey("/F").getDict().getKey("/Subtype").getName(), "/application/json");
}

TEST(Archive, PreparesEmptyFieldsBeforeAnySignature) {
    ArchiveOptions with = options();
    with.signature_fields = {signature_field("NguoiKy", 1), signature_field("CoQuan", 2)};
    with.signature_fields[0].locks = {"So"};
    TextField number;
    number.name = "So";
    number.box = {10, 10, 60, 26};
    with.text_fields = {number};

    const std::string bytes = to_pdfa3(drawing(2), with);
    QPDF pdf;
    pdf.processMemoryFile("test", bytes.data(), bytes.size());
    QPDFObjectHandle form = pdf.getRoot().getKey("/AcroForm");

    EXPECT_EQ(form.getKey("/SigFlags").getIntValue(), 3);
    ASSERT_EQ(form.getKey("/Fields").getArrayNItems(), 3);
    QPDFObjectHandle signer = form.getKey("/Fields").getArrayItem(1);
    EXPECT_EQ(signer.getKey("/T").getUTF8Value(), "NguoiKy");
    EXPECT_FALSE(signer.hasKey("/V"));
    EXPECT_EQ(signer.getKey("/Lock").getKey("/Fields").getArrayItem(0).getUTF8Value(), "So");
    QPDFObjectHandle second = pdf.getAllPages().at(1);
    EXPECT_EQ(second.getKey("/Annots").getArrayNItems(), 1);
}

TEST(Archive, RefusesAFieldOnAPageThatIsNotThere) {
    ArchiveOptions with = options();
    with.signature_fields = {signature_field("NguoiKy", 2)};

    EXPECT_THROW((void)to_pdfa3(drawing(1), with), Error);
}

TEST(Archive, RefusesANameUsedTwice) {
    ArchiveOptions with = options();
    with.signature_fields = {signature_field("NguoiKy", 1), signature_field("NguoiKy", 1)};
    EXPECT_THROW((void)to_pdfa3(drawing(), with), Error);

    with = options();
    with.attachments = {attachment("a.json"), attachment("a.json")};
    EXPECT_THROW((void)to_pdfa3(drawing(), with), Error);
}

TEST(Archive, RefusesWhatIsNoDrawing) {
    EXPECT_THROW((void)to_pdfa3("%PDF-1.3\nbroken", options()), Error);
}

TEST(PdfDocument, NamesThePageOfACharacterItCannotDraw) {
    PdfDocument document(fonts());
    document.add_page();
    Page second = document.add_page();

    try {
        second.text({72, 700}, "漢", {});
        FAIL() << "drew what it cannot";
    } catch (const Error& error) {
        EXPECT_EQ(error.place().element, "page 2");
    }
}

}  // namespace
}  // namespace trien::render
