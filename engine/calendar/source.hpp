// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/base/fields.hpp"
#include "engine/base/message.hpp"

namespace trien::calendar {

/// Where a rule was read, and whether in an official text.
struct Source {
    std::string citation;
    bool verified = false;
    bool operator==(const Source&) const = default;
};

/// Reads the members `citation` and `status` ("verified" or "UNVERIFIED") of a rule of law.
/// @throws Error(Fault::input)
[[nodiscard]] Source read_source(Fields& rule);

/// The citation, marked when nobody has checked it. Empty where there is none.
[[nodiscard]] Message source_text(const Source& source);

/// Reads a member {"vi": …, "en": …}.
[[nodiscard]] Message read_message(Fields& fields, const std::string& name);

}  // namespace trien::calendar
