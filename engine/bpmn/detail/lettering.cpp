// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/lettering.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace trien::bpmn::detail {

namespace {

/// Takes the first code point off a text of valid UTF-8.
std::uint32_t next(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    std::uint32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < std::min(length, text.size()); ++i) {
        point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    text.remove_prefix(std::min(length, text.size()));
    return point;
}

/// In parts of the font size.
double width_of(std::uint32_t point) {
    if (point >= 0x300 && point < 0x370) return 0;  // combining marks
    if (point >= 0x2E80) return 1;                  // Han, kana, hangul and the like
    if (point >= 0x80) return 0.6;
    const char c = static_cast<char>(point);
    if (std::string_view("iljI.,:;'!|").find(c) != std::string_view::npos) return 0.31;
    if (std::string_view("tfr()[]/- ").find(c) != std::string_view::npos) return 0.38;
    if (std::string_view("mwMW@%").find(c) != std::string_view::npos) return 0.92;
    if (c >= 'A' && c <= 'Z') return 0.7;
    return 0.59;
}

/// Collects lines word by word, and stops listening when there is one more than may be.
class Wrapper {
  public:
    Wrapper(double width, double size, std::size_t most_lines) : width_(width), size_(size), most_lines_(most_lines) {}

    [[nodiscard]] bool is_full() const { return lines_.size() > most_lines_; }

    void add(std::string_view word) {
        const std::string joined = line_.empty() ? std::string(word) : line_ + " " + std::string(word);
        if (text_width(joined, size_) <= width_) {
            line_ = joined;
            return;
        }
        flush();
        for (std::string_view rest = word; !rest.empty() && !is_full();) line_ = head_of(rest);
    }
    void flush() {
        if (!line_.empty()) lines_.push_back(std::exchange(line_, {}));
    }
    std::vector<std::string> lines() && {
        flush();
        return std::move(lines_);
    }

  private:
    /// As much of a word as fits on a line, one letter at least; what is before it on the line is finished.
    std::string head_of(std::string_view& word) {
        flush();
        std::string_view rest = word;
        std::size_t fits = 0;
        while (!rest.empty()) {
            next(rest);
            const std::size_t length = word.size() - rest.size();
            if (fits > 0 && text_width(word.substr(0, length), size_) > width_) break;
            fits = length;
        }
        std::string head(word.substr(0, fits));
        word.remove_prefix(fits);
        return head;
    }

    double width_;
    double size_;
    std::size_t most_lines_;
    std::string line_;
    std::vector<std::string> lines_;
};

std::array<double, 3> rgb(std::string_view colour) {
    const bool is_short = colour.size() == 4;
    std::array<double, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view digits = is_short ? colour.substr(1 + i, 1) : colour.substr(1 + 2 * i, 2);
        int value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        parts[i] = (is_short ? value * 17 : value) / 255.0;
    }
    return parts;
}

/// Relative luminance (WCAG 2.1).
double luminance(std::string_view colour) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    const auto [red, green, blue] = rgb(colour);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

double contrast(std::string_view one, std::string_view other) {
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

}  // namespace

double text_width(std::string_view line, double size) {
    double width = 0;
    while (!line.empty()) width += width_of(next(line));
    return width * size;
}

std::vector<std::string> wrapped(std::string_view text, double width, double size, std::size_t most_lines) {
    Wrapper wrapper(width, size, most_lines);
    for (std::size_t at = 0; at < text.size() && !wrapper.is_full();) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        if (end > at) wrapper.add(text.substr(at, end - at));
        if (end < text.size() && text[end] == '\n') wrapper.flush();
        at = end + 1;
    }
    std::vector<std::string> lines = std::move(wrapper).lines();
    if (lines.size() > most_lines) {
        lines.resize(std::max<std::size_t>(most_lines, 1));
        lines.back() += "…";
    }
    return lines;
}

std::string plain_colour(std::string_view colour, std::string_view otherwise) {
    const bool is_plain = (colour.size() == 4 || colour.size() == 7) && colour.front() == '#' &&
                          colour.substr(1).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    return std::string(is_plain ? colour : otherwise);
}

std::string readable_on(std::string_view ground, std::string_view wished) {
    if (contrast(ground, wished) >= 4.5) return std::string(wished);
    return contrast(ground, "#000000") >= contrast(ground, "#ffffff") ? "#000000" : "#ffffff";
}

}  // namespace trien::bpmn::detail
