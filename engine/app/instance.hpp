// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "engine/authority/rules.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/calendar_set.hpp"
#include "engine/organisation/organisation.hpp"
#include "engine/procedure/library.hpp"

namespace trien::app {

/// Where somebody's signing key lies: a PKCS#12 file or an object on a token (RFC 7512 URI). One of the two.
struct KeyLocation {
    std::filesystem::path pkcs12;
    std::string pkcs11;
};

/// Who stamps the journal's checkpoints with a trusted time, and how often. The authority's anchors lie in trust/.
struct TimeStamping {
    std::string url;                 ///< http or https
    std::chrono::minutes every{60};  ///< 1 to 1440; one more at the close of each working day
};

/// trien.json: what tells one instance from another.
struct Configuration {
    UnitId unit;
    std::string origin;                       ///< name of the journal in checkpoints ("trien.vn/phuong-an-hoa")
    bool demo = false;                        ///< only a demonstration may be told what time it is
    std::map<std::string, KeyLocation> keys;  ///< by person or unit
    std::string softhsm_configuration;        ///< SOFTHSM2_CONF of the instance's own token; may be empty
    std::optional<TimeStamping> time_stamping;
    std::string journal;  ///< a PostgreSQL connection string; empty: the file journal.db
};

/// True if a connection string for a journal in PostgreSQL carries a password, which belongs elsewhere.
/// @throws Error(Fault::input) "journal.connection-string"
[[nodiscard]] bool holds_password(const std::string& connection);

/// A folder that holds one office: configuration, organisation, law in force, journal, blobs, trust.
///
///     trien.json organisation.json journal.db journal.key journal.pub log/ blobs/ trust/ keys/ processes/
///     templates/ documents/
class Instance {
  public:
    /// @throws Error(Fault::environment) "instance.missing" where there is none; Error(Fault::input) naming the faulty
    ///         file and member.
    static Instance open(const std::filesystem::path& folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path journal_path() const { return folder_ / "journal.db"; }
    [[nodiscard]] std::filesystem::path journal_key_path() const { return folder_ / "journal.key"; }
    [[nodiscard]] std::filesystem::path verifier_key_path() const { return folder_ / "journal.pub"; }
    [[nodiscard]] std::filesystem::path log_path() const { return folder_ / "log"; }
    [[nodiscard]] std::filesystem::path blobs_path() const { return folder_ / "blobs"; }
    [[nodiscard]] std::filesystem::path trust_path() const { return folder_ / "trust"; }
    [[nodiscard]] std::filesystem::path documents_path() const { return folder_ / "documents"; }
    [[nodiscard]] std::filesystem::path templates_path() const { return folder_ / "templates"; }

    [[nodiscard]] const Configuration& configuration() const { return configuration_; }
    [[nodiscard]] const organisation::Organisation& organisation() const { return organisation_; }
    [[nodiscard]] const authority::Rules& rules() const { return rules_; }
    [[nodiscard]] const procedure::Library& library() const { return library_; }
    /// The office's working time, in all its revisions.
    [[nodiscard]] const calendar::CalendarSet& calendars() const { return calendars_; }
    [[nodiscard]] const organisation::Unit& unit() const;

  private:
    Instance(std::filesystem::path folder,
             Configuration configuration,
             organisation::Organisation organisation,
             authority::Rules rules,
             procedure::Library library,
             calendar::CalendarSet calendars);

    std::filesystem::path folder_;
    Configuration configuration_;
    organisation::Organisation organisation_;
    authority::Rules rules_;
    procedure::Library library_;
    calendar::CalendarSet calendars_;
};

/// Where the shipped data and the demonstration's secrets come from.
struct DemoSources {
    std::filesystem::path data;    ///< holds processes/, templates/ and examples/demo-office/
    std::filesystem::path module;  ///< the SoftHSM PKCS#11 module
    std::string pin;               ///< of every demonstration key
    std::string owner_connection;  ///< of the journal in PostgreSQL; empty: in a file
    std::string service_role;      ///< the office works as, in PostgreSQL
};

/// Makes a demonstration office from examples/demo-office: the fictional ward, its people, a demonstration CA, keys in
/// PKCS#12 files and on a SoftHSM token, the shipped law data, an empty journal. Sets SOFTHSM2_CONF for this process.
/// @param folder  must not exist, or be empty; what a failed step leaves behind is removed again.
/// @throws Error(Fault::conflict) "instance.exists".
void make_demo_instance(const std::filesystem::path& folder, const DemoSources& sources);

}  // namespace trien::app
