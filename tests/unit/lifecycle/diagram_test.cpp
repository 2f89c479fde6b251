// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/diagram.hpp"

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/unit/lifecycle/lives.hpp"

namespace trien::lifecycle {
namespace {

TEST(Diagram, DrawsStatesArrowsBeginningAndEnds) {
    const Words made = {"made", "đã làm"};
    const Words given_out = {"given-out", "đã giao"};

    EXPECT_EQ(diagram(std::vector<Arrow>{{made, {"give", "giao"}, given_out}}),
              "stateDiagram-v2\n"
              "    state \"made · đã làm\" as made\n"
              "    state \"given-out · đã giao\" as given_out\n"
              "    [*] --> made\n"
              "    made --> given_out: give · giao\n"
              "    given_out --> [*]\n");
}

TEST(Diagram, TellsArrowsThatLeadBackApart) {
    const std::string text = diagram(progress_transitions());

    EXPECT_NE(text.find("awaiting_supplement --> received: resume · giải quyết tiếp [came from received]\n"),
              std::string::npos);
    EXPECT_NE(text.find("awaiting_supplement --> processing: resume · giải quyết tiếp [came from processing]\n"),
              std::string::npos);
}

TEST(Diagram, OfNothingHasNoArrows) {
    EXPECT_EQ(diagram(std::vector<Arrow>{}), "stateDiagram-v2\n");
}

template <class Life>
class Pictures : public testing::Test {};
TYPED_TEST_SUITE(Pictures, Lives, TitleOfLife);

/// The first Mermaid picture under the heading "## title" of a Markdown text; empty without one.
std::string picture_under(const std::string& title, const std::string& markdown) {
    static constexpr std::string_view fence = "```mermaid\n";
    const std::size_t heading = markdown.find("\n## " + title + "\n");
    if (heading == std::string::npos) return {};
    const std::size_t begin = markdown.find(fence, heading);
    if (begin == std::string::npos) return {};
    const std::size_t end = markdown.find("```\n", begin + fence.size());
    return markdown.substr(begin + fence.size(), end - begin - fence.size());
}

/// Where this fails, the table is right: the expected text belongs in the document.
TYPED_TEST(Pictures, InTheDocumentationAreTheTables) {
    const std::string document = read_file(TRIEN_SOURCE_DIR "/docs/lifecycles.md");

    EXPECT_EQ(picture_under(std::string(TypeParam::title), document), diagram(TypeParam::table()));
}

}  // namespace
}  // namespace trien::lifecycle
