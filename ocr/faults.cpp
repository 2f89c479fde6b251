// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/faults.hpp"

#include <utility>

#include <fmt/format.h>

namespace trien::ocr {

Place page_place(const std::string& file, int number) {
    return {file, 0, 0, fmt::format("page {}", number)};
}

Error damaged(Place place) {
    return Error(Fault::input, "ocr.damaged", std::move(place),
                 {"Ảnh bị hỏng hoặc bị cắt cụt nên không giải mã được", "the picture is damaged or cut short"},
                 {"Quét lại trang này hoặc chép lại tệp từ máy quét", "scan it again or copy the file again"});
}

void require_size(const Place& place, std::int64_t width, std::int64_t height, const Limits& limits) {
    const bool fits = width > 0 && height > 0 && width <= limits.page_side && height <= limits.page_side &&
                      width * height <= limits.page_pixels;
    if (fits) return;
    throw Error(Fault::input, "ocr.too-large", place,
                {fmt::format("Ảnh {} × {} điểm vượt giới hạn {} triệu điểm một trang", width, height,
                             limits.page_pixels / 1'000'000),
                 fmt::format("the picture of {} × {} pixels exceeds the limit of {} million pixels a page", width,
                             height, limits.page_pixels / 1'000'000)},
                {"Quét lại ở 300 dpi", "scan it again at 300 dpi"});
}

void require_pages(const Place& place, std::int64_t pages, const Limits& limits) {
    if (pages == 0) {
        throw Error(Fault::input, "ocr.no-pages", place, {"Tệp không có trang nào", "the file has no pages"},
                    {"Quét lại và gửi lại tệp", "scan it again and send the file again"});
    }
    if (static_cast<std::uint64_t>(pages) <= limits.pages) return;
    throw Error(Fault::input, "ocr.too-many-pages", place,
                {fmt::format("Tệp có {} trang, vượt giới hạn {} trang", pages, limits.pages),
                 fmt::format("the file has {} pages, more than the limit of {}", pages, limits.pages)},
                {"Tách thành nhiều tệp", "split it into several files"});
}

}  // namespace trien::ocr
