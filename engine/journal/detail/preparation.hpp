// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/journal/detail/admission.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// Looks names up one by one, when they are asked for.
/// @param store  must outlive the answer.
[[nodiscard]] Stored stored_in(Store& store);

/// Encodes a group of commands, each on what is stored and on what the ones before it will have written.
class Preparation {
  public:
    explicit Preparation(Stored stored) : stored_(std::move(stored)) {}

    /// As encode() in store.hpp.
    [[nodiscard]] Encoded encode(const Commit& commit);

  private:
    Head head(const std::string& stream);
    std::optional<PersonalKey> key(const Subject& subject);

    Stored stored_;
    std::map<std::string, Head> heads_;
    std::map<Subject, std::optional<PersonalKey>> keys_;
};

}  // namespace trien::journal
