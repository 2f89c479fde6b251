// SPDX-License-Identifier: Apache-2.0
#include "engine/render/table.hpp"

#include <numeric>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "engine/render/archive.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using test::text_of;
using testing::HasSubstr;

constexpr Style style{Face::regular, 12};
constexpr Margins margins{mm(20), mm(20), mm(25), mm(20)};
constexpr TableFrame frame{mm(25), mm(165), a4.height - mm(40)};

Cell cell(const std::string& text, std::size_t rows = 1) {
    return {{{{{text, style}}}}, 1, rows};
}

Table numbered(std::size_t rows) {
    Table table;
    table.widths = {10, 90};
    table.head.push_back({{cell("TT"), cell("Tên")}});
    for (std::size_t i = 1; i <= rows; ++i) {
        table.body.push_back({{cell(std::to_string(i)), cell("hàng" + std::to_string(i))}});
    }
    return table;
}

/// The text of each page of a table.
std::vector<std::string> pages_of(const Table& table) {
    PdfDocument document(fonts());
    fill_pages(document, margins, set_table(table, frame, fonts()), [](const Page& /*page*/) {});
    const std::string text = text_of(to_pdfa3(document.finish(), {}));
    std::vector<std::string> pages;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\f', start), text.size());
        pages.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return pages;
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

TEST(Table, RepeatsItsHeadOnEveryPage) {
    const auto pages = pages_of(numbered(120));

    ASSERT_GT(pages.size(), 2U);
    for (const std::string& page : pages) EXPECT_EQ(count(page, "Tên"), 1U) << page;
    EXPECT_EQ(std::accumulate(pages.begin(), pages.end(), std::size_t{0},
                              [](std::size_t sum, const std::string& page) { return sum + count(page, "hàng"); }),
              120U);
}

TEST(Table, KeepsRowsThatACellSpansOnOnePage) {
    Table table = numbered(60);
    for (std::size_t first = 0; first < table.body.size(); first += 10) {
        for (std::size_t i = first; i < first + 10; ++i) table.body[i].cells.erase(table.body[i].cells.begin());
        table.body[first].cells.insert(table.body[first].cells.begin(), cell("nhóm", 10));
    }

    const auto pages = pages_of(table);
    ASSERT_GT(pages.size(), 1U);
    for (const std::string& page : pages) {
        EXPECT_GT(count(page, "nhóm"), 0U);
        EXPECT_EQ(count(page, "hàng"), 10 * count(page, "nhóm")) << page;
    }
}

TEST(Table, SpannedRowsThatNoPageHoldsKeepTheirSharedTextInEach) {
    Table table = numbered(100);
    for (Row& row : table.body) row.cells.erase(row.cells.begin());
    table.body.front().cells.insert(table.body.front().cells.begin(), cell("chung", 100));

    const auto pages = pages_of(table);
    ASSERT_GT(pages.size(), 1U);
    for (const std::string& page : pages) {
        EXPECT_GT(count(page, "chung"), 0U);
        EXPECT_EQ(count(page, "hàng"), count(page, "chung")) << page;
    }
}

TEST(Table, DividesARowThatNoPageHoldsBetweenItsLines) {
    std::string words;
    for (int i = 0; i < 3000; ++i) words += fmt::format("chữ{} ", i);
    Table table;
    table.widths = {1};
    table.body.push_back({{cell(words)}});

    const auto pages = pages_of(table);

    ASSERT_GT(pages.size(), 1U);
    std::string all;
    for (const std::string& page : pages) all += page + " ";
    for (const int i : {0, 1499, 2999}) EXPECT_THAT(all, HasSubstr(fmt::format("chữ{}", i)));
    EXPECT_EQ(count(all, "chữ"), 3000U);
}

TEST(Table, ASpanningCellMakesItsRowsAsHighAsItNeeds) {
    Table table;
    table.widths = {1, 9};
    table.body.push_back(
        {{cell("một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười", 2), cell("a")}});
    table.body.push_back({{cell("b")}});
    Table plain;
    plain.widths = {1};
    plain.body.push_back({{cell("a")}});

    const auto strips = set_table(table, frame, fonts());

    ASSERT_EQ(strips.size(), 1U);
    EXPECT_GT(strips.front().height, 2 * set_table(plain, frame, fonts()).front().height);
}

TEST(Pages, AreAsManyAsCounted) {
    EXPECT_TRUE(rc::check([] {
        const auto heights = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 900));
        std::vector<Strip> strips;
        std::size_t drawn = 0;
        for (const int height : heights) {
            Strip strip;
            strip.height = height;
            strip.gap = *rc::gen::inRange(0, 20);
            strip.keeps = *rc::gen::arbitrary<bool>();
            strip.draw = [&drawn](Page& /*page*/, double /*top*/) { ++drawn; };
            strips.push_back(strip);
        }
        std::size_t pages = 0;
        PdfDocument document(fonts());
        fill_pages(document, margins, strips, [&](const Page& /*page*/) { ++pages; });
        RC_ASSERT(pages == page_count(margins, strips));
        RC_ASSERT(drawn == strips.size());
    }));
}

TEST(Pages, NothingIsDrawnBelowTheMarginThatFitsAPage) {
    EXPECT_TRUE(rc::check([] {
        const auto heights = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 600));
        std::vector<Strip> strips;
        bool fits = true;
        for (const int height : heights) {
            Strip strip;
            strip.height = height;
            strip.keeps = *rc::gen::arbitrary<bool>();
            strip.draw = [&fits, height](Page& /*page*/, double top) { fits = fits && top - height >= margins.bottom; };
            strips.push_back(strip);
        }
        PdfDocument document(fonts());
        fill_pages(document, margins, strips, [](const Page& /*page*/) {});
        RC_ASSERT(fits);
    }));
}

}  // namespace
}  // namespace trien::render
