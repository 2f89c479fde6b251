// SPDX-License-Identifier: Apache-2.0
// The picture of a BPMN file: BPMN Diagram Interchange (12). Lengths are in pixels, y grows downwards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/bpmn/element.hpp"

namespace trien::bpmn {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

struct Bounds {
    double x = 0;  ///< of the upper left corner
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }
    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    bool operator==(const Bounds&) const = default;
};

/// Colours, as "BPMN in Color" and bpmn.io's extension write them; empty when the file gives none.
struct Colours {
    std::string fill;
    std::string stroke;
    std::string label;
    bool operator==(const Colours&) const = default;
};

struct Label {
    std::optional<Bounds> bounds;
    std::string style;  ///< id of a LabelStyle
};

struct LabelStyle {
    std::string id;
    std::string font;
    double size = 0;  ///< 0 when not given
    bool bold = false;
    bool italic = false;
};

struct Shape : Element {
    enum class Band : std::uint8_t { none, top, middle, bottom };  ///< of a choreography's participant
    std::string element;                                           ///< id of what it shows
    Bounds bounds;
    std::optional<bool> is_horizontal;
    std::optional<bool> is_expanded;
    bool is_marker_visible = false;
    bool is_message_visible = false;
    Band band = Band::none;
    bool is_initiating = false;  ///< of a band
    std::optional<Label> label;
    Colours colours;
};

struct Edge : Element {
    enum class Message : std::uint8_t { none, initiating, non_initiating };
    std::string element;  ///< id of what it shows
    std::vector<Point> waypoints;
    Message message = Message::none;  ///< whether and how a message flow shows its message
    std::optional<Label> label;
    Colours colours;
};

struct Diagram : Element {
    std::string element;        ///< id of the process, collaboration or sub-process it shows
    std::vector<Shape> shapes;  ///< in the order written, which is that of painting
    std::vector<Edge> edges;
    std::vector<LabelStyle> label_styles;
};

}  // namespace trien::bpmn
