// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/message.hpp"
#include "engine/sign/detail/qpdf.hpp"
#include "engine/sign/detail/revision.hpp"

/// What one revision did to the document before it, seen as objects.
namespace trien::sign {

/// Everything a revision did, for people, parted by whether a signature before it allows it.
struct Changes {
    std::vector<std::string> signed_fields;  ///< signature fields that got their signature
    std::vector<Message> allowed;
    std::vector<Message> forbidden;
};

/// Compares the document before and after a revision, closed world: allowed is only that prepared, empty signature and
/// text fields that no earlier signature locks get their value and appearance, from new objects that nothing else uses.
/// @param before, after  opened from the file's bytes up to the revision's begin and end.
/// @param permission     of the certification signature, if the document is certified.
[[nodiscard]] Changes compare(QPDF& before, QPDF& after, const Revision& revision, std::optional<int> permission);

/// Every object that differs between two states of a foreign file; at most 50, then a line that says there are more.
[[nodiscard]] std::vector<Message> list_differences(QPDF& before, QPDF& after);

}  // namespace trien::sign
