// SPDX-License-Identifier: Apache-2.0
#include "ocr/image.hpp"

#include <cmath>
#include <mutex>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "ocr/detail/faults.hpp"
#include "ocr/detail/pdf_pages.hpp"
#include "ocr/detail/pix.hpp"

namespace trien::ocr {

namespace fs = std::filesystem;

namespace {

constexpr double a4_short_side = 210 / 25.4;  // inches

const l_uint8* data_of(std::string_view bytes) {
    return reinterpret_cast<const l_uint8*>(bytes.data());
}

Picture plain_depth(Picture pix) {
    if (pixGetColormap(pix.get()) != nullptr) pix.reset(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
    if (pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) pix.reset(pixRemoveAlpha(pix.get()));
    const int depth = pixGetDepth(pix.get());
    if (depth != 1 && depth != 8 && depth != 32) pix.reset(pixConvertTo8(pix.get(), 0));
    return pix;
}

/// Size and kind of one picture as its header says.
struct Header {
    int format = IFF_UNKNOWN;
    int width = 0;
    int height = 0;
    int bits = 0;
    int components = 0;
    int dpi = 0;
};

std::optional<Header> header_of(std::string_view bytes) {
    Header header;
    l_int32 colour_map = 0;
    if (pixReadHeaderMem(data_of(bytes), bytes.size(), &header.format, &header.width, &header.height, &header.bits,
                         &header.components, &colour_map) != 0) {
        return std::nullopt;
    }
    return header;
}

bool is_tiff(int format) {
    return format == IFF_TIFF || format == IFF_TIFF_G3 || format == IFF_TIFF_G4 || format == IFF_TIFF_RLE ||
           format == IFF_TIFF_PACKBITS || format == IFF_TIFF_LZW || format == IFF_TIFF_ZIP || format == IFF_TIFF_JPEG;
}

int format_of(std::string_view bytes) {
    l_int32 format = IFF_UNKNOWN;
    constexpr std::size_t magic_bytes = 12;
    if (bytes.size() < magic_bytes || findFileFormatBuffer(data_of(bytes), &format) != 0) return IFF_UNKNOWN;
    return format;
}

/// A JPEG ends with its end marker; scanners may pad it, so the last stretch is searched.
bool has_jpeg_end(std::string_view bytes) {
    constexpr std::size_t stretch = 65536;
    return bytes.substr(bytes.size() - std::min(bytes.size(), stretch)).find("\xFF\xD9") != std::string_view::npos;
}

Encoded pressed(const Image& image) {
    const int type = image.depth() == 1 ? L_G4_ENCODE : L_FLATE_ENCODE;
    L_COMP_DATA* made = nullptr;
    if (pixGenerateCIData(pix_of(image), type, 0, 0, &made) != 0) throw std::bad_alloc();
    const CompressedData data(made);
    Encoded encoded;
    encoded.filter = image.depth() == 1 ? Encoded::Filter::g4 : Encoded::Filter::flate;
    encoded.width = image.width();
    encoded.height = image.height();
    encoded.components = image.depth() == 32 ? 3 : 1;
    encoded.bits = image.depth() == 1 ? 1 : 8;
    encoded.dpi = image.dpi();
    encoded.bytes.assign(reinterpret_cast<const char*>(data->datacomp), data->nbytescomp);
    return encoded;
}

/// One picture in memory: a PNG or JPEG file.
class SinglePicture final : public PageSource {
  public:
    SinglePicture(std::string name, std::string bytes, const Limits& limits)
        : PageSource(sha256(bytes)), name_(std::move(name)), bytes_(std::move(bytes)) {
        const std::optional<Header> header = header_of(bytes_);
        if (!header) throw damaged({name_, 0, 0, ""});
        header_ = *header;
        require_size({name_, 0, 0, ""}, header_.width, header_.height, limits);
        if (header_.format == IFF_JFIF_JPEG && !has_jpeg_end(bytes_)) throw damaged({name_, 0, 0, ""});
    }

    [[nodiscard]] int size() const override { return 1; }

    [[nodiscard]] Image image(int /*number*/) override {
        Picture pix(pixReadMem(data_of(bytes_), bytes_.size()));
        if (!pix) throw damaged({name_, 0, 0, ""});
        return make_image(std::move(pix));
    }

    [[nodiscard]] Encoded encoded(int number) override {
        const Image decoded = image(number);
        if (header_.format == IFF_JFIF_JPEG && header_.components != 4) return jpeg_as_is(decoded);
        if (auto passed = png_as_is(bytes_)) {
            passed->dpi = decoded.dpi();
            return *std::move(passed);
        }
        return pressed(decoded);
    }

  private:
    [[nodiscard]] Encoded jpeg_as_is(const Image& decoded) const {
        Encoded encoded;
        encoded.filter = Encoded::Filter::jpeg;
        encoded.width = header_.width;
        encoded.height = header_.height;
        encoded.components = header_.components;
        encoded.dpi = decoded.dpi();
        encoded.bytes = bytes_;
        return encoded;
    }

    std::string name_;
    std::string bytes_;
    Header header_;
};

int tiff_pages(const std::string& bytes) {
    const Handle<FILE, std::fclose> file(fopenReadFromMemory(data_of(bytes), bytes.size()));
    l_int32 count = 0;
    if (!file || tiffGetCount(file.get(), &count) != 0) return 0;
    return count;
}

class TiffPages final : public PageSource {
  public:
    TiffPages(std::string name, std::string bytes, const Limits& limits)
        : PageSource(sha256(bytes)),
          name_(std::move(name)),
          bytes_(std::move(bytes)),
          pages_(tiff_pages(bytes_)),
          limits_(limits) {
        if (pages_ == 0) throw damaged({name_, 0, 0, ""});
        require_pages({name_, 0, 0, ""}, pages_, limits);
    }

    [[nodiscard]] int size() const override { return pages_; }

    [[nodiscard]] Image image(int number) override {
        const Place place = page_place(name_, number);
        l_int32 width = 0;
        l_int32 height = 0;
        if (readHeaderMemTiff(data_of(bytes_), bytes_.size(), number - 1, &width, &height, nullptr, nullptr, nullptr,
                              nullptr, nullptr) != 0) {
            throw damaged(place);
        }
        require_size(place, width, height, limits_);
        Picture pix(pixReadMemTiff(data_of(bytes_), bytes_.size(), number - 1));
        if (!pix) throw damaged(place);
        return make_image(std::move(pix));
    }

    /// Pressed anew: scanners cut a TIFF page into strips, which a PDF picture cannot be.
    [[nodiscard]] Encoded encoded(int number) override { return pressed(image(number)); }

  private:
    std::string name_;
    std::string bytes_;
    int pages_;
    Limits limits_;
};

}  // namespace

int Image::width() const {
    return pixGetWidth(state_->pix.get());
}
int Image::height() const {
    return pixGetHeight(state_->pix.get());
}
int Image::depth() const {
    return pixGetDepth(state_->pix.get());
}
int Image::dpi() const {
    return pixGetXRes(state_->pix.get());
}

Image make_image(Picture pix, int dpi) {
    const int said = dpi != 0 ? dpi : pixGetXRes(pix.get());
    pix = plain_depth(std::move(pix));
    if (!pix) throw std::bad_alloc();
    const int short_side = std::min(pixGetWidth(pix.get()), pixGetHeight(pix.get()));
    const int reckoned = std::max(1, static_cast<int>(std::lround(short_side / a4_short_side)));
    // Screens and cameras write 72 or 96 whatever the paper; no page scanned so coarsely could be read at all.
    constexpr int screen_dpi = 96;
    const int chosen = said > screen_dpi ? said : reckoned;
    pixSetResolution(pix.get(), chosen, chosen);
    return Image(std::make_shared<const Image::State>(Image::State{std::move(pix)}));
}

void silence_leptonica() {
    static std::once_flag once;
    std::call_once(once, [] { setMsgSeverity(L_SEVERITY_NONE); });
}

std::unique_ptr<PageSource> open_pages(const fs::path& file, const Limits& limits) {
    silence_leptonica();
    const std::string name = file.string();
    std::string bytes = read_file(file, limits.file_bytes);
    if (bytes.empty()) {
        throw Error(Fault::input, "ocr.empty", {name, 0, 0, ""}, {"Tệp rỗng", "the file is empty"},
                    {"Quét lại và gửi lại tệp", "scan it again and send the file again"});
    }
    if (is_pdf(bytes)) return open_pdf(file, std::move(bytes), limits);
    const int format = format_of(bytes);
    if (format == IFF_PNG || format == IFF_JFIF_JPEG) {
        return std::make_unique<SinglePicture>(name, std::move(bytes), limits);
    }
    if (is_tiff(format)) return std::make_unique<TiffPages>(name, std::move(bytes), limits);
    throw Error(Fault::input, "ocr.not-an-image", {name, 0, 0, ""},
                {"Tệp không phải PNG, JPEG, TIFF hay PDF", "the file is not a PNG, JPEG, TIFF or PDF"},
                {"Lưu bản quét ở một trong bốn dạng đó", "save the scan in one of these four forms"});
}

}  // namespace trien::ocr
