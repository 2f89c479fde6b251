// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/diagram.hpp"

namespace trien::bpmn::detail {

/// How an outline is drawn.
struct Pen {
    std::string stroke = "#1b1f24";
    std::string fill = "#ffffff";
    double width = 1.4;
    std::string dashes;      ///< as stroke-dasharray takes them
    bool is_outline = true;  ///< of the element itself: styled by the classes of the picture
};

/// A run of text.
struct Lettering {
    std::string colour = "#1b1f24";
    double size = 11;
    bool bold = false;
    bool italic = false;
    bool has_halo = false;  ///< of the page's white, so that lines under it do not hide it
};

/// Writes the elements of an SVG document, one a line.
class Canvas {
  public:
    void open_group(const std::string& classes,
                    const std::string& id,
                    const std::string& title,
                    const std::string& description);
    void close_group();

    void rectangle(const Bounds& at, double radius, const Pen& pen);
    void circle(Point centre, double radius, const Pen& pen);
    /// @param closed  joins the last point to the first.
    void polygon(const std::vector<Point>& points, bool closed, const Pen& pen);
    void path(const std::string& d, const Pen& pen);
    /// A path drawn in the square from -1 to 1, moved to a place and made larger.
    void icon(std::string_view d, Point centre, double half, const Pen& pen);

    /// Lines of text, each centred on x.
    /// @param top  where the first line begins.
    void centred_lines(const std::vector<std::string>& lines, double x, double top, const Lettering& letters);
    /// Lines of text, each beginning at x.
    void left_lines(const std::vector<std::string>& lines, double x, double top, const Lettering& letters);
    /// Lines of text that run upwards, centred on a point.
    void rising_lines(const std::vector<std::string>& lines, Point centre, const Lettering& letters);

    [[nodiscard]] const std::string& content() const { return out_; }

  private:
    void lines(const std::vector<std::string>& lines,
               double x,
               double top,
               const Lettering& letters,
               std::string_view anchor,
               const std::string& transform);

    std::string out_;
    int depth_ = 1;
};

[[nodiscard]] double line_height(const Lettering& letters);
/// A number with at most two decimals and no more than it needs.
[[nodiscard]] std::string number_text(double value);
/// For text and attribute values.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace trien::bpmn::detail
