// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/layout.hpp"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/bpmn/detail/layering.hpp"
#include "engine/bpmn/edit.hpp"
#include "engine/bpmn/svg.hpp"
#include "engine/bpmn/writer.hpp"
#include "tests/unit/bpmn/files.hpp"

namespace trien::bpmn {
namespace {

using testing::ElementsAre;

std::map<std::string, Bounds> bounds_of(const Diagram& diagram) {
    std::map<std::string, Bounds> bounds;
    for (const Shape& shape : diagram.shapes) bounds.emplace(shape.element, shape.bounds);
    return bounds;
}

bool overlap(const Bounds& a, const Bounds& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// Every two activities, events and gateways of one scope that cover each other; boundary events sit on activities.
std::vector<std::string> collisions(const Container& scope, const std::map<std::string, Bounds>& bounds) {
    std::vector<std::string> found;
    for (const FlowNode& a : scope.nodes) {
        const auto inner = collisions(a.inside, bounds);
        found.insert(found.end(), inner.begin(), inner.end());
        for (const FlowNode& b : scope.nodes) {
            const bool on_boundary = a.kind == NodeKind::boundary_event || b.kind == NodeKind::boundary_event;
            if (&a >= &b || on_boundary || !bounds.contains(a.id) || !bounds.contains(b.id)) continue;
            if (overlap(bounds.at(a.id), bounds.at(b.id))) found.push_back(a.id + " " + b.id);
        }
    }
    return found;
}

std::size_t count_flows(const Container& scope) {
    std::size_t count = scope.flows.size();
    for (const FlowNode& node : scope.nodes) count += count_flows(node.inside);
    return count;
}

TEST(Layout, ASequenceRunsFromLeftToRight) {
    const Definitions definitions = read(executable("<startEvent id=\"s\"/><task id=\"a\"/><endEvent id=\"e\"/>"
                                                    "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"a\"/>"
                                                    "<sequenceFlow id=\"g\" sourceRef=\"a\" targetRef=\"e\"/>"))
                                        .definitions;

    const Diagram diagram = arrange(definitions);

    const auto at = bounds_of(diagram);
    EXPECT_EQ(diagram.element, "p");
    EXPECT_LT(at.at("s").right(), at.at("a").x);
    EXPECT_LT(at.at("a").right(), at.at("e").x);
    EXPECT_EQ(at.at("s").centre().y, at.at("e").centre().y);
    EXPECT_THAT(diagram.edges[0].waypoints, ElementsAre(Point{at.at("s").right(), at.at("s").centre().y},
                                                        Point{at.at("a").x, at.at("a").centre().y}));
}

TEST(Layout, BoundaryEventsSitOnTheirActivitiesAndSubProcessesAroundWhatTheyHold) {
    const Definitions definitions =
        read(executable("<subProcess id=\"o\"><task id=\"a\"/></subProcess><task id=\"b\"/><boundaryEvent id=\"x\" "
                        "attachedToRef=\"o\"><errorEventDefinition/></boundaryEvent>"
                        "<sequenceFlow id=\"f\" sourceRef=\"x\" targetRef=\"b\"/>"))
            .definitions;

    const auto at = bounds_of(arrange(definitions));

    EXPECT_EQ(at.at("x").centre().y, at.at("o").bottom());
    EXPECT_GT(at.at("a").x, at.at("o").x);
    EXPECT_LT(at.at("a").bottom(), at.at("o").bottom());
    EXPECT_LT(at.at("o").right(), at.at("b").x);
}

/// The file without its diagrams, drawn anew, saved and read again.
void expect_good_layout(const std::filesystem::path& path) {
    XmlElement tree = read(read_file(path)).xml;
    set_diagrams(tree, {});
    const Definitions bare = interpret(tree, "f.bpmn");
    ASSERT_TRUE(bare.diagrams.empty());
    const Diagram diagram = arrange(bare);
    set_diagrams(tree, {diagram});

    const File saved = read(write(tree), path.filename().string());

    ASSERT_EQ(saved.definitions.diagrams.size(), 1U) << path;
    EXPECT_EQ(bounds_of(saved.definitions.diagrams[0]), bounds_of(diagram)) << path;
    EXPECT_EQ(svg(saved.definitions, saved.definitions.diagrams[0]), svg(bare, arrange(bare))) << path;
    std::set<std::string> edges;
    for (const Edge& edge : diagram.edges) edges.insert(edge.element);
    for (const Process& process : bare.processes) {
        if (!bounds_of(diagram).contains(process.inside.nodes.empty() ? "" : process.inside.nodes[0].id)) continue;
        EXPECT_THAT(collisions(process.inside, bounds_of(diagram)), testing::IsEmpty()) << path;
        EXPECT_GE(edges.size(), count_flows(process.inside)) << path;
    }
}

TEST(Layout, TheShippedProcedureIsDrawnWithoutItsDiagram) {
    expect_good_layout(shipped);
    const auto at = bounds_of(arrange(read(read_file(shipped)).definitions));
    EXPECT_TRUE(at.contains("start"));
}

TEST(Layout, EveryInterchangeModelIsDrawnWithoutItsDiagram) {
    if (interchange_models().empty()) GTEST_SKIP() << "TRIEN_SHARED does not lead to the models";
    for (const auto& path : interchange_models()) expect_good_layout(path);
}

TEST(Layout, AnEmptyFileHasAnEmptyDiagram) {
    EXPECT_TRUE(arrange(read(file_of("<message id=\"m\"/>")).definitions).shapes.empty());
}

TEST(Layering, FlowsThatLeadBackMoveNothing) {
    const detail::Layering layering = detail::layer({{0, 0, 0}, 1, {{0, 1}, {1, 2}, {2, 1}}, {{}, {}, {}}});

    EXPECT_THAT(layering.columns, ElementsAre(0, 1, 2));
    EXPECT_THAT(layering.rows, ElementsAre(0, 0, 0));
}

TEST(Layering, ALongChainNeedsNoStack) {
    detail::LayeredGraph graph;
    for (std::size_t i = 0; i < 20'000; ++i) {
        graph.bands.push_back(0);
        graph.beside.emplace_back();
        if (i > 0) graph.edges.emplace_back(i - 1, i);
    }

    EXPECT_EQ(detail::layer(graph).column_count, 20'000U);
}

TEST(Layering, ACrowdedColumnIsFilledOutwards) {
    detail::LayeredGraph graph;
    graph.bands.assign(20'000, 0);
    graph.beside.resize(graph.bands.size());

    const detail::Layering layering = detail::layer(graph);

    EXPECT_EQ(layering.column_count, 1U);
    EXPECT_EQ(layering.band_of_row.size(), graph.bands.size());
    EXPECT_EQ(layering.rows[1], layering.rows[0] + 1);
    EXPECT_EQ(layering.rows[2], layering.rows[0] - 1);
}

RC_GTEST_PROP(LayeringProperty, NodesShareNoCellStayInTheirBandAndFollowAcyclicFlows, ()) {
    const auto nodes = *rc::gen::inRange<std::size_t>(1, 30);
    const auto bands = *rc::gen::inRange<std::size_t>(1, 4);
    detail::LayeredGraph graph;
    graph.band_count = bands;
    for (std::size_t i = 0; i < nodes; ++i) {
        graph.bands.push_back(*rc::gen::inRange<std::size_t>(0, bands));
        graph.beside.emplace_back();
    }
    // Edges only lead to higher numbers: there is no way back.
    const auto edges = *rc::gen::inRange(0, 40);
    for (int i = 0; i < edges && nodes > 1; ++i) {
        const auto to = *rc::gen::inRange<std::size_t>(1, nodes);
        graph.edges.emplace_back(*rc::gen::inRange<std::size_t>(0, to), to);
    }

    const detail::Layering layering = detail::layer(graph);

    std::set<std::pair<std::size_t, std::size_t>> cells;
    for (std::size_t i = 0; i < nodes; ++i) {
        RC_ASSERT(cells.insert({layering.columns[i], layering.rows[i]}).second);
        RC_ASSERT(layering.band_of_row[layering.rows[i]] == graph.bands[i]);
    }
    for (const auto& [from, to] : graph.edges) RC_ASSERT(layering.columns[from] < layering.columns[to]);
}

}  // namespace
}  // namespace trien::bpmn
