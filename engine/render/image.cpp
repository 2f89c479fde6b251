// SPDX-License-Identifier: Apache-2.0
#include "engine/render/image.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/render/detail/qpdf.hpp"

namespace trien::render {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view png_signature = "\x89PNG\r\n\x1A\n"sv;
constexpr std::string_view jpeg_signature = "\xFF\xD8\xFF"sv;
constexpr std::uint32_t largest_side = 65'535;  // pixels; a JPEG cannot have more

[[noreturn]] void refuse_image(const char* code, Message cause, Message mend) {
    throw Error(Fault::input, code, {}, std::move(cause), std::move(mend));
}

[[noreturn]] void refuse_damaged() {
    refuse_image("render.image-damaged",
                 {"Tệp ảnh bị hỏng hoặc thiếu dữ liệu", "the image file is damaged or cut short"},
                 {"Quét hoặc xuất lại ảnh", "scan or export the image again"});
}

[[noreturn]] void refuse_kind(const std::string& vi, const std::string& en) {
    refuse_image("render.image-kind",
                 {fmt::format("Không dùng được ảnh: {}", vi), fmt::format("the image cannot be used: {}", en)},
                 {"Lưu lại thành JPEG xám hoặc màu RGB, hoặc PNG không đan xen",
                  "save it as a grey or RGB JPEG, or as a PNG without interlacing"});
}

/// Reads big-endian numbers and runs of bytes; refuses to read past the end.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::string_view take(std::size_t count) {
        if (count > rest_.size()) refuse_damaged();
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    std::uint32_t number(std::size_t bytes) {
        std::uint32_t value = 0;
        for (const char byte : take(bytes)) value = value << 8U | static_cast<unsigned char>(byte);
        return value;
    }

  private:
    std::string_view rest_;
};

bool starts_frame(std::uint32_t marker) {
    return marker == 0xFFC0 || marker == 0xFFC1 || marker == 0xFFC2;
}

/// Other coding processes: lossless, hierarchical, arithmetic (ITU-T T.81, table B.1). PDF knows none of them.
bool starts_foreign_frame(std::uint32_t marker) {
    return marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC &&
           !starts_frame(marker);
}

EncodedImage read_jpeg_frame(std::string_view segment, std::string_view file) {
    Reader frame(segment);
    const std::uint32_t precision = frame.number(1);
    const std::uint32_t height = frame.number(2);
    const std::uint32_t width = frame.number(2);
    const std::uint32_t components = frame.number(1);
    if (precision != 8) refuse_kind("JPEG 12 bit", "12-bit JPEG");
    if (components != 1 && components != 3) refuse_kind("JPEG hệ màu CMYK", "CMYK JPEG");
    if (width == 0 || height == 0) refuse_damaged();

    EncodedImage image;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    image.entries = fmt::format("/ColorSpace /Device{} /Filter /DCTDecode", components == 1 ? "Gray" : "RGB");
    image.data = file;
    return image;
}

EncodedImage read_jpeg(std::string_view file) {
    Reader reader(file);
    reader.take(2);
    for (;;) {
        std::uint32_t marker = reader.number(2);
        while (marker == 0xFFFF) marker = 0xFF00U | reader.number(1);  // fill bytes (ITU-T T.81, B.1.1.2)
        const std::uint32_t length = reader.number(2);
        if (marker < 0xFFC0 || length < 2) refuse_damaged();
        const std::string_view segment = reader.take(length - 2);
        if (starts_foreign_frame(marker)) refuse_kind("kiểu nén JPEG lạ", "unusual JPEG coding");
        if (starts_frame(marker)) return read_jpeg_frame(segment, file);
    }
}

constexpr std::array<std::uint32_t, 256> crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ value >> 1U : value >> 1U;
        table.at(byte) = value;
    }
    return table;
}

/// The check sum of a PNG chunk (ISO/IEC 15948, annex D).
std::uint32_t crc32(std::string_view bytes) {
    static constexpr auto table = crc_table();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) crc = table.at((crc ^ static_cast<unsigned char>(byte)) & 0xFFU) ^ crc >> 8U;
    return ~crc;
}

/// What a PNG file says of itself, and its compressed samples.
struct Png {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t bits = 0;
    std::uint32_t colour_type = 0;
    bool transparent_colours = false;
    std::string palette;
    std::string samples;
};

void read_png_header(std::string_view chunk, Png& png) {
    Reader header(chunk);
    png.width = header.number(4);
    png.height = header.number(4);
    png.bits = header.number(1);
    png.colour_type = header.number(1);
    header.take(2);
    if (header.number(1) != 0) refuse_kind("PNG đan xen", "interlaced PNG");
    if (png.width == 0 || png.height == 0) refuse_damaged();
    if (png.width > largest_side || png.height > largest_side) refuse_kind("ảnh quá lớn", "the image is too large");
}

Png read_png_chunks(std::string_view file) {
    Reader reader(file);
    reader.take(png_signature.size());
    Png png;
    for (;;) {
        const std::uint32_t length = reader.number(4);
        const std::string_view chunk = reader.take(std::size_t{length} + 4);
        if (reader.number(4) != crc32(chunk)) refuse_damaged();
        const std::string_view type = chunk.substr(0, 4);
        const std::string_view body = chunk.substr(4);
        if (type == "IHDR") read_png_header(body, png);
        if (type == "PLTE") png.palette = body;
        if (type == "tRNS") png.transparent_colours = true;
        if (type == "IDAT") png.samples += body;
        if (type == "IEND") return png;
    }
}

/// Colour types of ISO/IEC 15948, 11.2.2: bit 0 palette, bit 1 colour, bit 2 alpha.
constexpr std::uint32_t uses_palette = 1;
constexpr std::uint32_t uses_colour = 2;
constexpr std::uint32_t uses_alpha = 4;

std::uint32_t channels_of(const Png& png) {
    if ((png.colour_type & uses_palette) != 0) return 1;
    return ((png.colour_type & uses_colour) != 0 ? 3U : 1U) + ((png.colour_type & uses_alpha) != 0 ? 1U : 0U);
}

/// PDF reads PNG's own compression and row filters (ISO 32000-1, 7.4.4.4).
std::string predictor_of(const Png& png) {
    return fmt::format("<< /Predictor 15 /Colors {} /BitsPerComponent {} /Columns {} >>", channels_of(png), png.bits,
                       png.width);
}

std::string colour_space_of(const Png& png) {
    if (png.colour_type == (uses_palette | uses_colour)) {
        if (png.palette.empty() || png.palette.size() % 3 != 0 || png.palette.size() > 768) refuse_damaged();
        return fmt::format("[/Indexed /DeviceRGB {} <{}>]", png.palette.size() / 3 - 1, to_hex(png.palette));
    }
    return (png.colour_type & uses_colour) != 0 ? "/DeviceRGB" : "/DeviceGray";
}

/// Keeps unpacked samples, and no more of them than the header promised.
class Samples final : public Pipeline {
  public:
    explicit Samples(std::size_t limit) : Pipeline("samples", nullptr), limit_(limit) {}
    void write(const unsigned char* data, std::size_t count) override {
        if (count > limit_ - bytes_.size()) throw std::runtime_error("more samples than the header promised");
        bytes_.append(reinterpret_cast<const char*>(data), count);
    }
    void finish() override {}
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    std::size_t limit_;
    std::string bytes_;
};

std::string unpack(const Png& png) {
    const std::size_t size = std::size_t{png.width} * png.height * channels_of(png);
    Samples samples(size);
    try {
        QPDF pdf;
        pdf.emptyPDF();
        pdf.setSuppressWarnings(true);
        QPDFObjectHandle stream = QPDFObjectHandle::newStream(&pdf);
        stream.replaceStreamData(png.samples, QPDFObjectHandle::newName("/FlateDecode"),
                                 QPDFObjectHandle::parse(predictor_of(png)));
        stream.pipeStreamData(&samples, 0, qpdf_dl_generalized, true);
    } catch (const std::exception&) {
        refuse_damaged();
    }
    if (samples.bytes().size() != size) refuse_damaged();
    return samples.bytes();
}

/// Parts colour from opacity.
void split_alpha(const Png& png, EncodedImage& image) {
    const std::string samples = unpack(png);
    const std::size_t colours = channels_of(png) - 1;
    for (std::size_t at = 0; at < samples.size(); at += colours + 1) {
        image.data.append(samples, at, colours);
        image.alpha += samples[at + colours];
    }
}

EncodedImage read_png(std::string_view file) {
    const Png png = read_png_chunks(file);
    if (png.samples.empty()) refuse_damaged();
    if (png.transparent_colours) refuse_kind("PNG có màu trong suốt", "PNG with transparent colours");

    EncodedImage image;
    image.width = static_cast<int>(png.width);
    image.height = static_cast<int>(png.height);
    image.bits = static_cast<int>(png.bits);
    image.entries = "/ColorSpace " + colour_space_of(png);
    if ((png.colour_type & uses_alpha) != 0) {
        if (png.bits != 8) refuse_kind("PNG trong suốt 16 bit", "transparent 16-bit PNG");
        split_alpha(png, image);
        return image;
    }
    image.entries += " /Filter /FlateDecode /DecodeParms " + predictor_of(png);
    image.data = png.samples;
    return image;
}

}  // namespace

EncodedImage read_image(std::string_view file) {
    if (file.starts_with(png_signature)) return read_png(file);
    if (file.starts_with(jpeg_signature)) return read_jpeg(file);
    refuse_kind("không phải JPEG hay PNG", "neither JPEG nor PNG");
}

}  // namespace trien::render
