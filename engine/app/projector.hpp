// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/authority/instrument.hpp"
#include "engine/dossier/dossier.hpp"
#include "engine/journal/replay.hpp"
#include "engine/journal/store.hpp"
#include "engine/procedure/document.hpp"

namespace trien::app {

/// Names of the views (bảng tra cứu) and what their rows hold, all derived from the journal:
namespace views {
inline constexpr const char* task = "task";                ///< open tasks, by task id
inline constexpr const char* dossier = "dossier";          ///< every case, by its code
inline constexpr const char* delegation = "delegation";    ///< every instrument, by its number
inline constexpr const char* document = "document";        ///< every issued file, by its SHA-256
inline constexpr const char* procedure = "procedure";      ///< the procedure in force, by matter_of
inline constexpr const char* record = "record";            ///< every ingested paper, by its SHA-256
inline constexpr const char* destruction = "destruction";  ///< of personal data, asked for or done, by case
}  // namespace views

/// What a procedure is for: its national code, or, for an internal one, its set and code.
[[nodiscard]] std::string matter_of(const ActCode& act, const procedure::ProcedureKey& key);

/// Names of the streams.
inline constexpr const char* delegation_streams = "delegation/";  ///< what those of instruments start with
[[nodiscard]] std::string dossier_stream(const DossierId& id);
[[nodiscard]] std::string delegation_stream(const InstrumentId& id);
[[nodiscard]] std::string procedure_stream(const std::string& matter);
[[nodiscard]] std::string record_stream(const Digest& file);
[[nodiscard]] std::string destruction_stream(const DossierId& id);
/// The codes given out on one day: the stream's version is the last sequence number.
[[nodiscard]] std::string dossier_code_stream(const std::string& organisation_code, Date day);

/// Stable names of the event types that belong to no other module.
inline constexpr const char* procedure_issued_type = "procedure.issued";
inline constexpr const char* dossier_code_given_type = "dossier-code.given";
inline constexpr const char* paper_ingested_type = "paper.ingested";
inline constexpr const char* destruction_requested_type = "personal.destruction-requested";
inline constexpr const char* personal_destroyed_type = "personal.destroyed";

/// The view rows that change when a case goes from one state to another. Where it goes in several steps, the rows of
/// the steps come to the same.
[[nodiscard]] std::vector<journal::Change> dossier_changes(const dossier::Dossier& before,
                                                           const dossier::Dossier& after);

/// Says which view rows each entry of the journal changes. Folds what it has seen, so entries must come in order:
/// all of them from the start, or new ones after the states they build on were given.
class Projector {
  public:
    void knows(const authority::Instrument& instrument);

    [[nodiscard]] std::vector<journal::Change> operator()(const journal::Entry& entry);

  private:
    [[nodiscard]] std::vector<journal::Change> next_of_dossier(const journal::Entry& entry);
    [[nodiscard]] std::vector<journal::Change> next_of_delegation(const journal::Entry& entry);

    std::map<std::string, dossier::Dossier> dossiers_;  ///< running ones, by stream
    std::map<std::string, authority::Instrument> instruments_;
};

/// Says what the views hold after a whole journal: the rows that Projector leads to, each made once.
class ViewReplay final : public journal::Replay {
  public:
    void see(const journal::Entry& entry) override;
    [[nodiscard]] journal::DerivedViews views() override;

  private:
    /// A case that may still change, and the newest of its entries.
    struct Running {
        dossier::Dossier dossier;
        std::int64_t index = 0;
    };

    void put(std::vector<journal::Change> changes, std::int64_t index);

    std::unordered_map<std::string, Running> running_;  ///< by stream
    Projector others_;                                  ///< what is no case changes seldom
    journal::DerivedViews views_;
};

}  // namespace trien::app
