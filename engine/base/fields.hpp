// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace trien {

/// Reads the members of one JSON object from outside, and says by path what is missing, wrong or unknown.
///
///     Fields person(json, "organisation.json", "people[3]");
///     const std::string name = person.text("name");
///     person.done();  // refuses members nobody asked for: a misspelt one is a fault, not a default
///
/// Every reader throws Error(Fault::input) placed at "file (people[3].name)". The object must outlive the reader.
class Fields {
  public:
    Fields(const Json& object, std::string file, std::string path = "");

    [[nodiscard]] std::string text(const std::string& name);
    [[nodiscard]] std::string text_or(const std::string& name, std::string absent);
    [[nodiscard]] std::int64_t number(const std::string& name);
    [[nodiscard]] std::int64_t number_or(const std::string& name, std::int64_t absent);
    [[nodiscard]] bool flag_or(const std::string& name, bool absent);
    /// ISO 8601, "2026-11-23".
    [[nodiscard]] Date date(const std::string& name);
    [[nodiscard]] std::optional<Date> date_if(const std::string& name);
    /// RFC 3339 with offset.
    [[nodiscard]] Instant instant(const std::string& name);
    [[nodiscard]] std::vector<std::string> texts(const std::string& name);
    [[nodiscard]] std::vector<std::string> texts_if(const std::string& name);
    [[nodiscard]] Fields object(const std::string& name);
    [[nodiscard]] std::vector<Fields> objects(const std::string& name);
    [[nodiscard]] std::vector<Fields> objects_if(const std::string& name);
    [[nodiscard]] bool has(const std::string& name);
    /// Refuses members that nobody read.
    void done() const;

    /// The error of a member whose value is of the right type but not acceptable.
    [[nodiscard]] Error fault(const std::string& name, Message cause, Message mend = {}) const;

  private:
    [[nodiscard]] const Json& member(const std::string& name);
    [[nodiscard]] Error wrong_type(const std::string& name, const char* vi, const char* en) const;

    const Json* object_;
    std::string file_;
    std::string path_;
    std::set<std::string> asked_;
};

}  // namespace trien
