// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/bpmn/xml.hpp"

namespace trien::procedure::detail {

using bpmn::XmlElement;

inline constexpr std::string_view iso_namespace = "urn:trien:iso-procedure:1";

/// Collects the findings of one file.
class Faults {
  public:
    explicit Faults(std::string file) : file_(std::move(file)) {}

    /// Where an element begins, named by its own id.
    [[nodiscard]] trien::Place place(const XmlElement& element) const {
        return {file_, element.line, element.column, element.attribute("id")};
    }
    void error(const char* code, trien::Place at, Message text, Message mend = {}) {
        add(Finding::Severity::error, code, std::move(at), std::move(text), std::move(mend));
    }
    void warning(const char* code, trien::Place at, Message text, Message mend = {}) {
        add(Finding::Severity::warning, code, std::move(at), std::move(text), std::move(mend));
    }
    [[nodiscard]] const Findings& findings() const { return findings_; }

  private:
    void add(Finding::Severity severity, const char* code, trien::Place at, Message text, Message mend) {
        findings_.push_back({severity, code, std::move(at), std::move(text), std::move(mend)});
    }

    std::string file_;
    Findings findings_;
};

}  // namespace trien::procedure::detail
