// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/pdf_pages.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "engine/base/file.hpp"
#include "ocr/detail/child.hpp"
#include "ocr/detail/faults.hpp"
#include "ocr/detail/g4.hpp"
#include "ocr/detail/pix.hpp"
#include "ocr/detail/qpdf.hpp"

namespace trien::ocr {

namespace fs = std::filesystem;

namespace {

constexpr double points_per_inch = 72;

/// Watches a page's drawing operators for one picture and nothing else that leaves a mark.
class DrawingWatch final : public QPDFObjectHandle::ParserCallbacks {
  public:
    void handleObject(QPDFObjectHandle object, std::size_t /*offset*/, std::size_t /*length*/) override {
        if (!object.isOperator()) {
            operands_.push_back(object);
            return;
        }
        apply(object.getOperatorValue());
        operands_.clear();
    }
    void handleEOF() override {}

    /// Name of the one picture drawn; empty when there is none, several, or something else.
    [[nodiscard]] std::string only_picture() const { return others_ || pictures_.size() != 1 ? "" : pictures_.front(); }
    /// True when a fill colour was chosen, which a stencil picture would be painted in.
    [[nodiscard]] bool is_coloured() const { return coloured_; }
    /// Where its unit square goes.
    [[nodiscard]] const QPDFMatrix& placed() const { return placed_; }

  private:
    void apply(const std::string& name) {
        // Operators that set or build but do not mark (ISO 32000-2, Annex A).
        static const std::set<std::string> unmarking = {
            "BDC", "BMC", "BT", "BX", "CS", "DP", "EMC", "ET", "EX", "G",  "J",  "K",  "M",  "MP",  "RG", "SC", "SCN",
            "T*",  "TD",  "TL", "Tc", "Td", "Tf", "Tm",  "Ts", "Tw", "Tz", "W",  "W*", "c",  "cs",  "d",  "d0", "d1",
            "g",   "gs",  "h",  "i",  "j",  "k",  "l",   "m",  "n",  "re", "rg", "ri", "sc", "scn", "v",  "w",  "y"};
        static const std::set<std::string> text_showing = {"Tj", "TJ", "'", "\""};
        static const std::set<std::string> fill_colours = {"cs", "g", "k", "rg", "sc", "scn"};
        constexpr long long unseen = 3;
        if (fill_colours.contains(name)) coloured_ = true;
        if (name == "q") return states_.push_back({matrix_, text_mode_});
        if (name == "Q") return restore();
        if (name == "cm") return concatenate();
        if (name == "Do") return picture();
        if (name == "Tr") return void(text_mode_ = operands_.empty() ? 0 : operands_.back().getIntValue());
        if (text_showing.contains(name)) return void(others_ = others_ || text_mode_ != unseen);
        if (!unmarking.contains(name)) others_ = true;
    }

    void restore() {
        if (states_.empty()) return;
        matrix_ = states_.back().matrix;
        text_mode_ = states_.back().text_mode;
        states_.pop_back();
    }

    void concatenate() {
        std::array<double, 6> value{};
        if (operands_.size() != value.size()) return void(others_ = true);
        std::ranges::transform(operands_, value.begin(), [](QPDFObjectHandle& o) { return o.getNumericValue(); });
        matrix_.concat(QPDFMatrix(value[0], value[1], value[2], value[3], value[4], value[5]));
    }

    void picture() {
        if (operands_.empty() || !operands_.back().isName()) return void(others_ = true);
        pictures_.push_back(operands_.back().getName());
        placed_ = matrix_;
    }

    struct State {
        QPDFMatrix matrix;
        long long text_mode;
    };

    std::vector<QPDFObjectHandle> operands_;
    std::vector<State> states_;
    QPDFMatrix matrix_;
    QPDFMatrix placed_;
    std::vector<std::string> pictures_;
    long long text_mode_ = 0;
    bool others_ = false;
    bool coloured_ = false;
};

/// Stamps and signature pictures lie over the page's own content.
bool has_visible_annotation(QPDFPageObjectHelper& page) {
    constexpr int hidden = 0x02;
    const std::vector<QPDFAnnotationObjectHelper> annotations = page.getAnnotations();
    return std::ranges::any_of(annotations, [](QPDFAnnotationObjectHelper annotation) {
        const auto box = annotation.getRect();
        const bool empty = box.urx <= box.llx || box.ury <= box.lly;
        return !empty && (annotation.getFlags() & hidden) == 0 && annotation.getSubtype() != "/Link" &&
               annotation.getSubtype() != "/Popup" && !annotation.getAppearanceDictionary().isNull();
    });
}

std::string only_filter(QPDFObjectHandle dictionary) {
    QPDFObjectHandle filter = dictionary.getKey("/Filter");
    if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
    return filter.isName() ? filter.getName() : "";
}

QPDFObjectHandle only_parameters(QPDFObjectHandle dictionary) {
    QPDFObjectHandle parameters = dictionary.getKey("/DecodeParms");
    if (parameters.isArray() && parameters.getArrayNItems() == 1) parameters = parameters.getArrayItem(0);
    return parameters.isDictionary() ? parameters : QPDFObjectHandle::newDictionary();
}

bool is_true(QPDFObjectHandle value) {
    return value.isBool() && value.getBoolValue();
}

/// Grey or RGB by itself or by an ICC profile; palettes and inks need a renderer.
bool has_plain_colours(QPDFObjectHandle dictionary) {
    static const std::set<std::string> plain = {"/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB", "/ICCBased"};
    QPDFObjectHandle space = dictionary.getKey("/ColorSpace");
    if (space.isArray() && space.getArrayNItems() > 0) space = space.getArrayItem(0);
    return space.isName() && plain.contains(space.getName());
}

bool is_stencil(QPDFObjectHandle dictionary) {
    return is_true(dictionary.getKey("/ImageMask"));
}

bool is_masked(QPDFObjectHandle dictionary) {
    return dictionary.hasKey("/SMask") || dictionary.hasKey("/Mask");
}

std::string raw_bytes(QPDFObjectHandle stream) {
    const auto buffer = stream.getRawStreamData();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

std::optional<Encoded> jpeg_of(QPDFObjectHandle stream) {
    if (!has_plain_colours(stream.getDict()) || stream.getDict().hasKey("/Decode")) return std::nullopt;
    Encoded encoded;
    encoded.filter = Encoded::Filter::jpeg;
    encoded.bytes = raw_bytes(stream);
    l_int32 format = IFF_UNKNOWN;
    const auto* data = reinterpret_cast<const l_uint8*>(encoded.bytes.data());
    if (pixReadHeaderMem(data, encoded.bytes.size(), &format, &encoded.width, &encoded.height, nullptr,
                         &encoded.components, nullptr) != 0 ||
        format != IFF_JFIF_JPEG || encoded.components == 4) {
        return std::nullopt;
    }
    return encoded;
}

std::optional<Encoded> g4_of(QPDFObjectHandle stream) {
    QPDFObjectHandle dictionary = stream.getDict();
    QPDFObjectHandle parameters = only_parameters(dictionary);
    QPDFObjectHandle kind = parameters.getKey("/K");
    const bool is_group_4 = kind.isInteger() && kind.getIntValue() < 0;
    const bool plain = is_stencil(dictionary) || has_plain_colours(dictionary);
    if (!is_group_4 || !plain || is_true(parameters.getKey("/EncodedByteAlign"))) {
        return std::nullopt;
    }
    Encoded encoded;
    encoded.filter = Encoded::Filter::g4;
    encoded.bits = 1;
    encoded.width = dictionary.getKey("/Width").getIntValueAsInt();
    encoded.height = dictionary.getKey("/Height").getIntValueAsInt();
    QPDFObjectHandle decode = dictionary.getKey("/Decode");
    const bool turned_over =
        decode.isArray() && decode.getArrayNItems() == 2 && decode.getArrayItem(0).getNumericValue() > 0.5;
    encoded.black_is_zero = is_true(parameters.getKey("/BlackIs1")) == turned_over;
    encoded.bytes = raw_bytes(stream);
    return encoded;
}

std::optional<Encoded> encoded_of(QPDFObjectHandle stream) {
    if (!stream.isStream() || is_masked(stream.getDict())) return std::nullopt;
    const std::string filter = only_filter(stream.getDict());
    if (filter == "/DCTDecode") return jpeg_of(stream);
    if (filter == "/CCITTFaxDecode") return g4_of(stream);
    return std::nullopt;
}

struct Extent {
    double width;
    double height;
};

Extent extent_of(QPDFPageObjectHelper& page) {
    const QPDFObjectHandle::Rectangle box = page.getCropBox().getArrayAsRectangle();
    return {box.urx - box.llx, box.ury - box.lly};
}

/// The page's one upright full-page picture; nothing when the page is anything else.
std::optional<Encoded> sole_picture(QPDFPageObjectHelper& page) {
    QPDFObjectHandle rotation = page.getAttribute("/Rotate", false);
    if ((rotation.isInteger() && rotation.getIntValue() % 360 != 0) || has_visible_annotation(page))
        return std::nullopt;
    DrawingWatch watch;
    page.parseContents(&watch);
    if (watch.only_picture().empty()) return std::nullopt;
    const QPDFMatrix& m = watch.placed();
    const Extent extent = extent_of(page);
    constexpr double nearly = 0.9;
    const bool fills = m.a >= nearly * extent.width && m.d >= nearly * extent.height;
    if (!fills || std::abs(m.b) > 0.01 || std::abs(m.c) > 0.01) return std::nullopt;
    QPDFObjectHandle picture = page.getAttribute("/Resources", false).getKey("/XObject").getKey(watch.only_picture());
    std::optional<Encoded> encoded = encoded_of(picture);
    if (!encoded || (is_stencil(picture.getDict()) && watch.is_coloured())) return std::nullopt;
    const double across = encoded->width / m.a * points_per_inch;
    const double down = encoded->height / m.d * points_per_inch;
    constexpr double square = 0.05;
    if (std::abs(across - down) > square * across) return std::nullopt;
    encoded->dpi = static_cast<int>(std::lround(across));
    return encoded;
}

Picture decoded(const Encoded& encoded) {
    const std::string tiff = encoded.filter == Encoded::Filter::g4 ? tiff_of_g4(encoded) : std::string();
    const std::string& file = tiff.empty() ? encoded.bytes : tiff;
    return Picture(pixReadMem(reinterpret_cast<const l_uint8*>(file.data()), file.size()));
}

class PdfPages final : public PageSource {
  public:
    PdfPages(fs::path file, std::string bytes, const Limits& limits)
        : PageSource(sha256(bytes)), file_(std::move(file)), bytes_(std::move(bytes)), limits_(limits) {
        try {
            pdf_.setSuppressWarnings(true);
            pdf_.processMemoryFile(file_.string().c_str(), bytes_.data(), bytes_.size());
            pages_ = QPDFPageDocumentHelper(pdf_).getAllPages();
        } catch (const QPDFExc& e) {
            throw e.getErrorCode() == qpdf_e_password ? encrypted() : broken(e.what());
        } catch (const std::exception& e) {
            throw broken(e.what());
        }
        require_pages({file_.string(), 0, 0, ""}, size(), limits_);
    }

    [[nodiscard]] int size() const override { return static_cast<int>(pages_.size()); }

    [[nodiscard]] Image image(int number) override {
        const Encoded page = encoded(number);
        Picture pix = decoded(page);
        if (!pix) throw damaged(page_place(file_.string(), number));
        return make_image(std::move(pix), page.dpi);
    }

    [[nodiscard]] Encoded encoded(int number) override {
        Extent extent{};
        if (std::optional<Encoded> picture = extract(number, extent)) {
            require_size(page_place(file_.string(), number), picture->width, picture->height, limits_);
            return *std::move(picture);
        }
        return drawn(number, extent);
    }

  private:
    std::optional<Encoded> extract(int number, Extent& extent) {
        const std::scoped_lock lock(mutex_);
        try {
            QPDFPageObjectHelper& page = pages_[static_cast<std::size_t>(number - 1)];
            extent = extent_of(page);
            return sole_picture(page);
        } catch (const std::exception&) {
            return std::nullopt;  // odd objects: the renderer may still make sense of them
        }
    }

    /// The page as poppler draws it, kept on disk so that it is drawn once.
    Encoded drawn(int number, const Extent& extent) {
        const Place place = page_place(file_.string(), number);
        const double scale = limits_.raster_dpi / points_per_inch;
        require_size(place, std::llround(extent.width * scale), std::llround(extent.height * scale), limits_);
        const fs::path picture = drawings_.path() / fmt::format("{}.jpg", number);
        if (!fs::exists(picture)) draw(number, drawings_.path() / fmt::format("{}", number));
        Encoded encoded;
        encoded.filter = Encoded::Filter::jpeg;
        if (fs::exists(picture)) encoded.bytes = read_file(picture, limits_.file_bytes);
        l_int32 format = IFF_UNKNOWN;
        if (pixReadHeaderMem(reinterpret_cast<const l_uint8*>(encoded.bytes.data()), encoded.bytes.size(), &format,
                             &encoded.width, &encoded.height, nullptr, &encoded.components, nullptr) != 0) {
            throw undrawable(place);
        }
        encoded.dpi = limits_.raster_dpi;
        return encoded;
    }

    void draw(int number, const fs::path& target) const {
        const std::string page = std::to_string(number);
        const int status = run_child(
            "pdftoppm", {"-r", std::to_string(limits_.raster_dpi), "-f", page, "-l", page, "-singlefile", "-cropbox",
                         "-jpeg", "-jpegopt", "quality=90", fs::absolute(file_).string(), target.string()});
        if (status != 0) throw undrawable(page_place(file_.string(), number));
    }

    [[nodiscard]] Error encrypted() const {
        return Error(Fault::input, "ocr.encrypted", {file_.string(), 0, 0, ""},
                     {"Tệp PDF có mật khẩu nên không đọc được", "the PDF asks for a password"},
                     {"Gỡ mật khẩu rồi gửi lại tệp", "remove the password and send it again"});
    }

    [[nodiscard]] Error broken(const char* detail) const {
        return Error(Fault::input, "ocr.broken-pdf", {file_.string(), 0, 0, ""},
                     {"Cấu trúc tệp PDF bị hỏng", fmt::format("the PDF's structure is broken: {}", detail)},
                     {"Chép lại tệp hoặc xuất lại PDF", "copy the file again or export the PDF anew"});
    }

    static Error undrawable(const Place& place) {
        return Error(Fault::external, "ocr.undrawable", place,
                     {"Chương trình pdftoppm không vẽ được trang PDF", "pdftoppm could not draw the PDF page"},
                     {"Xuất lại PDF hoặc quét lại trang này", "export the PDF anew or scan the page again"});
    }

    fs::path file_;
    std::string bytes_;
    Limits limits_;
    TemporaryFolder drawings_;
    std::mutex mutex_;  ///< guards pdf_ and pages_: qpdf reads objects lazily
    QPDF pdf_;
    std::vector<QPDFPageObjectHelper> pages_;
};

}  // namespace

bool is_pdf(std::string_view bytes) {
    constexpr std::size_t header_room = 1024;
    return bytes.substr(0, header_room).find("%PDF-") != std::string_view::npos;
}

std::unique_ptr<PageSource> open_pdf(const fs::path& file, std::string bytes, const Limits& limits) {
    return std::make_unique<PdfPages>(file, std::move(bytes), limits);
}

}  // namespace trien::ocr
