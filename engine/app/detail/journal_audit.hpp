// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "engine/app/projector.hpp"
#include "engine/blob/blob_store.hpp"
#include "engine/journal/verify.hpp"

namespace trien::app {

/// Reads the journal along with the verifier, and afterwards says what only the office can know: that a procedure is no
/// longer the one that was issued, that a key was destroyed without the two people who may.
class JournalAudit {
  public:
    /// The replay of the views that also notes what is to be checked; this must outlive it.
    [[nodiscard]] std::unique_ptr<journal::Replay> replay();
    /// Adds the findings: "journal.definition", "journal.personal".
    void conclude(const blob::BlobStore& blobs, journal::VerifyReport& report) const;

  private:
    class Listener;
    void see(const journal::Entry& entry);

    std::map<Digest, std::int64_t> definitions_;      ///< of procedures, with the entry that issued them
    std::map<std::string, std::int64_t> unreadable_;  ///< streams with values whose key is gone, with the first entry
    std::set<std::string> destroyed_;                 ///< streams whose values two people destroyed
};

}  // namespace trien::app
