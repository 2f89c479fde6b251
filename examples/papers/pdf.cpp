// SPDX-License-Identifier: Apache-2.0
#include "examples/papers/detail/pdf.hpp"

#include <stdexcept>
#include <vector>

#include <fmt/format.h>

namespace trien::papers {

namespace {

void destroy_data(L_COMP_DATA* data) noexcept {
    l_CIDataDestroy(&data);
}

/// Objects in the order of their numbers, from 1; the last is followed by the table of their places.
class PdfFile {
  public:
    void add(const std::string& object) {
        places_.push_back(file_.size());
        file_ += fmt::format("{} 0 obj\n{}\nendobj\n", places_.size(), object);
    }

    void add_stream(const std::string& dictionary, const std::string& bytes) {
        add(fmt::format("<<{} /Length {}>>\nstream\n", dictionary, bytes.size()) + bytes + "\nendstream");
    }

    std::string finish() {
        const std::size_t table = file_.size();
        file_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places_.size() + 1);
        for (const std::size_t place : places_) file_ += fmt::format("{:010} 00000 n \n", place);
        file_ += fmt::format("trailer\n<</Size {} /Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", places_.size() + 1, table);
        return std::move(file_);
    }

  private:
    std::string file_ = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    std::vector<std::size_t> places_;
};

constexpr int objects_before_pages = 2;
constexpr int objects_a_page = 3;

int page_object(int index) {
    return objects_before_pages + 1 + index * objects_a_page;
}

void add_page(PdfFile& file, const Pictures& pages, int index, int jpeg_quality) {
    const Picture page(pixaGetPix(pages.get(), index, L_CLONE));
    const bool bilevel = pixGetDepth(page.get()) == 1;
    L_COMP_DATA* made = nullptr;
    if (pixGenerateCIData(page.get(), bilevel ? L_G4_ENCODE : L_JPEG_ENCODE, jpeg_quality, 0, &made) != 0) {
        throw std::runtime_error("Leptonica could not press the page");
    }
    const Handle<L_COMP_DATA, destroy_data> data(made);
    const double points_per_pixel = 72.0 / pixGetXRes(page.get());
    const double width = data->w * points_per_pixel;
    const double height = data->h * points_per_pixel;
    const int number = page_object(index);
    file.add(
        fmt::format("<</Type /Page /Parent 2 0 R /MediaBox [0 0 {:.2f} {:.2f}] /Contents {} 0 R /Resources "
                    "<</XObject <</Im0 {} 0 R>>>>>>",
                    width, height, number + 1, number + 2));
    file.add_stream("", fmt::format("q {:.2f} 0 0 {:.2f} 0 0 cm /Im0 Do Q", width, height));
    const std::string filter =
        bilevel ? fmt::format("/CCITTFaxDecode /DecodeParms <</K -1 /Columns {} /Rows {}>>", data->w, data->h)
                : std::string("/DCTDecode");
    file.add_stream(
        fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent {} /ColorSpace {} "
                    "/Filter {}",
                    data->w, data->h, data->bps, data->spp == 3 ? "/DeviceRGB" : "/DeviceGray", filter),
        std::string(reinterpret_cast<const char*>(data->datacomp), data->nbytescomp));
}

}  // namespace

std::string write_pdf(const Pictures& pages, int jpeg_quality) {
    const int count = pixaGetCount(pages.get());
    std::string kids;
    for (int i = 0; i < count; ++i) kids += fmt::format("{} 0 R ", page_object(i));
    PdfFile file;
    file.add("<</Type /Catalog /Pages 2 0 R>>");
    file.add(fmt::format("<</Type /Pages /Count {} /Kids [{}]>>", count, kids));
    for (int i = 0; i < count; ++i) add_page(file, pages, i, jpeg_quality);
    return file.finish();
}

}  // namespace trien::papers
