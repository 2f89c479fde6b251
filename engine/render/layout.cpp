// SPDX-License-Identifier: Apache-2.0
#include "engine/render/layout.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/render/detail/letters.hpp"

namespace trien::render {

namespace {

/// A piece that no line break divides.
struct Word {
    std::string text;
    Style style;
    double width = 0;
    double space = 0;  ///< the natural gap after it when another word follows on the line
};

/// Cuts a word wider than the column into pieces that fit.
std::vector<Word> cut(const Word& word, double column, const Fonts& fonts) {
    if (word.width <= column) return {word};
    std::vector<Word> pieces;
    Word piece{"", word.style};
    for (const char32_t letter : code_points(word.text)) {
        const std::string shown = utf8_of(letter);
        const double width = fonts.width(shown, word.style);
        if (!piece.text.empty() && piece.width + width > column)
            pieces.push_back(std::exchange(piece, {"", word.style}));
        piece.text += shown;
        piece.width += width;
    }
    piece.space = word.space;
    pieces.push_back(piece);
    return pieces;
}

std::vector<Word> words_of(const std::vector<Run>& runs, double column, const Fonts& fonts) {
    std::vector<Word> words;
    for (const Run& run : runs) {
        const std::string text = nfc(run.text);
        const double space = fonts.width(" ", run.style);
        for (std::size_t start = text.find_first_not_of(' '); start < text.size();) {
            const std::size_t end = std::min(text.find(' ', start), text.size());
            const std::size_t next = std::min(text.find_first_not_of(' ', end), text.size());
            const std::string word = text.substr(start, end - start);
            // A run ends where another begins with a gap, written or not ("Điều 1." and its text).
            const double gap = space * static_cast<double>(std::max<std::size_t>(next - end, 1));
            for (Word& piece : cut({word, run.style, fonts.width(word, run.style), gap}, column, fonts)) {
                words.push_back(std::move(piece));
            }
            start = next;
        }
    }
    return words;
}

/// Chooses line ends by dynamic programming over the whole paragraph: the sum of squared stretches is least.
class Breaker {
  public:
    Breaker(const std::vector<Word>& words, const ParagraphShape& shape) : words_(words), shape_(shape) {}

    /// Index past the last word of each line.
    std::vector<std::size_t> ends() {
        const std::size_t count = words_.size();
        best_.assign(count + 1, std::numeric_limits<double>::infinity());
        from_.assign(count + 1, 0);
        best_[0] = 0;
        for (std::size_t start = 0; start < count; ++start) extend(start);

        std::vector<std::size_t> ends;
        for (std::size_t end = count; end > 0; end = from_[end]) ends.push_back(end);
        std::ranges::reverse(ends);
        return ends;
    }

  private:
    // How far gaps may shrink, as a share of a space: a third (measured on office prose, no line looks crowded).
    static constexpr double most_shrink = 1.0 / 3.0;

    void extend(std::size_t start) {
        const double column = shape_.width - (start == 0 ? shape_.indent : 0);
        double letters = 0;
        double gaps = 0;
        for (std::size_t end = start + 1; end <= words_.size(); ++end) {
            if (end > start + 1) gaps += words_[end - 2].space;
            letters += words_[end - 1].width;
            const double slack = column - letters - gaps;
            const double shrink = shape_.align == Align::justify ? gaps * most_shrink : 0;
            if (slack < -shrink && end > start + 1) return;
            const double cost = best_[start] + badness(slack, gaps, end == words_.size());
            if (cost < best_[end]) {
                best_[end] = cost;
                from_[end] = start;
            }
        }
    }

    [[nodiscard]] double badness(double slack, double gaps, bool last) const {
        // Headings look best in lines of like length: "ỦY BAN NHÂN DÂN" over "PHƯỜNG AN HÒA".
        if (shape_.align == Align::centre) return slack * slack;
        if (last && slack >= 0) return 0;
        const double stretch = slack / std::max(gaps, 1.0);
        // Crowded lines disturb the reader sooner than loose ones.
        return stretch < 0 ? 9 * stretch * stretch : stretch * stretch;
    }

    const std::vector<Word>& words_;
    const ParagraphShape& shape_;
    std::vector<double> best_;
    std::vector<std::size_t> from_;
};

SetLine set_line(std::span<const Word> words, double indent, bool last, const ParagraphShape& shape) {
    double slack = shape.width - indent;
    double gaps = 0;
    double largest = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i + 1 < words.size()) gaps += words[i].space;
        slack -= words[i].width;
        largest = std::max(largest, words[i].style.size);
    }
    slack -= gaps;
    const bool fills = shape.align == Align::justify && gaps > 0 && (!last || slack < 0);
    const double stretch = fills ? 1 + slack / gaps : 1;

    SetLine line;
    line.height = largest * shape.line_spacing;
    double x = indent + (shape.align == Align::centre ? slack / 2 : 0);
    for (const Word& word : words) {
        line.words.push_back({word.text, word.style, x});
        x += word.width + word.space * stretch;
    }
    return line;
}

/// A strip and the place it was given.
struct PlacedStrip {
    const Strip* strip = nullptr;
    double top = 0;
};

/// Gives every strip its page and place.
class Paginator {
  public:
    explicit Paginator(const Margins& margins) : top_of_page_(a4.height - margins.top), bottom_(margins.bottom) {}

    std::vector<std::vector<PlacedStrip>> pages(std::span<const Strip> strips) {
        turn();
        for (std::size_t first = 0; first < strips.size();) {
            std::size_t last = first;
            while (strips[last].keeps && last + 1 < strips.size()) ++last;
            place_together(strips.subspan(first, last + 1 - first));
            first = last + 1;
        }
        return std::move(pages_);
    }

  private:
    void turn() {
        pages_.emplace_back();
        top_ = top_of_page_;
    }

    [[nodiscard]] bool fits(double height) const { return pages_.back().empty() || top_ - height >= bottom_; }

    void place_together(std::span<const Strip> group) {
        double height = 0;
        for (const Strip& strip : group) height += strip.gap + strip.height;
        const double head = group.front().head ? group.front().head->height : 0;
        const bool fits_a_page = head + height - group.front().gap <= top_of_page_ - bottom_;
        if (fits_a_page && !fits(height)) turn();
        for (const Strip& strip : group) place(strip);
    }

    void place(const Strip& strip) {
        if (!fits(strip.gap + strip.height)) turn();
        if (!pages_.back().empty()) {
            top_ -= strip.gap;
        } else if (strip.head) {
            put(*strip.head);
        }
        put(strip);
    }

    void put(const Strip& strip) {
        pages_.back().push_back({&strip, top_});
        top_ -= strip.height;
    }

    double top_of_page_;
    double bottom_;
    double top_ = 0;
    std::vector<std::vector<PlacedStrip>> pages_;
};

}  // namespace

std::vector<SetLine> set_paragraph(const std::vector<Run>& runs, const ParagraphShape& shape, const Fonts& fonts) {
    const std::vector<Word> words = words_of(runs, shape.width - shape.indent, fonts);
    std::vector<SetLine> lines;
    std::size_t start = 0;
    for (const std::size_t end : Breaker(words, shape).ends()) {
        const std::span<const Word> line(words.begin() + static_cast<std::ptrdiff_t>(start),
                                         words.begin() + static_cast<std::ptrdiff_t>(end));
        lines.push_back(set_line(line, start == 0 ? shape.indent : 0, end == words.size(), shape));
        start = end;
    }
    return lines;
}

double height_of(const std::vector<SetLine>& lines) {
    double height = 0;
    for (const SetLine& line : lines) height += line.height;
    return height;
}

double draw_lines(Page& page, const std::vector<SetLine>& lines, double left, double top) {
    for (const SetLine& line : lines) {
        std::vector<PlacedWord> placed;
        placed.reserve(line.words.size());
        for (const SetWord& word : line.words) placed.push_back({word.text, word.style, left + word.x});
        top -= line.height;
        // The baseline stands a quarter of the line above its bottom: descenders fit below, accents above.
        page.words(top + line.height / 4, placed);
    }
    return top;
}

std::size_t page_count(const Margins& margins, const std::vector<Strip>& strips) {
    return Paginator(margins).pages(strips).size();
}

void fill_pages(PdfDocument& document,
                const Margins& margins,
                const std::vector<Strip>& strips,
                const std::function<void(Page& page)>& began) {
    for (const std::vector<PlacedStrip>& placed : Paginator(margins).pages(strips)) {
        Page page = document.add_page();
        began(page);
        for (const auto& [strip, top] : placed) strip->draw(page, top);
    }
}

}  // namespace trien::render
