// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/journal/detail/admission.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// Encodes a group of commands, each on what is stored and on what the ones before it will have written.
class Preparation {
  public:
    /// @param stored  must outlive this.
    explicit Preparation(const Stored& stored) : stored_(stored) {}

    /// As encode() in store.hpp.
    [[nodiscard]] Encoded encode(const Commit& commit);

  private:
    Head head(const std::string& stream);
    std::optional<PersonalKey> key(const Subject& subject);

    const Stored& stored_;
    std::map<std::string, Head> heads_;
    std::map<Subject, std::optional<PersonalKey>> keys_;
};

}  // namespace trien::journal
