// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <string>
#include <vector>

namespace trien::journal {

/// One mailbox per stream: commands on one dossier are decided one after the other instead of against each other.
///
/// Within one process; between processes, the version check of the store decides who was first. Two streams may share
/// a mailbox by chance, which costs some waiting and nothing else.
class Mailboxes {
  public:
    using Turn = std::vector<std::unique_lock<std::mutex>>;

    /// Waits for the turn on all these streams at once; it ends with the answer's life. A thread that holds a turn must
    /// not ask for another.
    [[nodiscard]] Turn wait_for(const std::vector<std::string>& streams);

  private:
    std::array<std::mutex, 1024> boxes_;
};

}  // namespace trien::journal
