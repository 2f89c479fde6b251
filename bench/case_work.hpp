// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/app/projector.hpp"
#include "engine/dossier/decide.hpp"
#include "engine/journal/store.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::bench {

/// A ward's office at work on the shipped procedure for certified copies: commands as the application commits them,
/// decided by the real deciders, with the rows of the real views. The same commands on every run.
class CaseWork {
  public:
    /// @param data      the folder that holds processes/.
    /// @param at_once   cases that run side by side; their entries are mixed in the journal.
    CaseWork(const std::filesystem::path& data, std::size_t at_once);

    /// The next command: a case is opened, or its next step is done.
    [[nodiscard]] journal::Commit next();

  private:
    struct Case {
        dossier::Dossier dossier;
        std::int64_t version = 0;
    };

    [[nodiscard]] journal::Commit opened(Case& slot);
    [[nodiscard]] journal::Commit advanced(Case& slot);
    [[nodiscard]] dossier::Context as(const PersonId& person, const char* role) const;
    [[nodiscard]] dossier::CopyCertified certified(const dossier::Dossier& dossier);
    [[nodiscard]] journal::Commit command(const PersonId& actor, Case& slot, const dossier::Events& events);
    void append(journal::Commit& commit, const std::string& stream, std::int64_t version, journal::NewEvent event);
    void project(journal::Commit& commit);

    procedure::Library library_;
    procedure::Procedure procedure_;
    calendar::CalendarSet calendars_;
    authority::Decision may_sign_;
    app::Projector projector_;
    std::vector<Case> cases_;
    std::size_t turn_ = 0;
    std::int64_t commands_ = 0;
    std::int64_t opened_ = 0;
    std::int64_t given_today_ = 0;
    std::int64_t ordinal_ = 0;
    Instant now_;
};

}  // namespace trien::bench
