// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "engine/bpmn/model.hpp"
#include "engine/render/figure.hpp"

namespace trien::app {

/// What stands in front of an element's name, by its id: "1. " of the first step; empty for none.
using Prefix = std::function<std::string(const std::string& id)>;

/// A diagram for print: outlines, arrows and names. All there is to see is in the SVG picture (bpmn/svg.hpp).
[[nodiscard]] render::Figure process_figure(const bpmn::Definitions& definitions,
                                            const bpmn::Diagram& diagram,
                                            const Prefix& prefix);

}  // namespace trien::app
