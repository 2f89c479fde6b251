// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/svg.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/overloaded.hpp"
#include "engine/bpmn/detail/catalogue.hpp"
#include "engine/bpmn/detail/edge_painter.hpp"
#include "engine/bpmn/detail/kind_names.hpp"
#include "engine/bpmn/detail/lettering.hpp"
#include "engine/bpmn/detail/shape_painter.hpp"

namespace trien::bpmn {

namespace {

using namespace detail;

constexpr double page_margin = 20;

constexpr std::string_view own_style =
    "text{font-family:sans-serif}.halo{stroke:#ffffff;stroke-width:3;paint-order:stroke}"
    ".highlight>.outline{stroke:#b3001b;stroke-width:4}";

/// The smallest box around all that is drawn.
class Extent {
  public:
    void add(const Bounds& box) {
        add(Point{box.x, box.y});
        add(Point{box.right(), box.bottom()});
    }
    void add(Point point) {
        left_ = std::min(left_, point.x);
        top_ = std::min(top_, point.y);
        right_ = std::max(right_, point.x);
        bottom_ = std::max(bottom_, point.y);
    }
    void add(const std::optional<Label>& label) {
        if (label && label->bounds) add(*label->bounds);
    }
    [[nodiscard]] Bounds box() const {
        if (left_ > right_) return {};
        return {left_ - page_margin, top_ - page_margin, right_ - left_ + 2 * page_margin,
                bottom_ - top_ + 2 * page_margin};
    }

  private:
    double left_ = std::numeric_limits<double>::max();
    double top_ = left_;
    double right_ = -left_;
    double bottom_ = -left_;
};

/// Boundary events, which lie across, are not held.
bool holds(const Bounds& outer, const Bounds& inner) {
    return inner.x >= outer.x && inner.right() <= outer.right() && inner.y >= outer.y &&
           inner.bottom() <= outer.bottom() && inner.width < outer.width;
}

/// What lies lower is painted first; lines run over open activities and under everything else.
enum class Layer : std::uint8_t {
    pool,
    lane,
    open_activity,  ///< shows what it holds
    other,
};

class Picture {
  public:
    Picture(const Definitions& definitions, const Diagram& diagram, const PictureOptions& options)
        : definitions_(definitions), diagram_(diagram), options_(options), catalogue_(definitions) {
        for (const Shape& shape : diagram.shapes) shown_.insert(shape.element);
        sort_into_layers();
    }

    std::string drawn() && {
        for (const auto& [shape, layer] : layers_) {
            if (layer != Layer::other) draw(*shape);
        }
        for (const Edge& edge : diagram_.edges) draw(edge);
        for (const auto& [shape, layer] : layers_) {
            if (layer == Layer::other) draw(*shape);
        }
        return document();
    }

  private:
    [[nodiscard]] Layer layer_of(const Shape& shape) const {
        const Subject subject = catalogue_.subject(shape.element);
        const bool is_band = shape.band != Shape::Band::none;
        if (std::holds_alternative<const Participant*>(subject)) return is_band ? Layer::other : Layer::pool;
        if (std::holds_alternative<const Lane*>(subject)) return Layer::lane;
        const auto* const node = std::get_if<const FlowNode*>(&subject);
        return node != nullptr && is_expanded(shape, **node) ? Layer::open_activity : Layer::other;
    }

    [[nodiscard]] bool is_expanded(const Shape& shape, const FlowNode& node) const {
        if (!is_sub_process(node.kind) && node.kind != NodeKind::call_activity) return false;
        if (shape.is_expanded) return *shape.is_expanded;
        if (node.kind == NodeKind::call_activity) return holds_another(shape);
        return std::ranges::any_of(node.inside.nodes, [&](const FlowNode& n) { return shown_.contains(n.id); });
    }

    [[nodiscard]] FlowNodeLook look(const Shape& shape, const FlowNode& node) const {
        const QName& called = node.activity.called_element;
        return {is_expanded(shape, node), called.here() ? find(definitions_.global_tasks, called.name) : nullptr};
    }

    [[nodiscard]] bool holds_another(const Shape& shape) const {
        return std::ranges::any_of(
            diagram_.shapes, [&](const Shape& other) { return &other != &shape && holds(shape.bounds, other.bounds); });
    }

    /// Of open activities one inside the other, the larger lies below.
    void sort_into_layers() {
        for (const Shape& shape : diagram_.shapes) layers_.emplace_back(&shape, layer_of(shape));
        std::ranges::stable_sort(layers_, {}, [](const auto& layered) {
            const auto& [shape, layer] = layered;
            const double area = shape->bounds.width * shape->bounds.height;
            return std::pair(layer, layer == Layer::open_activity ? -area : 0.0);
        });
    }

    void open(const std::string& element, const Subject& subject, const std::string& name) {
        std::string classes = "element";
        const auto more = options_.classes.find(element);
        if (more != options_.classes.end()) classes += " " + more->second;
        // Lines that show no element are allowed.
        const std::string kind = element.empty() ? std::string() : kind_name(subject).in(options_.language);
        canvas_.open_group(classes, element, name.empty() ? kind : name, name.empty() ? std::string() : kind);
    }

    void draw(const Shape& shape) {
        extent_.add(shape.bounds);
        extent_.add(shape.label);
        const Subject subject = catalogue_.subject(shape.element);
        const std::string name = catalogue_.name(subject);
        const Style style = style_of(shape.colours, shape.label, diagram_);
        ShapePainter painter(canvas_, labels_, shape, style, name);
        open(shape.element, subject, name);
        std::visit(Overloaded{
                       [&](const FlowNode* node) { painter.flow_node(*node, look(shape, *node)); },
                       [&](const DataElement* data) {
                           const auto* const whole = catalogue_.find<DataElement>(data->refers_to.name);
                           painter.data(*data, data->is_collection || (whole != nullptr && whole->is_collection));
                       },
                       [&](const Participant* pool) { painter.participant(*pool, !holds_another(shape)); },
                       [&](const Lane* /*lane*/) { painter.lane(); },
                       [&](const TextAnnotation* /*note*/) { painter.annotation(); },
                       [&](const Group* /*group*/) { painter.group(); },
                       [&](const bpmn::Message* /*message*/) { painter.message(); },
                       [&](const OtherElement* other) { painter.other(*other); },
                       [&](const auto& /*nothing that has a shape*/) { painter.other({}); },
                   },
                   subject);
        canvas_.close_group();
    }

    void draw(const Edge& edge) {
        if (edge.waypoints.size() < 2) return;
        for (const Point& point : edge.waypoints) extent_.add(point);
        extent_.add(edge.label);
        const Subject subject = catalogue_.subject(edge.element);
        const std::string name = catalogue_.name(subject);
        const Style style = style_of(edge.colours, edge.label, diagram_);
        EdgePainter painter(canvas_, labels_, edge, style);
        open(edge.element, subject, name);
        std::visit(Overloaded{
                       [&](const SequenceFlow* flow) {
                           painter.sequence_flow(*flow, catalogue_.find<FlowNode>(flow->source));
                       },
                       [&](const MessageFlow* /*flow*/) { painter.message_flow(); },
                       [&](const DataAssociation* /*data*/) { painter.association(false, true); },
                       [&](const Association* association) {
                           using enum Association::Direction;
                           painter.association(association->direction == both, association->direction != none);
                       },
                       [&](const OtherElement* other) { draw_other(painter, *other); },
                       [&](const auto& /*nothing that has an edge*/) { painter.plain(); },
                   },
                   subject);
        if (!name.empty()) painter.name(name);
        canvas_.close_group();
    }

    /// Inside a choreography, sequence flows have no type of their own here.
    static void draw_other(EdgePainter& painter, const OtherElement& other) {
        if (other.tag == "conversationLink") return painter.conversation_link();
        if (other.tag == "sequenceFlow") return painter.sequence_flow({}, nullptr);
        if (other.tag == "dataInputAssociation" || other.tag == "dataOutputAssociation") {
            return painter.association(false, true);
        }
        painter.plain();
    }

    [[nodiscard]] std::string title() const {
        for (const std::string* const name : {&diagram_.name, &definitions_.name}) {
            if (!name->empty()) return *name;
        }
        for (const Process& process : definitions_.processes) {
            if (!process.name.empty()) return process.name;
        }
        return diagram_.element;
    }

    [[nodiscard]] std::string document() const {
        const Bounds page = extent_.box();
        const bool is_vietnamese = options_.language == Language::vi;
        std::string style = xml_text(std::string(own_style) + options_.style);
        return fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"{2} {3} {0} {1}\" "
            "role=\"img\" lang=\"{4}\" xml:lang=\"{4}\" font-family=\"sans-serif\" stroke-linejoin=\"round\">\n"
            "  <title>{5}</title>\n"
            "  <desc>{6}</desc>\n"
            "  <style>{7}</style>\n"
            "  <rect x=\"{2}\" y=\"{3}\" width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n"
            "{8}{9}"
            "</svg>\n",
            number_text(page.width), number_text(page.height), number_text(page.x), number_text(page.y),
            is_vietnamese ? "vi" : "en", xml_text(title()),
            is_vietnamese ? "Sơ đồ quy trình theo BPMN 2.0.1" : "process diagram in BPMN 2.0.1", style,
            canvas_.content(), labels_.content());
    }

    const Definitions& definitions_;
    const Diagram& diagram_;
    const PictureOptions& options_;
    Catalogue catalogue_;
    std::set<std::string> shown_;                         ///< ids of all that has a shape
    std::vector<std::pair<const Shape*, Layer>> layers_;  ///< in the order of painting
    Canvas canvas_;
    Canvas labels_;  ///< lies over everything else
    Extent extent_;
};

}  // namespace

std::string svg(const Definitions& definitions, const Diagram& diagram, const PictureOptions& options) {
    return Picture(definitions, diagram, options).drawn();
}

}  // namespace trien::bpmn
