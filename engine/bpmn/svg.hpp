// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "engine/base/message.hpp"
#include "engine/bpmn/model.hpp"

namespace trien::bpmn {

/// How a picture is made.
struct PictureOptions {
    Language language = Language::vi;  ///< of the kinds of elements, told to those who cannot see the picture
    /// Further CSS classes of elements, by id. "highlight" has a style of its own (red); others need `style`.
    std::map<std::string, std::string> classes;
    /// CSS for those classes. An element is a <g class="element …"> with its outlines in class "outline".
    std::string style;
};

/// One diagram as an SVG 1.1 document of its own: no scripts, no links, no fonts but "sans-serif".
///
/// Every element is a group with its name as title and its kind as description; text is text. Colours of the file are
/// kept where they are plain (#rrggbb); text that could not be read on them is black or white instead. The same file
/// gives the same bytes.
[[nodiscard]] std::string svg(const Definitions& definitions,
                              const Diagram& diagram,
                              const PictureOptions& options = {});

}  // namespace trien::bpmn
