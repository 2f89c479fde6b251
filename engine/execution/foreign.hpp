// SPDX-License-Identifier: Apache-2.0
// Files other tools wrote for engines of their own.
#pragma once

#include <string>
#include <string_view>

#include "engine/bpmn/model.hpp"

namespace trien::execution {

/// Whether an expression or script in this language is taken as FEEL: one that says so, says nothing, or says XPath,
/// which is what the standard reads into a file that says nothing.
[[nodiscard]] bool is_feel(std::string_view language);

/// The FEEL of a condition in the small common core of other dialects: `${…}` and `#{…}` (unified expression
/// language), `= …` (FEEL with a leading sign), `bpmn:getDataObject('x')` (XPath), a literal expression of DMN in XML.
/// Operators `== != && || !` and texts in single quotes become FEEL's. What is none of these comes back as it is.
[[nodiscard]] std::string feel_of(std::string_view text);

/// A foreign file made fit for a run in which people stand for everything its own engine would have done:
///
/// - expressions become FEEL, see feel_of();
/// - a script in another language becomes a service task;
/// - token quantities other than one become one;
/// - a flow out of an exclusive gateway that has no condition, although others must be chosen from, is taken when the
///   variable `choice` holds its name or id;
/// - a multi-instance activity that says nothing the standard knows runs once per element of the collection an
///   extension `loopCharacteristics` names in inputCollection, else once.
[[nodiscard]] bpmn::Definitions adapt_foreign(bpmn::Definitions definitions);

}  // namespace trien::execution
