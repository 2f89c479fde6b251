// SPDX-License-Identifier: Apache-2.0
#include "engine/base/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace trien {

namespace {

std::string what_text(const std::string& code, const Place& place, const Message& cause) {
    const std::string where = place.text();
    return where.empty() ? fmt::format("{}: {}", code, cause.en) : fmt::format("{}: {}: {}", where, code, cause.en);
}

}  // namespace

std::string Place::text() const {
    std::string text = file;
    if (line > 0) text += fmt::format(":{}", line);
    if (line > 0 && column > 0) text += fmt::format(":{}", column);
    if (!element.empty()) text += text.empty() ? element : fmt::format(" ({})", element);
    return text;
}

Error::Error(Fault fault, std::string code, Place place, Message cause, Message mend)
    : std::runtime_error(what_text(code, place, cause)),
      fault_(fault),
      code_(std::move(code)),
      place_(std::move(place)),
      cause_(std::move(cause)),
      mend_(std::move(mend)) {}

bool passes(const Findings& findings) {
    return std::ranges::none_of(findings, [](const Finding& f) { return f.severity == Finding::Severity::error; });
}

}  // namespace trien
