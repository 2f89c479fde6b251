// SPDX-License-Identifier: Apache-2.0
#include "examples/papers/detail/degrade.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace trien::papers {

namespace {

constexpr int threshold = 165;

int width_of(const Picture& page) {
    return pixGetWidth(page.get());
}
int height_of(const Picture& page) {
    return pixGetHeight(page.get());
}

l_uint32* row_of(const Picture& page, int y) {
    return pixGetData(page.get()) + std::ptrdiff_t{y} * pixGetWpl(page.get());
}

Picture with_resolution(PIX* made, const Picture& like) {
    pixCopyResolution(made, like.get());
    return Picture(made);
}

Picture grey(const Picture& page) {
    return with_resolution(pixConvertRGBToLuminance(page.get()), page);
}

l_uint32 rgb(int red, int green, int blue) {
    const auto part = [](int value) { return static_cast<l_uint32>(std::clamp(value, 0, 255)); };
    return part(red) << 24U | part(green) << 16U | part(blue) << 8U;
}

/// Replaces every pixel: change(x, y, {r, g, b}) -> {r, g, b}.
template <class Change>
void repaint(const Picture& page, Change change) {
    for (int y = 0; y < height_of(page); ++y) {
        l_uint32* row = row_of(page, y);
        for (int x = 0; x < width_of(page); ++x) {
            const std::array<int, 3> old = {static_cast<int>(row[x] >> 24U), static_cast<int>(row[x] >> 16U & 0xffU),
                                            static_cast<int>(row[x] >> 8U & 0xffU)};
            const std::array<int, 3> now = change(x, y, old);
            row[x] = rgb(now[0], now[1], now[2]);
        }
    }
}

/// Grain as a sum of three even throws, near enough to a bell curve.
int grain(Dice& dice, int strength) {
    return (dice.between(-strength, strength) + dice.between(-strength, strength) + dice.between(-strength, strength)) /
           3;
}

/// Off-white paper and the faint grain of every scan.
void on_paper(const Picture& page, int strength, Dice& dice) {
    repaint(page, [&](int, int, const std::array<int, 3>& old) {
        const int speckle = grain(dice, strength);
        return std::array{old[0] - 3 + speckle, old[1] - 4 + speckle, old[2] - 8 + speckle};
    });
}

Scan skewed(const Picture& page, Dice& dice) {
    const int size = dice.between(700, 2500);
    const int angle = dice.chance(50) ? size : -size;
    const auto radians = static_cast<l_float32>(angle / 1000.0 * std::numbers::pi / 180);
    return {with_resolution(pixRotate(page.get(), radians, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0), page), 0, angle};
}

Picture blurred(const Picture& page) {
    const Picture once(pixBlockconv(page.get(), 2, 2));
    return with_resolution(pixBlockconv(once.get(), 2, 2), page);
}

/// Pale ink on grey, uneven paper; the back of the sheet shines through mirrored.
void fade(const Picture& page) {
    const Picture mirrored(pixFlipLR(nullptr, page.get()));
    const Picture back(pixBlockconv(mirrored.get(), 3, 3));
    const double width = width_of(page);
    repaint(page, [&](int x, int y, const std::array<int, 3>& old) {
        const int shine = (255 - static_cast<int>(row_of(back, y)[x] >> 16U & 0xffU)) / 9;
        const int light = static_cast<int>(214 - 26 * x / width);
        const auto tone = [&](int value) { return light - (255 - value) * 42 / 100 - shine; };
        return std::array{tone(old[0]), tone(old[1]), tone(old[2]) - 6};
    });
}

void stain(const Picture& page, Dice& dice) {
    const double x0 = width_of(page) * dice.between(0.3, 0.7);
    const double y0 = height_of(page) * dice.between(0.35, 0.7);
    const double radius = width_of(page) * dice.between(0.14, 0.2);
    repaint(page, [&](int x, int y, const std::array<int, 3>& old) {
        const double reach = std::hypot(x - x0, (y - y0) * 1.1) / radius;
        if (reach > 1.06) return old;
        const double strength = reach > 0.94 ? 1 - 0.42 * (1 - std::abs(reach - 1) / 0.06) : 0.86 - 0.04 * reach;
        return std::array{static_cast<int>(old[0] * strength), static_cast<int>(old[1] * (strength - 0.06)),
                          static_cast<int>(old[2] * (strength - 0.18))};
    });
}

Picture bilevel(const Picture& page) {
    const Picture flat = grey(page);
    return with_resolution(pixThresholdToBinary(flat.get(), threshold), page);
}

void black(const Picture& page, int x, int y, int width, int height) {
    pixRasterop(page.get(), x, y, width, height, PIX_SET, nullptr, 0, 0);
}

Picture photocopied(const Picture& page, Dice& dice) {
    const Picture soft(pixBlockconv(page.get(), 1, 1));
    on_paper(soft, 60, dice);
    pixCopyResolution(soft.get(), page.get());
    Picture copy = bilevel(soft);
    const int specks = width_of(copy) * height_of(copy) / 4200;
    for (int i = 0; i < specks; ++i) {
        const int x = dice.between(0, width_of(copy) - 1);
        black(copy, x, dice.between(0, height_of(copy) - 1), dice.between(1, 4), dice.between(1, 4));
    }
    const int band = dice.between(20, 60);
    black(copy, 0, 0, band, height_of(copy));
    black(copy, 0, height_of(copy) - band / 2, width_of(copy), band / 2);
    return copy;
}

Picture scaled(const Picture& page, int dpi) {
    const auto factor = static_cast<l_float32>(dpi) / static_cast<l_float32>(pixGetXRes(page.get()));
    Picture small(pixScaleAreaMap(page.get(), factor, factor));
    pixSetResolution(small.get(), dpi, dpi);
    return small;
}

Scan rotated(const Picture& page, Dice& dice) {
    const int quarters = dice.between(1, 3);
    Picture turned = with_resolution(pixRotateOrth(page.get(), quarters), page);
    return {std::move(turned), quarters * 90, 0};
}

}  // namespace

Scan degrade(Picture page, Degradation degradation, Dice& dice) {
    if (degradation == Degradation::photocopy) return {photocopied(page, dice), 0, 0};
    if (degradation == Degradation::fax) return {bilevel(scaled(page, 200)), 0, 0};
    if (degradation == Degradation::faded) fade(page);
    if (degradation == Degradation::stained) stain(page, dice);
    if (degradation == Degradation::blur) page = blurred(page);
    if (degradation == Degradation::coarse) page = scaled(page, 150);
    Scan scan{std::move(page), 0, 0};
    if (degradation == Degradation::skew) scan = skewed(scan.picture, dice);
    if (degradation == Degradation::rotated) scan = rotated(scan.picture, dice);
    on_paper(scan.picture, degradation == Degradation::noise ? 64 : 4, dice);
    return scan;
}

}  // namespace trien::papers
