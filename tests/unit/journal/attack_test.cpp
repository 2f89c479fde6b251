// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/attack.hpp"

#include <filesystem>
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"

namespace trien::journal {
namespace {

using testing::IsEmpty;
using testing::Not;

TEST(Attack, IsNoneWithoutFindings) {
    EXPECT_EQ(attack_of({}), std::nullopt);
    EXPECT_EQ(attack_of({"journal.time"}), std::nullopt) << "a clock was set back";
}

TEST(Attack, IsTheCauseOfWhatFollowsFromIt) {
    EXPECT_EQ(attack_of({"journal.hash", "journal.view", "journal.storage"}), Attack::altered_entry);
    EXPECT_EQ(attack_of({"journal.gap", "journal.version", "journal.link"}), Attack::removed_entry);
    EXPECT_EQ(attack_of({"journal.checkpoint-root", "journal.checkpoint-beyond"}), Attack::removed_entry);
    EXPECT_EQ(attack_of({"journal.checkpoint-beyond", "journal.view"}), Attack::cut_tail);
    EXPECT_EQ(attack_of({"journal.rolled-back", "journal.view"}), Attack::rolled_back);
}

TEST(Attack, HasAWordAndASentenceEach) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(Attack::storage_damaged); ++i) {
        const auto attack = static_cast<Attack>(i);
        EXPECT_TRUE(words.insert(name(attack)).second) << name(attack);
        EXPECT_THAT(text(attack).vi, Not(IsEmpty()));
        EXPECT_THAT(text(attack).en, Not(IsEmpty()));
    }
}

/// Every line "| what | `code`, `code` | `class` |" of the format's page.
TEST(Attack, IsTheOneTheFormatNames) {
    std::istringstream page(read_file(std::filesystem::path(TRIEN_SOURCE_DIR) / "docs" / "formats" / "journal.md"));
    static const std::regex row(R"(\| [^|]+ \| ([^|]+) \| `([a-z-]+)` \|)");
    static const std::regex code(R"(`(journal\.[a-z-]+)`)");
    std::set<std::string> named;
    for (std::string line; std::getline(page, line);) {
        std::smatch cells;
        if (!std::regex_match(line, cells, row)) continue;
        const std::string listed = cells[1];
        Codes codes;
        for (std::sregex_iterator it(listed.begin(), listed.end(), code), end; it != end; ++it) codes.insert((*it)[1]);
        const auto attack = attack_of(codes);
        ASSERT_TRUE(attack) << line;
        EXPECT_EQ(name(*attack), cells[2].str()) << line;
        named.insert(cells[2]);
    }
    EXPECT_EQ(named.size(), static_cast<std::size_t>(Attack::storage_damaged) + 1) << "the page names every class";
}

}  // namespace
}  // namespace trien::journal
